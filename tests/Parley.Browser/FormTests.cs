using Microsoft.Playwright;
using Parley.Cooperation.Requests;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>What officers fill in: asked for where it is missing, said once, and never lost.</summary>
public sealed class FormTests(TwoDesks desks) : Story(desks)
{
    private const string Told = "The bank's liaison was reached; it looks into the account.";

    [Fact]
    public async Task A_choice_nobody_made_is_asked_for_at_its_field()
    {
        var page = await SignIn("US", "us-central-1", "en");
        var number = await Desks.Ask("CN", "information", "liaison-2");
        await page.GotoAsync($"/requests/{number}/do/RespondFirst");
        await page.FillAsync("#text", Told);
        await page.ClickAsync(Submit);
        await page.ClickAsync(".govuk-error-summary a[href='#will-0']");
        Assert.Equal("will-0", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(1, await page.Locator("#will-error").CountAsync());
        Assert.Equal(0, await page.Locator("input[name=will]:checked").CountAsync());
        Assert.Equal(Told, await page.InputValueAsync("#text"));
    }

    [Fact]
    public async Task A_new_request_names_what_is_missing_at_its_field()
    {
        var page = await SignIn("US", "us-liaison-1", "en");
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
    public async Task A_button_that_is_being_pressed_does_not_move_away()
    {
        var page = await SignIn("US", "us-liaison-1", "en");
        await page.GotoAsync(await Begin(page, "information", "routine") + "/parts/urgency");
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(
            "**/parts/urgency/live",
            async route =>
            {
                await kept.Task;
                await route.ContinueAsync();
            }
        );
        var save = page.Locator(".button-row button[value=save]");
        var asked = page.WaitForRequestAsync("**/parts/urgency/live");
        await page.Locator("main input[type=radio]").First.CheckAsync();
        await asked;
        var before = (await save.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(before.X + (before.Width / 2), before.Y + (before.Height / 2));
        await page.Mouse.DownAsync();
        var answered = page.WaitForResponseAsync("**/parts/urgency/live");
        kept.SetResult();
        await (await answered).FinishedAsync();
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        Assert.Equal(before.Y, (await save.BoundingBoxAsync())!.Y);

        // Let go elsewhere, what is asked for in addition is there.
        await page.Mouse.MoveAsync(1, 1);
        await page.Mouse.UpAsync();
        await page.Locator("main input[type=date]:visible").WaitForAsync();
    }

    [Fact]
    public async Task A_form_sent_twice_is_said_once()
    {
        var page = await SignIn("US", "us-central-1", "en");
        var number = await Desks.Ask("CN", "information", "liaison-2");
        var before = await Entries(page, number);
        await page.GotoAsync($"/requests/{number}/do/ReportProgress");
        await page.FillAsync("#text", Told);
        var fields = await page.EvaluateAsync<string>(
            "new URLSearchParams(new FormData(document.getElementById('move'))).toString()"
        );
        for (var again = 0; again < 2; again++)
        {
            var answer = await page.APIRequest.PostAsync(
                $"{Desks.Address("US")}/requests/{number}/do/ReportProgress",
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
        var page = await SignIn("US", "us-central-1", "en", script: script);
        var number = await Desks.Ask("CN", "information", "liaison-2");
        var before = await Entries(page, number);
        await page.GotoAsync($"/requests/{number}/do/ReportProgress");
        var told = $"{Told} ({script})";
        await page.FillAsync("#text", told);
        await page.Context.ClearCookiesAsync(new() { Name = "parley-US" });
        await Press(page, Submit);
        Assert.Contains("Your session had ended", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await Press(page, "button[name=persona][value='us-central-1']");
        Assert.Contains(told, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(before, await Entries(await SignIn("US", "us-liaison-1", "en"), number));
        await Press(page, "form#again button.govuk-button");
        await page.WaitForURLAsync($"**/requests/{number}");
        Assert.Contains(told, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(before + 1, await Entries(page, number));
    }

    [Fact]
    public async Task A_step_that_closed_meanwhile_says_why_and_keeps_what_was_written()
    {
        var page = await SignIn("US", "us-central-1", "en");
        var number = Desks.Lived("CN", Stage.Closed);
        await page.GotoAsync($"/requests/{number}/do/ReportProgress");
        Assert.Contains("This step is not open now", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("form#move").CountAsync());
        Assert.Equal(1, await page.Locator($"main .note a[href='/requests/{number}']").CountAsync());
    }

    private static async Task<int> Entries(IPage page, string number)
    {
        await page.GotoAsync($"/requests/{number}");
        var count = await page.Locator(".timeline__entry").CountAsync();
        return count;
    }
}
