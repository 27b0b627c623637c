using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>What officers fill in: asked for where it is missing, said once, and never lost.</summary>
public sealed class FormTests(TwoDesks desks)
{
    private const string Told = "The bank's liaison was reached; it looks into the account.";

    [Fact]
    public async Task A_choice_nobody_made_is_asked_for_at_its_field()
    {
        var page = await desks.SignIn("US", "us-central-1", "en");
        var number = await Offering(page, "RespondFirst");
        await page.GotoAsync($"/requests/{number}/do/RespondFirst");
        await page.FillAsync("#text", Told);
        await page.ClickAsync("form#move button.govuk-button");
        await page.ClickAsync(".govuk-error-summary a[href='#will-0']");
        Assert.Equal("will-0", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(1, await page.Locator("#will-error").CountAsync());
        Assert.Equal(0, await page.Locator("input[name=will]:checked").CountAsync());
        Assert.Equal(Told, await page.InputValueAsync("#text"));
    }

    [Fact]
    public async Task A_new_request_names_what_is_missing_at_its_field()
    {
        var page = await desks.SignIn("US", "us-liaison-1", "en");
        await page.GotoAsync("/drafts/new");
        await page.ClickAsync("main form button.govuk-button");
        await page.WaitForFunctionAsync("() => document.activeElement.matches('.govuk-error-summary')");
        foreach (var field in new[] { "kind", "urgency" })
        {
            Assert.Equal(
                1,
                await page.Locator($"fieldset[aria-describedby='{field}-error'] #{field}-error").CountAsync()
            );
            await page.ClickAsync($".govuk-error-summary a[href='#{field}']");
            Assert.Equal(field, await page.EvaluateAsync<string>("document.activeElement.id"));
        }
    }

    [Fact]
    public async Task A_form_sent_twice_is_said_once()
    {
        var page = await desks.SignIn("US", "us-central-1", "en");
        var number = await Offering(page, "ReportProgress");
        var before = await Entries(page, number);
        await page.GotoAsync($"/requests/{number}/do/ReportProgress");
        await page.FillAsync("#text", Told);
        var fields = await page.EvaluateAsync<string>(
            "new URLSearchParams(new FormData(document.getElementById('move'))).toString()"
        );
        for (var again = 0; again < 2; again++)
        {
            var answer = await page.APIRequest.PostAsync(
                $"{desks.Address("US")}/requests/{number}/do/ReportProgress",
                new()
                {
                    Data = fields,
                    Headers = new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded" },
                }
            );
            Assert.Equal(200, answer.Status);
        }
        Assert.Equal(before + 1, await Entries(page, number));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_sent_after_the_session_ended_is_held_until_the_officer_is_back(bool script)
    {
        var page = await desks.SignIn("US", "us-central-1", "en", script: script);
        var number = await Offering(page, "ReportProgress");
        var before = await Entries(page, number);
        await page.GotoAsync($"/requests/{number}/do/ReportProgress");
        var told = $"{Told} ({script})";
        await page.FillAsync("#text", told);
        await page.Context.ClearCookiesAsync(new() { Name = "parley-US" });
        await page.ClickAsync("form#move button.govuk-button");
        Assert.Contains("Your session had ended", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("button[name=persona][value='us-central-1']");
        Assert.Contains(told, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(before, await Entries(await desks.SignIn("US", "us-liaison-1", "en"), number));
        await page.ClickAsync("form#again button.govuk-button");
        await page.WaitForURLAsync($"**/requests/{number}");
        Assert.Contains(told, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(before + 1, await Entries(page, number));
    }

    [Fact]
    public async Task A_step_that_closed_meanwhile_says_why_and_keeps_what_was_written()
    {
        var page = await desks.SignIn("US", "us-central-1", "en");
        await page.GotoAsync("/requests?view=all&way=in&stage=Closed");
        var number = (await page.Locator("main a[href^='/requests/CN-R-']").First.GetAttributeAsync("href"))![10..];
        await page.GotoAsync($"/requests/{number}/do/ReportProgress");
        Assert.Contains("This step is not open now", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("form#move").CountAsync());
        Assert.Equal(1, await page.Locator($"main .note a[href='/requests/{number}']").CountAsync());
    }

    /// <summary>The number of a request on which a move is open to this officer.</summary>
    private static async Task<string> Offering(IPage page, string move)
    {
        await page.GotoAsync("/requests?view=with-us");
        var numbers = await page.Locator("main a[href^='/requests/CN-R-']")
            .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href').split('/').pop())");
        foreach (var number in numbers.Distinct(StringComparer.Ordinal))
        {
            await page.GotoAsync($"/requests/{number}");
            if (await page.Locator($"a[href='/requests/{number}/do/{move}']").CountAsync() > 0)
            {
                return number;
            }
        }
        throw new InvalidOperationException($"No request offers {move} now.");
    }

    private static async Task<int> Entries(IPage page, string number)
    {
        await page.GotoAsync($"/requests/{number}");
        var count = await page.Locator(".timeline__entry").CountAsync();
        return count;
    }
}
