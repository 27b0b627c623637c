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

    /// <summary>What the clock says, and whether it was moved by more than a few minutes since it was last read.
    /// </summary>
    public (DateTimeOffset Now, bool Moved) Read()
    {
        // Whoever reads may be put off between one reading and the next: that says nothing of the clock.
        var earlier = clock.GetElapsedTime(mark);
        var now = clock.GetUtcNow();
        var later = clock.GetElapsedTime(mark);
        var (most, least) = ((now - began - earlier).Ticks, (now - began - later).Ticks);
        var before = ahead;
        ahead = TimeSpan.FromTicks(Math.Clamp(before.Ticks, Math.Min(least, most), Math.Max(least, most)));
        return (now, (ahead - before).Duration() > Incoming.MaxAhead);
    }
}
