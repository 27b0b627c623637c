using System.Threading.Channels;
using Parley.Exchange;
using Parley.Node.Desk;

namespace Parley.Node.Access;

/// <summary>
/// Writes the local ledger: whatever waits goes into one transaction with one signature, so that many readers cost
/// little more than one. Whoever writes waits until the line is on the disk; where it cannot be written, nothing is
/// shown.
/// </summary>
public sealed class ReadLog : IAsyncDisposable
{
    private const int AtOnce = 512;
    private const int WaitAtMost = 10_000;

    private readonly LocalShelf shelf;
    private readonly SecurityEvents events;
    private readonly LocalLedger ledger;
    private readonly ILogger<ReadLog> log;
    private readonly Task writer;
    private readonly Channel<(ReadLine Line, TaskCompletionSource Written)> waiting = Channel.CreateBounded<(
        ReadLine,
        TaskCompletionSource
    )>(WaitAtMost);

    private readonly TimeProvider clock;
    private readonly DeskOptions options;
    private long carried;
    private DateTimeOffset erased;

    /// <summary>Takes the ledger up where it was left.</summary>
    /// <exception cref="InvalidDataException">The ledger on the disk is not what was signed.</exception>
    public ReadLog(
        LocalShelf shelf,
        SecurityEvents events,
        JointRecord record,
        DeskOptions options,
        TimeProvider clock,
        ILogger<ReadLog> log
    )
    {
        this.options = options;
        this.clock = clock;
        this.shelf = shelf;
        this.events = events;
        this.log = log;
        var (checkpoint, edge, upTo) = shelf.Standing();
        ledger = new LocalLedger(record.Self, checkpoint, edge);
        carried = upTo;
        writer = Task.Run(Work);
    }

    /// <summary>Writes a line; done when it is on the disk.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public async Task Write(ReadLine line)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!waiting.Writer.TryWrite((line, written)))
        {
            throw new IOException("The local ledger takes no more lines.");
        }
        await written.Task;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writer;
    }

    private async Task Work()
    {
        var batch = new List<(ReadLine Line, TaskCompletionSource Written)>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < AtOnce && waiting.Reader.TryRead(out var one))
            {
                batch.Add(one);
            }
            try
            {
                Erase();
                Keep([.. batch.Select(one => one.Line)]);
                batch.ForEach(one => one.Written.SetResult());
            }
            catch (Exception e)
            {
                // Whatever it was, who waits is told and the next may be tried: reading stops, the node does not.
                log.LogError(e, "The local ledger cannot be written.");
                batch.ForEach(one => one.Written.SetException(new IOException("The line cannot be written.", e)));
            }
        }
    }

    /// <summary>Once a day, what is older than it is kept goes.</summary>
    private void Erase()
    {
        var now = clock.GetUtcNow();
        if (now - erased < TimeSpan.FromDays(1))
        {
            return;
        }
        shelf.Erase(now - TimeSpan.FromDays(options.KeepReadsDays));
        erased = now;
    }

    /// <summary>Security events since the last time go first: once carried along, they cannot vanish unnoticed.
    /// </summary>
    private void Keep(IReadOnlyList<ReadLine> read)
    {
        var happened = events.After(carried, AtOnce);
        var lines = happened.Select(AsLine).Concat(read).ToList();
        var entry = ledger.Next([.. lines.Select(line => line.ToBytes())]);
        var upTo = happened.Count > 0 ? happened[^1].Id : carried;
        shelf.Add(entry, lines, upTo);
        ledger.Take(entry);
        carried = upTo;
    }

    private static ReadLine AsLine(SecurityEvent one) =>
        new(one.At, one.Who, ReadAs.Event, one.Whom, $"{one.Act} {one.More}".Trim(), $"{one.Id}", one.Address);
}
