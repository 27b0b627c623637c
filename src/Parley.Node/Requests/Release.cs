using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>
/// Releases a draft: what leaves is seen by two people, and leaves once, however often it is clicked and whenever the
/// node stops in between.
/// </summary>
public sealed class Release(DraftBook book, DraftShelf shelf, JointRecord record, IChanges changes)
{
    /// <summary>States the draft as a request.</summary>
    /// <param name="version">The version the releaser read; another one is not released.</param>
    public async Task<Stating> Of(long id, long version, string account, Officer officer) =>
        book.Find(id) switch
        {
            null => Not(ReleaseRefusals.Gone),
            { Kept.Released: { } number } => new Stating(SubjectId.Parse(number), -1, null),
            { } draft when draft.Kept.Authors.Contains(account, StringComparer.Ordinal) => Not(
                ReleaseRefusals.OwnDraft
            ),
            { } draft when draft.Kept.Version != version || draft.Kept.OfferedBy is null => Not(
                ReleaseRefusals.Changed
            ),
            { } draft => await State(draft, officer),
        };

    private async Task<Stating> State(DraftSight draft, Officer officer)
    {
        var text = draft.Draft;
        var made = new RequestStatement.Made(text.Kind, text.Urgency, draft.Version, text.Language, text.Entries);
        var stating = await record.Open(draft.Kept.Peer, 'R', made, officer, draft.Kept.Key);
        if (stating.Refusal is null)
        {
            shelf.Leave(draft.Id, stating.About);
            changes.Announce("drafts");
        }
        return stating;
    }

    private static Stating Not(Refusal refusal) => new(default, -1, refusal);
}
