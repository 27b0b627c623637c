using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>The main job as two nations' officers do it, in two browsers, one of them in Chinese.</summary>
public class StoryTests(TwoDesks desks)
{
    private const string Original = "A sentence about the account, and why it matters here.";
    private const string Translation = "关于该账户的说明及其重要性。";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Washington_asks_and_Beijing_answers_in_Chinese(bool script)
    {
        var writer = await desks.SignIn("US", "us-liaison-1", "en", script: script);
        var draft = await Draft(writer, "information", "routine");
        await writer.GotoAsync(draft + "/check");
        await writer.ClickAsync("form[action$='/offer'] button");

        var releaser = await desks.SignIn("US", "us-central-1", "en", script: script);
        await releaser.GotoAsync(draft + "/check");
        await releaser.ClickAsync("form[action$='/release'] button");
        await releaser.WaitForURLAsync("**/sent");
        var number = releaser.Url.Split('/')[^2];

        var asked = await desks.SignIn("CN", "cn-liaison-1", "zh-Hans", script: script);
        await Arrived(asked, $"/requests/{number}", "已发出，尚未签收");
        await Move(asked, number, "Acknowledge");
        await Move(asked, number, "AskClarification");
        await Arrived(releaser, $"/requests/{number}", "Clarification asked");
        await Move(releaser, number, "Clarify");
        await Arrived(asked, $"/requests/{number}", "作出澄清");
        await Move(asked, number, "Answer", page => page.CheckAsync("input[name=final][value=true]"));

        var second = await desks.SignIn("CN", "cn-central-1", "zh-Hans", script: script);
        await second.GotoAsync($"/requests/{number}");
        await second.ClickAsync("form[action^='/prepared/'][action$='/release'] button");
        await Arrived(releaser, $"/requests/{number}", "Final answer");
        await Move(releaser, number, "Rate");
        await Move(releaser, number, "Close");
        await Arrived(asked, $"/requests/{number}", "已办结");

        var evidence = await releaser.APIRequest.GetAsync($"{desks.Address("US")}/requests/{number}/evidence");
        Assert.Equal(200, evidence.Status);
        Assert.Equal("application/zip", evidence.Headers["content-type"]);
    }

    [Fact]
    public async Task What_the_other_side_says_appears_without_a_reload()
    {
        var watching = await desks.SignIn("CN", "cn-central-1", "en");
        var acting = await desks.SignIn("US", "us-central-1", "en");
        await acting.GotoAsync("/requests?view=with-us");
        var number = (await acting.Locator("main a[href^='/requests/CN-R-']").First.GetAttributeAsync("href"))!.Split(
            '/'
        )[^1];
        await watching.GotoAsync($"/requests/{number}");
        var before = await watching.Locator(".timeline__entry").CountAsync();
        await Move(acting, number, "ReportProgress");
        await watching.WaitForFunctionAsync(
            "before => document.querySelectorAll('.timeline__entry').length > before",
            before
        );
    }

    [Fact]
    public async Task Who_wrote_a_draft_cannot_release_it()
    {
        var writer = await desks.SignIn("US", "us-central-1", "en");
        var draft = await Draft(writer, "information", "routine");
        await writer.GotoAsync(draft + "/check");
        await writer.ClickAsync("form[action$='/offer'] button");
        Assert.Equal(0, await writer.Locator("form[action$='/release']").CountAsync());
        Assert.Contains(
            "another officer must release it",
            await writer.InnerTextAsync("main"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Findings_come_while_typing_and_what_is_typed_is_saved_at_once()
    {
        var page = await desks.SignIn("US", "us-liaison-1", "en");
        var draft = await Begin(page, "information", "routine");
        await page.GotoAsync(draft + "/parts/sought");
        await page.FillAsync("[id='i-identifiers']", "203.0.113.999");
        await page.Locator("#f-identifiers", new() { HasText = "203.0.113.999" }).WaitForAsync();
        await page.GotoAsync(draft + "/parts/sought");
        Assert.Equal("203.0.113.999", await page.InputValueAsync("[id='i-identifiers']"));
    }

    /// <summary>Begins a draft, fills every part, and returns its address once nothing is left to do.</summary>
    private static async Task<string> Draft(IPage page, string kind, string urgency)
    {
        var draft = await Begin(page, kind, urgency);
        var parts = await page.Locator(".govuk-task-list__link")
            .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        foreach (var part in parts)
        {
            // Once more where an answer brought further items into question.
            for (var again = 0; again < 2; again++)
            {
                await page.GotoAsync(part);
                await Fill(page);
                await page.ClickAsync("button[value=save]");
            }
        }
        return draft;
    }

    private static async Task<string> Begin(IPage page, string kind, string urgency)
    {
        await page.GotoAsync("/drafts/new");
        await page.CheckAsync($"input[name=kind][value={kind}]");
        await page.CheckAsync($"input[name=urgency][value={urgency}]");
        await page.ClickAsync("main form button.govuk-button");
        await page.WaitForURLAsync("**/drafts/*");
        return page.Url;
    }

    private static async Task Move(IPage page, string number, string move, Func<IPage, Task>? more = null)
    {
        await page.GotoAsync($"/requests/{number}/do/{move}");
        await Fill(page);
        if (more is not null)
        {
            await more(page);
        }
        await page.ClickAsync("form#move button.govuk-button:not([name])");
        await page.WaitForURLAsync($"**/requests/{number}");
    }

    /// <summary>Reloads until the text is there: what was sent has then arrived on this side.</summary>
    private static async Task Arrived(IPage page, string path, string text)
    {
        for (var tries = 0; ; tries++)
        {
            await page.GotoAsync(path);
            if ((await page.InnerTextAsync("main")).Contains(text, StringComparison.Ordinal))
            {
                return;
            }
            Assert.True(tries < 50, $"'{text}' did not appear on {path}.");
            await page.WaitForTimeoutAsync(200);
        }
    }

    /// <summary>Fills in whatever the guidelines ask for, by the shape of the field alone.</summary>
    private static async Task Fill(IPage page)
    {
        foreach (var radio in await page.Locator("main input[type=radio]:enabled").AllAsync())
        {
            var name = await radio.GetAttributeAsync("name");
            if (await page.Locator($"main input[type=radio][name='{name}']:checked").CountAsync() == 0)
            {
                await radio.CheckAsync();
            }
        }
        foreach (var choice in await page.Locator("main select:enabled").AllAsync())
        {
            if (
                (await choice.InputValueAsync()).Length == 0
                && !(await choice.GetAttributeAsync("name"))!.StartsWith("question", StringComparison.Ordinal)
            )
            {
                await choice.SelectOptionAsync(new SelectOptionValue { Index = 1 });
            }
        }
        foreach (var text in await page.Locator("main textarea:visible:not([name=related-requests])").AllAsync())
        {
            if ((await text.InputValueAsync()).Length == 0)
            {
                var chinese = await text.GetAttributeAsync("lang") is "zh-Hans";
                await text.FillAsync(chinese ? Translation : Original);
            }
        }
        foreach (var line in await page.Locator("main input.govuk-input:visible:enabled").AllAsync())
        {
            if ((await line.InputValueAsync()).Length == 0 && await ValueFor(line) is { } value)
            {
                await line.FillAsync(value);
            }
        }
    }

    private static async Task<string?> ValueFor(ILocator line)
    {
        var name = await line.GetAttributeAsync("name") ?? "";
        return await line.GetAttributeAsync("type") switch
        {
            "date" => "2030-12-20",
            "datetime-local" => name.EndsWith(".to", StringComparison.Ordinal)
                ? "2026-02-02T12:00"
                : "2026-02-01T10:00",
            _ when name.EndsWith(".value", StringComparison.Ordinal) => await line.GetAttributeAsync("id")
                is "i-identifiers"
                ? "203.0.113.88"
                : null,
            _ => "Lakemont Field Office",
        };
    }
}
