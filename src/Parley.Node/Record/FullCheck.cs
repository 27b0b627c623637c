using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Record;

/// <summary>What the check of the whole record found.</summary>
/// <param name="StateHashes">For each link the hash over all its states: the same on both nodes once it is quiet. None
/// where the record is not sound.</param>
public sealed record Checked(
    IReadOnlyList<VerifiedLedger> Ledgers,
    IReadOnlyList<(PartyCode Peer, string Hash)> StateHashes
);

/// <summary>
/// The check of the whole record, which reads every byte of it: one at a time. Who asks while one runs, or just after
/// one, is given its outcome, so that asking often costs the node nothing.
/// </summary>
public sealed class FullCheck(JointRecord record)
{
    /// <summary>How long an outcome is given to whoever asks, before the record is read again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private Task<Checked>? last;
    private long ended;

    public Task<Checked> Outcome()
    {
        lock (gate)
        {
            if (last is null || (last.IsCompleted && (!last.IsCompletedSuccessfully || IsOld)))
            {
                last = Task.Run(Check);
            }
            return last;
        }
    }

    private bool IsOld => TimeProvider.System.GetElapsedTime(Volatile.Read(ref ended)) > Fresh;

    private Checked Check()
    {
        var ledgers = record.Peers.SelectMany(peer => record.Reading.Verify(peer.Code)).ToList();
        var sound = ledgers.TrueForAll(ledger => ledger.Findings.Count == 0);
        var hashes = sound ? record.Peers.Select(p => (p.Code, record.Reading.StateHash(p.Code))).ToList() : [];
        Volatile.Write(ref ended, TimeProvider.System.GetTimestamp());
        return new Checked(ledgers, hashes);
    }
}
