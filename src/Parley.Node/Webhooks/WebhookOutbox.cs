using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Node.Api;

namespace Parley.Node.Webhooks;

/// <summary>One message that is due.</summary>
internal sealed record DueMessage(long Id, long Event, string Message, int Tries);

/// <summary>What is still to be told to each webhook, and what became of each try: on the disk, so that a node that
/// stops loses nothing of it.</summary>
public sealed class WebhookOutbox(ApiDatabase database, TimeProvider clock)
{
    /// <summary>So many tries of each webhook are kept.</summary>
    public const int TriesKept = 1_000;

    /// <summary>Puts a test before a webhook.</summary>
    public void Test(string webhook) =>
        Enter(webhook, 0, $"msg_{webhook}_test{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");

    /// <summary>Puts before it again what was tried, under the same name; false where nothing was.</summary>
    public bool Again(string webhook, long tried)
    {
        using var db = database.Open();
        var before = db.QuerySingleOrDefault<TryRow>(
            "SELECT * FROM delivery WHERE id = @tried AND webhook = @webhook",
            new { tried, webhook }
        );
        if (before is null)
        {
            return false;
        }
        Enter(webhook, before.@event, before.message);
        return true;
    }

    /// <summary>The tries, the newest first.</summary>
    public IReadOnlyList<WebhookTry> Tries(string webhook, int most)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<TryRow>(
                    "SELECT * FROM delivery WHERE webhook = @webhook ORDER BY id DESC LIMIT @most",
                    new { webhook, most }
                )
                .Select(ToTry),
        ];
    }

    /// <summary>How many messages wait for it.</summary>
    public int Waiting(string webhook)
    {
        using var db = database.Open();
        return db.ExecuteScalar<int>("SELECT count(*) FROM outbox WHERE webhook = @webhook", new { webhook });
    }

    /// <summary>The next message due: what was tried least goes first, so that one that is never taken holds up none.
    /// </summary>
    internal DueMessage? Next(string webhook)
    {
        using var db = database.Open();
        return
            db.QueryFirstOrDefault<DueRow>(
                "SELECT * FROM outbox WHERE webhook = @webhook AND next <= @now ORDER BY tries, id LIMIT 1",
                new { webhook, now = Now() }
            )
                is { } row
            ? new DueMessage(row.id, row.@event, row.message, (int)row.tries)
            : null;
    }

    /// <summary>Keeps what became of a try, all in one.</summary>
    /// <param name="again">After how long it is tried again; null where it is not.</param>
    /// <param name="pause">How long nothing at all is sent to this webhook.</param>
    internal void Tried(
        Webhook webhook,
        DueMessage due,
        (TryOutcome Outcome, int? Status) became,
        TimeSpan took,
        TimeSpan? again,
        TimeSpan pause
    )
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var taken = became.Outcome is TryOutcome.Taken;
        Log(db, work, webhook.Id, due, became, took);
        if (again is null && !taken)
        {
            Log(db, work, webhook.Id, due, (TryOutcome.GivenUp, null), TimeSpan.Zero);
        }
        db.Execute(
            again is null
                ? "DELETE FROM outbox WHERE id = @Id"
                : "UPDATE outbox SET tries = tries + 1, next = @next WHERE id = @Id",
            new { due.Id, next = After(again ?? TimeSpan.Zero) },
            work
        );
        db.Execute(
            taken
                ? "UPDATE webhook SET failures = 0, failing = NULL, next = 0 WHERE id = @id"
                : """
                UPDATE webhook SET failures = failures + 1, failing = coalesce(failing, @now), next = @next
                WHERE id = @id
                """,
            new
            {
                id = webhook.Id,
                now = Now(),
                next = After(pause),
            },
            work
        );
        work.Commit();
    }

    private void Enter(string webhook, long @event, string message)
    {
        using var db = database.Open();
        db.Execute(
            """
            INSERT INTO outbox (webhook, event, message) VALUES (@webhook, @event, @message);
            UPDATE webhook SET next = 0 WHERE id = @webhook
            """,
            new
            {
                webhook,
                @event,
                message,
            }
        );
    }

    private void Log(
        SqliteConnection db,
        SqliteTransaction work,
        string webhook,
        DueMessage due,
        (TryOutcome Outcome, int? Status) became,
        TimeSpan took
    ) =>
        db.Execute(
            """
            INSERT INTO delivery (webhook, event, message, at, outcome, status, took)
            VALUES (@webhook, @Event, @Message, @at, @outcome, @Status, @took);
            DELETE FROM delivery WHERE webhook = @webhook AND id <= last_insert_rowid() - @kept
                AND id NOT IN (SELECT id FROM delivery WHERE webhook = @webhook ORDER BY id DESC LIMIT @kept)
            """,
            new
            {
                webhook,
                due.Event,
                due.Message,
                at = Now(),
                outcome = became.Outcome.ToString(),
                became.Status,
                took = (long)took.TotalMilliseconds,
                kept = TriesKept,
            },
            work
        );

    private long After(TimeSpan pause) => Now() + (long)pause.TotalMilliseconds;

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static WebhookTry ToTry(TryRow row) =>
        new(
            row.id,
            row.@event,
            row.message,
            DateTimeOffset.FromUnixTimeMilliseconds(row.at),
            Enum.Parse<TryOutcome>(row.outcome),
            (int?)row.status,
            (int)row.took
        );

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class TryRow
    {
        public long id { get; init; }
        public long @event { get; init; }
        public string message { get; init; } = "";
        public long at { get; init; }
        public string outcome { get; init; } = "";
        public long? status { get; init; }
        public long took { get; init; }
    }

    private sealed class DueRow
    {
        public long id { get; init; }
        public long @event { get; init; }
        public string message { get; init; } = "";
        public long tries { get; init; }
    }
#pragma warning restore IDE1006
}
