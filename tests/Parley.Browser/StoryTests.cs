using Microsoft.Playwright;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>The main job as two nations' officers do it, in two browsers, one of them in Chinese.</summary>
public class StoryTests(TwoDesks desks) : Story(desks)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Washington_asks_and_Beijing_answers_in_Chinese(bool script)
    {
        var writer = await SignIn("US", "us-liaison-1", "en", script: script);
        // With script every key may bring something onto the page; without, only what is sent counts.
        var draft = await Draft(writer, "information", "routine", byHand: script);
        var releaser = await SignIn("US", "us-central-1", "en", script: script);
        var number = await Released(Desks, writer, releaser, draft);

        var asked = await SignIn("CN", "cn-liaison-1", "zh-Hans", script: script);
        await Arrived(asked, $"/requests/{number}", "已送达，待签收");
        await Move(asked, number, "Acknowledge");
        await Move(asked, number, "AskClarification");
        await Arrived(releaser, $"/requests/{number}", "Clarification asked");
        await Move(releaser, number, "Clarify");
        await Arrived(asked, $"/requests/{number}", "作出澄清");
        await Move(asked, number, "Answer", Finally);
        await Release(await SignIn("CN", "cn-central-1", "zh-Hans", script: script), number);
        await Arrived(releaser, $"/requests/{number}", "Final answer");
        await Move(releaser, number, "Rate");
        await Move(releaser, number, "Close");
        await Arrived(asked, $"/requests/{number}", "已办结");

        var evidence = await releaser.APIRequest.GetAsync($"{Desks.Address("US")}/requests/{number}/evidence");
        Assert.Equal(200, evidence.Status);
        Assert.Equal("application/zip", evidence.Headers["content-type"]);
    }

    [Fact]
    public async Task What_the_other_side_says_appears_without_a_reload()
    {
        var number = await Desks.Ask("CN", "information", "liaison-2");
        var watching = await SignIn("CN", "cn-central-1", "en");
        var acting = await SignIn("US", "us-central-1", "en");
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
        var writer = await SignIn("US", "us-central-1", "en");
        var draft = await Draft(writer, "information", "routine");
        await writer.GotoAsync(draft + "/check");
        await Press(writer, "form[action$='/offer'] button");
        await Offered(writer);
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
        var page = await SignIn("US", "us-liaison-1", "en");
        var draft = await Begin(page, "information", "routine");
        await page.GotoAsync(draft + "/parts/sought");
        await page.Locator("[id='i-identifiers']").PressSequentiallyAsync("203.0.113.999");
        await page.Locator("#f-identifiers", new() { HasText = "203.0.113.999" }).WaitForAsync();
        await page.GotoAsync(draft + "/parts/sought");
        Assert.Equal("203.0.113.999", await page.InputValueAsync("[id='i-identifiers']"));
    }
}
