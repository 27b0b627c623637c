namespace Parley.Simulation;

/// <summary>Time of a run, in milliseconds since its start, and what is due when. Nothing else moves.</summary>
internal sealed class Clockwork
{
    private readonly PriorityQueue<Action, (long Time, long Order)> due = new();
    private long order;

    public static DateTimeOffset Start { get; } = new(2026, 3, 4, 9, 30, 0, TimeSpan.Zero);

    public long Now { get; private set; }

    public DateTimeOffset Instant => Start.AddMilliseconds(Now);

    public int Waiting => due.Count;

    public void After(long milliseconds, Action action) => due.Enqueue(action, (Now + milliseconds, order++));

    /// <summary>Does what is due next; false when nothing is.</summary>
    public bool Step()
    {
        if (!due.TryDequeue(out var action, out var when))
        {
            return false;
        }
        Now = Math.Max(Now, when.Time);
        action();
        return true;
    }

    /// <summary>Time jumps: whatever was due meanwhile is late.</summary>
    public void Jump(long milliseconds) => Now += milliseconds;
}
