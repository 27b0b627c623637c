using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Node.Erasing;
using Parley.Node.Lines;
using Parley.Tests.Node;

namespace Parley.Tests.Erasing;

/// <summary>What is due is found, and nothing that is kept, however much lies before it.</summary>
public sealed class DueErasingTests : IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly ErasedNodes nodes = new();
    private readonly KeepsDays keeping = new(100);

    public async ValueTask InitializeAsync()
    {
        await nodes.Start();
        await nodes.Live();
    }

    public ValueTask DisposeAsync() => nodes.DisposeAsync();

    [Fact]
    public async Task What_is_held_keeps_nobody_from_what_comes_after_it()
    {
        await nodes.Later(200);
        keeping.Held.Add(nodes.Asked);
        var due = new DueErasing(nodes.Cn.Record, Book(), NullLogger.Instance, mostRead: 1);
        var now = nodes.Cn.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        // One at a time, what is held first: it is passed, and not looked at again and again.
        var rounds = 1;
        for (; await due.Run(now, Pause); rounds++)
        {
            Assert.InRange(rounds, 1, 10);
        }
        Assert.InRange(rounds, 2, 10);
        Assert.Null(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asking));
        Assert.NotNull(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asked));

        // All was looked at: before the pause is over it is not begun again.
        keeping.Held.Clear();
        Assert.False(await due.Run(now + Pause - TimeSpan.FromSeconds(1), Pause));
        Assert.NotNull(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asked));
        while (await due.Run(now + Pause, Pause)) { }
        Assert.Null(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asked));
    }

    [Fact]
    public async Task One_of_very_many_that_name_it_keeps_it()
    {
        await nodes.Mention(121);
        await nodes.Later(200);
        var lines = nodes.Cn.Services.GetRequiredService<LineKeeping>();
        while (lines.CatchUp() > 0) { }
        var requests = nodes.Cn.Services.GetRequiredService<RequestLines>();
        Assert.Equal(121, requests.Naming(TwoFolders.US, $"{nodes.Asked}", 1_000).Count);
        Assert.Null(Book().Of(new Place(TwoFolders.US, nodes.Asked)));
        await ErasedNodes.Erase(nodes.Cn, keeping);
        Assert.NotNull(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asked));
        Assert.Null(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asking));
    }

    private ErasingBook Book() => ActivatorUtilities.CreateInstance<ErasingBook>(nodes.Cn.Services, keeping);
}
