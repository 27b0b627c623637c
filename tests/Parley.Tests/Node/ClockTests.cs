using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node;

namespace Parley.Tests.Node;

/// <summary>A node whose clock is far off says nothing that would stand in the record for ever.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly TwoFolders folders = new();

    public void Dispose() => folders.Dispose();

    [Fact]
    public async Task Nothing_is_stated_while_the_clocks_differ_and_all_goes_on_once_they_agree()
    {
        var clock = new OffClock();
        await using var cn = await RunningNode.Start(folders.Cn, TimeProvider.System);
        await using var us = await RunningNode.Start(folders.Us, clock);
        await TwoFolders.Until(() => Opened(cn, TwoFolders.US) && Opened(us, TwoFolders.CN), "the link is open");
        Assert.Null((await Propose(us, TwoFolders.CN)).Refusal);
        await TwoFolders.Until(() => Quiet(us, TwoFolders.CN), "it is receipted");

        clock.Ahead = TimeSpan.FromDays(365);
        var sizes = us.Record.SizesOf(TwoFolders.CN);
        Assert.Equal("clocks-differ", (await Propose(us, TwoFolders.CN)).Refusal?.Code);
        Assert.Equal(sizes, us.Record.SizesOf(TwoFolders.CN));

        clock.Ahead = TimeSpan.Zero;
        us.Record.Hurry();
        await TwoFolders.Until(
            () => Propose(us, TwoFolders.CN).GetAwaiter().GetResult().Refusal is null,
            "the clocks agree again"
        );
        await TwoFolders.Until(
            () =>
            {
                cn.Record.Hurry();
                us.Record.Hurry();
                return Quiet(cn, TwoFolders.US) && Quiet(us, TwoFolders.CN);
            },
            "all is receipted"
        );
    }

    private static bool Opened(RunningNode node, PartyCode peer) =>
        Quiet(node, peer) && node.Record.SizesOf(peer) is { Ours: > 0, Theirs: > 0 };

    private static bool Quiet(RunningNode node, PartyCode peer) =>
        node.Record.StateOf(peer) is { Condition: LinkCondition.Open, Waiting: 0 };

    private static Task<Stating> Propose(RunningNode node, PartyCode peer)
    {
        var title = new Bilingual("Rehearsal", "演练");
        var hash = StatementFormat.ContentHash("{}");
        var begins = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var proposed = new AgreementStatement.Proposed("rehearsal", 1, title, begins, "{}", hash);
        return node.Record.Open(peer, 'A', proposed, new Officer("a-ministry", "An Officer", "liaison"));
    }

    private sealed class OffClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
