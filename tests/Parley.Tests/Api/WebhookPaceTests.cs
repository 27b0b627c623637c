using Microsoft.Extensions.Logging.Abstractions;
using Parley.Node.Api;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>Each webhook is told at its own pace.</summary>
public sealed class WebhookPaceTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task A_slow_one_holds_up_no_other_and_is_told_one_thing_at_a_time()
    {
        await using var slow = new WebhookSink();
        await using var quick = new WebhookSink();
        using var apart = new ApartWebhooks(nodes.Us, patience: TimeSpan.FromMinutes(5));
        var answers = new TaskCompletionSource();
        slow.Before = answers.Task;
        string[] ids =
        [
            .. new[] { slow, quick }.Select(one =>
                apart.Shelf.Add("Case system", one.Address, [EventKind.Stated], "operator")!.Value.Id
            ),
        ];
        Array.ForEach(ids, apart.Outbox.Test);
        var begun = apart.Sender.Begin(default);
        Assert.Equal(2, begun.Count);
        await slow.First("test");
        await await Task.WhenAny(begun);
        Array.ForEach(ids, apart.Outbox.Test);
        await Assert.Single(apart.Sender.Begin(default));
        Assert.Equal((1, 2), (slow.All.Count, quick.All.Count));
        answers.SetResult();
        await Task.WhenAll(begun);
        Assert.Equal((2, 2), (slow.All.Count, quick.All.Count));
    }

    [Fact]
    public async Task Events_are_followed_while_a_slow_one_is_told()
    {
        await using var slow = new WebhookSink();
        using var apart = new ApartWebhooks(nodes.Us, patience: TimeSpan.FromMinutes(5));
        var answers = new TaskCompletionSource();
        slow.Before = answers.Task;
        apart.Outbox.Test(apart.Shelf.Add("Case system", slow.Address, [EventKind.Stated], "operator")!.Value.Id);
        using var keeping = new FeedKeeping(
            nodes.Us.Record,
            apart.Feed,
            apart.Sender,
            NullLogger<FeedKeeping>.Instance
        );
        await keeping.StartAsync(default);
        await slow.First("test");
        var number = await nodes.Ask(nodes.Us);
        await TwoFolders.Until(
            () => apart.Feed.After(0, 10_000).Any(one => $"{one.About}".Equals(number, StringComparison.Ordinal)),
            "it is followed"
        );
        answers.SetResult();
        await keeping.StopAsync(default);
    }
}
