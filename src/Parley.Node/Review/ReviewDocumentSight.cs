using Parley.Cooperation.Agreements;
using Parley.Cooperation.Review;
using Parley.Node.Agreements;

namespace Parley.Node.Review;

/// <summary>A review as it is published or proposed, with what this node makes of it.</summary>
public sealed record ReviewDocumentSight(AgreementSight Sight, AgreementVersion Version, JudgedReview Judged)
{
    /// <summary>The version asked for; where none such is there, the one accepted last, or else the latest. Null where
    /// the number is not that of a review.</summary>
    public static ReviewDocumentSight? Of(string number, int? version, AgreementBook agreements, ReviewBook book)
    {
        if (
            agreements.Find(number) is not { } sight
            || !string.Equals(sight.Agreement.Kind, ReviewDocument.Kind, StringComparison.Ordinal)
        )
        {
            return null;
        }
        var asked = version is { } one ? sight.Agreement.Version(one) : null;
        var shown = asked ?? sight.Agreement.LatestAccepted ?? sight.Agreement.Latest;
        return new ReviewDocumentSight(sight, shown, book.Judge(sight.Peer, agreements.Content(sight, shown)));
    }
}
