namespace Parley.Tests.Node;

/// <summary>A link on which nothing is said is still seen to live. Apart from the others: it mostly waits.</summary>
public sealed class HeartbeatTests
{
    [Fact]
    public async Task Two_nodes_with_nothing_to_say_still_hear_from_each_other()
    {
        await using var pair = new Pair();
        await pair.Start();
        var heard = pair.Cn!.Record.StateOf(TwoFolders.US).LastHeard;
        Assert.NotNull(heard);
        var sizes = pair.Cn.Record.SizesOf(TwoFolders.US);
        await TwoFolders.Until(
            () => pair.Cn.Record.StateOf(TwoFolders.US).LastHeard > heard.Value.AddSeconds(15),
            "a heartbeat came",
            35
        );
        Assert.Equal(sizes, pair.Cn.Record.SizesOf(TwoFolders.US));
    }
}
