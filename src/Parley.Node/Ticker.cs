using Parley.Cooperation;
using Parley.Cooperation.Links;
using Parley.Exchange;
using Parley.Node.Erasing;
using Parley.Node.Paper;
using Parley.Node.Parcels;
using Parley.Node.Together;

namespace Parley.Node;

/// <summary>
/// Asks at every tick what is due and does it. Nothing acts inside an event; all of it may be done again without
/// harm, so a crash only repeats, and what fails, on a full disk for one, is tried again and stops nothing else. What
/// is due: opening a link that was just confirmed, taking in newly admitted cards, removing files that nothing names
/// or nobody brings to their end, and papers that were left half pressed, telling officers by e-mail that something
/// waits, and erasing what was kept long enough.
/// </summary>
public sealed class Ticker(
    JointRecord record,
    NodeFolder folder,
    ILink line,
    ParcelRounds parcels,
    ParcelSweep sweep,
    UploadShelf uploads,
    NoticeRound notices,
    ErasingRound erasing,
    PaperPress papers,
    IHostApplicationLifetime life,
    ILogger<Ticker> log
) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await PortsAreOpen(stoppingToken))
        {
            return;
        }
        using var timer = new PeriodicTimer(Tick);
        do
        {
            foreach (var (job, does) in Jobs())
            {
                await Try(job, does);
            }
        } while (await Next(timer, stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // What it reads and writes is closed next.
        await notices.Rest();
    }

    /// <summary>States the cards both sides compared, once, on every link that is open and has not said so.</summary>
    public async Task OpenLinks()
    {
        foreach (var peer in record.Peers.Where(p => record.StateOf(p.Code).Condition == LinkCondition.Open))
        {
            var id = SubjectId.OfLink('L', record.Self.Code, peer.Code);
            var opened = record.Reading.Find(peer.Code, id) as Cooperation.Links.Link;
            if (opened?.Opened.ContainsKey(record.Self.Code.ToString()) != true)
            {
                var (own, theirs) = new MetCards(folder).Compared(peer);
                var cards = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [own.Code.ToString()] = own.CardHash,
                    [theirs.Code.ToString()] = theirs.CardHash,
                };
                await record.State(peer.Code, id, new LinkStatement.Opened(cards), NodeOfficer.Itself);
            }
        }
    }

    /// <summary>What is done at every tick, in order, by the names it has in the log.</summary>
    private IEnumerable<(string Job, Func<Task> Does)> Jobs()
    {
        yield return ("Admitting cards", () => Done(Admit));
        yield return ("Delivering", () => Done(() => record.Deliver(line)));
        yield return ("Fetching files", () => Done(parcels.Begin));
        yield return ("Opening links", OpenLinks);
        yield return ("Removing files that nothing names", () => Done(sweep.Run));
        yield return ("Letting go of uploads nobody goes on with", () => Done(uploads.Sweep));
        yield return ("Removing papers half pressed", () => Done(papers.Sweep));
        yield return ("Telling officers", () => Done(notices.Begin));
        yield return ("Erasing", erasing.Run);
    }

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    /// <summary>What fails stops nothing else: erasing above all goes on.</summary>
    private async Task Try(string job, Func<Task> does)
    {
        try
        {
            await does();
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            log.LogError(e, "{Job} failed at this tick and is tried again.", job);
        }
    }

    private void Admit()
    {
        foreach (var peer in folder.Peers(TellOnce).Where(p => record.Peers.All(known => known.Code != p.Code)))
        {
            record.Admit(peer);
            log.LogInformation("Admitted {Party}.", peer.Code);
        }
    }

    /// <summary>Whoever is greeted answers at once, so our own port opens first; false where the node stops before.
    /// </summary>
    private async Task<bool> PortsAreOpen(CancellationToken stop)
    {
        var open = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var opened = life.ApplicationStarted.Register(() => open.TrySetResult(true));
        await using var stopped = stop.Register(() => open.TrySetResult(false));
        return await open.Task;
    }

    /// <summary>A broken card is named once, not at every tick.</summary>
    private void TellOnce(string sentence)
    {
        if (told.Add(sentence))
        {
            log.LogError("{Sentence}", sentence);
        }
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
