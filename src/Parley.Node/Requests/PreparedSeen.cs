using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Together;

namespace Parley.Node.Requests;

/// <summary>Decisions that wait, as far as an officer may know of them: one that is kept from them changes nothing of
/// what they see.</summary>
internal static class PreparedSeen
{
    /// <summary>The requests about which one waits that the officer may read.</summary>
    public static HashSet<SubjectId> Seen(
        this PreparedBook prepared,
        RequestBook book,
        LawInForce law,
        ClaimsPrincipal user
    ) =>
        prepared
            .All()
            .Where(one =>
                law.Book.IsEmpty
                || (
                    book.Find(new Place(one.Peer, one.About)) is { } sight
                    && law.MayRead(user, sight, one.Move, one.Statement, one.Authors)
                )
            )
            .Select(one => one.About)
            .ToHashSet();

    /// <summary>Tells pages that something about a move that has not left was done.</summary>
    public static void AnnounceMove(this IChanges changes, RequestSight? sight, RequestMove move, Statement? said)
    {
        if (sight is null)
        {
            return;
        }
        var (about, matter) = (MatterKey.Of(sight.Request.Id), Matter.Of(sight).With(move, said as RequestStatement));
        changes.Announce("requests", about, matter);
        changes.Announce(sight.Id, about, matter);
    }
}
