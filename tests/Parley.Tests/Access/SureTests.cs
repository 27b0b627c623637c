using System.Net;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Access;

/// <summary>What is not taken back at once is asked once more first, and told afterwards.</summary>
public sealed class SureTests
{
    [Theory]
    [InlineData("close", "The account is disabled.")]
    [InlineData("sessions", "The sessions are ended.")]
    public async Task An_account_is_disabled_and_its_sessions_end_only_once_asked_and_it_is_told(
        string act,
        string told
    )
    {
        await using var desk = new OpenDesk();
        using var marsh = desk.Browser();
        await OpenDesk.SignIn(marsh, "marsh");
        var id = desk.Officers.All().First(one => one.SignInName is "hale").Id;
        var page = await marsh.GetStringAsync($"/settings/officers/{id}");
        AsksFirst(page, $"/settings/officers/{id}/{act}");
        await Tells(marsh, await OpenDesk.Answer(marsh, page, $"/settings/officers/{id}/{act}"), told);
    }

    [Fact]
    public async Task A_token_is_revoked_only_once_asked_and_it_is_told()
    {
        await using var desk = new OpenDesk();
        using var marsh = desk.Browser();
        await OpenDesk.SignIn(marsh, "marsh");
        var hale = desk.Service<AccountShelf>().FindBySignInName("hale")!;
        Assert.NotNull(desk.Service<ApiTokens>().Make(hale, "a test", [TokenScope.Read], 30, Doer.Command));
        var token = desk.Service<ApiTokens>().All().Single().Id;
        var page = await marsh.GetStringAsync("/settings/programs");
        var revoke = $"/settings/programs/tokens/{token}/revoke";
        AsksFirst(page, revoke);
        await Tells(marsh, await OpenDesk.Answer(marsh, page, revoke), "The token is revoked.");
    }

    /// <summary>The form stands in what is to be opened first, and says what comes of it.</summary>
    private static void AsksFirst(string page, string address) =>
        Assert.Matches(
            $"<summary>[^§]{{0,200}}</summary>\\s*<form method=\"post\" action=\"{address}\">[^§]*?class=\"help\"",
            page
        );

    private static async Task Tells(HttpClient browser, HttpResponseMessage done, string words)
    {
        using (done)
        {
            Assert.Equal(HttpStatusCode.Found, done.StatusCode);
            var next = await browser.GetStringAsync(done.Headers.Location);
            Assert.Matches($"id=\"told\"[^>]*>{words}", next);
        }
    }
}
