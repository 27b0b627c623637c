using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Record;

/// <summary>What the check of the whole record found.</summary>
/// <param name="StateHashes">For each link the hash over all its states: the same on both nodes once it is quiet. None
/// where the record is not sound.</param>
/// <param name="Files">Of each link, whether the files here are those the record names. None where the record is not
/// sound.</param>
public sealed record Checked(
    IReadOnlyList<VerifiedLedger> Ledgers,
    IReadOnlyList<(PartyCode Peer, string Hash)> StateHashes,
    IReadOnlyList<VerifiedParcels> Files,
    DateTimeOffset At
)
{
    /// <summary>How many things were found wrong.</summary>
    public int Wrong => Ledgers.Sum(ledger => ledger.Findings.Count) + Files.Sum(one => one.Findings.Count);

    public bool IsSound => Wrong == 0;
}

/// <summary>How a check stands that runs.</summary>
/// <param name="Done">Entries checked of the link it is at.</param>
/// <param name="All">Entries that link has; when all are done, states and files are compared.</param>
public sealed record CheckUnderWay(DateTimeOffset Since, PartyCode Peer, long Done, long All);

/// <summary>
/// The check of the whole record, which reads every byte of it and of its files: one at a time. Who asks while one
/// runs, or just after one, is given its outcome, so that asking often costs the node nothing.
/// </summary>
public sealed class FullCheck(JointRecord record, IParcelShelf files, TimeProvider clock, ILogger<FullCheck> log)
{
    /// <summary>How long an outcome is given to whoever asks, before the record is read again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<Checked>? last;
    private long ended;

    /// <summary>How far the one that runs is; null where none runs.</summary>
    public CheckUnderWay? UnderWay { get; private set; }

    /// <summary>What the last one found that came to its end; null where none did since the node started.</summary>
    public Checked? Last { get; private set; }

    /// <summary>The last one broke off; the node's log says why.</summary>
    public bool BrokeOff => last is { IsFaulted: true };

    /// <summary>Begins a check, or joins the one that runs or has just ended. Of a small record it has ended when this
    /// comes back; of a large one it goes on, and is asked how far it is.</summary>
    public Task Begun() => Task.WhenAny(Outcome(), Task.Delay(AtOnce));

    /// <summary>The same, waited for to its end.</summary>
    public Task<Checked> Outcome()
    {
        lock (gate)
        {
            if (last is null || (last.IsCompleted && (!last.IsCompletedSuccessfully || IsOld)))
            {
                UnderWay = new CheckUnderWay(clock.GetUtcNow(), record.Self.Code, 0, 0);
                last = Task.Run(Check);
            }
            return last;
        }
    }

    private bool IsOld => clock.GetElapsedTime(Volatile.Read(ref ended)) > Fresh;

    private async Task<Checked> Check()
    {
        var since = UnderWay!.Since;
        try
        {
            var ledgers = record
                .Peers.SelectMany(peer =>
                    record.Reading.Verify(
                        peer.Code,
                        (done, all) => UnderWay = new CheckUnderWay(since, peer.Code, done, all)
                    )
                )
                .ToList();
            var sound = ledgers.TrueForAll(ledger => ledger.Findings.Count == 0);
            var hashes = sound ? record.Peers.Select(p => (p.Code, record.Reading.StateHash(p.Code))).ToList() : [];
            var parcels = new List<VerifiedParcels>();
            foreach (var peer in sound ? record.Peers : [])
            {
                parcels.Add(await record.Reading.VerifyFiles(peer.Code, files));
            }
            Last = new Checked(ledgers, hashes, parcels, clock.GetUtcNow());
            Volatile.Write(ref ended, clock.GetTimestamp());
            return Last;
        }
        catch (Exception e) when (e is SqliteException or IOException or InvalidDataException)
        {
            log.LogError(e, "The check of the record broke off.");
            throw;
        }
        finally
        {
            UnderWay = null;
        }
    }
}
