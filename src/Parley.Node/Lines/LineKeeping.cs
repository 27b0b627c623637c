using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Parley.Exchange;

namespace Parley.Node.Lines;

/// <summary>
/// Sees to it that lines follow the record: a moment after each change, at half speed while changes stream in, so that
/// the exchange goes first; and at once for a page that is asked for, within bounds.
/// </summary>
public sealed class LineKeeping(JointRecord record, LineShelf lines, ILogger<LineKeeping> log) : BackgroundService
{
    /// <summary>So long a page waits for lines at most; beyond, it says that they are behind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>What comes together is followed together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly LineKeeper keeper = record.Follow(lines);
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Brings the lines up to the record's end, or as far as a page may wait for.</summary>
    /// <returns>How many entries they do not follow yet: what is shown lacks these.</returns>
    public long CatchUp()
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            foreach (var peer in record.Peers)
            {
                while (Stopwatch.GetElapsedTime(began) < Patience && keeper.Step(peer.Code)) { }
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            log.LogError(e, "The lists could not be brought up to date.");
        }
        return record.Peers.Sum(peer => keeper.Behind(peer.Code));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        record.Changed += Note;
        changes.Writer.TryWrite(true);
        try
        {
            while (await changes.Reader.WaitToReadAsync(stoppingToken))
            {
                changes.Reader.TryRead(out _);
                await Task.Delay(Pause, stoppingToken);
                await Follow(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("Lists are kept up to date no more.");
        }
        finally
        {
            record.Changed -= Note;
        }
    }

    private async Task Follow(CancellationToken stop)
    {
        try
        {
            foreach (var peer in record.Peers)
            {
                for (var more = true; more; )
                {
                    var began = Stopwatch.GetTimestamp();
                    more = await Task.Run(() => keeper.Step(peer.Code), stop);
                    if (more && changes.Reader.TryRead(out _))
                    {
                        changes.Writer.TryWrite(true);
                        await Task.Delay(Stopwatch.GetElapsedTime(began), stop);
                    }
                }
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            log.LogError(e, "The lists could not be brought up to date; it is tried again.");
            await Task.Delay(AfterFailure, stop);
            changes.Writer.TryWrite(true);
        }
    }

    private void Note(RecordChange change)
    {
        if (change.Subjects.Count > 0)
        {
            changes.Writer.TryWrite(true);
        }
    }
}
