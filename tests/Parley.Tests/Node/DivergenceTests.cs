using Parley.Exchange;
using Parley.Node;
using Parley.Record;
using Parley.Tests.Sealing;
using Parley.Verify;

namespace Parley.Tests.Node;

/// <summary>
/// A peer that shows two histories, each in another way: at the first contact the link halts, and the evidence
/// convinces anyone who has the peer's card.
/// </summary>
public sealed class DivergenceTests
{
    [Fact]
    public Task Another_statement_in_the_place_of_one_receipted() =>
        Halts(async peer =>
        {
            var (one, other) = (peer.Next.Bytes, peer.Next.Bytes);
            var from = peer.Tree.Size;
            await peer.Say(one);
            peer.Statements.RemoveAt((int)from);
            return PlayedPeer.Plain(peer.Header(from, peer.With(other)), other);
        });

    [Fact]
    public Task A_longer_history_that_differs_in_the_middle() =>
        Halts(async peer =>
        {
            await peer.Say(peer.Next.Bytes, peer.Next.Bytes, peer.Next.Bytes);
            var told = peer.Statements.ToList();
            told[^2] = peer.Next.Bytes;
            told.Add(peer.Next.Bytes);
            peer.Statements.Clear();
            return PlayedPeer.Plain(peer.Header(0, peer.With(told)), told);
        });

    [Fact]
    public Task Another_root_for_the_size_receipted() =>
        Halts(async peer =>
        {
            await peer.Say(peer.Next.Bytes);
            var root = new Checkpoint(peer.Origin, peer.Tree.Size, Tree.LeafHash([1]));
            return Empty(peer, peer.Sign(root.ToText()));
        });

    [Fact]
    public Task Another_root_for_an_earlier_size() =>
        Halts(async peer =>
        {
            await peer.Say(peer.Next.Bytes);
            await peer.Say(peer.Next.Bytes);
            var root = new Checkpoint(peer.Origin, peer.Tree.Size - 1, Tree.LeafHash([1]));
            return Empty(peer, peer.Sign(root.ToText()));
        });

    [Fact]
    public async Task A_root_for_a_size_between_two_receipts_that_is_true_halts_nothing()
    {
        using var folders = new TwoFolders();
        await using var node = await RunningNode.Start(folders.Cn, TimeProvider.System);
        using var peer = new PlayedPeer(folders.Us, folders.Cn);
        await peer.Say(peer.Next.Bytes, peer.Next.Bytes, peer.Next.Bytes);
        var part = new Tree();
        part.Append(Tree.LeafHash(peer.Statements[0]));
        part.Append(Tree.LeafHash(peer.Statements[1]));
        var answer = await peer.Deliver(Empty(peer, peer.Sign(part)));
        Assert.Equal(200, answer.Status);
        Assert.Null(node.Record.Reading.Divergence(TwoFolders.US));
    }

    [Fact]
    public async Task What_was_signed_by_nobody_is_no_evidence()
    {
        using var folders = new TwoFolders();
        await using var node = await RunningNode.Start(folders.Cn, TimeProvider.System);
        using var peer = new PlayedPeer(folders.Us, folders.Cn);
        await peer.Say(peer.Next.Bytes);
        // Another statement in its place, under the checkpoint already receipted: a broken delivery, not a fork.
        var answer = await peer.Deliver(PlayedPeer.Plain(peer.Header(0, peer.Tree), peer.Next.Bytes));
        Assert.Equal((422, "root-mismatch"), (answer.Status, answer.Code));
        Assert.Null(node.Record.Reading.Divergence(TwoFolders.US));
        Assert.Equal(200, (await peer.Say(peer.Next.Bytes)).Status);
    }

    private static byte[] Empty(PlayedPeer peer, string checkpoint) =>
        PlayedPeer.Plain(
            System.Text.Json.JsonSerializer.Serialize(
                new
                {
                    from = long.Parse(checkpoint.Split('\n')[1], null),
                    holds = peer.Tree.Size,
                    checkpoint,
                }
            )
        );

    private static async Task Halts(Func<PlayedPeer, Task<byte[]>> fork)
    {
        using var folders = new TwoFolders();
        using var peer = new PlayedPeer(folders.Us, folders.Cn);
        string? evidence;
        (long Ours, long Theirs) sizes;
        await using (var node = await RunningNode.Start(folders.Cn, TimeProvider.System))
        {
            await peer.Say(peer.Next.Bytes);
            var second = await fork(peer);
            sizes = node.Record.SizesOf(TwoFolders.US);
            var answer = await peer.Deliver(second);
            Assert.True((answer.Status, answer.Code) is (423, "halted"), $"{answer.Status} {answer.Text}");
            Assert.Equal(LinkCondition.Halted, node.Record.StateOf(TwoFolders.US).Condition);
            Assert.Equal(sizes, node.Record.SizesOf(TwoFolders.US));
            evidence = node.Record.Reading.Divergence(TwoFolders.US);
            Assert.NotNull(evidence);
            Assert.Equal(423, (await peer.Deliver(second)).Status);
            Assert.Equal(evidence, node.Record.Reading.Divergence(TwoFolders.US));
        }
        Convinces(folders, evidence);
        await using var again = await RunningNode.Start(folders.Cn, TimeProvider.System);
        Assert.Equal(LinkCondition.Halted, again.Record.StateOf(TwoFolders.US).Condition);
        Assert.Equal(evidence, again.Record.Reading.Divergence(TwoFolders.US));
        await again.Record.Resume(TwoFolders.US);
        Assert.Equal(LinkCondition.Halted, again.Record.StateOf(TwoFolders.US).Condition);
        Assert.Equal(1, await Told.Run("verify", "--data", folders.Cn.Path));
    }

    /// <summary>The evidence is checked with the peer's card alone; no other card will do, and no bit less.</summary>
    private static void Convinces(TwoFolders folders, string evidence)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["evidence"], evidence);
        File.WriteAllText(folder["US.card"], folders.Us.OwnCard().CardText);
        File.WriteAllText(folder["CN.card"], folders.Cn.OwnCard().CardText);
        Assert.Equal(0, Judged(folder, "US.card"));
        Assert.NotEqual(0, Judged(folder, "CN.card"));
        for (var at = 0; at < evidence.Length; at += 7)
        {
            var spoilt = evidence.ToCharArray();
            spoilt[at] = spoilt[at] == 'A' ? 'B' : 'A';
            File.WriteAllText(folder["evidence"], new string(spoilt));
            Assert.True(Judged(folder, "US.card") != 0, $"character {at} of the evidence may be changed");
        }
    }

    private static int Judged(TemporaryFolder folder, string card)
    {
        using var output = new StringWriter();
        return VerifyCommand.Run(["divergence", folder["evidence"], "--card", folder[card]], output, output);
    }
}
