using Microsoft.Playwright;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>A request that is completed without having been asked about, by two officers at the same time.</summary>
public class SupplementTests(TwoDesks desks) : Story(desks)
{
    private const string Reference = "[id='i-own-reference']";

    [Theory]
    [InlineData("US", true, 1280)]
    [InlineData("CN", false, 390)]
    public async Task What_two_officers_correct_at_once_is_seen_by_the_later_and_then_by_the_other_side(
        string asking,
        bool dark,
        int width
    )
    {
        var eyes = new Eyes();
        var number = await Desks.Ask(asking, "information", "liaison-2");
        var one = await Officer(asking, "liaison", 1, dark, width);
        var two = await Officer(asking, "liaison", 2, !dark);
        await Begin(one, number, "ONE/1 甲", eyes);
        await Begin(two, number, "TWO/2 乙", eyes);
        await Press(two, Submit);
        await Release(await Officer(asking, "central", 1), number, eyes);

        // The form was open all the while: it does not go over what the colleague said unseen.
        await Press(one, Submit);
        var seen = await one.InnerTextAsync("main");
        Assert.Contains("TWO/2 乙", seen, StringComparison.Ordinal);
        Assert.Equal("ONE/1 甲", await one.InputValueAsync(Reference));
        await Eyes.On(one, eyes);
        await one.ClickAsync(".govuk-error-summary a");
        Assert.True(await one.Locator(Reference).IsVisibleAsync());
        await Press(one, Submit);
        Assert.EndsWith($"/requests/{number}", one.Url, StringComparison.Ordinal);
        await Release(two, number, eyes);

        var asked = await Officer(Other(asking), "liaison", 1, dark, width);
        await Arrived(asked, $"/requests/{number}", "ONE/1 甲");
        Assert.Contains("ONE/1 甲", await asked.InnerTextAsync("#asked"), StringComparison.Ordinal);
        Assert.Contains("TWO/2 乙", await asked.InnerTextAsync(".timeline"), StringComparison.Ordinal);
        await Eyes.On(asked, eyes);
        Assert.Empty(eyes.Found);
    }

    private static async Task Begin(IPage page, string number, string reference, Eyes eyes)
    {
        await page.GotoAsync($"/requests/{number}/do/Supplement");
        await page.FillAsync("#text", "A reference was given to it here. 已编立内部文号。");
        await page.ClickAsync($"details:has({Reference}) > summary");
        await page.FillAsync(Reference, reference);
        await Eyes.On(page, eyes);
    }
}
