using Parley.Exchange;
using Parley.Node.Webhooks;

namespace Parley.Node.Api;

/// <summary>Follows the record for the feed and tells webhooks of it: a moment after each change, and every few seconds
/// for clocks and what is to be tried again. Where nobody asks for events, it asks nothing.</summary>
public sealed class FeedKeeping(JointRecord record, Feed feed, WebhookSender sender, ILogger<FeedKeeping> log)
    : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim changed = new(0);

    /// <summary>What is being sent: the record is followed meanwhile.</summary>
    private readonly List<Task> sending = [];

    public override void Dispose()
    {
        changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        record.Changed += Wake;
        try
        {
            while (true)
            {
                await changed.WaitAsync(Tick, stoppingToken);
                await Follow(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("Events are told no more.");
        }
        finally
        {
            record.Changed -= Wake;
            await Task.WhenAll(sending);
        }
    }

    private async Task Follow(CancellationToken stop)
    {
        try
        {
            if (!feed.Followed)
            {
                return;
            }
            while (feed.Step() && !stop.IsCancellationRequested)
            {
                // The exchange goes first.
                await Task.Yield();
            }
            sending.RemoveAll(one => one.IsCompleted);
            sending.AddRange(sender.Begin(stop).Select(one => Sent(one, stop)));
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            log.LogError(e, "Events could not be told; it is tried again.");
            await Task.Delay(AfterFailure, stop);
        }
    }

    private async Task Sent(Task one, CancellationToken stop)
    {
        try
        {
            await one;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.LogDebug("A webhook is told the rest after the next start.");
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            log.LogError(e, "A webhook could not be told; it is tried again.");
        }
    }

    /// <summary>Only takes note: it is raised on the writer's thread.</summary>
    private void Wake(RecordChange change)
    {
        if (change.Subjects.Count > 0 && changed.CurrentCount == 0)
        {
            changed.Release();
        }
    }
}
