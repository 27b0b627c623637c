using Microsoft.Playwright;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>Several requests of the list in one act: chosen, read once more, acknowledged.</summary>
public class ChosenTests(TwoDesks desks) : Story(desks)
{
    [Theory]
    [InlineData("US", true, true, 390)]
    [InlineData("CN", false, false, 1280)]
    public async Task Several_requests_are_acknowledged_at_once_and_what_could_not_be_is_told(
        string asked,
        bool script,
        bool dark,
        int width
    )
    {
        var eyes = new Eyes();
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            numbers.Add(await Desks.Ask(Other(asked), "information", "liaison-2"));
        }
        var party = asked.ToLowerInvariant();
        var page = await SignIn(asked, $"{party}-liaison-1", asked is "US" ? "en" : "zh-Hans", script, dark, width);
        await Shown(page, "/requests?view=all&sort=newest", $"input.choose[value='{numbers[^1]}']");
        foreach (var number in numbers)
        {
            await page.CheckAsync($"input.choose[value='{number}']");
        }
        await Press(page, "#chosen button[formaction='/requests/acknowledge']");
        Assert.Equal(3, await page.Locator("main form input[name=number]").CountAsync());
        await Looked(page, script, eyes);

        // Meanwhile a colleague was faster with one of them.
        var colleague = await Officer(asked, "liaison", 2);
        await Move(colleague, numbers[1], "Acknowledge");
        await Press(page, "main form button.govuk-button");
        await Looked(page, script, eyes);
        Assert.Equal(2, await page.Locator(".chosen-list > li > .tag--good").CountAsync());
        Assert.Equal(1, await page.Locator(".chosen-list > li > .tag--bad").CountAsync());
        Assert.Equal(1, await page.Locator("main [role=alert]:not([hidden])").CountAsync());

        // Both nodes hold one acknowledgement of each.
        var there = await Officer(Other(asked), "liaison", 1);
        foreach (var number in numbers)
        {
            await Shown(there, $"/requests/{number}", ".timeline__entry >> nth=1");
            Assert.Equal(2, await there.Locator(".timeline__entry").CountAsync());
        }
        Assert.Empty(eyes.Found);
    }

    /// <summary>Axe needs a script, and so do the eyes.</summary>
    private static Task Looked(IPage page, bool script, Eyes eyes) => script ? Eyes.On(page, eyes) : Task.CompletedTask;
}
