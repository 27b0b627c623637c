using System.Diagnostics;
using System.Text;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Look;

namespace Parley.Node.Webhooks;

/// <summary>
/// Tells webhooks what is due: each on its own, so that a slow one holds up no other; with growing pauses, jittered,
/// where nothing is taken; for days, and then no more, which is noted.
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

    /// <summary>Sends what is due now.</summary>
    public Task Round(CancellationToken stop) =>
        Task.WhenAll(shelf.Ready().Select(one => Round(one.Webhook, one.Secret, stop)));

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
