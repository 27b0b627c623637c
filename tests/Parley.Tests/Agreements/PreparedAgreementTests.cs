using System.Net;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Tests.Node;

namespace Parley.Tests.Agreements;

/// <summary>What officers say about agreements, with and without rules that ask for more than one of them.</summary>
public sealed class PreparedAgreementTests(AgreeingNode node) : IClassFixture<AgreeingNode>
{
    [Fact]
    public async Task Without_a_rule_one_officer_states_it_after_one_question()
    {
        node.PutInForce("", "");
        var version = await node.TheirNext();
        using var first = await node.As("first");
        var before = Size;
        var question = await AgreeingNode.Text(await node.Say(first, AgreementMove.Accept, version, confirmed: false));
        Assert.Contains("Accept this version?", question, StringComparison.Ordinal);
        Assert.Contains("An Invented first", question, StringComparison.Ordinal);
        Assert.Contains("cannot be called back", question, StringComparison.Ordinal);
        Assert.Equal(before, Size);

        var said = await node.Say(first, AgreementMove.Accept, version);
        Assert.Equal($"/agreements/{node.Guidelines}", $"{said.Headers.Location}");
        Assert.Equal(VersionStatus.Accepted, Status(version));
        var page = await AgreeingNode.Page(first, $"{said.Headers.Location}");
        Assert.Contains("Done. The other side has it", page, StringComparison.Ordinal);
        Assert.Empty(node.Prepared.All());
    }

    [Fact]
    public async Task What_could_not_be_said_is_refused_before_the_question()
    {
        node.PutInForce("", AgreeingNode.LegalCheck);
        var version = await node.TheirNext();
        using var first = await node.As("first");
        var refused = await node.Say(first, AgreementMove.Decline, version, confirmed: false, reason: "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Give the reason in a sentence", await AgreeingNode.Text(refused), StringComparison.Ordinal);
        refused = await node.Say(first, AgreementMove.Withdraw, version);
        Assert.Contains("Only the party that proposed", await AgreeingNode.Text(refused), StringComparison.Ordinal);
        Assert.Empty(node.Prepared.All());
    }

    [Fact]
    public async Task Where_a_rule_asks_for_a_legal_check_it_waits_and_leaves_by_another_officer_after_it()
    {
        node.PutInForce("", AgreeingNode.LegalCheck);
        var version = await node.TheirNext();
        using var first = await node.As("first");
        using var second = await node.As("second");
        using var lawyer = await node.As("lawyer");
        var question = await AgreeingNode.Text(await node.Say(first, AgreementMove.Accept, version, confirmed: false));
        Assert.Contains("Rule 5.4", question, StringComparison.Ordinal);
        Assert.Contains("Prepare it for release", question, StringComparison.Ordinal);

        var once = Guid.NewGuid().ToString("N");
        var place = $"{(await node.Say(first, AgreementMove.Accept, version, once)).Headers.Location}";
        Assert.Equal(place, $"{(await node.Say(first, AgreementMove.Accept, version, once)).Headers.Location}");
        Assert.Equal(place, node.Prepared.All().Single().Address);
        Assert.Equal(VersionStatus.Proposed, Status(version));
        // It is shown with what it is about, and the agreement's page does not offer it again.
        Assert.Contains("What changes from version", await AgreeingNode.Page(lawyer, place), StringComparison.Ordinal);
        var agreement = await AgreeingNode.Page(second, $"/agreements/{node.Guidelines}");
        Assert.Contains(place, agreement, StringComparison.Ordinal);
        Assert.DoesNotContain($"Accept version {version}", agreement, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, (await AgreeingNode.Post(first, $"{place}/release")).StatusCode);
        var early = await AgreeingNode.Post(second, $"{place}/release");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Contains("Rule 5.4", await AgreeingNode.Text(early), StringComparison.Ordinal);
        Assert.Contains(place, await AgreeingNode.Page(lawyer, "/"), StringComparison.Ordinal);
        Assert.DoesNotContain(place, await AgreeingNode.Page(second, "/"), StringComparison.Ordinal);
        var notMeant = await AgreeingNode.Post(second, $"{place}/steps/5.4", ("act", "approve"));
        Assert.Contains("leaves this to others", await AgreeingNode.Text(notMeant), StringComparison.Ordinal);

        await AgreeingNode.Done(lawyer, $"{place}/steps/5.4", ("act", "approve"));
        Assert.Contains(place, await AgreeingNode.Page(second, "/"), StringComparison.Ordinal);
        await AgreeingNode.Done(second, $"{place}/release");
        Assert.Equal(VersionStatus.Accepted, Status(version));
        Assert.Contains("second", node.Agreement.Version(version)!.Accepted!.Officer.Name, StringComparison.Ordinal);
        agreement = await AgreeingNode.Page(first, $"/agreements/{node.Guidelines}");
        Assert.Contains("Steps before release", agreement, StringComparison.Ordinal);
        Assert.Contains("An Invented lawyer", agreement, StringComparison.Ordinal);
        // Released again, it has left, and says so.
        Assert.Contains(
            "It left meanwhile",
            await AgreeingNode.Text(await AgreeingNode.Post(second, $"{place}/release")),
            StringComparison.Ordinal
        );
        Assert.Equal($"/agreements/{node.Guidelines}", $"{(await first.GetAsync(place)).Headers.Location}");
    }

    [Fact]
    public async Task Of_two_releasers_neither_prepared_it_and_it_leaves_with_the_second()
    {
        node.PutInForce("", AgreeingNode.TwoReleasers);
        var version = await node.TheirNext();
        using var first = await node.As("first");
        using var second = await node.As("second");
        using var central = await node.As("central");
        var place = $"{(await node.Say(first, AgreementMove.Decline, version)).Headers.Location}";
        Assert.Equal(place, $"{(await AgreeingNode.Post(second, $"{place}/release")).Headers.Location}");
        Assert.Equal(place, $"{(await AgreeingNode.Post(second, $"{place}/release")).Headers.Location}");
        Assert.Equal(VersionStatus.Proposed, Status(version));
        await AgreeingNode.Done(central, $"{place}/release");
        Assert.Equal(VersionStatus.Declined, Status(version));
    }

    [Fact]
    public async Task Whom_a_rule_lets_release_states_it_at_once_and_others_prepare_it_for_them()
    {
        node.PutInForce(AgreeingNode.CentralAlone, "");
        var version = await node.TheirNext();
        using var first = await node.As("first");
        using var second = await node.As("second");
        using var central = await node.As("central");
        var place = $"{(await node.Say(first, AgreementMove.Accept, version)).Headers.Location}";
        Assert.StartsWith("/agreements/prepared/", place, StringComparison.Ordinal);
        var refused = await AgreeingNode.Post(second, $"{place}/release");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("Rule 3.1", await AgreeingNode.Text(refused), StringComparison.Ordinal);
        await AgreeingNode.Done(central, $"{place}/release");
        Assert.Equal(VersionStatus.Accepted, Status(version));

        var next = await node.TheirNext();
        var atOnce = await node.Say(central, AgreementMove.Accept, next);
        Assert.Equal($"/agreements/{node.Guidelines}", $"{atOnce.Headers.Location}");
        Assert.Equal(VersionStatus.Accepted, Status(next));
    }

    [Fact]
    public async Task What_is_sent_back_is_on_the_desk_of_who_prepared_it_with_the_reason_until_they_drop_it()
    {
        node.PutInForce("", AgreeingNode.LegalCheck);
        var version = await node.TheirNext();
        using var first = await node.As("first");
        using var second = await node.As("second");
        using var lawyer = await node.As("lawyer");
        var place = $"{(await node.Say(first, AgreementMove.Accept, version)).Headers.Location}";
        var refused = await AgreeingNode.Post(lawyer, $"{place}/steps/5.4", ("act", "send-back"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var back = await AgreeingNode.Post(
            lawyer,
            $"{place}/steps/5.4",
            ("act", "send-back"),
            ("reason", "Section 3 first.")
        );
        Assert.Equal(302, (int)back.StatusCode);
        Assert.Contains("Section 3 first.", await AgreeingNode.Page(first, "/"), StringComparison.Ordinal);
        Assert.DoesNotContain("Section 3 first.", await AgreeingNode.Page(second, "/"), StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await AgreeingNode.Post(second, $"{place}/release")).StatusCode
        );
        var taken = await AgreeingNode.Post(second, $"{place}/take-back");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.StatusCode);
        // By its address it is shown to its author alone.
        Assert.Contains("Section 3 first.", await AgreeingNode.Page(first, place), StringComparison.Ordinal);
        foreach (var other in new[] { second, lawyer })
        {
            using var shown = await other.GetAsync(place);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, shown.StatusCode);
            Assert.DoesNotContain("Section 3 first.", await AgreeingNode.Text(shown), StringComparison.Ordinal);
        }
        await AgreeingNode.Done(first, $"{place}/take-back");
        Assert.Empty(node.Prepared.Returned());

        // A releaser sends back what another prepared, and not without a reason; who prepared it takes it back.
        place = $"{(await node.Say(first, AgreementMove.Accept, version)).Headers.Location}";
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await AgreeingNode.Post(first, $"{place}/send-back", ("reason", "x"))).StatusCode
        );
        refused = await AgreeingNode.Post(second, $"{place}/send-back", ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await AgreeingNode.Done(first, $"{place}/take-back");
        Assert.Empty(node.Prepared.All());
        var gone = await AgreeingNode.Post(second, $"{place}/send-back", ("reason", "Later."));
        Assert.Contains("took it back", await AgreeingNode.Text(gone), StringComparison.Ordinal);
        Assert.Equal(VersionStatus.Proposed, Status(version));
    }

    [Fact]
    public async Task It_waits_on_over_a_restart_and_leaves_once_wherever_the_node_stopped()
    {
        node.PutInForce("", AgreeingNode.TwoReleasers);
        var version = await node.TheirNext();
        using (var first = await node.As("first"))
        {
            await node.Say(first, AgreementMove.Accept, version);
        }
        await node.Restart();
        var waits = node.Prepared.All().Single();
        using (var second = await node.As("second"))
        {
            await AgreeingNode.Done(second, $"{waits.Address}/release");
        }
        // It was stated, and the node stopped before it could note that here.
        var officer = new Officer("cn-central", "An Invented central", "head");
        var about = SubjectId.Parse(node.Guidelines);
        Assert.Null((await node.Record.State(TwoFolders.US, about, waits.Said, officer, waits.Key)).Refusal);
        await node.Restart();
        var before = Size;
        using var central = await node.As("central");
        Assert.Contains(
            "It left meanwhile",
            await AgreeingNode.Text(await AgreeingNode.Post(central, $"{waits.Address}/release"))
        );
        Assert.Empty(node.Prepared.All());
        Assert.Equal(before, Size);
        Assert.Equal(VersionStatus.Accepted, Status(version));
    }

    [Fact]
    public async Task Where_the_other_side_withdrew_meanwhile_it_does_not_leave_and_nothing_is_half_done()
    {
        node.PutInForce("", AgreeingNode.LegalCheck + "," + AgreeingNode.TwoReleasers);
        var version = await node.TheirNext();
        using var first = await node.As("first");
        using var second = await node.As("second");
        using var lawyer = await node.As("lawyer");
        var place = $"{(await node.Say(first, AgreementMove.Accept, version)).Headers.Location}";
        await AgreeingNode.Done(lawyer, $"{place}/steps/5.4", ("act", "approve"));
        var why = new Prose("Not yet.", "en", "暂缓。");
        Assert.Null((await node.SaidThere(new AgreementStatement.Withdrawn(version, why))).Refusal);
        await node.Quiet();

        var before = Size;
        Assert.Contains("cannot leave", await AgreeingNode.Page(second, place), StringComparison.Ordinal);
        var refused = await AgreeingNode.Post(second, $"{place}/release");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            "already accepted, declined or withdrawn",
            await AgreeingNode.Text(refused),
            StringComparison.Ordinal
        );
        Assert.Equal(before, Size);
        var waits = node.Prepared.All().Single();
        Assert.DoesNotContain(node.Service<StepBook>().Of(waits).All, step => step is { IsDone: true, Rule.Id: "5.5" });
        await AgreeingNode.Done(first, $"{place}/take-back");
        Assert.Equal(VersionStatus.Withdrawn, Status(version));
    }

    private (long, long) Size => node.Record.SizesOf(TwoFolders.US);

    private VersionStatus Status(int version) => node.Agreement.Version(version)!.Status;
}
