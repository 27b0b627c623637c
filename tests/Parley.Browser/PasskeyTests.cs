using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>
/// Passkeys, with the authenticator that Chromium plays for tests. A passkey added or removed ends the officer's other
/// sessions, so these are officers whom no other story signs in.
/// </summary>
public class PasskeyTests(TwoDesks desks) : Story(desks)
{
    [Fact]
    public async Task A_passkey_is_added_signs_in_alone_and_is_worth_nothing_once_removed()
    {
        var page = await SignIn("US", "us-duty-1", "en");
        await PlugIn(page);
        await page.GotoAsync("/account");
        await page.FillAsync("#passkey-name", "Key in the safe");
        await page.ClickAsync("text=Add a passkey");
        await page.Locator("td[data-name='Name']", new() { HasText = "Key in the safe" }).WaitForAsync();
        await SignOut(page);
        await page.ClickAsync("text=Sign in with a passkey");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await page.GotoAsync("/account");
        Assert.Contains("with a passkey", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("td[data-name='Change'] button");
        await page.Locator("text=Passkey removed").First.WaitForAsync();
        await SignOut(page);
        await page.ClickAsync("text=Sign in with a passkey");
        await page.Locator("text=This passkey is not known here").First.WaitForAsync();
    }

    [Fact]
    public async Task What_was_typed_outlives_an_ended_session_also_where_a_passkey_signs_in()
    {
        const string facts = "Facts that took an hour to write down.";
        var page = await SignIn("US", "us-secretariat-1", "en");
        await PlugIn(page);
        await page.GotoAsync("/account");
        await page.FillAsync("#passkey-name", "Office");
        await page.ClickAsync("text=Add a passkey");
        await page.Locator("td[data-name='Name']", new() { HasText = "Office" }).WaitForAsync();
        await page.GotoAsync("/requests");
        await page.EvaluateAsync(
            """
            facts => {
              const form = document.querySelector("form[action='/appearance']");
              form.action = "/drafts/1";
              form.id = "typed";
              form.insertAdjacentHTML("beforeend", `<input type="hidden" name="facts" value="${facts}">`);
            }
            """,
            facts
        );
        await page.Context.ClearCookiesAsync(new() { Name = "parley-US" });
        await page.EvaluateAsync("document.getElementById('typed').submit()");
        await page.Locator("text=Your session had ended").WaitForAsync();
        await page.ClickAsync("text=Sign in with a passkey");
        await page.Locator($"text={facts}").WaitForAsync();
    }

    [Theory]
    [InlineData("en", "Passkeys need a newer browser")]
    [InlineData("zh-Hans", "通行密钥需要较新的浏览器")]
    public async Task Without_script_the_page_says_what_is_missing(string language, string words)
    {
        var page = await SignIn("CN", "cn-liaison-1", language, script: false);
        await page.GotoAsync("/account");
        Assert.Contains(words, await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("zh-Hans", true)]
    public async Task Axe_finds_nothing_on_the_pages_of_ones_own_account(string language, bool dark)
    {
        var page = await SignIn("CN", "cn-liaison-2", language, dark: dark);
        foreach (var path in new[] { "/account", "/account/authenticator", "/sign-in?again=1" })
        {
            await page.GotoAsync(path);
            Assert.Empty(await Eyes.Violations(page));
            await page.SetViewportSizeAsync(390, 844);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 390, path);
        }
    }

    private static async Task PlugIn(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
    }

    private static async Task SignOut(IPage page)
    {
        await page.ClickAsync(".head__who button");
        await page.WaitForURLAsync("**/sign-in");
    }
}
