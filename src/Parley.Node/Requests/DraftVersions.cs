using Dapper;
using Parley.Cooperation.Requests;

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

    /// <summary>Puts another text in its place, where it still stands at the version that was read.</summary>
    /// <returns>The draft as it now stands; null where it stands at another version, has left or is gone.</returns>
    public KeptDraft? Replace(long id, long version, Draft draft, string account, string name, DateTimeOffset now)
    {
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
