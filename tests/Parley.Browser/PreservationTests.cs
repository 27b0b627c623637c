using System.Globalization;
using Microsoft.Playwright;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>Requests for preservation: held, held longer, and followed by a formal request.</summary>
public class PreservationTests(TwoDesks desks) : KindStory(desks)
{
    [Theory]
    [InlineData("US")]
    [InlineData("CN")]
    public Task A_request_for_preservation_goes_from_draft_to_its_end(string asking) =>
        GoesToItsEnd("preservation", "liaison", asking, night: true, "Acknowledge", "Answer", "<Rate", "<Close");

    [Theory]
    [InlineData("US", "en", true)]
    [InlineData("CN", "zh-Hans", false)]
    public async Task A_preserved_account_is_asked_for_by_a_formal_request_that_builds_on_it(
        string asking,
        string language,
        bool dark
    )
    {
        var eyes = new Eyes();
        var before = await Held(asking, eyes);
        var central = await Officer(asking, "central", 1, dark, width: 390);
        await Shown(central, $"/requests/{before}", "a[href$='&kind=mutual-legal-assistance']");
        await Eyes.On(central, eyes);
        var number = await Continued(
            central,
            await Officer(asking, "central", 2),
            "a[href$='&kind=mutual-legal-assistance']",
            eyes
        );
        await Names(central, number, before);
        await Names(central, before, number);
        Assert.Equal(language, await central.GetAttributeAsync("html", "lang"));
        Assert.Empty(eyes.Found);
    }

    [Theory]
    [InlineData("US", true, 1280)]
    [InlineData("CN", false, 390)]
    public async Task A_preservation_is_extended_by_thirty_days_on_both_sides(string asking, bool dark, int width)
    {
        var eyes = new Eyes();
        var before = await Held(asking, eyes);
        var asks = await Officer(asking, "liaison", 1, dark, width);
        await Shown(asks, $"/requests/{before}", "#hold a[href$='&kind=preservation']");
        await Eyes.On(asks, eyes);
        var until = await HeldUntil(asks);
        var releases = await Officer(asking, "liaison", 2, !dark, width);
        var number = await Continued(asks, releases, "#hold a[href$='&kind=preservation']", eyes);

        // Asked for is not yet held: the other side has to take it on.
        await asks.GotoAsync($"/requests/{before}");
        Assert.Equal(until, await HeldUntil(asks));
        var holds = await Officer(Other(asking), "liaison", 1, !dark, width);
        await There(holds, number);
        await Eyes.On(holds, eyes);
        await Move(holds, number, "Accept", eyes: eyes);
        await Release(await Officer(Other(asking), "liaison", 2, dark), number, eyes);

        foreach (var page in new[] { holds, asks })
        {
            await Shown(page, $"/requests/{before}", $"#hold:not(:has(time[datetime='{until:yyyy-MM-ddTHH:mm:ssZ}']))");
            await Eyes.On(page, eyes);
            // Days of the calendar: an hour more or less where the clocks change.
            Assert.InRange((await HeldUntil(page) - until).TotalDays, 29.9, 30.1);
            await Names(page, before, number);
        }
        Assert.Empty(eyes.Found);
    }

    /// <summary>A request for preservation that the other side has accepted; its number.</summary>
    private async Task<string> Held(string asking, Eyes eyes)
    {
        var number = await Desks.Ask(asking, "preservation", "liaison-2");
        var holder = await Officer(Other(asking), "liaison", 1);
        await Move(holder, number, "Accept", eyes: eyes);
        await Release(await Officer(Other(asking), "liaison", 2), number);
        return number;
    }

    private static async Task<DateTimeOffset> HeldUntil(IPage page) =>
        DateTimeOffset.Parse(
            (await page.GetAttributeAsync("#hold time >> nth=0", "datetime"))!,
            CultureInfo.InvariantCulture
        );
}
