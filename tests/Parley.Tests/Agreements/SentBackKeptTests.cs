using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;

namespace Parley.Tests.Agreements;

/// <summary>What was sent back about agreements is found and erased, and leaves by the rules that hold by then.
/// </summary>
public sealed class SentBackKeptTests(AgreeingNode node) : IClassFixture<AgreeingNode>
{
    [Fact]
    public async Task It_is_erased_by_the_rule_for_drafts_and_nothing_of_it_stays()
    {
        node.PutInForce("", AgreeingNode.LegalCheck);
        using var lawyer = await node.As("lawyer");
        var waits = await node.Put("first", node.Proposed("Forgotten", DateTimeOffset.UnixEpoch.AddYears(55)));
        await AgreeingNode.Done(
            lawyer,
            $"{waits.Address}/steps/5.4",
            ("act", "send-back"),
            ("reason", "Mislaid words.")
        );
        var back = node.Prepared.Returned().Single();
        var forgotten = node.Service<Parley.Node.Erasing.ForgottenDrafts>();
        var rule = new KeepingRule("7.3", new Bilingual("Drafts", "草稿"), at => at.AddDays(30));
        forgotten.Run(rule, Doer.Command, back.BackAt!.Value.AddDays(29));
        Assert.Single(node.Prepared.Returned());
        forgotten.Run(rule, Doer.Command, back.BackAt.Value.AddDays(31));
        Assert.Empty(node.Prepared.Returned());
        Assert.Empty(node.Service<StepShelf>().Of($"agreement {back.Id}", 1));
        var told = node.Service<SecurityEvents>().Page(1).First(one => one.Act is SecurityAct.DraftErased);
        Assert.Equal(($"{node.Guidelines} Amend", "7.3"), (told.Whom, told.More));
        var gone = await lawyer.GetAsync(back.Address);
        Assert.Contains("erased when the time", await AgreeingNode.Text(gone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_found_by_its_words_by_who_prepared_it_and_what_waits_by_all_who_see_agreements()
    {
        node.PutInForce("", AgreeingNode.TwoReleasers);
        var waits = await node.Put(
            "first",
            node.Proposed("Threshold of quartz", DateTimeOffset.UnixEpoch.AddYears(55))
        );
        using var first = await node.As("first");
        using var reader = await node.As("drafter");
        const string search = "/search?in=prepared-agreements&q=";
        Assert.Contains(waits.Address, await AgreeingNode.Page(reader, search + "quartz"), StringComparison.Ordinal);
        var back = await node.SentBackNow(waits, "Without feldspar, please.");
        Assert.Contains(back.Address, await AgreeingNode.Page(first, search + "feldspar"), StringComparison.Ordinal);
        Assert.Contains(back.Address, await AgreeingNode.Page(first, search + "quartz"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            back.Address,
            await AgreeingNode.Page(reader, search + "quartz"),
            StringComparison.Ordinal
        );
        Assert.True(node.Prepared.Discard(back));
        Assert.DoesNotContain(
            back.Address,
            await AgreeingNode.Page(first, search + "quartz"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_rule_that_came_in_force_while_it_was_being_released_keeps_it_here()
    {
        node.PutInForce(AgreeingNode.CentralAlone, "");
        var version = await node.TheirNext();
        var reason = new Prose("Too short.", "en", "过短。");
        var waits = await node.Put("first", new AgreementStatement.Declined(version, reason));
        var central = Releaser.Of(node.Claims("central"));
        Task<Agreed>? releasing = null;
        // While somebody takes a step on it nothing leaves: the release waits for that, and the law changes meanwhile.
        node.Prepared.Step(
            waits,
            () =>
            {
                releasing = node.Service<Agreeing>().Release(waits, central);
                node.PutInForce("", AgreeingNode.TwoReleasers);
                return StepRefusals.NoReason;
            },
            back: null
        );
        var agreed = await releasing!;
        Assert.Null(agreed.Left);
        Assert.Equal("5.5", agreed.By?.Id);
        Assert.Equal(VersionStatus.Proposed, node.Agreement.Version(version)!.Status);
        Assert.True(node.Prepared.Discard(waits));
    }

    [Fact]
    public async Task Since_when_it_is_in_force_is_said_whole_in_Chinese()
    {
        using var first = await node.As("first");
        first.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        var page = await AgreeingNode.Page(first, $"/agreements/{node.Guidelines}");
        Assert.Contains("版，生效时间：", page, StringComparison.Ordinal);
        Assert.Contains("生效时间：", await AgreeingNode.Page(first, "/agreements"), StringComparison.Ordinal);
    }
}
