using System.Net;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Node.Agreements;
using Parley.Node.Review;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Agreements;

/// <summary>What was sent back about agreements: it is gone on with where it was left, and is gone once that is said.
/// </summary>
public sealed class SentBackTests(AgreeingNode node) : IClassFixture<AgreeingNode>
{
    private const string Form = "/agreements/propose";

    [Fact]
    public async Task A_version_is_gone_on_with_as_it_was_left_and_the_old_one_goes_by_itself()
    {
        node.PutInForce("", AgreeingNode.LegalCheck);
        using var first = await node.As("first");
        var back = await node.SentBack(
            "first",
            node.Proposed("Sent back", new(2027, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)))
        );
        Assert.Contains($"again={back.Id}", await AgreeingNode.Page(first, back.Address), StringComparison.Ordinal);
        var page = await AgreeingNode.Page(first, $"{Form}?number={node.Guidelines}&again={back.Id}");
        Assert.Contains("Another limit, please.", page, StringComparison.Ordinal);
        Assert.Contains("name=\"from.at\" value=\"2027-03-01T09:30\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Asia/Shanghai\" selected", page, StringComparison.Ordinal);
        Assert.Contains("The document of what was sent back", page, StringComparison.Ordinal);

        // The form alone is enough: nothing is chosen again, and one act puts the new one by and takes the old away.
        var fields = HiddenFields.Of(page, Form);
        Assert.Equal(node.Content, fields.Single(one => one.Name is "content").Value);
        (string, string)[] typed =
        [
            .. fields,
            ("title-en", "Mended"),
            ("title-zh", "准则（修订）"),
            ("from.at", "2027-03-01T09:30"),
            ("from.zone", "Asia/Shanghai"),
        ];
        using var looked = await OpenDesk.Answer(first, page, Form, typed);
        var shown = await AgreeingNode.Text(looked);
        Assert.Contains($"again={back.Id}", shown, StringComparison.Ordinal);
        Assert.Single(node.Prepared.Returned());
        using var put = await OpenDesk.Answer(first, shown, Form, HiddenFields.Of(shown, Form));
        var waits = node.Prepared.All().Single();
        Assert.Equal(waits.Address, $"{put.Headers.Location}");
        Assert.Empty(node.Prepared.Returned());
        var said = Assert.IsType<AgreementStatement.Proposed>(waits.Said);
        Assert.Equal(("Mended", node.Content), (said.Title.En, said.Content));
        Assert.Equal(new DateTimeOffset(2027, 3, 1, 1, 30, 0, TimeSpan.Zero), said.InForceFrom);

        // From another window it is not said a second time, and what was filled in is not lost.
        using var stale = await OpenDesk.Answer(
            first,
            shown,
            Form,
            [.. typed.Where(one => one.Item1 is not "once"), ("once", "another")]
        );
        var refused = await AgreeingNode.Text(stale);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stale.StatusCode);
        Assert.Contains("not there any more", refused, StringComparison.Ordinal);
        Assert.Contains("value=\"Mended\"", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"again\"", refused, StringComparison.Ordinal);
        Assert.Single(node.Prepared.All());
        await AgreeingNode.Done(first, $"{waits.Address}/take-back");
    }

    [Fact]
    public async Task A_refused_form_keeps_its_fields_and_the_document_with_the_name_of_its_file()
    {
        node.PutInForce("", "");
        using var first = await node.As("first");
        var page = await first.GetStringAsync($"{Form}?number={node.Guidelines}");
        using var sent = new MultipartFormDataContent
        {
            { new StringContent(HiddenFields.ProofOn(page)), "__RequestVerificationToken" },
            { new StringContent(node.Guidelines), "number" },
            { new StringContent("Kept title"), "title-en" },
            { new StringContent("所留标题"), "title-zh" },
            { new StringContent("3027-03-01T09:30"), "from.at" },
            { new StringContent("America/New_York"), "from.zone" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(node.Content)), "document", "next-guidelines.json" },
        };
        using var answer = await first.PostAsync(Form, sent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var refused = await AgreeingNode.Text(answer);
        Assert.Contains("href=\"#from\"", refused, StringComparison.Ordinal);
        Assert.Contains("value=\"Kept title\"", refused, StringComparison.Ordinal);
        Assert.Contains("value=\"所留标题\"", refused, StringComparison.Ordinal);
        Assert.Contains("value=\"3027-03-01T09:30\"", refused, StringComparison.Ordinal);
        Assert.Contains("value=\"America/New_York\" selected", refused, StringComparison.Ordinal);
        Assert.Contains("Sent in already: next-guidelines.json", refused, StringComparison.Ordinal);
        Assert.Equal(node.Content, HiddenFields.Of(refused, Form).Single(one => one.Name is "content").Value);

        // What nobody could read as guidelines is not kept, and another file takes the place of what was carried.
        using var unfit = await OpenDesk.Answer(
            first,
            refused,
            Form,
            ("number", node.Guidelines),
            ("title-en", "Kept title"),
            ("title-zh", "所留标题"),
            ("content", "{}")
        );
        Assert.DoesNotContain("name=\"content\"", await AgreeingNode.Text(unfit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_officer_may_say_alone_takes_the_old_one_with_it_wherever_the_node_stopped()
    {
        node.PutInForce("", AgreeingNode.TwoReleasers);
        var back = await node.SentBack("first", node.Proposed("Sent back", DateTimeOffset.UnixEpoch.AddYears(55)));
        node.PutInForce("", "");
        var (agreeing, author) = (node.Service<Agreeing>(), node.Claims("first"));
        var key = OnceKey.Of("a form");
        var anew = node.Next(node.Agreement.Latest.Number + 1);
        var others = await agreeing.Say(node.Place, anew, node.Claims("second"), once: null, back.Id);
        Assert.Equal("gone-on-with", others.Refusal?.Code);
        var said = await agreeing.Say(node.Place, anew, author, key, back.Id);
        Assert.NotNull(said.Left);
        Assert.Equal(said.Left, (await agreeing.Say(node.Place, anew, author, key, back.Id)).Left);
        Assert.Empty(node.Prepared.Returned());

        // It was stated, and the node stopped before it could take the old one away.
        node.PutInForce("", AgreeingNode.TwoReleasers);
        back = await node.SentBack("first", node.Proposed("Sent back", DateTimeOffset.UnixEpoch.AddYears(55)));
        var next = node.Next(node.Agreement.Latest.Number + 1);
        var stopped = OnceKey.Of("another form");
        node.Service<PreparedAgreementShelf>().GoOn(back.Id, TwoFolders.US, stopped);
        Assert.Single(node.Prepared.Returned());
        var officer = new Officer("cn-police", "An Invented first", "head");
        var about = SubjectId.Parse(node.Guidelines);
        Assert.Null((await node.Record.State(TwoFolders.US, about, next, officer, stopped)).Refusal);
        Assert.Empty(node.Prepared.Returned());
    }

    [Theory]
    [InlineData(AgreementMove.Decline)]
    [InlineData(AgreementMove.Accept)]
    [InlineData(AgreementMove.End)]
    public async Task The_form_of_a_move_is_filled_in_from_what_was_sent_back(AgreementMove move)
    {
        node.PutInForce("", AgreeingNode.TwoReleasers);
        var version = await node.TheirNext();
        var hash = node.Agreement.Latest.ContentHash;
        var words = new Prose("Section 7 first.", "en", "先议第七条。");
        var back = await node.SentBack(
            "first",
            move switch
            {
                AgreementMove.Decline => new AgreementStatement.Declined(version, words),
                AgreementMove.Accept => new AgreementStatement.Accepted(version, hash, words),
                _ => new AgreementStatement.Ended(words),
            }
        );
        using var first = await node.As("first");
        Assert.Contains($"?again={back.Id}", await AgreeingNode.Page(first, back.Address), StringComparison.Ordinal);
        var page = await AgreeingNode.Page(first, $"/agreements/{node.Guidelines}?again={back.Id}");
        Assert.Contains(back.Address, page, StringComparison.Ordinal);
        var form = $"/agreements/{node.Guidelines}/{move}";
        var which = move is AgreementMove.End ? "" : $"name=\"version\" value=\"{version}\"";
        Assert.Contains(">Section 7 first.</textarea>", HiddenFields.Form(page, form, which), StringComparison.Ordinal);
        Assert.Contains(">先议第七条。</textarea>", HiddenFields.Form(page, form, which), StringComparison.Ordinal);
        using var second = await node.As("second");
        var others = await AgreeingNode.Page(second, $"/agreements/{node.Guidelines}?again={back.Id}");
        Assert.DoesNotContain("Section 7 first.", others, StringComparison.Ordinal);

        // A refusal keeps what was filled in.
        var fields = HiddenFields.Of(page, form, which).Where(one => one.Name is not "once").ToArray();
        var tooLong = new string('x', 20_001);
        using var refused = await OpenDesk.Answer(
            first,
            page,
            form,
            [.. fields, ("reason.text", tooLong), ("reason.translation", "译文")]
        );
        var again = await AgreeingNode.Text(refused);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(tooLong + "</textarea>", HiddenFields.Form(again, form, which), StringComparison.Ordinal);
        Assert.Contains(
            $"name=\"again\" value=\"{back.Id}\"",
            HiddenFields.Form(again, form, which),
            StringComparison.Ordinal
        );

        (string, string)[] mended =
        [
            .. fields,
            ("reason.text", "Section 8 first."),
            ("reason.translation", "先议第八条。"),
            ("confirmed", "yes"),
        ];
        using var put = await OpenDesk.Answer(first, page, form, mended);
        Assert.StartsWith("/agreements/prepared/", $"{put.Headers.Location}", StringComparison.Ordinal);
        Assert.Empty(node.Prepared.Returned());
        await AgreeingNode.Done(first, $"{node.Prepared.All().Single().Address}/take-back");
    }

    [Fact]
    public async Task A_review_is_gone_on_with_by_its_period_and_remarks()
    {
        node.PutInForce("", AgreeingNode.TwoReleasers);
        var now = TimeProvider.System.GetUtcNow();
        var asked = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        asked.Request.QueryString = new(
            $"?from={now.AddDays(-30):yyyy-MM-dd}T00:00Z&to={now.AddDays(30):yyyy-MM-dd}T00:00Z"
        );
        var sight = node.Service<ReviewBook>().Sight(ReviewQuery.Read(asked.Request.Query))!;
        var proposed = ReviewPages.ProposalOf(sight, new Bilingual("All was kept.", "均按期办结。"), now);
        var back = await node.SentBack("first", proposed, new AgreementPlace(TwoFolders.US, null, ReviewDocument.Kind));
        using var first = await node.As("first");
        var link = ReviewPages.AnewAddress(back, proposed);
        Assert.Contains(link, await AgreeingNode.Page(first, back.Address), StringComparison.Ordinal);
        Assert.Contains($"from={now.AddDays(-30):yyyy-MM-dd}", link, StringComparison.Ordinal);
        Assert.Null((await node.Ask()).Refusal);
        // It counts once the other side has receipted it.
        await node.Quiet();
        var page = await AgreeingNode.Page(first, link);
        Assert.Contains(">All was kept.</textarea>", page, StringComparison.Ordinal);
        Assert.Contains(">均按期办结。</textarea>", page, StringComparison.Ordinal);
        Assert.Contains($"name=\"again\" value=\"{back.Id}\"", page, StringComparison.Ordinal);
        Assert.True(node.Prepared.Discard(back));
    }
}
