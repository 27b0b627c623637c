using Parley.Exchange;
using Parley.Node;

namespace Parley.Tests.Node;

/// <summary>The loop that sends: how often it turns, and when it says that all is well again.</summary>
public sealed class TurnTests
{
    [Fact]
    public async Task Two_nodes_that_find_fault_with_each_other_do_not_keep_each_other_turning()
    {
        using var folders = new TwoFolders();
        var (fromCn, fromUs) = (new Line(), new Line());
        await using var cn = await RunningNode.Start(folders.Cn, TimeProvider.System, null, fromCn.Over);
        await using var us = await RunningNode.Start(folders.Us, new TwoHoursAhead(), null, fromUs.Over);
        await TwoFolders.Until(
            () =>
                cn.Record.StateOf(TwoFolders.US).Problem is not null
                && us.Record.StateOf(TwoFolders.CN).Problem is not null,
            "both say that the clocks differ"
        );
        var before = fromCn.Count + fromUs.Count;
        await Task.Delay(2000);
        Assert.InRange(fromCn.Count + fromUs.Count - before, 0, 12);
    }

    [Fact]
    public async Task What_is_settled_counts_though_the_next_delivery_is_not_answered_yet()
    {
        var line = new Line();
        await using var pair = new Pair();
        await pair.StartCn(line.Over);
        await pair.StartUs();
        await pair.Quiet();
        line.Before = () => throw new IOException("The line is cut.");
        await pair.StateMany(pair.Cn!, 1);
        await TwoFolders.Until(() => pair.Cn!.Record.StateOf(TwoFolders.US).Problem is not null, "the line is down");

        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var arrived = new TaskCompletionSource();
        line.Before = () =>
        {
            line.Before = () => second.Task;
            arrived.SetResult();
            return first.Task;
        };
        pair.Cn!.Record.Hurry();
        await arrived.Task;
        await pair.StateMany(pair.Cn, 1);
        first.SetResult();
        await TwoFolders.Until(
            () => pair.Cn.Record.StateOf(TwoFolders.US) is { Problem: null, Waiting: 1 },
            "the first is receipted, and nothing is said to be wrong"
        );
        second.SetResult();
        await pair.Quiet();
    }

    /// <summary>Counts what goes over the line, and holds it up.</summary>
    private sealed class Line
    {
        private int count;

        public int Count => count;

        public Func<Task> Before { get; set; } = () => Task.CompletedTask;

        public ILink Over(ILink line) => new Watched(this, line);

        private sealed class Watched(Line over, ILink line) : ILink
        {
            public async Task<LinkAnswer> Deliver(
                Peer peer,
                Uri address,
                ReadOnlyMemory<byte> delivery,
                CancellationToken cancel
            )
            {
                Interlocked.Increment(ref over.count);
                await over.Before().WaitAsync(cancel);
                return await line.Deliver(peer, address, delivery, cancel);
            }
        }
    }

    private sealed class TwoHoursAhead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(2);
    }
}
