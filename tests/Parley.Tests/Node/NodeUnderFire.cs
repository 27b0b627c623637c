using System.Globalization;
using Parley.Exchange;
using Parley.Node;

namespace Parley.Tests.Node;

/// <summary>
/// A real node, CN, on loopback ports, and its peer, US, played by the test. Shared by the tests of a class; a hostile
/// input must leave nothing behind, so one node serves them all.
/// </summary>
public sealed class NodeUnderFire : IAsyncLifetime
{
    private readonly TwoFolders folders = new();
    private RunningNode? node;
    private PlayedPeer? peer;

    internal TwoFolders Folders => folders;

    internal RunningNode Node => node!;

    internal PlayedPeer Peer => peer!;

    internal JointRecord Record => Node.Record;

    public async ValueTask InitializeAsync()
    {
        node = await RunningNode.Start(folders.Cn, TimeProvider.System);
        peer = new PlayedPeer(folders.Us, folders.Cn);
        // The peer never answers, so an operator's word opens the link; then the node itself opens it with a statement.
        await Record.Resume(TwoFolders.US);
        await TwoFolders.Until(() => Record.SizesOf(TwoFolders.US).Ours == 1, "the node has opened its ledger");
        await SayHonestly();
    }

    public async ValueTask DisposeAsync()
    {
        peer?.Dispose();
        if (node is not null)
        {
            await node.DisposeAsync();
        }
        folders.Dispose();
    }

    /// <summary>Everything that a refused delivery must leave as it was.</summary>
    internal async Task<string> Everything()
    {
        var ledgers = await Record.Reading.Ledgers(TwoFolders.US);
        return string.Join(
            '\n',
            ledgers
                .Select(l => $"{l.Origin} {l.Size} {l.Root} {l.Newest?.Size} {l.Newest?.Line}")
                .Append(Record.Reading.StateHash(TwoFolders.US))
                .Append(
                    Record.Reading.WithoutEffect(TwoFolders.US, 100_000).Count.ToString(CultureInfo.InvariantCulture)
                )
                .Append(Record.Reading.Divergence(TwoFolders.US) ?? "no divergence")
                .Append(Record.StateOf(TwoFolders.US).Condition.ToString())
        );
    }

    /// <summary>The node still takes in what is honest, and receipts it.</summary>
    internal async Task SayHonestly()
    {
        var answer = await Peer.Say(Peer.Next.Bytes);
        Assert.True(answer.Status == 200, $"{answer.Status} {answer.Text}");
        Assert.Equal(Peer.Tree.Size, answer.Size);
        var receipt = answer.Body.GetProperty("cosignatures").EnumerateArray().Last();
        Assert.Equal(Peer.Tree.Size, receipt.GetProperty("size").GetInt64());
        Assert.True(Parley.Sealing.NoteSignature.TryParse(receipt.GetProperty("line").GetString(), out var line));
        var text = new Parley.Record.Checkpoint(Peer.Origin, Peer.Tree.Size, Peer.Tree.Root()).ToText();
        Assert.True(Parley.Sealing.Notes.TryReadCosignature(text, line, Peer.Node.CosignKey, out _));
    }

    /// <summary>Does something hostile: it is refused as said, nothing is changed, and the node goes on.</summary>
    internal async Task Withstands(Hostile hostile)
    {
        var before = await Everything();
        var answer = await hostile.Do(Peer);
        Assert.True(
            (answer.Status, answer.Code) == (hostile.Status, hostile.Code),
            $"{hostile.Name}: {answer.Status} {answer.Text}"
        );
        Assert.Equal(before, await Everything());
        await SayHonestly();
    }
}
