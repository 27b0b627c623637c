using System.Net;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Review;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Review;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Agreements;

/// <summary>What officers put forward, versions of the guidelines and reviews, where rules ask for more than one of
/// them.</summary>
public sealed class PreparedProposalTests(AgreeingNode node) : IClassFixture<AgreeingNode>
{
    [Fact]
    public async Task A_version_is_proposed_by_two_with_its_document_and_from_the_instant_that_was_confirmed()
    {
        node.PutInForce("", AgreeingNode.LegalCheck);
        using var first = await node.As("first");
        using var second = await node.As("second");
        using var lawyer = await node.As("lawyer");
        (string, string)[] fields =
        [
            ("number", node.Guidelines),
            ("title-en", "Guidelines, mended"),
            ("title-zh", "准则（修订）"),
            ("content", node.Content),
        ];
        var version = node.Agreement.Latest.Number + 1;
        const string form = "/agreements/propose";
        var question = await OpenDesk.Post(first, form, form, fields);
        Assert.Contains("Propose this version", await AgreeingNode.Text(question), StringComparison.Ordinal);
        var put = await OpenDesk.Post(
            first,
            form,
            form,
            [.. fields, ("from", "2026-03-01T00:00:00.0000000+00:00"), ("confirmed", "yes")]
        );
        var place = $"{put.Headers.Location}";
        Assert.Contains("Guidelines, mended", await AgreeingNode.Page(lawyer, place), StringComparison.Ordinal);
        Assert.Contains(
            "\"kinds\"",
            await AgreeingNode.Page(lawyer, $"{place}/document.json"),
            StringComparison.Ordinal
        );
        await AgreeingNode.Done(lawyer, $"{place}/steps/5.4", ("act", "approve"));
        await AgreeingNode.Done(second, $"{place}/release");
        var proposed = node.Agreement.Version(version)!.Proposed;
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), proposed.What.InForceFrom);
        Assert.Contains("second", proposed.Officer.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_became_another_after_the_second_look_is_shown_again_before_it_leaves()
    {
        node.PutInForce("", "");
        using var first = await node.As("first");
        const string form = "/agreements/propose";
        var looked = await AgreeingNode.Text(
            await OpenDesk.Post(
                first,
                form,
                form,
                ("number", node.Guidelines),
                ("once", Guid.NewGuid().ToString("N")),
                ("title-en", "Looked at"),
                ("title-zh", "准则"),
                ("content", node.Content)
            )
        );
        var theirs = await node.TheirNext();
        var confirmed = await OpenDesk.Answer(first, looked, form, HiddenFields.Of(looked, form));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, confirmed.StatusCode);
        var again = await AgreeingNode.Text(confirmed);
        Assert.Contains("It changed since you looked", again, StringComparison.Ordinal);
        Assert.Equal(theirs, node.Agreement.Latest.Number);
        // What is shown now leaves when it is confirmed.
        Assert.Equal(302, (int)(await OpenDesk.Answer(first, again, form, HiddenFields.Of(again, form))).StatusCode);
        Assert.Equal("Looked at", node.Agreement.Version(theirs + 1)!.Proposed.What.Title.En);
        // Pressed twice it left once, and says so.
        var twice = await OpenDesk.Answer(first, again, form, HiddenFields.Of(again, form));
        Assert.Equal($"/agreements/{node.Guidelines}", $"{twice.Headers.Location}");
        Assert.Equal(theirs + 1, node.Agreement.Latest.Number);
    }

    [Fact]
    public async Task A_version_sent_back_is_gone_on_with_and_its_document_need_not_be_sent_again()
    {
        node.PutInForce("", AgreeingNode.LegalCheck);
        using var first = await node.As("first");
        using var second = await node.As("second");
        const string form = "/agreements/propose";
        (string, string)[] fields = [("number", node.Guidelines), ("title-zh", "准则"), ("confirmed", "yes")];
        var put = await OpenDesk.Post(
            first,
            form,
            form,
            [.. fields, ("title-en", "Sent back"), ("content", node.Content)]
        );
        var place = $"{put.Headers.Location}";
        await AgreeingNode.Post(second, $"{place}/send-back", ("reason", "Another title."));
        var id = place.Split('/')[^1];
        var again = await AgreeingNode.Page(first, $"{form}?number={node.Guidelines}&again={id}");
        Assert.Contains("value=\"Sent back\"", again, StringComparison.Ordinal);
        // It is gone on with by who prepared it alone.
        var refused = await OpenDesk.Post(second, form, form, [.. fields, ("title-en", "Mine"), ("again", id)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var anew = await OpenDesk.Post(first, form, form, [.. fields, ("title-en", "Mended"), ("again", id)]);
        Assert.StartsWith("/agreements/prepared/", $"{anew.Headers.Location}", StringComparison.Ordinal);
        var waits = node.Prepared.All().Single();
        Assert.Equal(("Mended", node.Content), Said(waits));
        await AgreeingNode.Post(first, $"{waits.Address}/take-back");
        Assert.Empty(node.Prepared.Returned());

        static (string, string) Said(PreparedAgreement one) =>
            one.Said is AgreementStatement.Proposed proposed ? (proposed.Title.En, proposed.Content) : ("", "");
    }

    [Fact]
    public async Task A_review_waits_with_its_figures_and_does_not_leave_when_they_have_changed()
    {
        node.PutInForce("", AgreeingNode.TwoReleasers);
        using var second = await node.As("second");
        using var reader = await node.As("drafter");
        var (now, self) = (TimeProvider.System.GetUtcNow(), node.Service<AccountShelf>());
        var period = $"from={now.AddDays(-30):yyyy-MM-dd}T00:00Z&to={now.AddDays(30):yyyy-MM-dd}T00:00Z";
        var asked = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        asked.Request.QueryString = new Microsoft.AspNetCore.Http.QueryString("?" + period);
        var sight = node.Service<ReviewBook>().Sight(ReviewQuery.Read(asked.Request.Query))!;
        var proposed = ReviewPages.ProposalOf(sight, new Bilingual("All was kept.", "均按期办结。"), now);
        var place = new AgreementPlace(TwoFolders.US, null, ReviewDocument.Kind);
        var author = SessionClaims.Of(self.FindBySignInName("first")!);
        var put = await node.Service<Agreeing>().Say(place, proposed, author, once: null);
        Assert.Equal("5.5", put.By!.Id);

        var page = await AgreeingNode.Page(reader, put.Waits!.Address);
        Assert.Contains(sight.Hash, page, StringComparison.Ordinal);
        Assert.Contains("All was kept.", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"{put.Waits.Address}/release", page, StringComparison.Ordinal);
        Assert.Null((await node.Ask()).Refusal);
        await node.Quiet();
        var refused = await AgreeingNode.Post(second, $"{put.Waits.Address}/release");
        Assert.Contains("no longer are", await AgreeingNode.Text(refused), StringComparison.Ordinal);
        Assert.Empty(node.Record.Reading.Agreements(TwoFolders.US, ReviewDocument.Kind));
        node.Prepared.Discard(put.Waits);
    }

    [Fact]
    public async Task A_review_of_a_period_in_which_nothing_was_asked_is_not_offered_for_publishing()
    {
        using var first = await node.As("first");
        const string period = "from=2020-01-01T00:00Z&to=2020-02-01T00:00Z";
        Assert.DoesNotContain(
            "/review/publish",
            await AgreeingNode.Page(first, $"/review?{period}"),
            StringComparison.Ordinal
        );
        var refused = await OpenDesk.Post(first, "/", $"/review/publish?{period}", ("confirmed", "yes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("nothing to publish", await AgreeingNode.Text(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_runs_the_node_sees_nothing_of_it_and_who_drafts_releases_nothing()
    {
        node.PutInForce("", AgreeingNode.TwoReleasers);
        var version = await node.TheirNext();
        using var first = await node.As("first");
        using var drafter = await node.As("drafter");
        using var runs = await node.As("operator");
        var place = $"{(await node.Say(first, AgreementMove.Accept, version)).Headers.Location}";
        Assert.Equal(HttpStatusCode.Forbidden, (await runs.GetAsync(place)).StatusCode);
        Assert.DoesNotContain(place, await AgreeingNode.Page(runs, "/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await AgreeingNode.Post(drafter, $"{place}/release")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await AgreeingNode.Post(drafter, $"{place}/take-back")).StatusCode);
        await AgreeingNode.Done(first, $"{place}/take-back");
    }
}
