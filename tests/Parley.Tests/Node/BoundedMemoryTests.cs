using System.Globalization;
using Parley.Node;

namespace Parley.Tests.Node;

/// <summary>Measures the memory of the whole process, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class BoundedMemoryTests
{
    private const int Deliveries = 2_000;

    /// <summary>What the node may hold more after all of them, in bytes: less than a delivery or two each hundred.
    /// </summary>
    private const long Bound = 24 * 1024 * 1024;

    [Fact]
    public async Task Two_thousand_hostile_deliveries_leave_no_memory_behind()
    {
        using var folders = new TwoFolders();
        await using var node = await RunningNode.Start(folders.Cn, TimeProvider.System);
        using var peer = new PlayedPeer(folders.Us, folders.Cn);
        await peer.Say(peer.Next.Bytes);
        Hostile[] hostile =
        [
            .. HostileSeals.All,
            .. HostileHeaders.Headers,
            .. HostileHeaders.Checkpoints,
            .. HostileStatements.All,
        ];
        await Assail(peer, hostile, hostile.Length);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Assail(peer, hostile, Deliveries);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(
            grown < Bound,
            string.Create(CultureInfo.InvariantCulture, $"{grown / 1024} KiB more after {Deliveries} deliveries")
        );
        Assert.Equal(1, node.Record.SizesOf(TwoFolders.US).Theirs);
        Assert.Equal(200, (await peer.Say(peer.Next.Bytes)).Status);
    }

    private static async Task Assail(PlayedPeer peer, Hostile[] hostile, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var answer = await hostile[i % hostile.Length].Do(peer);
            Assert.NotEqual(200, answer.Status);
        }
    }
}
