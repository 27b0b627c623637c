using System.Net;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Access;

/// <summary>Who gets in, and what stands between the desk and the world.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/requests")]
    [InlineData("/drafts")]
    [InlineData("/review")]
    [InlineData("/agreements")]
    [InlineData("/record")]
    [InlineData("/settings")]
    [InlineData("/settings/own.card")]
    [InlineData("/links")]
    public async Task Everything_asks_for_a_signed_in_officer(string page)
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        var answer = await browser.GetAsync(page);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/sign-in?to=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_officer_signs_in_works_and_signs_out()
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        Assert.Equal(HttpStatusCode.Found, (await OpenDesk.SignIn(browser, "HALE")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
        await OpenDesk.Post(browser, "/", "/sign-out");
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_wrong_name_and_a_wrong_password_read_the_same()
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        var name = await OpenDesk.SignIn(browser, "nobody");
        var password = await OpenDesk.SignIn(browser, "hale", "not the password");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, name.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, password.StatusCode);
        Assert.Contains("do not belong together", await name.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("do not belong together", await password.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_wrong_tries_the_account_rests()
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        for (var i = 0; i < 5; i++)
        {
            await OpenDesk.SignIn(browser, "hale", "not the password");
        }
        var right = await OpenDesk.SignIn(browser, "hale");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
    }

    [Fact]
    public async Task Sign_in_is_limited_by_address()
    {
        await using var desk = new OpenDesk(signInsPerMinute: 3);
        using var browser = desk.Browser();
        for (var i = 0; i < 3; i++)
        {
            await OpenDesk.SignIn(browser, "nobody");
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, (await OpenDesk.SignIn(browser, "hale")).StatusCode);
    }

    [Fact]
    public async Task A_form_without_the_pages_proof_is_not_taken()
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        await OpenDesk.SignIn(browser, "hale");
        using var forged = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/sign-out", forged)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("https://elsewhere.example")]
    public async Task Signing_in_never_leads_elsewhere(string to)
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        var answer = await OpenDesk.Post(
            browser,
            "/sign-in",
            "/sign-in",
            ("name", "hale"),
            ("password", OpenDesk.Password),
            ("to", to)
        );
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task No_persona_can_be_taken_outside_the_demo()
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        await OpenDesk.Post(browser, "/sign-in", "/sign-in/persona", ("persona", "us-liaison-1"));
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData("/settings/officers")]
    [InlineData("/agreements/propose")]
    [InlineData("/drafts/1/release")]
    [InlineData("/prepared/1/release")]
    public async Task A_role_that_is_not_held_is_refused_with_a_page(string act)
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        await OpenDesk.SignIn(browser, "hale");
        var answer = await OpenDesk.Post(browser, "/", act);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(
            "Your role does not allow this",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_change_of_password_ends_the_sessions_begun_before()
    {
        await using var desk = new OpenDesk();
        var hale = desk.Officers.All().First(one => one.SignInName is "hale");
        var before = hale.SecurityStamp;
        desk.Officers.ChangePassword(hale.Id, "another long password", Doer.Command);
        Assert.NotEqual(before, desk.Officers.Find(hale.Id)!.SecurityStamp);
    }

    [Fact]
    public async Task Every_answer_bears_the_headers_of_protection()
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        await OpenDesk.SignIn(browser, "hale");
        foreach (var page in new[] { "/", "/sign-in", "/nowhere" })
        {
            var answer = await browser.GetAsync(page);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_bears_the_party()
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        var answer = await OpenDesk.SignIn(browser, "hale");
        var cookie = Assert.Single(
            answer.Headers.GetValues("Set-Cookie"),
            one => one.StartsWith("parley-US=", StringComparison.Ordinal)
        );
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/nowhere", "en", "There is no such page")]
    [InlineData("/nowhere", "zh-CN", "找不到此页面")]
    [InlineData("/requests/US-R-2026-9999", "zh-Hans", "找不到此页面")]
    public async Task What_is_not_there_says_so_in_the_readers_language(string page, string language, string words)
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        await OpenDesk.SignIn(browser, "hale");
        browser.DefaultRequestHeaders.Add("Accept-Language", language);
        var answer = await browser.GetAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
