using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Erasing;

/// <summary>
/// Erases what was written here, never left, and nobody has touched for as long as drafts are kept: drafts of requests,
/// moves half written or sent back, and what was sent back about agreements.
/// </summary>
public sealed class ForgottenDrafts(
    DraftBook drafts,
    DraftShelf shelf,
    MoveDraftShelf moves,
    PreparedAgreements agreements,
    SecurityEvents events
)
{
    public void Run(KeepingRule? rule, Doer by, DateTimeOffset now)
    {
        if (rule is null)
        {
            return;
        }
        foreach (var draft in drafts.All().Where(draft => rule.DueAfter(draft.Kept.ChangedAt) <= now))
        {
            // Who goes on with it at this moment keeps it.
            if (!shelf.Discard(draft.Kept.Id, draft.Kept.Version))
            {
                continue;
            }
            events.Note(by, SecurityAct.DraftErased, FormattableString.Invariant($"{draft.Kept.Id}"), rule.Id);
        }
        foreach (var move in moves.All().Where(move => rule.DueAfter(move.At) <= now))
        {
            if (moves.Discard(move.Id, move.Version))
            {
                events.Note(by, SecurityAct.DraftErased, $"{move.About} {move.Move}", rule.Id);
            }
        }
        foreach (var back in agreements.Returned().Where(back => rule.DueAfter(back.BackAt ?? back.At) <= now))
        {
            // Who went on with it at this moment has it elsewhere.
            if (agreements.Discard(back))
            {
                var what = back.Place.About is { } about ? $"{about}" : $"{back.Peer} {back.Place.Kind}";
                events.Note(by, SecurityAct.DraftErased, $"{what} {back.Move}", rule.Id);
            }
        }
    }
}
