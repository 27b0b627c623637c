using Microsoft.Playwright;
using Parley.Cooperation.Requests;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>Requests that ask about the same thing: found while one is drafted and when one comes, linked by an
/// officer, and never merged.</summary>
public class AlikeTests(TwoDesks desks) : Story(desks)
{
    private const string Alike = "#alike";

    /// <summary>Within this time also asks what is filled in by its shape alone.</summary>
    private static readonly DateTimeOffset Begins = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("US", "CN", true, 390)]
    [InlineData("CN", "US", false, 1280)]
    public async Task Two_that_came_are_found_to_be_the_same_matter_and_that_is_taken_back(
        string asked,
        string asking,
        bool dark,
        int width
    )
    {
        var address = $"alike-{asked.ToLowerInvariant()}@mail.example";
        var first = await Desks.Ask(asking, "information", "liaison-2", About(address));
        var second = await Desks.Ask(asking, "information", "liaison-2", About(address));
        var page = await Officer(asked, "liaison", 1, dark, width);
        await Shown(page, $"/requests/{second}", $"{Alike} a[href='/requests/{first}']");
        Assert.Contains(address, await page.InnerTextAsync(Alike), StringComparison.Ordinal);
        await Look(page);

        await Press(page, $"{Alike} form:has(input[value='{first}']) button[value=same]");
        await page.Locator($"#linked a[href='/requests/{first}']").WaitForAsync();
        Assert.Equal(0, await page.Locator(Alike).CountAsync());
        await Look(page);
        await page.GotoAsync($"/requests/{first}");
        Assert.Equal(1, await page.Locator($"#linked a[href='/requests/{second}']").CountAsync());

        await Press(page, "#linked form[action$='/compared'] button[value=open]");
        await page.Locator($"{Alike} a[href='/requests/{second}']").WaitForAsync();
        await Press(page, $"{Alike} form:has(input[value='{second}']) button[value=another]");
        await page.Locator($"#apart a[href='/requests/{second}']").WaitForAsync();
        await Look(page);

        // What officers of one side find never leaves it.
        var there = await Officer(asking, "liaison", 1);
        await there.GotoAsync($"/requests/{first}");
        Assert.Equal(0, await there.Locator("#linked, #apart").CountAsync());
    }

    [Theory]
    [InlineData("US", "en", true, 1280)]
    [InlineData("CN", "zh-Hans", false, 390)]
    public async Task A_draft_that_asks_about_the_same_names_the_earlier_request_and_both_sides_see_the_link(
        string asking,
        string language,
        bool dark,
        int width
    )
    {
        var address = $"drafted-{asking.ToLowerInvariant()}@mail.example";
        var before = await Desks.Ask(asking, "information", "liaison-2", About(address));
        var writer = await Officer(asking, "liaison", 1, dark, width);
        Assert.Equal(language, await writer.GetAttributeAsync("html", "lang"));
        var draft = await Begin(writer, "information", "routine");
        await writer.GotoAsync($"{draft}/parts/sought");
        await writer.SelectOptionAsync("select[name^='identifiers'] >> nth=0", "email");
        await writer.FillAsync("#i-identifiers", address);
        await Press(writer, "button[value=save]:not([hidden])");
        await writer.GotoAsync(draft);
        await FillAll(writer);

        await writer.GotoAsync($"{draft}/check");
        Assert.Equal(1, await writer.Locator($"{Alike} a[href='/requests/{before}']").CountAsync());
        await Look(writer);
        await Press(writer, $"{Alike} a[href*='/parts/']");
        await writer.FillAsync("#i-related-requests", before);
        await Press(writer, "button[value=save]:not([hidden])");
        await writer.GotoAsync($"{draft}/check");
        Assert.Equal(0, await writer.Locator(Alike).CountAsync());

        var number = await Released(Desks, writer, await Officer(asking, "liaison", 2), draft);
        var asked = await Officer(Other(asking), "liaison", 1, !dark, width);
        await Shown(asked, $"/requests/{number}", $"#linked a[href='/requests/{before}']");
        Assert.Equal(0, await asked.Locator(Alike).CountAsync());
        await Look(asked);
    }

    /// <summary>The page in each of its states: eyes that have seen one would pass over the next.</summary>
    private static async Task Look(IPage page)
    {
        var eyes = new Eyes();
        await Eyes.On(page, eyes);
        Assert.Empty(eyes.Found);
    }

    private static Func<Draft, Draft> About(string address) =>
        draft =>
            draft
                .With("identifiers", new Entry.Identifiers([new Identifier("email", address)]))
                .With("time-range", new Entry.Range(Begins, Begins.AddDays(2)));
}
