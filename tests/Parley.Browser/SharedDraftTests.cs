using System.Net;
using Microsoft.Playwright;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>Two officers who write in one draft at once.</summary>
public class SharedDraftTests(TwoDesks desks) : Story(desks)
{
    private const string Facts = "[id='i-facts']";
    private const string Purpose = "[id='i-purpose']";

    [Theory]
    [InlineData("US", false, 1280)]
    [InlineData("CN", true, 390)]
    public async Task Two_officers_who_write_at_once_lose_nothing(string party, bool dark, int width)
    {
        var eyes = new Eyes();
        var one = await Officer(party, "liaison", 1, dark, width);
        var other = await Officer(party, "liaison", 2, !dark, width);
        var part = await Begin(one, "information", "routine") + "/parts/facts";
        await one.GotoAsync(part);
        await other.GotoAsync(part);

        // In different fields both are kept, as they type.
        await Write(one, Facts, "The money left on Monday. 款项于周一汇出。");
        await Write(other, Purpose, "To stop the payment. 为止付。");
        await Stands(one, part, Facts, "The money left on Monday. 款项于周一汇出。");
        await Stands(one, part, Purpose, "To stop the payment. 为止付。");

        // In the same field the second is told, sees both, and nothing of either is lost.
        await other.GotoAsync(part);
        await Write(one, Facts, "The money left on Monday at noon. 款项于周一中午汇出。");
        await Write(other, Facts, "The money left on Monday by two payments. 款项于周一分两笔汇出。");
        await Press(other, "button[value=save]:not([hidden])");
        await Eyes.On(other, eyes);
        Assert.Contains("款项于周一中午汇出", await other.InnerTextAsync("main .note--bad"), StringComparison.Ordinal);
        Assert.NotEqual(0, await other.Locator(".govuk-error-summary").CountAsync());
        var own = await other.InputValueAsync(Facts);
        Assert.Contains("分两笔汇出", own, StringComparison.Ordinal);
        await Stands(one, part, Facts, "The money left on Monday at noon. 款项于周一中午汇出。");
        await other.FillAsync(Facts, "The money left on Monday at noon by two payments. 款项于周一中午分两笔汇出。");
        await Press(other, "button[value=save]:not([hidden])");
        await Stands(one, part, Facts, "The money left on Monday at noon by two payments. 款项于周一中午分两笔汇出。");
        await Eyes.On(one, eyes);
        Assert.Empty(eyes.Found);
    }

    /// <summary>Types a text in place of what stands there, with a pause before its end, until the node has heard all
    /// of it.</summary>
    private static async Task Write(IPage page, string field, string text)
    {
        await Heard(page, text[..^1], () => page.FillAsync(field, text[..^1]));
        await Heard(page, text, () => page.Locator(field).PressSequentiallyAsync(text[^1..]));
    }

    private static async Task Heard(IPage page, string text, Func<Task> type)
    {
        await page.RunAndWaitForResponseAsync(
            type,
            answer =>
                answer.Url.EndsWith("/live", StringComparison.Ordinal)
                && WebUtility.UrlDecode(answer.Request.PostData ?? "").Contains(text, StringComparison.Ordinal)
        );
        await page.Locator("form:not(.htmx-request) #saved:not(:empty)").WaitForAsync();
    }

    private static async Task Stands(IPage page, string part, string field, string text)
    {
        await page.GotoAsync(part);
        Assert.Equal(text, await page.InputValueAsync(field));
    }
}
