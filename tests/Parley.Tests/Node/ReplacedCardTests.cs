using Parley.Exchange;
using Parley.Node;
using Parley.Verify;

namespace Parley.Tests.Node;

/// <summary>
/// A party moves, takes a new name or a new TLS key; its other keys, by which records are verified, stay.
/// </summary>
public sealed class ReplacedCardTests
{
    [Fact]
    public async Task A_party_that_moves_is_admitted_again_and_the_record_goes_on_and_verifies()
    {
        using var folders = new TwoFolders();
        await Opened(folders);
        var before = folders.Cn.Peers()[0].CardText;

        var place = $"https://{folders.Us.Settings().Exchange}";
        string[] reissue = ["reissue", "--data", folders.Us.Path, "--new-tls-key", "--name-en", "States, United"];
        Assert.Equal(0, await Told.Run([.. reissue, "--address", "https://127.0.0.1:1", "--address", place]));
        var card = folders["US.card"];
        await File.WriteAllTextAsync(card, folders.Us.OwnCard().CardText);
        Assert.Equal("States, United", folders.Us.OwnCard().Name.En);
        Assert.Equal("美国", folders.Us.OwnCard().Name.Zh);

        string[] admit = ["admit", card, "--data", folders.Cn.Path];
        var number = folders.Cn.Self().SafetyNumberWith(NodeFolder.Read(card));
        Assert.Contains("--replace", await Told.Last([.. admit, "--compared", number]), StringComparison.Ordinal);
        Assert.Equal(1, await Told.Run([.. admit, "--replace", "--compared", number[..^1] + "x"]));
        Assert.Equal(before, folders.Cn.Peers()[0].CardText);
        Assert.Equal(0, await Told.Run([.. admit, "--replace", "--compared", number]));
        Assert.Equal(2, folders.Cn.Peers()[0].Addresses.Count);
        Assert.Equal(
            before,
            await File.ReadAllTextAsync(Path.Combine(folders.Cn.Path, "peers", "before", "US-1.card"))
        );

        await Opened(folders);
        foreach (var node in new[] { folders.Cn, folders.Us })
        {
            var record = folders[$"record-{node.Settings().Party}"];
            Assert.Equal(0, await Told.Run("record", "out", record, "--data", node.Path));
            Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(record, "US.card")));
            using var said = new StringWriter();
            Assert.True(VerifyCommand.Run([record], said, said) == 0, said.ToString());
            Assert.Equal(0, await Told.Run("verify", "--data", node.Path));
        }
    }

    [Fact]
    public async Task A_card_with_other_keys_does_not_take_the_place_of_one_admitted()
    {
        using var folders = new TwoFolders();
        using var others = new TwoFolders();
        var card = Path.Combine(others.Us.Path, "own.card");
        var number = folders.Cn.Self().SafetyNumberWith(NodeFolder.Read(card));
        var before = folders.Cn.Peers()[0].CardText;
        var said = await Told.Last("admit", card, "--replace", "--data", folders.Cn.Path, "--compared", number);
        Assert.Contains("other keys", said, StringComparison.Ordinal);
        Assert.Equal(before, folders.Cn.Peers()[0].CardText);
    }

    [Fact]
    public async Task A_link_that_is_opened_after_a_move_names_the_cards_that_were_compared()
    {
        using var folders = new TwoFolders();
        var compared = folders.Us.OwnCard().CardHash;
        Assert.Equal(0, await Told.Run("reissue", "--data", folders.Us.Path, "--name-zh", "合众国"));
        Assert.NotEqual(compared, folders.Us.OwnCard().CardHash);
        var (own, _) = new MetCards(folders.Us).Compared(folders.Us.Peers()[0]);
        Assert.Equal(compared, own.CardHash);
        await Opened(folders);
        var record = folders["record"];
        Assert.Equal(0, await Told.Run("record", "out", record, "--data", folders.Us.Path));
        using var said = new StringWriter();
        Assert.True(VerifyCommand.Run([record], said, said) == 0, said.ToString());
    }

    [Fact]
    public async Task A_card_is_neither_reissued_nor_replaced_under_a_running_node()
    {
        using var folders = new TwoFolders();
        await using var node = await RunningNode.Start(folders.Us, TimeProvider.System);
        var before = folders.Us.OwnCard().CardText;
        await Told.Refused("reissue", "--data", folders.Us.Path, "--name-en", "X");
        await Told.Refused("reissue", "--data", folders.Cn.Path, "--address", "http://nowhere");
        Assert.Equal(before, folders.Us.OwnCard().CardText);
    }

    /// <summary>Both nodes run until the link is open and nothing waits.</summary>
    private static async Task Opened(TwoFolders folders)
    {
        await using var cn = await RunningNode.Start(folders.Cn, TimeProvider.System);
        await using var us = await RunningNode.Start(folders.Us, TimeProvider.System);
        await TwoFolders.Until(
            () =>
                cn.Record.SizesOf(TwoFolders.US) == (1, 1)
                && us.Record.SizesOf(TwoFolders.CN) == (1, 1)
                && cn.Record.StateOf(TwoFolders.US)
                    is { Waiting: 0, Condition: LinkCondition.Open, LastHeard: not null }
                && us.Record.StateOf(TwoFolders.CN)
                    is { Waiting: 0, Condition: LinkCondition.Open, LastHeard: not null },
            "the link is open on both sides"
        );
    }
}
