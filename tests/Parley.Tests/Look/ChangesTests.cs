using Parley.Node.Look;

namespace Parley.Tests.Look;

/// <summary>Live parts: what is announced reaches who listens, and nothing piles up.</summary>
public sealed class ChangesTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_listener_hears_the_topics_it_asked_for_and_no_other()
    {
        var changes = new Changes();
        using var stop = new CancellationTokenSource(Long);
        await using var heard = changes.Listen(["requests"], Long, stop.Token).GetAsyncEnumerator(stop.Token);
        var next = heard.MoveNextAsync();
        changes.Announce("agreements");
        changes.Announce("requests");
        Assert.True(await next);
        Assert.Equal("requests", heard.Current);
    }

    [Fact]
    public async Task What_a_slow_listener_has_not_taken_falls_together()
    {
        var changes = new Changes();
        using var stop = new CancellationTokenSource(Long);
        await using var heard = changes.Listen(["requests", "links"], Long, stop.Token).GetAsyncEnumerator(stop.Token);
        var first = heard.MoveNextAsync();
        for (var i = 0; i < 100_000; i++)
        {
            changes.Announce("requests");
            changes.Announce("links");
        }
        var taken = new List<string>();
        Assert.True(await first);
        taken.Add(heard.Current);
        for (var i = 0; i < 3 && await heard.MoveNextAsync(); i++)
        {
            taken.Add(heard.Current);
            if (taken.Distinct(StringComparer.Ordinal).Count() == 2)
            {
                break;
            }
        }
        Assert.Equal(2, taken.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Silence_is_broken_by_a_sign_of_life()
    {
        var changes = new Changes();
        using var stop = new CancellationTokenSource(Long);
        var pause = TimeSpan.FromMilliseconds(20);
        await using var heard = changes.Listen(["requests"], pause, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await heard.MoveNextAsync());
        Assert.Equal("", heard.Current);
    }

    [Fact]
    public async Task Who_leaves_is_forgotten()
    {
        var changes = new Changes();
        using var stop = new CancellationTokenSource(Long);
        await using (
            var heard = changes
                .Listen(["requests"], TimeSpan.FromMilliseconds(5), stop.Token)
                .GetAsyncEnumerator(stop.Token)
        )
        {
            await heard.MoveNextAsync();
            Assert.Equal(1, changes.Listeners);
        }
        Assert.Equal(0, changes.Listeners);
    }
}
