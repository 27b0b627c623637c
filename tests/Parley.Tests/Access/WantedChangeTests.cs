using System.Net;
using System.Text.RegularExpressions;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Access;

/// <summary>Nobody gives a right, or takes an officer's place, alone.</summary>
public sealed partial class WantedChangeTests : IAsyncDisposable
{
    private readonly OpenDesk desk = new();

    public WantedChangeTests()
    {
        Open("second", Role.Operator);
        Open("chief", Role.Releaser);
    }

    [Fact]
    public async Task An_operator_alone_opens_an_account_that_may_do_nothing()
    {
        using var marsh = await SignedIn("marsh");
        await AddPuppet(marsh);
        var puppet = Named("puppet");
        Assert.Empty(puppet.Roles);
        Assert.Equal("", puppet.PasswordHash);
        var change = Assert.Single(Waiting());
        await OpenDesk.Post(marsh, "/settings/officers", $"/settings/changes/{change.Id}/confirm");
        Assert.Empty(Named("puppet").Roles);
    }

    [Theory]
    [InlineData("second")]
    [InlineData("chief")]
    public async Task A_second_operator_or_a_releaser_confirms_and_is_shown_the_link_once(string who)
    {
        using var marsh = await SignedIn("marsh");
        await AddPuppet(marsh);
        using var other = await SignedIn(who);
        var change = Assert.Single(Waiting());
        var answer = await OpenDesk.Post(other, "/settings/officers", $"/settings/changes/{change.Id}/confirm");
        var link = Link().Match(await answer.Content.ReadAsStringAsync()).Value;
        Assert.Equal([Role.Drafter, Role.Releaser], Named("puppet").Roles);
        using var officer = desk.Browser();
        var set = await OpenDesk.Post(officer, link, link, ("password", "a password of my own"));
        Assert.Equal("/sign-in", set.Headers.Location!.ToString());
        Assert.Equal(
            HttpStatusCode.Found,
            (await OpenDesk.SignIn(officer, "puppet", "a password of my own")).StatusCode
        );
        using var late = desk.Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await late.GetAsync(link)).StatusCode);
        Assert.Contains(
            desk.Events.Page(1),
            one => one.Act == SecurityAct.ChangeConfirmed && one.Who.Equals(who, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("hale")]
    [InlineData("reed")]
    public async Task Whoever_is_neither_confirms_nothing(string who)
    {
        using var marsh = await SignedIn("marsh");
        await AddPuppet(marsh);
        using var other = await SignedIn(who);
        var id = Assert.Single(Waiting()).Id;
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await OpenDesk.Post(other, "/", $"/settings/changes/{id}/confirm")).StatusCode
        );
        Assert.Empty(Named("puppet").Roles);
    }

    [Fact]
    public async Task Nobody_confirms_what_concerns_themselves()
    {
        using var marsh = await SignedIn("marsh");
        var chief = Named("chief");
        await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{chief.Id}/roles", ("role", "Drafter"));
        using var own = await SignedIn("chief");
        var id = Assert.Single(Waiting()).Id;
        await OpenDesk.Post(own, "/settings/officers", $"/settings/changes/{id}/confirm");
        Assert.Equal([Role.Releaser], Named("chief").Roles);
        Assert.Single(Waiting());
    }

    [Fact]
    public async Task Neither_a_reset_nor_a_link_lets_an_operator_take_an_officers_place_alone()
    {
        using var hale = await SignedIn("hale");
        await TypedCode.SetUp(hale);
        using var marsh = await SignedIn("marsh");
        var id = Named("hale").Id;
        await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{id}/reset");
        var link = await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{id}/invitation");
        Assert.Equal(HttpStatusCode.Found, link.StatusCode);
        Assert.True(desk.Service<SecondFactors>().Of(id).Exists);
        Assert.Equal(2, Waiting().Count);
        using var second = await SignedIn("second");
        foreach (var change in Waiting())
        {
            await OpenDesk.Post(second, "/settings/officers", $"/settings/changes/{change.Id}/confirm");
        }
        Assert.False(desk.Service<SecondFactors>().Of(id).Exists);
        using var again = await SignedIn("hale");
        var account = await again.GetStringAsync("/account");
        Assert.Contains("Second step reset", account, StringComparison.Ordinal);
        Assert.Contains("second", account, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_takes_away_counts_at_once()
    {
        using var marsh = await SignedIn("marsh");
        var hale = Named("hale");
        await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{hale.Id}/roles", ("role", "Reader"));
        Assert.Equal([Role.Reader], Named("hale").Roles);
        await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{hale.Id}/close");
        Assert.True(Named("hale").Closed);
        await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{hale.Id}/reopen");
        Assert.True(Named("hale").Closed);
        Assert.Equal(ChangeKind.Reopening, Assert.Single(Waiting()).Kind);
    }

    [Fact]
    public async Task What_an_authority_with_officers_is_competent_for_needs_a_second_officer()
    {
        using var marsh = await SignedIn("marsh");
        await OpenDesk.Post(
            marsh,
            "/settings/authorities",
            "/settings/authorities/us-test",
            ("name-en", "Test Authority"),
            ("name-zh", "测试机关"),
            ("competence", "CentralAuthority")
        );
        var authorities = desk.Service<AuthorityShelf>();
        Assert.Equal("Test Authority", authorities.Find("us-test")!.Name.En);
        Assert.Empty(authorities.Find("us-test")!.Competences);
        using var chief = await SignedIn("chief");
        var id = Assert.Single(Waiting()).Id;
        await OpenDesk.Post(chief, "/settings/officers", $"/settings/changes/{id}/confirm");
        Assert.Equal([Competence.CentralAuthority], authorities.Find("us-test")!.Competences);
        // What their authority may do has changed: its officers sign in anew.
        using var again = await SignedIn("marsh");
        await OpenDesk.Post(
            again,
            "/settings/authorities",
            "/settings/authorities",
            ("code", "us-new"),
            ("name-en", "New"),
            ("name-zh", "新机关"),
            ("competence", "Cert")
        );
        Assert.Equal([Competence.Cert], authorities.Find("us-new")!.Competences);
        await OpenDesk.Post(
            again,
            "/settings/authorities",
            $"/settings/officers/{Named("hale").Id}",
            ("name-en", "hale"),
            ("name-zh", "hale"),
            ("title-en", "hale"),
            ("title-zh", "hale"),
            ("authority", "us-new")
        );
        Assert.Equal("us-test", Named("hale").Authority);
        Assert.Equal(ChangeKind.Authority, Assert.Single(Waiting()).Kind);
    }

    [Fact]
    public async Task An_operator_ends_sessions_and_lifts_a_lock_out()
    {
        using var hale = await SignedIn("hale");
        using var wrong = desk.Browser();
        for (var i = 0; i < 6; i++)
        {
            await OpenDesk.SignIn(wrong, "hale", "not the password");
        }
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await OpenDesk.SignIn(wrong, "hale")).StatusCode);
        using var marsh = await SignedIn("marsh");
        await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{Named("hale").Id}/lift");
        Assert.Equal(HttpStatusCode.Found, (await OpenDesk.SignIn(wrong, "hale")).StatusCode);
        var stamp = Named("hale").SecurityStamp;
        await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{Named("hale").Id}/sessions");
        Assert.NotEqual(stamp, Named("hale").SecurityStamp);
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    private static Task<HttpResponseMessage> AddPuppet(HttpClient operatorsBrowser) =>
        PostMany(
            operatorsBrowser,
            "/settings/officers",
            [
                new("sign-in", "puppet"),
                new("name-en", "An Invented Puppet"),
                new("name-zh", "某人"),
                new("title-en", "Officer"),
                new("title-zh", "经办人"),
                new("authority", "us-test"),
                new("role", "Drafter"),
                new("role", "Releaser"),
            ]
        );

    private static async Task<HttpResponseMessage> PostMany(
        HttpClient browser,
        string page,
        List<KeyValuePair<string, string>> fields
    )
    {
        var html = await browser.GetStringAsync(page);
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        fields.Add(new("__RequestVerificationToken", html[from..html.IndexOf('"', from)]));
        using var form = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(page, form);
    }

    private IReadOnlyList<WantedChange> Waiting() => desk.Service<WantedChanges>().Waiting();

    private Account Named(string name) =>
        desk.Officers.All().First(one => one.SignInName.Equals(name, StringComparison.Ordinal));

    private async Task<HttpClient> SignedIn(string name)
    {
        var browser = desk.Browser();
        var step = await OpenDesk.SignIn(browser, name);
        Assert.Equal(HttpStatusCode.Found, step.StatusCode);
        return browser;
    }

    private void Open(string name, Role role)
    {
        var both = new Bilingual(name, name);
        desk.Officers.Add(name, OpenDesk.Password, new NewOfficer(both, "us-test", both, both, [role]), Doer.Command);
    }

    [GeneratedRegex("/invitation/[0-9a-f]{64}")]
    private static partial Regex Link();
}
