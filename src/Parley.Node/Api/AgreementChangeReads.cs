using Parley.Cooperation.Agreements;
using Parley.Node.Agreements;

namespace Parley.Node.Api;

/// <summary>What changes from one version of an agreement to another, line by line, as its page shows it.</summary>
internal static class AgreementChangeReads
{
    private const string Older = "older";
    private const string Newer = "newer";

    public static void MapAgreementChangeReads(this RouteGroupBuilder reads) =>
        reads.MapGet("/agreements/{number}/changes", Changes);

    private static ApiAnswer Changes(string number, HttpContext http, AgreementBook book)
    {
        var query = new ApiQuery(http, Older, Newer, ApiPage.After, ApiPage.Most);
        if (book.Find(number) is not { } sight)
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        var (older, newer) = sight.Compared(VersionOf(query, Older, sight), VersionOf(query, Newer, sight));
        var lines = older is null ? [] : AgreementBook.Changes(book.Content(sight, older), book.Content(sight, newer));
        var page = ApiPage.Of(http, query, DifferenceTold.Shown(lines), DifferenceTold.Cursor);
        return ApiAnswer.Of(
            new
            {
                Number = sight.Id,
                Older = older?.Number,
                Newer = newer.Number,
                Added = DifferenceTold.Count(lines, LineChange.Added),
                Removed = DifferenceTold.Count(lines, LineChange.Removed),
                Lines = page.Shown,
                page.Next,
            }
        );
    }

    /// <summary>A version that is there; another is refused, so that nobody takes one difference for another.</summary>
    private static int? VersionOf(ApiQuery query, string name, AgreementSight sight) =>
        query.Number(name, 1, int.MaxValue) is not { } number ? null
        : sight.Agreement.Version((int)number) is not null ? (int)number
        : throw new ProblemException(ApiProblems.Parameter(name, known: true));
}
