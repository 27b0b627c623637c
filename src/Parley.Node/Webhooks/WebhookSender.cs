using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Look;

namespace Parley.Node.Webhooks;

/// <summary>
/// Tells webhooks what is due: each at its own pace, so that a slow one holds up neither another nor whoever asks for
/// the round; with growing pauses, jittered, where nothing is taken; for days, and then no more, which is noted.
/// </summary>
public sealed class WebhookSender(
    WebhookShelf shelf,
    WebhookOutbox outbox,
    WebhookLine line,
    Feed feed,
    JointRecord record,
    SecurityEvents events,
    IChanges changes,
    TimeProvider clock
)
{
    /// <summary>Where nothing at all was taken for so long, the webhook is stopped.</summary>
    public static readonly TimeSpan StoppedAfter = TimeSpan.FromDays(5);

    /// <summary>After each try that was not taken, the pause before the next; then the message is given up.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    private const int MostInARound = 50;

    private readonly ConcurrentDictionary<string, bool> underWay = new(StringComparer.Ordinal);

    /// <summary>Sends what is due now, and waits until all of it was tried.</summary>
    public Task Round(CancellationToken stop) => Task.WhenAll(Begin(stop));

    /// <summary>Begins to send what is due, to each webhook that is not being told already; how many there are is
    /// bounded by <see cref="WebhookShelf.AtMost"/>.</summary>
    public IReadOnlyList<Task> Begin(CancellationToken stop) =>
        [
            .. shelf
                .Ready()
                .Where(one => underWay.TryAdd(one.Webhook.Id, true))
                .Select(one => Alone(one.Webhook, one.Secret, stop)),
        ];

    private async Task Alone(Webhook webhook, byte[] secret, CancellationToken stop)
    {
        try
        {
            await Round(webhook, secret, stop);
        }
        finally
        {
            underWay.TryRemove(webhook.Id, out _);
        }
    }

    /// <summary>The pause after so many failures in a row, within a fifth of it either way.</summary>
    internal static TimeSpan PauseAfter(int failures) =>
        Pauses[Math.Min(failures, Pauses.Count - 1)] * (0.8 + (Random.Shared.NextDouble() * 0.4));

    private async Task Round(Webhook webhook, byte[] secret, CancellationToken stop)
    {
        for (var sent = 0; sent < MostInARound && outbox.Next(webhook.Id) is { } due; sent++)
        {
            var began = Stopwatch.GetTimestamp();
            var body = BodyOf(due);
            var became = body is null
                ? (TryOutcome.GivenUp, null)
                : await line.Send(webhook.Address, secret, due.Message, body, clock.GetUtcNow(), stop);
            var took = Stopwatch.GetElapsedTime(began);
            var isTaken = became.Outcome is TryOutcome.Taken;
            var again = isTaken || body is null || due.Tries >= Pauses.Count ? (TimeSpan?)null : PauseAfter(due.Tries);
            outbox.Tried(webhook, due, became, took, again, PauseAfter(webhook.Failures));
            changes.Announce("webhooks");
            if (!isTaken)
            {
                StopWhereHopeless(webhook);
                return;
            }
        }
    }

    private void StopWhereHopeless(Webhook webhook)
    {
        if (clock.GetUtcNow() - webhook.Failing >= StoppedAfter && shelf.Stop(webhook.Id, ""))
        {
            events.Note(Doer.Command, SecurityAct.WebhookStopped, more: $"{webhook.Name} · {webhook.Address.Host}");
        }
    }

    /// <summary>Ids, the kind of event and the address to fetch; null where the event is not known any more.</summary>
    private string? BodyOf(DueMessage due)
    {
        if (due.Event == 0)
        {
            return Text("test", clock.GetUtcNow(), new { Party = record.Self.Code });
        }
        return feed.Find(due.Event) is { } one
            ? Text(
                ApiJson.Word(one.Kind),
                one.At,
                new
                {
                    Party = record.Self.Code,
                    Event = feed.Cursor(one.Id),
                    Change = one.Told(),
                }
            )
            : null;
    }

    private static string Text(string type, DateTimeOffset at, object about) =>
        Encoding.UTF8.GetString(
            ApiJson.Write(
                new
                {
                    Type = type,
                    Timestamp = at,
                    Data = about,
                }
            )
        );
}
