namespace Parley.Node.Demo;

/// <summary>
/// The clock of the demo: it stands at the instant of the story while the half-year is replayed, and runs with the
/// world afterwards. Timers always run with the world.
/// </summary>
/// <param name="ahead">How far the world's time is ahead of what it really is, so that any day can be tried.</param>
public sealed class DemoClock(TimeSpan ahead = default) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset? standing;

    /// <summary>Stands at an instant; never goes back.</summary>
    public void StandAt(DateTimeOffset instant)
    {
        lock (gate)
        {
            standing = standing is { } now && now > instant ? now : instant;
        }
    }

    /// <summary>From now on it is now.</summary>
    public void RunWithTheWorld()
    {
        lock (gate)
        {
            standing = null;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The story's time, so that a day that passes in it does not look like a clock that was moved.</summary>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return standing ?? System.GetUtcNow() + ahead;
        }
    }
}
