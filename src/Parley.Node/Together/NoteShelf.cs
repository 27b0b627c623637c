using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Node.Desk;

namespace Parley.Node.Together;

/// <summary>A note of an officer about a matter. It stays inside the node.</summary>
/// <param name="By">The account that wrote it and alone may change it.</param>
/// <param name="Text">Empty where it was deleted.</param>
/// <param name="Version">Of the text, so that nobody writes over what they did not see.</param>
public sealed record Note(
    long Id,
    MatterKey Matter,
    string By,
    string Text,
    DateTimeOffset At,
    DateTimeOffset? Edited,
    DateTimeOffset? Deleted,
    long Version
);

/// <summary>A note names an officer who has not seen it yet.</summary>
public sealed record Mention(long Note, MatterKey Matter, string By, string Whom, DateTimeOffset At);

/// <summary>The notes of the officers, local to the node. What is deleted is gone; that there was a note stays.
/// </summary>
public sealed class NoteShelf(DeskDatabase database)
{
    /// <summary>How many characters a note has at most.</summary>
    public const int TextAtMost = 4_000;

    private const int SearchedAtMost = 10_000;
    private const string Columns = "SELECT id, matter, account, text, at, edited_at, deleted_at, version FROM note";

    /// <summary>The notes of a matter, the oldest first; those of the draft it was among them.</summary>
    public IReadOnlyList<Note> Of(MatterKey matter)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>($"{Columns} WHERE {AssignmentShelf.OfMatter} ORDER BY id", new { matter = matter.Text })
                .Select(Of),
        ];
    }

    public Note? Find(long id)
    {
        using var db = database.Open();
        return db.QuerySingleOrDefault<Row>($"{Columns} WHERE id = @id", new { id }) is { } row ? Of(row) : null;
    }

    /// <summary>The notes last written, for a search.</summary>
    internal IReadOnlyList<Note> Last()
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>(
                    $"{Columns} WHERE deleted_at IS NULL ORDER BY id DESC LIMIT @most",
                    new { most = SearchedAtMost }
                )
                .Select(Of),
        ];
    }

    /// <summary>Adds a note, once for each form.</summary>
    /// <param name="once">What the form bore; empty: none.</param>
    public void Add(
        MatterKey matter,
        string by,
        string text,
        IEnumerable<string> mentioned,
        string once,
        DateTimeOffset now
    )
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var id = db.ExecuteScalar<long?>(
            """
            INSERT INTO note (matter, account, text, at, version, once) VALUES (@matter, @by, @text, @at, 1, @once)
            ON CONFLICT DO NOTHING RETURNING id
            """,
            new
            {
                matter = matter.Text,
                by,
                text,
                at = Text(now),
                once = once.Length > 0 ? $"{by} {once}" : Guid.NewGuid().ToString("N"),
            },
            work
        );
        if (id is { } added)
        {
            Name(db, work, added, mentioned, now);
        }
        work.Commit();
    }

    /// <summary>Changes a note of one's own; false where it was changed or deleted since, or is another's.</summary>
    public bool Edit(Note before, string by, string text, IReadOnlyList<string> mentioned, DateTimeOffset now)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var changed = db.Execute(
            """
            UPDATE note SET text = @text, edited_at = @at, version = version + 1
            WHERE id = @id AND account = @by AND version = @version AND deleted_at IS NULL
            """,
            new
            {
                id = before.Id,
                version = before.Version,
                by,
                text,
                at = Text(now),
            },
            work
        );
        if (changed == 1)
        {
            db.Execute(
                "DELETE FROM mention WHERE note = @Id AND seen_at IS NULL AND account NOT IN @mentioned",
                new { before.Id, mentioned },
                work
            );
            Name(db, work, before.Id, mentioned, now);
        }
        work.Commit();
        return changed == 1;
    }

    /// <summary>Takes the text of one's own note away for good.</summary>
    public bool Delete(long id, string by, DateTimeOffset now)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var deleted = db.Execute(
            """
            UPDATE note SET text = '', deleted_at = @at, version = version + 1
            WHERE id = @id AND account = @by AND deleted_at IS NULL
            """,
            new
            {
                id,
                by,
                at = Text(now),
            },
            work
        );
        if (deleted == 1)
        {
            db.Execute("DELETE FROM mention WHERE note = @id", new { id }, work);
        }
        work.Commit();
        return deleted == 1;
    }

    /// <summary>What names an officer and was not seen yet, the oldest first.</summary>
    public IReadOnlyList<Mention> Unseen(string account)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<MentionRow>(
                    """
                    SELECT n.id, n.matter, n.account, m.account AS whom, m.at FROM mention m
                    JOIN note n ON n.id = m.note
                    WHERE m.account = @account AND m.seen_at IS NULL ORDER BY n.id
                    """,
                    new { account }
                )
                .Select(Of)
                .OfType<Mention>(),
        ];
    }

    /// <summary>An officer has opened the matter; the notes that name them there count as seen.</summary>
    /// <returns>Those that had not been seen before.</returns>
    public IReadOnlyList<long> See(MatterKey matter, string account, DateTimeOffset now)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<long>(
                $"""
                UPDATE mention SET seen_at = @at WHERE account = @account AND seen_at IS NULL
                    AND note IN (SELECT id FROM note WHERE {AssignmentShelf.OfMatter})
                RETURNING note
                """,
                new
                {
                    matter = matter.Text,
                    account,
                    at = Text(now),
                }
            ),
        ];
    }

    private static void Name(
        SqliteConnection db,
        SqliteTransaction work,
        long note,
        IEnumerable<string> mentioned,
        DateTimeOffset now
    )
    {
        foreach (var account in mentioned)
        {
            db.Execute(
                "INSERT OR IGNORE INTO mention (note, account, at) VALUES (@note, @account, @at)",
                new
                {
                    note,
                    account,
                    at = Text(now),
                },
                work
            );
        }
    }

    private static Note Of(Row row) =>
        new(
            row.id,
            MatterKey.Read(row.matter)!,
            row.account,
            row.text,
            Instant(row.at),
            row.edited_at is { } edited ? Instant(edited) : null,
            row.deleted_at is { } deleted ? Instant(deleted) : null,
            row.version
        );

    private static Mention? Of(MentionRow row) =>
        MatterKey.Read(row.matter) is { } matter
            ? new Mention(row.id, matter, row.account, row.whom, Instant(row.at))
            : null;

    private static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Row
    {
        public long id { get; init; }
        public string matter { get; init; } = "";
        public string account { get; init; } = "";
        public string text { get; init; } = "";
        public string at { get; init; } = "";
        public string? edited_at { get; init; }
        public string? deleted_at { get; init; }
        public long version { get; init; }
    }

    private sealed class MentionRow
    {
        public long id { get; init; }
        public string matter { get; init; } = "";
        public string account { get; init; } = "";
        public string whom { get; init; } = "";
        public string at { get; init; } = "";
    }
}
