using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Parley.Node.Api;

namespace Parley.Node.Webhooks;

/// <summary>The webhooks of the node. A secret is told once, when it is made; it is kept sealed.</summary>
public sealed class WebhookShelf(
    ApiDatabase database,
    Feed feed,
    IDataProtectionProvider protection,
    TimeProvider clock
)
{
    /// <summary>How many a node may have.</summary>
    public const int AtMost = 20;

    private const int IdBytes = 5;
    private const int SecretBytes = 32;

    private readonly IDataProtector sealing = protection.CreateProtector("webhooks");

    public IReadOnlyList<Webhook> All()
    {
        using var db = database.Open();
        return [.. db.Query<Row>("SELECT * FROM webhook ORDER BY made, id").Select(ToWebhook)];
    }

    public Webhook? Find(string id)
    {
        using var db = database.Open();
        return db.QuerySingleOrDefault<Row>("SELECT * FROM webhook WHERE id = @id", new { id }) is { } row
            ? ToWebhook(row)
            : null;
    }

    /// <summary>Makes one; its id and its secret, told this once, or null where there are too many.</summary>
    public (string Id, string Secret)? Add(string name, Uri address, IReadOnlyList<EventKind> kinds, string by)
    {
        if (All().Count >= AtMost)
        {
            return null;
        }
        // From now on: what happened before is no news.
        feed.Begin();
        feed.CatchUp();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = WebhookLine.SecretBegins + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
        using var db = database.Open();
        db.Execute(
            """
            INSERT INTO webhook (id, name, address, kinds, secret, made, made_by)
            VALUES (@id, @name, @address, @kinds, @secret, @now, @by)
            """,
            new
            {
                id,
                name,
                address = address.AbsoluteUri,
                kinds = string.Join(' ', kinds.Distinct().Select(ApiJson.Word)),
                secret = sealing.Protect(secret),
                now = Now(),
                by,
            }
        );
        return (id, secret);
    }

    /// <summary>Calls it otherwise; false where there is none.</summary>
    public bool Rename(string id, string name)
    {
        using var db = database.Open();
        return db.Execute("UPDATE webhook SET name = @name WHERE id = @id", new { id, name }) > 0;
    }

    /// <summary>Takes it away with all that is still to be told to it; false where there is none.</summary>
    public bool Remove(string id)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var gone = db.Execute("DELETE FROM webhook WHERE id = @id", new { id }, work) > 0;
        db.Execute(
            "DELETE FROM outbox WHERE webhook = @id; DELETE FROM delivery WHERE webhook = @id;",
            new { id },
            work
        );
        work.Commit();
        return gone;
    }

    /// <summary>Sends nothing any more; what happens meanwhile is not told of later.</summary>
    /// <param name="by">Who stops it; empty: the node itself.</param>
    public bool Stop(string id, string by) =>
        Change("UPDATE webhook SET stopped = @now, stopped_by = @by WHERE id = @id AND stopped IS NULL", id, by);

    /// <summary>Sends again, first what was left when it stopped.</summary>
    public bool Resume(string id) =>
        Change(
            """
            UPDATE outbox SET next = 0, tries = 0
            WHERE webhook = @id AND (SELECT stopped FROM webhook WHERE id = @id) IS NOT NULL;
            UPDATE webhook SET stopped = NULL, stopped_by = NULL, failing = NULL, failures = 0, next = 0 WHERE id = @id
            """,
            id,
            ""
        );

    /// <summary>Those with something to be told that is due, each with its secret.</summary>
    internal IReadOnlyList<(Webhook Webhook, byte[] Secret)> Ready()
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>(
                    """
                    SELECT * FROM webhook WHERE stopped IS NULL AND next <= @now
                        AND EXISTS (SELECT 1 FROM outbox o WHERE o.webhook = webhook.id AND o.next <= @now)
                    """,
                    new { now = Now() }
                )
                .Select(row =>
                    (
                        ToWebhook(row),
                        Convert.FromBase64String(sealing.Unprotect(row.secret)[WebhookLine.SecretBegins.Length..])
                    )
                ),
        ];
    }

    private bool Change(string sql, string id, string by)
    {
        using var db = database.Open();
        return db.Execute(
                sql,
                new
                {
                    id,
                    by,
                    now = Now(),
                }
            ) > 0;
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static DateTimeOffset? Instant(long? at) =>
        at is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    private static Webhook ToWebhook(Row row) =>
        new(
            row.id,
            row.name is { Length: > 0 } name ? name : new Uri(row.address).Host,
            new Uri(row.address),
            [
                .. Enum.GetValues<EventKind>()
                    .Where(kind => row.kinds.Split(' ').Contains(ApiJson.Word(kind), StringComparer.Ordinal)),
            ],
            Instant(row.made)!.Value,
            row.made_by,
            (int)row.failures,
            Instant(row.failing),
            Instant(row.stopped),
            row.stopped_by
        );

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public string id { get; init; } = "";
        public string name { get; init; } = "";
        public string address { get; init; } = "";
        public string kinds { get; init; } = "";
        public string secret { get; init; } = "";
        public long made { get; init; }
        public string made_by { get; init; } = "";
        public long failures { get; init; }
        public long? failing { get; init; }
        public long? stopped { get; init; }
        public string? stopped_by { get; init; }
    }
#pragma warning restore IDE1006
}
