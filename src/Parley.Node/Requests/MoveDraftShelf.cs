using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Desk;
using Parley.Node.Erasing;

namespace Parley.Node.Requests;

/// <summary>Moves that are not said yet: kept at this node only. One that was said is none any more, even where the
/// node stopped before it could note that.</summary>
public sealed class MoveDraftShelf(DeskDatabase database, JointRecord record) : IKeptBeside
{
    /// <summary>So many drafts there are of one request at most.</summary>
    public const int MostOfOne = 30;

    /// <summary>An officer whose page is older than so many versions keeps a draft of their own.</summary>
    private const int VersionsKept = 50;

    private const int SearchedAtMost = 5_000;

    /// <summary>
    /// Saves what was filled in. Where somebody saved the draft meanwhile, both are brought together; where that cannot
    /// be, it is kept as a draft of its own, so that neither text is lost.
    /// </summary>
    /// <returns>False where there are too many of them.</returns>
    public bool Save(RequestSight sight, RequestMove move, MoveDraftPlace place, string fields, PreparedBy by)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var was = db.QuerySingleOrDefault<Row>(
            "SELECT * FROM move_draft WHERE id = @Id AND peer = @peer AND about = @about AND move = @move",
            new
            {
                place.Id,
                peer = sight.Peer.ToString(),
                about = sight.Id,
                move = move.ToString(),
            },
            work
        );
        var goesOn = was is { gone: 0 } && was.version == place.Version;
        if (!goesOn && was is { gone: 0 } && Together(db, work, was, place.Version, fields) is { } both)
        {
            (fields, goesOn) = (both, true);
        }
        var row = new
        {
            place.Id,
            peer = sight.Peer.ToString(),
            about = sight.Id,
            move = move.ToString(),
            fields,
            account = by.Account,
            name = by.Name,
            authors = Together(was?.authors ?? "", by.Account),
            at = by.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            VersionsKept,
        };
        if (!goesOn && Count(db, work, sight) >= MostOfOne)
        {
            return false;
        }
        db.Execute(
            goesOn
                ? """
                INSERT INTO move_draft_before (id, version, fields) SELECT id, version, fields FROM move_draft
                WHERE id = @Id;
                DELETE FROM move_draft_before WHERE id = @Id AND version <= (
                  SELECT version FROM move_draft WHERE id = @Id) - @VersionsKept;
                UPDATE move_draft SET version = version + 1, fields = @fields, account = @account, name = @name,
                  authors = @authors, at = @at
                WHERE id = @Id
                """
                : """
                INSERT INTO move_draft (peer, about, move, fields, account, name, authors, at, once)
                VALUES (@peer, @about, @move, @fields, @account, @name, @authors, @at, lower(hex(randomblob(16))))
                """,
            row,
            work
        );
        work.Commit();
        return true;
    }

    private static string? Together(
        SqliteConnection db,
        SqliteTransaction work,
        Row saved,
        long version,
        string mine
    ) =>
        db.ExecuteScalar<string?>(
            "SELECT fields FROM move_draft_before WHERE id = @id AND version = @version",
            new { saved.id, version },
            work
        )
            is { } before
            ? MoveDraftMerge.Of(before, saved.fields, mine)
            : null;

    /// <summary>How many lie about a request.</summary>
    internal static long Count(SqliteConnection db, SqliteTransaction work, RequestSight sight) =>
        db.ExecuteScalar<long>(
            "SELECT count(*) FROM move_draft WHERE peer = @peer AND about = @about AND gone = 0",
            new { peer = sight.Peer.ToString(), about = sight.Id },
            work
        );

    public MoveDraft? Find(long id)
    {
        using var db = database.Open();
        return
            db.QuerySingleOrDefault<Row>("SELECT * FROM move_draft WHERE id = @id AND gone = 0", new { id }) is { } row
            && Read(row) is var draft
            && IsUnsaid(draft)
            ? draft
            : null;
    }

    /// <summary>The key under which a saved version is said, once, also where it is a draft no more; null where there
    /// never was one of this move.</summary>
    public OnceKey? KeyOf(RequestSight sight, RequestMove move, MoveDraftPlace place)
    {
        using var db = database.Open();
        return
            db.ExecuteScalar<string?>(
                "SELECT once FROM move_draft WHERE id = @id AND peer = @peer AND about = @about AND move = @move",
                PlaceOf(sight, move, place)
            )
                is { } once
            ? Key(once, place.Version)
            : null;
    }

    internal static OnceKey Key(string once, long version) =>
        OnceKey.Of(FormattableString.Invariant($"step {once} {version}"));

    private bool IsUnsaid(MoveDraft draft)
    {
        if (record.Reading.StatedUnder(draft.Peer, draft.Key) is null)
        {
            return true;
        }
        Discard(draft.Id, draft.Version);
        return false;
    }

    /// <summary>Those about one request, the last saved first.</summary>
    public IReadOnlyList<MoveDraft> About(SubjectId request)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>(
                    "SELECT * FROM move_draft WHERE about = @request AND gone = 0 ORDER BY at DESC",
                    new { request = request.ToString() }
                )
                .Select(Read)
                .Where(IsUnsaid),
        ];
    }

    /// <summary>All, the last saved first, without what they say.</summary>
    public IReadOnlyList<MoveDraft> All()
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>(
                    """
                    SELECT id, version, peer, about, move, '' AS fields, account, name, authors, reason, sent_by, at,
                      once
                    FROM move_draft WHERE gone = 0 ORDER BY at DESC
                    """
                )
                .Select(Read)
                .Where(IsUnsaid),
        ];
    }

    /// <summary>The last saved, with what they say: a search looks through them.</summary>
    internal IReadOnlyList<MoveDraft> Last()
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>(
                    "SELECT * FROM move_draft WHERE gone = 0 ORDER BY at DESC LIMIT @most",
                    new { most = SearchedAtMost }
                )
                .Select(Read)
                .Where(IsUnsaid),
        ];
    }

    /// <summary>Takes away what it says; who wrote in it stays known.</summary>
    internal const string Gone = """
        UPDATE move_draft SET gone = 1, fields = '', type = NULL, body = NULL, reason = NULL, sent_by = NULL
        WHERE id = @id AND version = @version
        """;

    /// <summary>What a form or a program went on with was said: nothing about another request goes with it, nor of
    /// another move.</summary>
    public void Said(RequestSight sight, RequestMove move, MoveDraftPlace place)
    {
        using var db = database.Open();
        db.Execute(GoneOf, PlaceOf(sight, move, place));
    }

    /// <summary>As <see cref="Gone"/>, where it is of this move on this request.</summary>
    internal const string GoneOf = Gone + " AND peer = @peer AND about = @about AND move = @move";

    /// <summary>The values that <see cref="GoneOf"/> asks for.</summary>
    internal static object PlaceOf(RequestSight sight, RequestMove move, MoveDraftPlace place) =>
        new
        {
            id = place.Id,
            version = place.Version,
            peer = sight.Peer.ToString(),
            about = sight.Id,
            move = move.ToString(),
        };

    /// <summary>It is not wanted any more, or lies there although it was said.</summary>
    /// <param name="version">The version meant: another one stays.</param>
    /// <returns>False where it stands at another version.</returns>
    public bool Discard(long id, long version)
    {
        using var db = database.Open();
        return db.Execute(Gone, new { id, version }) == 1;
    }

    /// <summary>Forgets all drafts about a request.</summary>
    public void Erase(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        db.Execute(
            "DELETE FROM move_draft WHERE peer = @peer AND about = @request",
            new { peer = peer.ToString(), request = request.ToString() }
        );
    }

    /// <summary>The accounts of a row, with one more.</summary>
    internal static string Together(string authors, string account) =>
        string.Join(' ', Apart(authors).Append(account).Distinct(StringComparer.Ordinal));

    internal static string[] Apart(string authors) => authors.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static MoveDraft Read(Row row) =>
        new(
            row.id,
            row.version,
            PartyCode.Parse(row.peer),
            SubjectId.Parse(row.about),
            Enum.Parse<RequestMove>(row.move),
            row.fields,
            row.type is { } type ? StatementFormat.Read(type, row.body ?? []) : null,
            row.name,
            Apart(row.authors),
            DateTimeOffset.Parse(row.at, CultureInfo.InvariantCulture),
            row.reason is { } reason ? new SentBack(row.sent_by ?? "", reason) : null,
            Key(row.once, row.version),
            (int?)row.corrected,
            row.came_back == 1
        );

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public long id { get; init; }
        public long version { get; init; }
        public long gone { get; init; }
        public string peer { get; init; } = "";
        public string about { get; init; } = "";
        public string move { get; init; } = "";
        public string fields { get; init; } = "";
        public string? type { get; init; }
        public byte[]? body { get; init; }
        public string name { get; init; } = "";
        public string authors { get; init; } = "";
        public string? reason { get; init; }
        public string? sent_by { get; init; }
        public string at { get; init; } = "";
        public string once { get; init; } = "";
        public long? corrected { get; init; }
        public long came_back { get; init; }
    }
#pragma warning restore IDE1006
}
