using System.Diagnostics;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Api;

/// <summary>
/// The events of this node in the order in which it came to know them. They are made from the record: how far it was
/// followed is kept with them in one transaction, so that none is lost and none told twice, whenever the node stops.
/// Nothing is followed before somebody first asks, so a node without programs does nothing for them.
/// </summary>
public sealed partial class Feed(
    ApiDatabase database,
    JointRecord record,
    FeedClocks clocks,
    FeedHolds holds,
    SentBackNow sentBack,
    LeftReleased released,
    TimeProvider clock
)
{
    private const int AtOnce = 500;

    /// <summary>So long a call waits for events at most; beyond, it says that they are behind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Lock following = new();

    /// <summary>Somebody has asked for events, so they are made.</summary>
    public bool Followed
    {
        get
        {
            using var db = database.Open();
            return InstanceOf(db) is not null;
        }
    }

    /// <summary>Begins to follow, if nobody did.</summary>
    public void Begin()
    {
        using var db = database.Open();
        db.Execute(
            "INSERT INTO feed SELECT @instance, @now WHERE NOT EXISTS (SELECT 1 FROM feed)",
            new
            {
                instance = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)),
                now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            }
        );
    }

    /// <summary>Brings the events to the record's end, or as far as a call may wait for.</summary>
    /// <returns>How many entries are not told of yet.</returns>
    public long CatchUp()
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience && Step()) { }
        using var db = database.Open();
        return record.Peers.Sum(peer => Behind(db, peer.Code));
    }

    /// <summary>Tells of a stretch of the record; false where there was nothing more.</summary>
    public bool Step()
    {
        lock (following)
        {
            using var db = database.Open();
            if (SinceOf(db) is not { } since)
            {
                return false;
            }
            var more = false;
            foreach (var peer in record.Peers)
            {
                more |= Entries(db, peer.Code, record.Self.Code) | Entries(db, peer.Code, peer.Code);
                more |= Receipts(db, peer.Code);
            }
            Marks(db, since);
            SentBack(db);
            return more;
        }
    }

    /// <summary>Events after one, the oldest first.</summary>
    public IReadOnlyList<FeedEvent> After(long id, int most)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>("SELECT * FROM event WHERE id > @id ORDER BY id LIMIT @most", new { id, most })
                .Select(ToEvent),
        ];
    }

    /// <summary>One event, or null.</summary>
    public FeedEvent? Find(long id)
    {
        using var db = database.Open();
        return db.QuerySingleOrDefault<Row>("SELECT * FROM event WHERE id = @id", new { id }) is { } row
            ? ToEvent(row)
            : null;
    }

    private bool Entries(SqliteConnection db, PartyCode peer, PartyCode by)
    {
        var from = Reached(db, peer, by, "entries");
        var (ourSize, theirSize) = record.SizesOf(peer);
        var upTo = Math.Min(from + AtOnce, by == record.Self.Code ? ourSize : theirSize);
        if (from >= upTo)
        {
            return false;
        }
        var entries = record.Reading.Entries(peer, by, from, (int)(upTo - from));
        if (entries.Count == 0)
        {
            return false;
        }
        // The writer's sizes may be ahead of what is committed: only what was read counts.
        upTo = from + entries.Count;
        using var work = db.BeginTransaction();
        var ours = by == record.Self.Code;
        var left = ours ? released.Among(peer, entries) : new HashSet<long>();
        // What was erased has no type: it is told of by nobody any more.
        foreach (var entry in entries.Where(entry => entry.Type.Length > 0))
        {
            if (FeedEvent.KindOf(entry.Type, entry.About.Letter, ours, left.Contains(entry.Index)) is { } kind)
            {
                Add(db, work, new FeedEvent(0, entry.At, kind, peer, entry.About, by, entry.Index, entry.Type, null));
            }
        }
        Reach(db, work, peer, by, "entries", upTo);
        work.Commit();
        return true;
    }

    /// <summary>Of what this party stated, all up to a place is receipted at once.</summary>
    private bool Receipts(SqliteConnection db, PartyCode peer)
    {
        var self = record.Self.Code;
        var from = Reached(db, peer, self, "receipted");
        var size = record.SizesOf(peer).Ours;
        var upTo = Math.Min(size - record.StateOf(peer).Waiting, Reached(db, peer, self, "entries"));
        if (from >= upTo)
        {
            return false;
        }
        upTo = Math.Min(from + AtOnce, upTo);
        var entries = record.Reading.Entries(peer, self, from, (int)(upTo - from));
        using var work = db.BeginTransaction();
        foreach (var entry in entries.Where(entry => entry.About.Letter is not 'L' && entry.Type.Length > 0))
        {
            var at = entry.ReceivedAt ?? clock.GetUtcNow();
            Add(
                db,
                work,
                new FeedEvent(0, at, EventKind.Receipted, peer, entry.About, self, entry.Index, entry.Type, null)
            );
        }
        Reach(db, work, peer, self, "receipted", upTo);
        work.Commit();
        return true;
    }

    /// <summary>An event and whom it is to be told, both or neither.</summary>
    private static void Add(SqliteConnection db, SqliteTransaction work, FeedEvent one)
    {
        var mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var id = db.ExecuteScalar<long>(
            """
            INSERT INTO event (at, kind, peer, about, by, place, type, step, draft, prepared, half_written, mark)
            VALUES (@at, @kind, @peer, @about, @by, @Place, @Type, @Step, @Draft, @Prepared,
              @HalfWritten, @mark) RETURNING id
            """,
            new
            {
                at = one.At.ToUnixTimeMilliseconds(),
                kind = ApiJson.Word(one.Kind),
                peer = $"{one.Peer}",
                about = $"{one.About}",
                by = $"{one.By}",
                one.Place,
                one.Type,
                one.Step,
                one.Draft,
                one.Prepared,
                one.HalfWritten,
                mark,
            },
            work
        );
        db.Execute(
            """
            INSERT INTO outbox (webhook, event, message)
            SELECT webhook.id, @id, 'msg_' || webhook.id || '_' || @id || '_' || @mark FROM webhook
            WHERE stopped IS NULL AND ' ' || kinds || ' ' LIKE '% ' || @kind || ' %'
            """,
            new
            {
                id,
                mark,
                kind = ApiJson.Word(one.Kind),
            },
            work
        );
    }

    private long Behind(SqliteConnection db, PartyCode peer)
    {
        var (ours, theirs) = record.SizesOf(peer);
        return ours - Reached(db, peer, record.Self.Code, "entries") + theirs - Reached(db, peer, peer, "entries");
    }

    private static long Reached(SqliteConnection db, PartyCode peer, PartyCode by, string what) =>
        db.ExecuteScalar<long?>(
            $"SELECT {what} FROM feed_ledger WHERE peer = @peer AND by = @by",
            new { peer = $"{peer}", by = $"{by}" }
        ) ?? 0;

    private static void Reach(
        SqliteConnection db,
        SqliteTransaction work,
        PartyCode peer,
        PartyCode by,
        string what,
        long upTo
    ) =>
        db.Execute(
            $"""
            INSERT INTO feed_ledger (peer, by, entries, receipted) VALUES (@peer, @by, 0, 0) ON CONFLICT DO NOTHING;
            UPDATE feed_ledger SET {what} = @upTo WHERE peer = @peer AND by = @by
            """,
            new
            {
                peer = $"{peer}",
                by = $"{by}",
                upTo,
            },
            work
        );

    private static string? InstanceOf(SqliteConnection db) =>
        db.QuerySingleOrDefault<string>("SELECT instance FROM feed LIMIT 1");

    private static DateTimeOffset? SinceOf(SqliteConnection db) =>
        db.ExecuteScalar<long?>("SELECT since FROM feed LIMIT 1") is { } since
            ? DateTimeOffset.FromUnixTimeMilliseconds(since)
            : null;
}
