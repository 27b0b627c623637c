using Dapper;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Law;

namespace Parley.Node.Requests;

/// <summary>What is done to a draft at the version that was read, and to no other.</summary>
public sealed partial class DraftShelf
{
    /// <summary>The draft as it stood at a version; null where that is not kept.</summary>
    public Draft? At(long id, long version)
    {
        using var db = database.Open();
        return TextAt(db, id, version);
    }

    /// <summary>Until this is given back, nobody writes in the draft, offers it or sends it back.</summary>
    internal Task<IDisposable> Alone(long id) => turns.TakeAsync(id);

    /// <summary>Takes a step on a draft that is offered, while it neither leaves nor changes.</summary>
    /// <param name="step">Notes it, or says why not.</param>
    /// <returns>Why it was not taken.</returns>
    internal Refusal? WhileOffered(long id, long version, Func<Refusal?> step)
    {
        using var turn = turns.Take(id);
        return NotOffered(id, version) ?? step();
    }

    /// <summary>Sends it back to its authors, with the reason, while it waits for its release.</summary>
    /// <param name="version">The version that was read; null: as it stands.</param>
    /// <param name="step">What is noted with it, or why it is not sent back.</param>
    /// <returns>Why it was not sent back; null where it was.</returns>
    public Refusal? SendBack(long id, string reason, long? version = null, Func<Refusal?>? step = null)
    {
        using var turn = turns.Take(id);
        if ((NotOffered(id, version) ?? step?.Invoke()) is { } refusal)
        {
            return refusal;
        }
        Set("UPDATE draft SET offered_by = NULL, sent_back = @value WHERE id = @id", id, reason);
        return null;
    }

    private Refusal? NotOffered(long id, long? version) =>
        Find(id) switch
        {
            null => ReleaseRefusals.Gone,
            { Released: { } number } => ReleaseRefusals.Left(number),
            { OfferedBy: null } => StepRefusals.Changed,
            { } kept => version is null || kept.Version == version ? null : StepRefusals.Changed,
        };

    /// <summary>Puts another text in its place, where it still stands at the version that was read.</summary>
    /// <returns>The draft as it now stands; null where it stands at another version, has left or is gone.</returns>
    public KeptDraft? Replace(long id, long version, Draft draft, string account, string name, DateTimeOffset now)
    {
        using var turn = turns.Take(id);
        using var db = database.Open();
        using var work = db.BeginTransaction();
        if (Find(db, id) is not { Released: null } kept || kept.Version != version)
        {
            return null;
        }
        if (!DraftMerge.Same(draft, kept.Draft))
        {
            Write(db, work, kept, draft, (account, name), now);
        }
        work.Commit();
        return Find(db, id);
    }

    /// <summary>Offers a version for release; false where it stands at another, or has left.</summary>
    public bool Offer(long id, string account, long version)
    {
        using var turn = turns.Take(id);
        using var db = database.Open();
        return db.Execute(
                """
                UPDATE draft SET offered_by = @account, sent_back = NULL
                WHERE id = @id AND version = @version AND released IS NULL AND deleted = 0
                """,
                new
                {
                    id,
                    account,
                    version,
                }
            ) == 1;
    }

    /// <summary>Throws a version away, and what was written with it or noted about it; false where it stands at
    /// another, or has left.</summary>
    public bool Discard(long id, long version)
    {
        using var turn = turns.Take(id);
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var isGone =
            db.Execute(
                """
                UPDATE draft SET deleted = 1, sent_back = NULL, text = x''
                WHERE id = @id AND version = @version AND released IS NULL AND deleted = 0
                """,
                new { id, version },
                work
            ) == 1;
        if (isGone)
        {
            db.Execute("DELETE FROM draft_version WHERE draft = @id", new { id }, work);
        }
        work.Commit();
        return isGone;
    }
}
