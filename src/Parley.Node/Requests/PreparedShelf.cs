using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Desk;
using Parley.Node.Erasing;
using Parley.Node.Law;

namespace Parley.Node.Requests;

/// <summary>A decision that one officer prepared and another is to release. It stays as it was prepared: to be changed
/// it is taken back, and prepared anew as another.</summary>
public sealed record PreparedMove(
    long Id,
    PartyCode Peer,
    SubjectId About,
    RequestMove Move,
    Statement Statement,
    OnceKey Key,
    string Account,
    string Name,
    IReadOnlyList<string> Authors,
    DateTimeOffset At
) : PreparedOne(Id, Peer, Statement, Key, Account, Name, Authors, At)
{
    /// <summary>How often the request had been corrected as its author saw it; null: not told.</summary>
    public int? Seen { get; init; }
}

/// <summary>What became of putting a decision by.</summary>
public enum PutBy
{
    Anew,

    /// <summary>The same form was handed in before: nothing waits anew.</summary>
    Before,

    /// <summary>The half-written step that it goes on with was handed in before, by another form.</summary>
    FromDraft,
}

/// <summary>A decision with the steps before its release.</summary>
public sealed record WaitingMove(PreparedMove Prepared, ReleaseSteps Steps);

/// <summary>Who prepared a decision, and when.</summary>
public sealed record PreparedBy(string Account, string Name, DateTimeOffset At);

/// <summary>Decisions that wait for their release: kept at this node only.</summary>
public sealed class PreparedShelf(DeskDatabase database) : IKeptBeside
{
    private const int Left = 1;
    private const int TakenBack = 2;

    /// <summary>Puts a decision by; the same form sent twice is one decision. The draft it was written in is one with
    /// it from now on.</summary>
    /// <param name="form">What the form bore when it was shown; empty: none.</param>
    /// <param name="draft">The draft that it goes on with.</param>
    /// <param name="fields">What was filled in; empty where there was no form.</param>
    /// <param name="seen">How often the request had been corrected as its author saw it.</param>
    public PutBy Add(
        RequestSight sight,
        RequestMove move,
        Statement statement,
        string form,
        PreparedBy by,
        MoveDraftPlace draft = default,
        string fields = "",
        int? seen = null
    )
    {
        var (type, body) = StatementFormat.Write(statement);
        var once = OnceKey.Of(form, statement)?.Text ?? Guid.NewGuid().ToString("N");
        using var db = database.Open();
        using var work = db.BeginTransaction();
        // Without a draft to go on with, what came back may be gone on with by other means: its authors wrote too.
        // What a colleague half wrote did not come back, and is another's.
        var before = db.Query<string>(
            """
            SELECT authors FROM move_draft WHERE peer = @peer AND about = @about
              AND (id = @id OR (@id = 0 AND move = @move AND gone = 0 AND came_back = 1))
            """,
            MoveDraftShelf.PlaceOf(sight, move, draft),
            work
        );
        var added = db.Execute(
            """
            INSERT OR IGNORE INTO prepared
              (about, peer, move, type, body, once, account, name, at, fields, authors, corrected, draft)
            VALUES (@about, @peer, @move, @type, @body, @once, @account, @name, @at, @fields, @authors, @seen,
              (SELECT id || ' ' || @Version FROM move_draft
               WHERE id = @Id AND peer = @peer AND about = @about AND move = @move))
            """,
            new
            {
                about = sight.Id,
                peer = sight.Peer.ToString(),
                move = move.ToString(),
                type,
                body,
                once,
                account = by.Account,
                name = by.Name,
                at = by.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
                fields,
                authors = MoveDraftShelf.Together(string.Join(' ', before), by.Account),
                seen,
                draft.Id,
                draft.Version,
            },
            work
        );
        if (added == 0 && !WasAdded(db, work, once))
        {
            return PutBy.FromDraft;
        }
        db.Execute(MoveDraftShelf.GoneOf, MoveDraftShelf.PlaceOf(sight, move, draft), work);
        work.Commit();
        return added == 1 ? PutBy.Anew : PutBy.Before;
    }

    private static bool WasAdded(SqliteConnection db, SqliteTransaction work, string once) =>
        db.ExecuteScalar<long>("SELECT count(*) FROM prepared WHERE once = @once", new { once }, work) > 0;

    /// <summary>The same form, or the half-written step it goes on with, was handed in before, whatever became of it.
    /// </summary>
    public bool WasHandedIn(RequestSight sight, OnceKey? form, MoveDraftPlace draft)
    {
        using var db = database.Open();
        return db.ExecuteScalar<long>(
                "SELECT count(*) FROM prepared WHERE peer = @peer AND about = @about AND (once = @once OR draft = @place)",
                new
                {
                    peer = sight.Peer.ToString(),
                    about = sight.Id,
                    once = form?.Text,
                    place = FormattableString.Invariant($"{draft.Id} {draft.Version}"),
                }
            ) > 0;
    }

    /// <summary>All that wait, the oldest first.</summary>
    public IReadOnlyList<PreparedMove> All()
    {
        using var db = database.Open();
        return db.Query<Row>("SELECT * FROM prepared WHERE done = 0 ORDER BY id").Select(Move).ToList();
    }

    /// <summary>The keys under which decisions about some requests leave or left, whatever became of them.</summary>
    public IReadOnlyList<OnceKey> Keys(PartyCode peer, IReadOnlyList<SubjectId> about)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<string>(
                    "SELECT once FROM prepared WHERE peer = @peer AND about IN @about",
                    new { peer = peer.ToString(), about = about.Select(one => one.ToString()) }
                )
                .Select(KeyOf),
        ];
    }

    /// <summary>What a decision is or was about, also where it waits no longer; null where there never was one.
    /// </summary>
    public (SubjectId About, RequestMove Move)? Place(long id)
    {
        using var db = database.Open();
        return db.QuerySingleOrDefault<Row>("SELECT about, move FROM prepared WHERE id = @id", new { id }) is { } row
            ? (SubjectId.Parse(row.about), Enum.Parse<RequestMove>(row.move))
            : null;
    }

    /// <summary>It left: what it said is not kept here any longer.</summary>
    public void Settle(long id)
    {
        using var db = database.Open();
        End(db, null, id, Left);
    }

    /// <summary>It was taken back for good, and so is what it said.</summary>
    public void Discard(long id)
    {
        using var db = database.Open();
        End(db, null, id, TakenBack);
    }

    /// <summary>It waits no longer but is a draft again, to be changed; null where it waited no longer.</summary>
    /// <param name="back">Why it was sent back; null where its author takes it.</param>
    /// <returns>The draft's id.</returns>
    public long? Return(long id, SentBack? back, DateTimeOffset now)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var draft = db.QuerySingleOrDefault<long?>(
            """
            INSERT INTO move_draft
              (peer, about, move, fields, type, body, account, name, authors, reason, sent_by, at, once, corrected,
               came_back)
            SELECT peer, about, move, fields, type, body, account, name, authors, @reason, @by, @at,
              lower(hex(randomblob(16))), corrected, 1
            FROM prepared WHERE id = @id AND done = 0
            RETURNING id
            """,
            new
            {
                id,
                reason = back?.Reason,
                by = back?.Name,
                at = now.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            },
            work
        );
        if (draft is not null)
        {
            End(db, work, id, TakenBack);
        }
        work.Commit();
        return draft;
    }

    private static void End(SqliteConnection db, SqliteTransaction? work, long id, int done) =>
        db.Execute(
            "UPDATE prepared SET done = @done, body = x'', fields = '' WHERE id = @id AND done = 0",
            new { id, done },
            work
        );

    /// <summary>Forgets all decisions about a request.</summary>
    public void Erase(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        db.Execute(
            "DELETE FROM prepared WHERE peer = @peer AND about = @request",
            new { peer = peer.ToString(), request = request.ToString() }
        );
    }

    private static PreparedMove Move(Row row) =>
        new(
            row.id,
            PartyCode.Parse(row.peer),
            SubjectId.Parse(row.about),
            Enum.Parse<RequestMove>(row.move),
            StatementFormat.Read(row.type, row.body),
            KeyOf(row.once),
            row.account,
            row.name,
            MoveDraftShelf.Apart(row.authors),
            DateTimeOffset.Parse(row.at, CultureInfo.InvariantCulture)
        )
        {
            Seen = (int?)row.corrected,
        };

    private static OnceKey KeyOf(string once) => OnceKey.Of($"prepared {once}");

    private sealed class Row
    {
        public long id { get; init; }
        public string about { get; init; } = "";
        public string peer { get; init; } = "";
        public string move { get; init; } = "";
        public string type { get; init; } = "";
        public byte[] body { get; init; } = [];
        public string once { get; init; } = "";
        public string account { get; init; } = "";
        public string name { get; init; } = "";
        public string authors { get; init; } = "";
        public string at { get; init; } = "";
        public long done { get; init; }
        public long? corrected { get; init; }
    }
}
