using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Access;

/// <summary>Tokens by which programs act for an officer.</summary>
public sealed partial class TokenTests
{
    [Fact]
    public async Task A_token_is_shown_once_and_says_for_whom_it_acts()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var token = await Make(hale, "Read", "Draft");
        using var answer = await Ask(desk, token);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("us-test", said.RootElement.GetProperty("authority").GetString());
        Assert.Equal(["reader", "drafter"], Words(said, "roles"));
        Assert.Equal(["read", "draft"], Words(said, "scopes"));
        var account = await hale.GetStringAsync("/account");
        Assert.Contains("case system", account, StringComparison.Ordinal);
        Assert.DoesNotContain(token, account, StringComparison.Ordinal);
        Assert.Contains(
            desk.Events.Page(1),
            one => one is { Act: SecurityAct.TokenUsed, Who: "hale", More: "case system" }
        );
    }

    [Fact]
    public async Task A_token_goes_no_further_than_its_officers_roles()
    {
        await using var desk = new OpenDesk();
        using var marsh = desk.Browser();
        await OpenDesk.SignIn(marsh, "marsh");
        var token = await Make(marsh, "Read", "Draft", "Act");
        using var answer = await Ask(desk, token);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Empty(Words(said, "roles"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/requests")]
    [InlineData("/account")]
    [InlineData("/settings")]
    [InlineData("/live?topics=requests")]
    public async Task A_token_is_worth_nothing_on_a_page(string page)
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        using var answer = await Ask(desk, await Make(hale, "Read"), page);
        Assert.False(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_session_is_worth_nothing_where_programs_ask()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        using var answer = await hale.GetAsync("/api/v1/whoami");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("")]
    [InlineData("parley_")]
    [InlineData("parley_000000000000_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("nonsense")]
    public async Task What_is_no_token_is_refused(string token)
    {
        await using var desk = new OpenDesk();
        using var answer = await Ask(desk, token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_ends_when_it_is_revoked_over_its_account_closed_or_its_second_step_reset()
    {
        var clock = new MovedClock();
        await using var desk = new OpenDesk(clock: clock);
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var account = desk.Officers.All().First(one => one.SignInName is "hale");
        var token = await Make(hale, "Read");
        await OpenDesk.Post(hale, "/account", $"/account/tokens/{token.Split('_')[1]}/revoke");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask(desk, token)).StatusCode);

        token = await Make(hale, "Read");
        desk.Officers.Close(account.Id, Doer.Command);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask(desk, token)).StatusCode);
        desk.Officers.Reopen(account.Id, Doer.Command);
        Assert.Equal(HttpStatusCode.OK, (await Ask(desk, token)).StatusCode);

        clock.Ahead += TimeSpan.FromDays(31);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask(desk, token)).StatusCode);

        await OpenDesk.SignIn(hale, "hale");
        token = await Make(hale, "Read");
        desk.Service<SecondFactors>().Remove(account, Doer.Command, SecurityAct.SecondFactorReset);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask(desk, token)).StatusCode);
    }

    [Fact]
    public async Task The_secret_of_a_token_is_not_kept()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var secret = (await Make(hale, "Read")).Split('_')[2];
        foreach (var file in Directory.EnumerateFiles(desk.DeskFolder, "accounts.db*"))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(secret, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_program_asks_only_so_often_in_a_minute()
    {
        await using var desk = new OpenDesk();
        HttpStatusCode last = default;
        for (var i = 0; i <= 300 && last != HttpStatusCode.TooManyRequests; i++)
        {
            last = (await Ask(desk, "nonsense")).StatusCode;
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static async Task<string> Make(HttpClient browser, params string[] scopes)
    {
        var html = await browser.GetStringAsync("/account");
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        using var form = new FormUrlEncodedContent([
            new("__RequestVerificationToken", html[from..html.IndexOf('"', from)]),
            new("purpose", "case system"),
            new("days", "30"),
            .. scopes.Select(scope => new KeyValuePair<string, string>("scope", scope)),
        ]);
        var made = await browser.PostAsync("/account/tokens", form);
        return Token().Match(await made.Content.ReadAsStringAsync()).Value;
    }

    private static async Task<HttpResponseMessage> Ask(OpenDesk desk, string token, string path = "/api/v1/whoami")
    {
        using var program = desk.Browser();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await program.GetAsync(path);
    }

    private static IEnumerable<string?> Words(JsonDocument said, string name) =>
        said.RootElement.GetProperty(name).EnumerateArray().Select(one => one.GetString());

    [GeneratedRegex("parley_[0-9a-f]{12}_[0-9a-f]{64}")]
    private static partial Regex Token();

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
