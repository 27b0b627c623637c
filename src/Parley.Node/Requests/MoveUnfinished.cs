using Parley.Cooperation.Requests;
using Parley.Node.Law;

namespace Parley.Node.Requests;

/// <summary>Half-written steps that the form of the same move offers to go on with.</summary>
internal static class MoveUnfinished
{
    /// <summary>The same move, half written, as far as the officer may read it.</summary>
    public static IReadOnlyList<MoveDraft> Unfinished(this MoveSource source, RequestSight sight, RequestMove move) =>
        [
            .. source
                .Drafts.About(sight.Request.Id)
                .Where(one => one.Move == move && source.Law.MayRead(source.Http.User, sight, one)),
        ];

    /// <summary>What an officer has just saved of a move.</summary>
    public static MoveDraft? SavedBy(this MoveSource source, PreparedBy by, RequestSight sight, RequestMove move) =>
        source.Unfinished(sight, move).FirstOrDefault(one => one.Authors.Contains(by.Account, StringComparer.Ordinal));
}
