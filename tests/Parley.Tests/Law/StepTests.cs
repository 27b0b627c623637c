using System.Net;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Law;

/// <summary>The steps that the nation's law asks for before something leaves, over the real pages.</summary>
public sealed class StepTests(LawfulNode node) : IClassFixture<LawfulNode>
{
    private static readonly Bilingual Somebody = new("Somebody Invented", "某人");

    private readonly string suffix = Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task Nothing_leaves_before_the_legal_check_of_this_very_version()
    {
        var id = Offered(With("legal-basis"));
        using var releaser = await node.Open.SignedIn(Role.Releaser);
        using var central = await node.AsCentral();

        var refused = await Release(releaser, id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Rule 9.1", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains($"/drafts/{id}/check", await central.GetStringAsync("/"), StringComparison.Ordinal);
        // By the same, whoever gives it is told by e-mail, once for each version.
        var adviser = new AccountShelf(node.Open.Folder.DeskFolder).FindBySignInName(LawfulNode.Central)!;
        var told = node.Service<ReleasesWaiting>().For(SessionClaims.Of(adviser), "en").Select(todo => todo.Cause);
        Assert.Contains($"check draft {id} {Drafts.Find(id)!.Version}", told);
        Assert.DoesNotContain($"/drafts/{id}/check", await releaser.GetStringAsync("/"), StringComparison.Ordinal);

        Assert.Equal(302, (int)(await Check(central, id, "9.1", "approve")).StatusCode);
        Change(id);
        Drafts.Offer(id, "author", Drafts.Find(id)!.Version);
        refused = await Release(releaser, id);
        Assert.Contains("Rule 9.1", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal(302, (int)(await Check(central, id, "9.1", "approve")).StatusCode);
        var page = await releaser.GetStringAsync($"/drafts/{id}/check");
        Assert.Contains("An Invented Prosecutor", page, StringComparison.Ordinal);
        Assert.Contains($"/drafts/{id}/check", await releaser.GetStringAsync("/"), StringComparison.Ordinal);
        var released = await Release(releaser, id);
        Assert.EndsWith("/sent", released.Headers.Location?.ToString(), StringComparison.Ordinal);

        // Who gave it is known here afterwards too, and only here.
        var number = Drafts.Find(id)!.Released!;
        var passed = node.Service<StepShelf>().Passed(TwoFolders.US, SubjectId.Parse(number));
        Assert.Equal([("9.1", true)], passed.Select(one => (one.Step.Rule, one.Step.Approves)));
        var request = await releaser.GetStringAsync($"/requests/{number}");
        Assert.Contains("Steps before release", request, StringComparison.Ordinal);
        Assert.Contains("An Invented Prosecutor", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gave_the_legal_check_does_not_release()
    {
        var id = Offered(With("legal-basis"));
        using var central = await node.AsCentral();
        Assert.Equal(302, (int)(await Check(central, id, "9.1", "approve")).StatusCode);
        var refused = await Release(central, id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("You gave the legal check", await Text(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_rule_does_not_mean_gives_no_legal_check()
    {
        var id = Offered(With("legal-basis"));
        using var reader = await node.Open.SignedIn(Role.Reader);
        var refused = await Check(reader, id, "9.1", "approve");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Rule 9.1", await Text(refused), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "steps/9.1",
            await reader.GetStringAsync($"/drafts/{id}/check"),
            StringComparison.Ordinal
        );
        using var central = await node.AsCentral();
        Assert.Contains("steps/9.1", await central.GetStringAsync($"/drafts/{id}/check"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_wrote_it_gives_no_legal_check()
    {
        var account = new AccountShelf(node.Open.Folder.DeskFolder).FindBySignInName("central")!.Id;
        var id = Offered(With("legal-basis"), account);
        using var central = await node.AsCentral();
        var refused = await Check(central, id, "9.1", "approve");
        Assert.Contains("You wrote in this yourself", await Text(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_back_goes_back_with_its_reason_and_not_without()
    {
        var id = Offered(With("legal-basis"));
        using var central = await node.AsCentral();
        var refused = await Check(central, id, "9.1", "send-back");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotNull(Drafts.Find(id)!.OfferedBy);
        Assert.Equal(302, (int)(await Check(central, id, "9.1", "send-back", $"no basis {suffix}")).StatusCode);
        Assert.Equal($"no basis {suffix}", Drafts.Find(id)!.SentBack);
        Assert.Null(Drafts.Find(id)!.OfferedBy);
    }

    [Fact]
    public async Task A_decision_for_two_leaves_with_the_second_of_them()
    {
        var number = await node.Open.Ask(draft => draft);
        var sight = node.Service<RequestBook>().Find(number)!;
        var reason = new Prose($"Not held here {suffix}.", "en", "本方未持有。");
        var refused = new RequestStatement.Refused([new GroundGiven("not-available", reason)]);
        var now = TimeProvider.System.GetUtcNow();
        var prepared = node.Service<PreparedShelf>();
        prepared.Add(sight, RequestMove.Refuse, refused, "", new PreparedBy("author", "某人", now));
        var id = node.Service<PreparedBook>().About(sight.Request.Id).Single().Id;
        // Rule 3.2 lets police officers alone refuse.
        using var first = await As("first");
        using var second = await As("second");

        Assert.Equal(302, (int)(await Post(first, id)).StatusCode);
        Assert.Single(node.Service<PreparedBook>().About(sight.Request.Id));
        Assert.Equal(302, (int)(await Post(first, id)).StatusCode);
        Assert.Single(node.Service<PreparedBook>().About(sight.Request.Id));
        Assert.DoesNotContain(
            $"/prepared/{id}/release",
            await first.GetStringAsync($"/requests/{number}"),
            StringComparison.Ordinal
        );
        Assert.Equal(302, (int)(await Post(second, id)).StatusCode);
        Assert.Empty(node.Service<PreparedBook>().About(sight.Request.Id));
        Assert.NotNull(node.Service<RequestBook>().Find(number)!.Request.Refused);
    }

    [Fact]
    public async Task A_releaser_sends_nothing_back_without_a_reason()
    {
        var id = Offered(With("facts"));
        using var releaser = await node.Open.SignedIn(Role.Releaser);
        var refused = await OpenDesk.Post(releaser, "/requests", $"/drafts/{id}/send-back", ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Say why you send it back", await Text(refused), StringComparison.Ordinal);
        Assert.NotNull(Drafts.Find(id)!.OfferedBy);
        await OpenDesk.Post(releaser, "/requests", $"/drafts/{id}/send-back", ("reason", "name the bank"));
        Assert.Equal("name the bank", Drafts.Find(id)!.SentBack);
    }

    [Fact]
    public async Task A_decision_sent_back_is_on_the_desk_of_who_prepared_it_with_the_reason()
    {
        const string OfRequests = "\"items\": [\"legal-basis\"]";
        const string OfAcceptances = "\"matters\": {\"moves\": [\"accept\"]}";
        node.PutInForce(TestBook.Text.Replace(OfRequests, OfAcceptances, StringComparison.Ordinal));
        var number = await node.Open.Ask(draft => draft);
        var sight = node.Service<RequestBook>().Find(number)!;
        using var author = await As("preparing");
        var account = new AccountShelf(node.Open.Folder.DeskFolder).FindBySignInName("preparing" + suffix)!.Id;
        var said = new RequestStatement.Accepted([], new Prose("Gladly.", "en", "同意。"));
        var now = TimeProvider.System.GetUtcNow();
        node.Service<PreparedShelf>().Add(sight, RequestMove.Accept, said, "", new PreparedBy(account, "某人", now));
        var move = node.Service<PreparedBook>().About(sight.Request.Id).Single();
        using var central = await node.AsCentral();
        var step = $"/prepared/{move.Id}/steps/9.1";
        await OpenDesk.Post(central, "/requests", step, ("act", "send-back"), ("reason", $"not so {suffix}"));
        Assert.Contains($"not so {suffix}", await author.GetStringAsync("/"), StringComparison.Ordinal);
        using var releaser = await node.Open.SignedIn(Role.Releaser);
        Assert.DoesNotContain($"not so {suffix}", await releaser.GetStringAsync("/"), StringComparison.Ordinal);
        node.PutInForce(TestBook.Text);
    }

    [Fact]
    public async Task A_matter_is_kept_longer_with_a_reason_and_no_longer_with_a_reason()
    {
        using var releaser = await node.Open.SignedIn(Role.Releaser);
        var number = node.Open.Request;
        var holds = node.Service<KeepingHolds>();
        var keeping = node.Service<IKeeping>();
        var about = SubjectId.Parse(number);
        Assert.Equal("12.2", keeping.For("information")!.Id);
        var refused = await OpenDesk.Post(releaser, "/requests", $"/settings/keeping/{number}/hold", ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.False(keeping.IsHeld(TwoFolders.US, about));
        await OpenDesk.Post(releaser, "/requests", $"/settings/keeping/{number}/hold", ("reason", "a court asks"));
        Assert.Equal(("a court asks", "releaser"), (holds.Of(about)!.Reason, holds.Of(about)!.By));
        Assert.True(keeping.IsHeld(TwoFolders.US, about));
        Assert.Contains("a court asks", await releaser.GetStringAsync("/settings/keeping"), StringComparison.Ordinal);
        await OpenDesk.Post(releaser, "/requests", $"/settings/keeping/{number}/lift", ("reason", "it has ruled"));
        Assert.False(keeping.IsHeld(TwoFolders.US, about));
        var events = node.Service<SecurityEvents>().Page(1);
        string MoreOf(SecurityAct act) => events.First(one => one.Act == act).More;
        Assert.Equal(number, MoreOf(SecurityAct.KeptLonger));
        Assert.Equal(number, MoreOf(SecurityAct.KeptNoLonger));
        var hidden = await OpenDesk.Post(
            releaser,
            "/requests",
            $"/settings/keeping/{node.Hidden}/hold",
            ("reason", "curious")
        );
        Assert.Equal(HttpStatusCode.Forbidden, hidden.StatusCode);
    }

    [Fact]
    public async Task A_ground_this_nation_does_not_know_is_neither_offered_nor_taken()
    {
        var number = await node.Open.Ask(draft => draft);
        using var officer = await As("refusing");
        var form = await officer.GetStringAsync($"/requests/{number}/do/Refuse");
        Assert.Contains("value=\"not-available\"", form, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"minor-offence\"", form, StringComparison.Ordinal);
        var refused = await OpenDesk.Answer(
            officer,
            form,
            $"/requests/{number}/do/Refuse",
            ("language", "en"),
            ("ground", "minor-offence"),
            ("reason.minor-offence.text", "small")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Rule 10.1", await Text(refused), StringComparison.Ordinal);
    }

    private DraftShelf Drafts => node.Service<DraftShelf>();

    /// <summary>A draft that another officer wrote and offered.</summary>
    private long Offered(Draft draft, string account = "author")
    {
        var id = Drafts.Add(TwoFolders.US, draft, account, "某人", TimeProvider.System.GetUtcNow()).Id;
        Drafts.Offer(id, account, 1);
        return id;
    }

    private void Change(long id) =>
        Drafts.Turn(
            id,
            draft => draft.With("own-reference", new Entry.Plain($"CN-{suffix}")),
            "author",
            "某人",
            TimeProvider.System.GetUtcNow()
        );

    private Draft With(string item)
    {
        var draft = node.Service<RequestBook>().Find(node.Open.Request)!.Request.Current();
        return draft.With(item, new Entry.Written(new Prose($"By law {suffix}.", "en", "依法。")));
    }

    private async Task<HttpClient> As(string name)
    {
        var officer = new NewOfficer(
            Somebody,
            "police",
            Somebody,
            Somebody,
            [Role.Drafter, Role.Releaser],
            [Competence.PoliceLiaison]
        );
        Officers.Of(node.Open.Folder.DeskFolder).Add(name + suffix, OpenDesk.Password, officer, Doer.Command);
        var browser = node.Open.Browser();
        Assert.Equal(302, (int)(await OpenDesk.SignIn(browser, name + suffix)).StatusCode);
        return browser;
    }

    private async Task<HttpResponseMessage> Release(HttpClient browser, long id) =>
        await OpenDesk.Post(
            browser,
            "/requests",
            $"/drafts/{id}/release",
            ("version", Drafts.Find(id)!.Version.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );

    private async Task<HttpResponseMessage> Check(
        HttpClient browser,
        long id,
        string rule,
        string act,
        string reason = ""
    ) =>
        await OpenDesk.Post(
            browser,
            "/requests",
            $"/drafts/{id}/steps/{rule}",
            ("version", Drafts.Find(id)!.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("act", act),
            ("reason", reason)
        );

    private static Task<HttpResponseMessage> Post(HttpClient browser, long id) =>
        OpenDesk.Post(browser, "/requests", $"/prepared/{id}/release");

    private static async Task<string> Text(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
}
