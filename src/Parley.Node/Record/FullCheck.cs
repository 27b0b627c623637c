using Parley.Exchange;

namespace Parley.Node.Record;

/// <summary>
/// The check of the whole record, which reads every byte of it: one at a time. Who asks while one runs, or just after
/// one, is given its outcome, so that asking often costs the node nothing.
/// </summary>
public sealed class FullCheck(JointRecord record)
{
    /// <summary>How long an outcome is given to whoever asks, before the record is read again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private Task<IReadOnlyList<VerifiedLedger>>? last;
    private long ended;

    /// <summary>The outcome, one for each ledger.</summary>
    public Task<IReadOnlyList<VerifiedLedger>> Outcome()
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

    private IReadOnlyList<VerifiedLedger> Check()
    {
        var outcome = record.Peers.SelectMany(peer => record.Reading.Verify(peer.Code)).ToList();
        Volatile.Write(ref ended, TimeProvider.System.GetTimestamp());
        return outcome;
    }
}
