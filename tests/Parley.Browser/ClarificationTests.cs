using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>A question about one item of a request, and the item as it was corrected.</summary>
public class ClarificationTests(TwoDesks desks) : Story(desks)
{
    [Theory]
    [InlineData("US", true, 390)]
    [InlineData("CN", false, 1280)]
    public async Task An_item_that_was_asked_about_stands_corrected_on_both_sides(string asking, bool dark, int width)
    {
        const string account = "6222 0200 1234 5678 901";
        var eyes = new Eyes();
        var number = await Desks.Ask(asking, "information", "liaison-2");
        var asked = await Officer(Other(asking), "liaison", 1, dark, width);
        await asked.GotoAsync($"/requests/{number}/do/AskClarification");
        await asked.SelectOptionAsync("#q-item-0", "identifiers");
        await asked.Locator("#question-0").PressSequentiallyAsync("Which account? 请提供完整账号。");
        await Eyes.On(asked, eyes);
        await Press(asked, Submit);
        await asked
            .Locator(".clockface .bar__stop")
            .First.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        await Eyes.On(asked, eyes);

        var asks = await Officer(asking, "liaison", 1, !dark, width);
        await Open(asks, number, "Clarify");
        await asks.GotoAsync($"/requests/{number}/do/Clarify");
        Assert.Contains("请提供完整账号", await asks.InnerTextAsync("main"), StringComparison.Ordinal);
        await asks.Locator("form#move textarea:visible >> nth=0").PressSequentiallyAsync("It stands below. 见下。");
        // Only what was asked about may be corrected.
        Assert.Equal(0, await asks.Locator("[id='i-items-sought']").CountAsync());
        await asks.FillAsync("[id='i-identifiers']", account);
        await asks.SelectOptionAsync("[id='i-identifiers-t0']", "account");
        await Eyes.On(asks, eyes);
        await Press(asks, Submit);
        Assert.EndsWith($"/requests/{number}", asks.Url, StringComparison.Ordinal);
        // It changes the request, and so another officer lets it leave.
        await Release(await Officer(asking, "liaison", 2), number, eyes);
        await Arrived(asked, $"/requests/{number}", account);
        foreach (var page in new[] { asks, asked })
        {
            Assert.Contains(account, await page.InnerTextAsync("#asked"), StringComparison.Ordinal);
            await Eyes.On(page, eyes);
        }
        // The clock runs again, and the stretch it stood still stays to be seen.
        Assert.NotEqual(0, await asked.Locator("a[href$='/do/Answer']").CountAsync());
        Assert.Empty(eyes.Found);
    }
}
