namespace Parley.Tests.Node;

/// <summary>What is due is done at every tick, whatever else fails.</summary>
public sealed class TickerTests
{
    [Fact]
    public async Task One_thing_that_fails_at_every_tick_stops_nothing_else()
    {
        await using var pair = new Pair();
        await pair.Start();
        var peers = Path.Combine(pair.Folders.Cn.Path, "peers");
        // A card under another's name is an error of whoever runs the node: admitting cards, the first of all, fails.
        File.Copy(Path.Combine(peers, "US.card"), Path.Combine(peers, "XX.card"));
        Assert.Throws<InvalidDataException>(() => pair.Folders.Cn.Peers());
        var paper = Path.Combine(pair.Folders.Cn.DeskFolder, "paper");
        // The first may go with the tick under way.
        foreach (var left in new[] { "first", "second" })
        {
            Directory.CreateDirectory(Path.Combine(paper, left));
            await TwoFolders.Until(() => Directory.GetDirectories(paper).Length == 0, $"the tick sweeps the {left}");
        }
    }
}
