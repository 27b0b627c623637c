using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Exchange;
using Parley.Node.Bridge;

namespace Parley.Tests.Node;

/// <summary>What one party may take of the exchange port, and what the log says of its refusals.</summary>
public sealed class DoorTests
{
    private static readonly Problem Malformed = new(400, "malformed", "It does not open.");

    private readonly StandingClock clock = new();
    private readonly WrittenLines log = new();

    [Fact]
    public void A_refusal_is_one_line_with_party_status_code_and_reason()
    {
        using var door = new Door("US", log, clock);
        door.Refused(Malformed);
        Assert.Equal(["Warning: Refused US: 400 malformed. It does not open."], log.Lines);
        door.Refused(new Problem(410, "session-unknown", "Begin a new session."));
        Assert.StartsWith("Information: ", log.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_of_refusals_does_not_flood_the_log_and_is_counted()
    {
        using var door = new Door("US", log, clock);
        for (var i = 0; i < 10_000; i++)
        {
            door.Refused(Malformed);
        }
        Assert.Equal(Door.LinesAtOnce, log.Lines.Count);
        clock.Pass(TimeSpan.FromSeconds(2));
        door.Refused(Malformed);
        var missing = 10_000 - Door.LinesAtOnce;
        Assert.Equal($"Warning: Refused US {missing} times more than is written here.", log.Lines[^2]);
    }

    [Fact]
    public void Four_requests_at_once_are_let_in_and_the_fifth_when_one_has_left()
    {
        using var door = new Door("US", log, clock);
        for (var i = 0; i < Door.MostAtOnce; i++)
        {
            Assert.Null(door.Enter());
        }
        Assert.Equal((429, "busy"), (door.Enter()!.Status, door.Enter()!.Code));
        door.Leave();
        Assert.Null(door.Enter());
    }

    [Fact]
    public void A_party_that_brings_too_much_waits_and_is_let_in_again()
    {
        using var door = new Door("US", log, clock);
        // A minute's worth at full speed is never touched.
        for (var second = 0; second < 60; second++)
        {
            Assert.Null(door.Enter());
            door.Carried((long)Door.BytesPerSecond);
            door.Leave();
            clock.Pass(TimeSpan.FromSeconds(1));
        }
        door.Carried((long)(70 * Door.BytesPerSecond));
        Assert.Equal("busy", door.Enter()!.Code);
        clock.Pass(TimeSpan.FromSeconds(15));
        Assert.Null(door.Enter());
    }

    [Fact]
    public async Task A_running_node_writes_who_was_refused_and_why()
    {
        using var folders = new TwoFolders();
        using var strange = Parley.Sealing.PartyKeys.Generate("fr.parley.example", TimeProvider.System.GetUtcNow());
        await using var node = await Parley.Node.RunningNode.Start(folders.Cn, TimeProvider.System);
        node.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        using var peer = new PlayedPeer(folders.Us, folders.Cn);
        Assert.Equal(400, (await peer.Post([1, 2, 3])).Status);
        Assert.Equal(404, (await peer.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(peer.Address, "/")))).Status);
        using var stranger = PlayedPeer.Client(strange.Tls);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(peer.Address));
        Assert.Contains(log.Lines, l => l.Contains("Refused US: 400 malformed.", StringComparison.Ordinal));
        Assert.Contains(log.Lines, l => l.Contains("Refused US: 404 not-found.", StringComparison.Ordinal));
        Assert.Contains(log.Lines, l => l.Contains("Refused a stranger: 401 not-admitted.", StringComparison.Ordinal));
    }

    /// <summary>Time that passes when told to.</summary>
    private sealed class StandingClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Pass(TimeSpan time) => now += time.Ticks;
    }

    /// <summary>A log one can read back.</summary>
    private sealed class WrittenLines : ILogger, ILoggerProvider
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            lock (Lines)
            {
                Lines.Add($"{logLevel}: {formatter(state, exception)}");
            }
        }

        public void Dispose() { }
    }
}
