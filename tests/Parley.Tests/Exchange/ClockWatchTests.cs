using Parley.Exchange;

namespace Parley.Tests.Exchange;

public sealed class ClockWatchTests
{
    [Fact]
    public void A_clock_that_runs_with_the_machine_was_not_moved()
    {
        var clock = new Hands();
        var watch = new ClockWatch(clock);
        clock.Pass(TimeSpan.FromDays(3));
        clock.Set(TimeSpan.FromMinutes(4));
        Assert.False(watch.Read().Moved);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    public void A_clock_that_was_set_is_noticed_once(int minutes)
    {
        var clock = new Hands();
        var watch = new ClockWatch(clock);
        clock.Set(TimeSpan.FromMinutes(minutes));
        Assert.Equal((clock.Now, true), watch.Read());
        Assert.Equal((clock.Now, false), watch.Read());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Who_is_put_off_between_two_readings_has_no_clock_that_was_moved(int reading)
    {
        var clock = new Hands();
        var watch = new ClockWatch(clock);
        clock.PassAtReading(clock.Readings + reading, TimeSpan.FromHours(1));
        Assert.False(watch.Read().Moved);
        Assert.False(watch.Read().Moved);
    }

    /// <summary>A clock whose time and count of time are set and passed by hand, also between two readings.</summary>
    private sealed class Hands : TimeProvider
    {
        private TimeSpan count;
        private (int Reading, TimeSpan Span) pass;

        public DateTimeOffset Now { get; private set; } = new(2026, 3, 4, 14, 0, 0, TimeSpan.Zero);

        public int Readings { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Set(TimeSpan by) => Now += by;

        public void Pass(TimeSpan span)
        {
            Now += span;
            count += span;
        }

        public void PassAtReading(int reading, TimeSpan span) => pass = (reading, span);

        public override DateTimeOffset GetUtcNow()
        {
            Read();
            return Now;
        }

        public override long GetTimestamp()
        {
            Read();
            return count.Ticks;
        }

        private void Read()
        {
            if (Readings++ == pass.Reading)
            {
                Pass(pass.Span);
            }
        }
    }
}
