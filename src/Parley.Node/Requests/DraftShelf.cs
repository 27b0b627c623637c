using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Desk;
using Parley.Node.Erasing;
using Parley.Node.Parcels;

namespace Parley.Node.Requests;

/// <summary>
/// The drafts of requests: local to the node, never in the record. Every version is kept for a while, so that two
/// officers who write in one draft at once lose nothing: what only one of them changed is merged, item by item.
/// </summary>
public sealed partial class DraftShelf(DeskDatabase database) : IKeptBeside
{
    private const int VersionsKept = 300;

    private readonly DraftTurns turns = new();

    /// <summary>Drafts that have not left and are not thrown away, the last changed first.</summary>
    public IReadOnlyList<KeptDraft> All()
    {
        using var db = database.Open();
        return db.Query<Row>("SELECT * FROM draft WHERE deleted = 0 AND released IS NULL ORDER BY changed_at DESC")
            .Select(row => Kept(db, row))
            .ToList();
    }

    public KeptDraft? Find(long id)
    {
        using var db = database.Open();
        return Find(db, id);
    }

    /// <summary>Begins a draft.</summary>
    /// <param name="once">The name of the act that begins it; the same again tells of the same draft. Null: a new one.
    /// </param>
    public KeptDraft Add(
        PartyCode peer,
        Draft draft,
        string account,
        string name,
        DateTimeOffset now,
        string? once = null
    )
    {
        once ??= Guid.NewGuid().ToString("N");
        using var db = database.Open();
        using var work = db.BeginTransaction();
        if (
            db.QuerySingleOrDefault<Row>(
                "SELECT * FROM draft WHERE once = @once AND deleted = 0",
                new { once },
                work
            ) is
            { } begun
        )
        {
            return Kept(db, begun);
        }
        var text = DraftFormat.Write(draft);
        var id = db.ExecuteScalar<long>(
            """
            UPDATE draft SET once = once || ' discarded ' || id WHERE once = @once;
            INSERT INTO draft (peer, version, text, changed_at, once) VALUES (@peer, 1, @text, @now, @once) RETURNING id
            """,
            new
            {
                peer = peer.ToString(),
                text,
                now = Text(now),
                once,
            },
            work
        );
        Wrote(db, work, id, 1, text, account, name);
        work.Commit();
        return Find(db, id)!;
    }

    /// <summary>
    /// Writes items into a draft that the officer read at a version. What another officer changed since is kept; where
    /// both changed the same item, the item is named in <see cref="Saving.Clashes"/> and the other's text stays.
    /// </summary>
    /// <param name="unseen">Items that the page shows as they stood at an earlier version.</param>
    /// <param name="items">What the form shows, by item; null where it was left empty.</param>
    public Saving Save(
        long id,
        long version,
        UnseenItems unseen,
        IReadOnlyDictionary<string, Entry?> items,
        string account,
        string name,
        DateTimeOffset now
    )
    {
        using var turn = turns.Take(id);
        using var db = database.Open();
        using var work = db.BeginTransaction();
        if (Find(db, id) is not { Released: null } kept)
        {
            return new Saving(null, []);
        }
        var seen = new Dictionary<long, Draft?> { [kept.Version] = kept.Draft };
        var (draft, clashes) = DraftMerge.Of(Before, kept.Draft, items);
        if (draft != kept.Draft && !DraftMerge.Same(draft, kept.Draft))
        {
            Write(db, work, kept, draft, (account, name), now);
        }
        work.Commit();
        var after = Find(db, id)!;
        return new Saving(after, clashes) { Unseen = unseen.After(items, version, after.Draft) };

        Draft? Before(string item)
        {
            var at = unseen.Versions.GetValueOrDefault(item, version);
            return seen.TryGetValue(at, out var known) ? known : seen[at] = TextAt(db, id, at);
        }
    }

    /// <summary>Changes the draft as it stands now: urgency, files. Given back as it was, nothing is written.</summary>
    /// <param name="claim">Noted in one work with it, or not at all.</param>
    /// <returns>False where it left or was thrown away meanwhile, or what it changes by is claimed no more.</returns>
    public bool Turn(
        long id,
        Func<Draft, Draft> change,
        string account,
        string name,
        DateTimeOffset now,
        Claim? claim = null
    )
    {
        using var turn = turns.Take(id);
        using var db = database.Open();
        using var work = db.BeginTransaction();
        if (Find(db, id) is not { Released: null } kept || claim?.Invoke(db, work) is false)
        {
            return false;
        }
        var changed = change(kept.Draft);
        if (!ReferenceEquals(changed, kept.Draft))
        {
            Write(db, work, kept, changed, (account, name), now);
        }
        work.Commit();
        return true;
    }

    /// <summary>Notes the number under which it left.</summary>
    public void Leave(long id, SubjectId number) =>
        Set("UPDATE draft SET released = @value WHERE id = @id", id, number.ToString());

    /// <summary>Forgets the drafts that left as a request.</summary>
    public void Erase(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        db.Execute(
            """
            DELETE FROM draft_version WHERE draft IN (SELECT id FROM draft WHERE peer = @peer AND released = @request);
            DELETE FROM draft_author WHERE draft IN (SELECT id FROM draft WHERE peer = @peer AND released = @request);
            DELETE FROM draft WHERE peer = @peer AND released = @request;
            """,
            new { peer = peer.ToString(), request = request.ToString() }
        );
    }

    private static Draft? TextAt(SqliteConnection db, long id, long version) =>
        db.ExecuteScalar<byte[]?>(
            "SELECT text FROM draft_version WHERE draft = @id AND version = @version",
            new { id, version }
        )
            is { } text
        && DraftFormat.TryRead(text, out var draft, out _)
            ? draft
            : null;

    /// <summary>Writes the next version; what was offered is offered no more.</summary>
    private static void Write(
        SqliteConnection db,
        SqliteTransaction work,
        KeptDraft kept,
        Draft draft,
        (string Account, string Name) by,
        DateTimeOffset now
    )
    {
        var (text, next) = (DraftFormat.Write(draft), kept.Version + 1);
        db.Execute(
            "UPDATE draft SET version = @next, text = @text, changed_at = @now, offered_by = NULL WHERE id = @Id",
            new
            {
                kept.Id,
                next,
                text,
                now = Text(now),
            },
            work
        );
        Wrote(db, work, kept.Id, next, text, by.Account, by.Name);
    }

    private static void Wrote(
        SqliteConnection db,
        SqliteTransaction work,
        long id,
        long version,
        byte[] text,
        string account,
        string name
    )
    {
        db.Execute(
            """
            INSERT INTO draft_version VALUES (@id, @version, @text);
            DELETE FROM draft_version WHERE draft = @id AND version <= @oldest;
            INSERT INTO draft_author VALUES (@id, @account, @name) ON CONFLICT DO NOTHING;
            """,
            new
            {
                id,
                version,
                text,
                account,
                name,
                oldest = version - VersionsKept,
            },
            work
        );
    }

    private void Set(string sql, long id, string value)
    {
        using var db = database.Open();
        db.Execute(sql, new { id, value });
    }

    private static KeptDraft? Find(SqliteConnection db, long id) =>
        db.QuerySingleOrDefault<Row>("SELECT * FROM draft WHERE id = @id AND deleted = 0", new { id }) is { } row
            ? Kept(db, row)
            : null;

    private static KeptDraft Kept(SqliteConnection db, Row row)
    {
        if (!DraftFormat.TryRead(row.text, out var draft, out var problem))
        {
            throw new InvalidDataException($"Draft {row.id} cannot be read: {problem}");
        }
        var authors = db.Query<(string Account, string Name)>(
                "SELECT account, name FROM draft_author WHERE draft = @id ORDER BY rowid",
                new { row.id }
            )
            .ToList();
        return new KeptDraft(
            row.id,
            PartyCode.Parse(row.peer),
            row.version,
            draft,
            authors.Select(author => author.Account).ToList(),
            authors.Select(author => author.Name).ToList(),
            DateTimeOffset.Parse(row.changed_at, CultureInfo.InvariantCulture),
            row.offered_by,
            row.sent_back,
            row.released,
            OnceKey.Of($"draft {row.once}")
        );
    }

    private static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private sealed class Row
    {
        public long id { get; init; }
        public string peer { get; init; } = "";
        public long version { get; init; }
        public byte[] text { get; init; } = [];
        public string changed_at { get; init; } = "";
        public string once { get; init; } = "";
        public string? offered_by { get; init; }
        public string? sent_back { get; init; }
        public string? released { get; init; }
        public long deleted { get; init; }
    }
}
