namespace Parley.Tests.Erasing;

/// <summary>The world's clock, so many days ahead. Both nodes are moved while they are stopped.</summary>
internal sealed class LaterClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}
