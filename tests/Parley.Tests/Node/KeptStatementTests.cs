using Parley.Cooperation;
using Parley.Exchange;
using Parley.Exchange.Formats;

namespace Parley.Tests.Node;

public sealed class KeptStatementTests(NodeUnderFire fire) : IClassFixture<NodeUnderFire>
{
    public static TheoryData<string> Names => [.. KeptStatements.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_strange_but_sound_is_kept_and_shown_without_effect(string name)
    {
        var said = KeptStatements.All[name](fire.Peer.Next);
        var about = SubjectId.Parse(said.About.Trim('"'));
        var state = StateFormat.Write(fire.Record.Reading.Find(TwoFolders.US, about));
        var without = fire.Record.Reading.WithoutEffect(TwoFolders.US, 100_000).Count;
        var size = fire.Record.SizesOf(TwoFolders.US).Theirs;

        var answer = await fire.Peer.Say(said.Bytes);

        Assert.True(answer.Status == 200, $"{answer.Status} {answer.Text}");
        Assert.Equal(size + 1, fire.Record.SizesOf(TwoFolders.US).Theirs);
        Assert.Equal(without + 1, fire.Record.Reading.WithoutEffect(TwoFolders.US, 100_000).Count);
        Assert.Equal(state, StateFormat.Write(fire.Record.Reading.Find(TwoFolders.US, about)));
        var told = (await fire.Record.Reading.Timeline(TwoFolders.US, about))[^1];
        Assert.NotNull(told.WithoutEffect);
        Assert.Equal(TwoFolders.US, told.By);
        await fire.SayHonestly();
    }

    [Fact]
    public async Task A_full_delivery_of_256_statements_is_taken_in()
    {
        var said = Enumerable.Range(0, 256).Select(_ => fire.Peer.Next.Bytes).ToArray();
        Assert.Equal(200, (await fire.Peer.Say(said)).Status);
        await fire.SayHonestly();
    }

    [Fact]
    public async Task The_record_with_all_of_it_is_sound_and_its_views_follow_from_it()
    {
        foreach (var strange in KeptStatements.All.Values)
        {
            Assert.Equal(200, (await fire.Peer.Say(strange(fire.Peer.Next).Bytes)).Status);
        }
        using var shelf = new Parley.Node.Storage.SqliteShelf(fire.Folders.Cn.RecordFolder);
        var (self, peer) = (fire.Folders.Cn.OwnCard(), fire.Folders.Us.OwnCard());
        Assert.All(RecordVerification.Ledgers(self, peer, shelf), l => Assert.Empty(l.Findings));
        Assert.Empty(RecordVerification.Views(self, peer, shelf).Differing);
        await fire.Record.Rebuild();
        Assert.Empty(RecordVerification.Views(self, peer, shelf).Differing);
    }
}
