using System.Net;
using System.Text.RegularExpressions;
using Parley.Cooperation;
using Parley.Node;
using Parley.Node.Access;
using Parley.Tests.Desk;
using Parley.Tests.House;
using Parley.Tests.Sealing;

namespace Parley.Tests.Access;

/// <summary>Sign-in through the nation's own provider, and what of a provider is not believed.</summary>
public sealed partial class ProviderTests : IAsyncDisposable
{
    private static readonly Dictionary<string, Action<Dictionary<string, object>>> Bent = new(StringComparer.Ordinal)
    {
        ["another nonce"] = said => said["nonce"] = "another",
        ["no nonce"] = said => said.Remove("nonce"),
        ["another audience"] = said => said["aud"] = "somebody-else",
        ["two audiences and another party"] = said =>
        {
            said["aud"] = new[] { PlayedProvider.ClientId, "somebody-else" };
            said["azp"] = "somebody-else";
        },
        ["another issuer"] = said => said["iss"] = "https://elsewhere.example",
        ["over since an hour"] = said => said["exp"] = (long)said["exp"] - 3900,
        ["no end"] = said => said.Remove("exp"),
        ["good only tomorrow"] = said => said["nbf"] = (long)said["exp"] + 86_400,
        ["nobody"] = said => said.Remove("sub"),
    };

    private readonly PlayedProvider provider = new();

    public static TheoryData<string> NamesOfBent => [.. Bent.Keys];

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task An_officer_signs_in_through_the_provider_and_goes_on_to_the_page_wanted(string algorithm)
    {
        provider.Algorithm = algorithm;
        await using var desk = Desk();
        using var hale = desk.Browser();
        var back = await Back(hale, "/requests?view=all");
        Assert.Equal("/requests?view=all", (await hale.GetAsync(back)).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await hale.GetAsync("/requests")).StatusCode);
        Assert.Contains(
            desk.Events.Page(1),
            one => one is { Who: "hale", Act: SecurityAct.SignedIn, More: "Provider" }
        );
    }

    [Theory]
    [MemberData(nameof(NamesOfBent))]
    public async Task A_token_that_is_not_for_this_question_of_this_node_now_opens_nothing(string what)
    {
        provider.Bend = Bent[what];
        await Opens_nothing();
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("HS256", false)]
    [InlineData("RS256", true)]
    public async Task A_token_without_the_issuers_own_signature_opens_nothing(string algorithm, bool foreign)
    {
        provider.Algorithm = algorithm;
        provider.ForeignKey = foreign;
        await Opens_nothing();
    }

    [Fact]
    public async Task A_provider_that_calls_itself_otherwise_is_not_asked()
    {
        await using var desk = Desk(settings => settings with { Issuer = provider.Issuer + "/" });
        using var hale = desk.Browser();
        var answer = await OpenDesk.Post(hale, "/sign-in", "/sign-in/provider");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_state_is_taken_once_and_from_the_browser_that_asked()
    {
        await using var desk = Desk();
        using var hale = desk.Browser();
        using var thief = desk.Browser();
        var stolen = await Back(hale, "/");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await thief.GetAsync(stolen)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await hale.GetAsync(stolen)).StatusCode);
        var back = await Back(hale, "/");
        Assert.Equal(HttpStatusCode.Found, (await hale.GetAsync(back)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await hale.GetAsync(back)).StatusCode);
        Assert.Equal(0, provider.Refused);
    }

    [Fact]
    public async Task A_code_used_twice_opens_nothing()
    {
        await using var desk = Desk();
        using var hale = desk.Browser();
        using var other = desk.Browser();
        var first = await Back(hale, "/");
        Assert.Equal(HttpStatusCode.Found, (await hale.GetAsync(first)).StatusCode);
        var second = await Back(other, "/");
        var mixed = Code().Replace(second.ToString(), Code().Match(first.ToString()).Value);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.GetAsync(mixed)).StatusCode);
        Assert.Equal(1, provider.Refused);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task An_answer_in_another_issuers_name_opens_nothing()
    {
        await using var desk = Desk();
        using var hale = desk.Browser();
        var back = (await Back(hale, "/")).ToString();
        var mixed = back[..back.IndexOf("&iss=", StringComparison.Ordinal)] + "&iss=https%3A%2F%2Felsewhere.example";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await hale.GetAsync(mixed)).StatusCode);
    }

    [Fact]
    public async Task Who_has_no_word_that_leads_to_a_role_has_none()
    {
        await using var desk = Desk(WithRoles);
        using var hale = desk.Browser();
        provider.Claims["groups"] = new[] { "parley-nothing" };
        var answer = await hale.GetAsync(await Back(hale, "/"));
        Assert.Contains("gives you no role", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await hale.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task An_account_is_opened_at_the_first_sign_in_where_the_settings_say_so_and_follows_the_provider()
    {
        await using var desk = Desk(WithRoles);
        provider.Claims["sub"] = "new";
        provider.Claims["preferred_username"] = "quill";
        provider.Claims["name"] = "An Invented Quill";
        provider.Claims["unit"] = "17";
        provider.Claims["groups"] = new[] { "parley-drafters" };
        using var first = desk.Browser();
        Assert.Equal(HttpStatusCode.Found, (await first.GetAsync(await Back(first, "/"))).StatusCode);
        var account = Assert.Single(desk.Officers.All(), one => one.SignInName is "quill");
        Assert.Equal([Role.Drafter], account.Roles);
        Assert.Equal("us-test", account.Authority);
        // Renamed there, and with another role: it is the same person.
        provider.Claims["preferred_username"] = "hale";
        provider.Claims["groups"] = new[] { "parley-readers" };
        using var second = desk.Browser();
        Assert.Equal(HttpStatusCode.Found, (await second.GetAsync(await Back(second, "/"))).StatusCode);
        Assert.Equal([Role.Reader], desk.Officers.Find(account.Id)!.Roles);
        // No password leads to it.
        using var guess = desk.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await OpenDesk.SignIn(guess, "quill", "")).StatusCode);
    }

    [Fact]
    public async Task An_account_that_is_somebodys_already_is_not_given_to_another()
    {
        await using var desk = Desk();
        using var hale = desk.Browser();
        Assert.Equal(HttpStatusCode.Found, (await hale.GetAsync(await Back(hale, "/"))).StatusCode);
        provider.Claims["sub"] = "somebody else of that name";
        using var other = desk.Browser();
        var answer = await other.GetAsync(await Back(other, "/"));
        Assert.Contains("no open account", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_outlives_an_ended_session_also_on_the_way_through_the_provider()
    {
        await using var desk = Desk();
        using var hale = desk.Browser();
        var page = await hale.GetStringAsync("/sign-in");
        var held = await OpenDesk.Answer(hale, page, "/drafts/7", ("facts", "A long text that nobody wants to lose."));
        var signIn = await held.Content.ReadAsStringAsync();
        const string mark = "name=\"held\" value=\"";
        var from = signIn.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        var note = WebUtility.HtmlDecode(signIn[from..signIn.IndexOf('"', from)]);
        var onward = await OpenDesk.Answer(hale, signIn, "/sign-in/provider", ("held", note));
        var back = await PlayedProvider.SignIn(AddressOn(await onward.Content.ReadAsStringAsync()));
        Assert.Contains("A long text that nobody", await hale.GetStringAsync(back), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_offers_to_leave_the_provider_as_well()
    {
        await using var desk = Desk();
        using var hale = desk.Browser();
        await hale.GetAsync(await Back(hale, "/"));
        var left = await OpenDesk.Post(hale, "/", "/sign-out");
        Assert.Contains(
            "/sign-in/provider/leave",
            await hale.GetStringAsync(left.Headers.Location),
            StringComparison.Ordinal
        );
        var leave = await hale.GetAsync("/sign-in/provider/leave");
        Assert.StartsWith(
            provider.Issuer + "/leave?client_id=",
            leave.Headers.Location!.ToString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("http://login.xx.example", "c")]
    [InlineData("ftp://127.0.0.1", "c")]
    [InlineData("https://login.xx.example", "")]
    public void Settings_that_would_send_secrets_in_the_clear_or_nowhere_are_refused(string issuer, string client) =>
        Assert.NotNull(new ProviderSettings(Both("x"), issuer, client).Problem());

    [Fact]
    public void The_settings_of_the_guide_are_understood()
    {
        var guide = File.ReadAllText(Path.Combine(Tree.Root, "docs/guides/sign-in-and-officers.md"));
        var blocks = Block().Matches(guide).Select(match => match.Groups["block"].Value).ToList();
        Assert.Equal(2, blocks.Count);
        foreach (var block in blocks)
        {
            using var folder = new TemporaryFolder();
            var known = """{"party":"US","desk":"http://127.0.0.1:5080","exchange":"0.0.0.0:5443",""";
            File.WriteAllText(folder["node.json"], $"{known}{block}}}");
            Assert.NotNull(new NodeFolder(folder.Path).Settings().SignIn);
        }
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    private async Task Opens_nothing()
    {
        await using var desk = Desk();
        using var hale = desk.Browser();
        var answer = await hale.GetAsync(await Back(hale, "/"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("cannot be believed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await hale.GetAsync("/")).StatusCode);
    }

    /// <summary>To the provider; the address by which it sends the browser back.</summary>
    private static async Task<Uri> Back(HttpClient browser, string to)
    {
        var page = await OpenDesk.Post(browser, "/sign-in", "/sign-in/provider", ("to", to));
        return await PlayedProvider.SignIn(AddressOn(await page.Content.ReadAsStringAsync()));
    }

    private static string AddressOn(string page) => WebUtility.HtmlDecode(Address().Match(page).Groups[1].Value);

    private OpenDesk Desk(Func<ProviderSettings, ProviderSettings>? change = null)
    {
        Environment.SetEnvironmentVariable("PARLEY_TEST_SECRET", PlayedProvider.Secret);
        var settings = new ProviderSettings(
            Both("Ministry sign-in"),
            provider.Issuer,
            PlayedProvider.ClientId,
            SecretVariable: "PARLEY_TEST_SECRET"
        );
        return new OpenDesk(signIn: new SignInSettings(Provider: change?.Invoke(settings) ?? settings));
    }

    private static ProviderSettings WithRoles(ProviderSettings settings) =>
        settings with
        {
            RoleClaim = "groups",
            Roles = new Dictionary<string, Role>(StringComparer.Ordinal)
            {
                ["parley-drafters"] = Role.Drafter,
                ["parley-readers"] = Role.Reader,
            },
            AuthorityClaim = "unit",
            Authorities = new Dictionary<string, string>(StringComparer.Ordinal) { ["17"] = "us-test" },
            OpensAccounts = true,
        };

    private static Bilingual Both(string name) => new(name, name);

    [GeneratedRegex("content=\"0;url=([^\"]+)\"")]
    private static partial Regex Address();

    [GeneratedRegex("```json\n(?<block>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex("code=[^&]+")]
    private static partial Regex Code();
}
