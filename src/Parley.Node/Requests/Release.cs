using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>
/// Releases a draft: what leaves is seen by two people, and leaves once, however often it is clicked and whenever the
/// node stops in between.
/// </summary>
public sealed class Release(DraftBook book, DraftShelf shelf, JointRecord record, IChanges changes, TimeProvider clock)
    : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    /// <summary>States the draft as a request.</summary>
    /// <param name="version">The version the releaser read; another one is not released.</param>
    public async Task<Stating> Of(long id, long version, string account, Officer officer)
    {
        await one.WaitAsync();
        try
        {
            return book.Find(id) switch
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
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<Stating> State(DraftSight draft, Officer officer)
    {
        var stating = AlreadyLeft(draft) is { } number ? new Stating(number, -1, null) : await Open(draft, officer);
        if (stating.Refusal is null)
        {
            shelf.Leave(draft.Id, stating.About);
            changes.Announce("drafts");
        }
        return stating;
    }

    private async Task<Stating> Open(DraftSight draft, Officer officer)
    {
        // Noted before it leaves: if the node stops in between, the next try looks for it in the record first.
        shelf.Leaving(draft.Id, clock.GetUtcNow());
        var text = draft.Draft;
        var made = new RequestStatement.Made(text.Kind, text.Urgency, draft.Version, text.Language, text.Entries);
        return await record.Open(draft.Kept.Peer, 'R', made, officer);
    }

    /// <summary>The request that an interrupted release of this very draft has made, or null.</summary>
    private SubjectId? AlreadyLeft(DraftSight draft)
    {
        if (draft.Kept.LeavingSince is not { } since)
        {
            return null;
        }
        var text = DraftFormat.Write(draft.Draft);
        return record
            .Reading.All<Request>(draft.Kept.Peer, "request")
            .FirstOrDefault(r =>
                r.From == record.Self.Code
                && r.Made.At >= since.AddSeconds(-1)
                && DraftFormat.Write(Draft(r.Made.What)).AsSpan().SequenceEqual(text)
            )
            ?.Id;
    }

    private static Draft Draft(RequestStatement.Made made) => new(made.Kind, made.Urgency, made.Language, made.Entries);

    private static Stating Not(Refusal refusal) => new(default, -1, refusal);
}
