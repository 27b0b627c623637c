using Parley.Cooperation.Review;
using Parley.Exchange.Formats;
using Parley.Node.Agreements;
using Parley.Node.Review;

namespace Parley.Node.Api;

/// <summary>
/// A review as it is published or proposed: the figures that were agreed, and whether they follow from what this node
/// counts now.
/// </summary>
internal static class ReviewDocumentReads
{
    private const string Version = "version";

    public static void MapReviewDocumentReads(this RouteGroupBuilder reads) => reads.MapGet("/reviews/{number}", One);

    private static ApiAnswer One(string number, HttpContext http, AgreementBook agreements, ReviewBook book)
    {
        var query = new ApiQuery(http, Version);
        var asked = (int?)query.Number(Version, 1, int.MaxValue);
        if (
            ReviewDocumentSight.Of(number, asked, agreements, book) is not { } shown
            || (asked is not null && shown.Version.Number != asked)
        )
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        var (version, judged) = (shown.Version, shown.Judged);
        return ApiAnswer.Of(
            new
            {
                Number = shown.Sight.Id,
                shown.Sight.Peer,
                Version = version.Number,
                version.Status,
                version.Title,
                ProposedBy = version.Proposer,
                ProposedAt = version.Proposed.At,
                AcceptedBy = version.Accepted?.By,
                AcceptedAt = version.Accepted?.At,
                version.Accepted?.What.Note,
                judged.Document?.Remarks,
                judged.Document?.FiguresHash,
                Figures = Raw(judged.Document?.Figures),
                judged.Follows,
                judged.Differing,
                Own = judged.Own is null ? null : new { FiguresHash = judged.OwnHash, Figures = Raw(judged.Own) },
                Problem = judged.Document is null ? judged.Problem : null,
            }
        );
    }

    private static object? Raw(ReviewFigures? figures) =>
        figures is null ? null : ApiJson.Raw(StateFormat.Figures(figures).Json);
}
