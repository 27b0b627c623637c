using Microsoft.Playwright;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>
/// A request of one kind from draft to its end, asked by either nation: one side in English, the other in Chinese, one
/// by day, the other at night, one at a desk, the other on a telephone; and everybody looks at the pages on the way.
/// </summary>
public abstract class KindStory(TwoDesks desks) : Story(desks)
{
    /// <summary>Plays a request of a kind.</summary>
    /// <param name="night">Who asks works at night, who answers by day; and of two nations the first at a desk.</param>
    /// <param name="way">What is said until its end, in order: with a "&lt;" what the asking side says.</param>
    protected async Task GoesToItsEnd(string kind, string office, string asking, bool night, params string[] way)
    {
        var eyes = new Eyes();
        var asked = Other(asking);
        var small = night == (asking is "US");
        var asks = await Officer(asking, office, 1, dark: night, width: small ? 390 : 1280);
        var answers = await Officer(asked, office, 1, dark: !night, width: small ? 1280 : 390);
        var releasesThere = await Officer(asked, office, 2, dark: night, width: 1280);

        var number = await Made(asks, await Officer(asking, office, 2, dark: !night, width: 390), kind, eyes);
        await There(answers, number);
        foreach (var step in way)
        {
            var move = step.TrimStart('<');
            var page = step.StartsWith('<') ? asks : answers;
            await Open(page, number, move);
            await Move(page, number, move, it => move is "Answer" ? Finally(it) : Task.CompletedTask, eyes);
            await Eyes.On(page, eyes, after: move is "Accept" or "Answer" ? move : "");
            // Where the time ran to before it was extended stays to be seen.
            Assert.True(move is not "Extend" || await page.Locator(".clockface .bar__first").CountAsync() > 0);
            if (move is "Accept" or "Answer" or "LimitUse")
            {
                await Release(releasesThere, number, eyes);
            }
            if (kind is "emergency-disclosure" && move is "Answer")
            {
                // The rule book of the demo wants two officers for that.
                await Release(await Officer(asked, "central", 2), number, eyes);
            }
        }
        await Arrived(answers, $"/requests/{number}", asked is "US" ? "Closed" : "已办结");
        foreach (var path in new[] { $"/requests/{number}", $"/requests/{number}/letter" })
        {
            foreach (var page in new[] { asks, answers })
            {
                await page.GotoAsync(path);
                await Eyes.On(page, eyes, after: "its end");
            }
        }
        Assert.Empty(eyes.Found);
        Assert.True(eyes.Count > 12, $"Only {eyes.Count} pages were looked at.");
    }

    /// <summary>A request of a kind, written by one officer and released by another; its number.</summary>
    private protected async Task<string> Made(IPage writer, IPage releaser, string kind, Eyes? eyes = null)
    {
        var urgency = kind is "emergency-disclosure" ? "emergency" : "routine";
        var draft = await Draft(writer, kind, urgency, eyes);
        return await Released(Desks, writer, releaser, draft, eyes);
    }

    /// <summary>Begins a request that builds on another by the link on its page, and makes it; its number.</summary>
    private protected async Task<string> Continued(IPage writer, IPage releaser, string link, Eyes eyes)
    {
        await Press(writer, link);
        await Eyes.On(writer, eyes);
        await writer.CheckAsync("input[name=urgency] >> nth=-1");
        await Press(writer, "main form button.govuk-button");
        await writer.WaitForURLAsync("**/drafts/*");
        var draft = writer.Url;
        await Eyes.On(writer, eyes);
        await FillAll(writer, eyes);
        return await Released(Desks, writer, releaser, draft, eyes);
    }

    /// <summary>The page of a request names another one, and leads to it.</summary>
    protected static async Task Names(IPage page, string number, string other)
    {
        await page.GotoAsync($"/requests/{number}");
        var names = await page.Locator($"#linked a[href='/requests/{other}']").CountAsync() > 0;
        Assert.True(names, $"{number} does not name {other}: {await page.InnerTextAsync("main")}");
    }
}
