namespace Parley.Exchange;

/// <summary>
/// Notices that this node's clock was moved, by the machine's count of time, which nobody sets. What the clock says is
/// then not believed until it was compared with the other side's.
/// </summary>
internal sealed class ClockWatch(TimeProvider clock)
{
    private readonly DateTimeOffset began = clock.GetUtcNow();
    private readonly long mark = clock.GetTimestamp();
    private TimeSpan ahead;

    /// <summary>Whether the clock was moved by more than a few minutes since this was last asked.</summary>
    public bool WasMoved(DateTimeOffset now)
    {
        var before = ahead;
        ahead = now - began - clock.GetElapsedTime(mark);
        return (ahead - before).Duration() > Incoming.MaxAhead;
    }
}
