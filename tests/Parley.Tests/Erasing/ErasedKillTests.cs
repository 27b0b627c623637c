using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Storage;
using Parley.Tests.Node;

namespace Parley.Tests.Erasing;

/// <summary>A node in a process of its own, killed again and again while it erases what is due.</summary>
[Collection(nameof(Alone))]
public sealed class ErasedKillTests
{
    private const int Kills = 8;
    private const int DaysAgo = 200;

    private const string Book = """
        {
          "title": { "en": "A test", "zh": "测试" },
          "rules": [], "areas": [], "steps": [], "grounds": [],
          "keeping": [
            { "id": "7.2", "title": { "en": "All", "zh": "全部" }, "basis": { "en": "Art. 7", "zh": "第七条" },
              "for": "P100D" }
          ]
        }
        """;

    [Fact]
    public async Task Killed_at_any_instant_it_comes_to_its_end_and_what_stays_verifies()
    {
        await using var nodes = new ErasedNodes(DaysAgo);
        await nodes.Start();
        await nodes.Live();
        await nodes.Later(DaysAgo);
        var books = nodes.Cn.Services.GetRequiredService<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(Book), "a test", Doer.Command), Doer.Command);
        var folder = nodes.Pair.Folders.Cn;
        await nodes.Pair.StopCn();
        Assert.NotEmpty(ErasedNodes.Holding(folder));

        var chance = new Random(20261122);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = OwnProcess.Start(folder);
            // It starts in a second or so, and erases at its first ticks.
            await Task.Delay(900 + chance.Next(2_200));
            Assert.False(process.HasExited, $"The node stopped by itself before kill {kill}.");
            await OwnProcess.Kill(process);
            Assert.Equal(0, await Told.Run("verify", "--data", folder.Path));
        }
        using (var process = OwnProcess.Start(folder))
        {
            await TwoFolders.Until(
                () => IsSettled(folder),
                "all of it is erased, and nothing of it left to be done",
                60
            );
            await OwnProcess.Kill(process);
        }
        Assert.Empty(ErasedNodes.Holding(folder));
        Assert.NotEmpty(ErasedNodes.Holding(nodes.Pair.Folders.Us));
        await nodes.Pair.StopUs();
        Assert.Equal(0, await Told.Run("verify", "--data", folder.Path));
        Assert.Equal(0, await Told.Run("verify", "--data", nodes.Pair.Folders.Us.Path));
    }

    private static bool IsSettled(Parley.Node.NodeFolder folder)
    {
        using var shelf = new SqliteShelf(folder.RecordFolder);
        return shelf.ErasedCount(TwoFolders.US) == 2 && shelf.ErasedUnsettled(TwoFolders.US).Count == 0;
    }
}
