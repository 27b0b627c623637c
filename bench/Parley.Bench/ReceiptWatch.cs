using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Bench;

/// <summary>Tells when the receipt of a statement is on this side's disk.</summary>
internal sealed class ReceiptWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly JointRecord record;
    private readonly PartyCode peer;
    private readonly Lock gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> waiting = new();
    private long receipted;

    public ReceiptWatch(JointRecord record, PartyCode peer)
    {
        this.record = record;
        this.peer = peer;
        record.Changed += Look;
    }

    public Task Receipted(long index)
    {
        lock (gate)
        {
            if (index < receipted)
            {
                return Task.CompletedTask;
            }
            var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(held, index);
            return held.Task.WaitAsync(Patience);
        }
    }

    public void Dispose() => record.Changed -= Look;

    /// <summary>Called on the writer's thread after a commit; a change without subjects says nothing of receipts.
    /// </summary>
    private void Look(RecordChange change)
    {
        if (change.Subjects.Count == 0)
        {
            return;
        }
        var ours = record.SizesOf(peer).Ours;
        var now = ours - record.StateOf(peer).Waiting;
        lock (gate)
        {
            receipted = Math.Max(receipted, now);
            while (waiting.TryPeek(out var held, out var index) && index < receipted)
            {
                waiting.Dequeue();
                held.SetResult();
            }
        }
    }
}
