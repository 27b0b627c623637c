using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>
/// A further version of the guidelines: looked at twice, sent back with a reason, gone on with, checked in law,
/// released by another officer, and declined by the other side, which reads what would change.
/// </summary>
public class AgreementTests(TwoDesks desks) : Story(desks)
{
    private const string Title = "Guidelines with a clearer first part";
    private const string Both = "首部分表述更为明确的准则";
    private const string Ahead = "main form button.govuk-button:not(.govuk-button--secondary)";

    [Fact]
    public async Task A_version_that_was_sent_back_is_gone_on_with_checked_released_and_declined()
    {
        var eyes = new Eyes();
        var place = $"/agreements/{Desks.Guidelines}";
        var prepares = await Officer("CN", "liaison", 2, dark: true, width: 390);
        var central = await Officer("CN", "central", 1);
        await prepares.GotoAsync(place);
        await Eyes.On(prepares, eyes);
        await Press(prepares, "main a[href^='/agreements/propose?number=']");
        await prepares.FillAsync("#title-en", Title);
        await prepares.FillAsync("#title-zh", Both);
        await prepares.FillAsync("#from", "2031-01-01T00:00");
        await prepares.SetInputFilesAsync("#document", await Amended(prepares, place));
        await Eyes.On(prepares, eyes);
        var waits = await Prepared(prepares, eyes);

        await central.GotoAsync(waits);
        await Eyes.On(central, eyes);
        await central.ClickAsync("main aside details > summary");
        await central.FillAsync("main aside details textarea", "Say it from February. 请改为自二月起。");
        await Press(central, "form[action$='/send-back'] button");

        // Nothing of what was filled in is typed again.
        await prepares.GotoAsync(waits);
        await Eyes.On(prepares, eyes);
        Assert.Contains("请改为自二月起", await prepares.InnerTextAsync("main"), StringComparison.Ordinal);
        await Press(prepares, "main a[href*='again=']");
        Assert.Equal(Both, await prepares.InputValueAsync("#title-zh"));
        Assert.Equal("2031-01-01T00:00", await prepares.InputValueAsync("#from"));
        await prepares.FillAsync("#from", "2031-02-01T00:00");
        await Eyes.On(prepares, eyes);
        var again = await Prepared(prepares, eyes);
        Assert.NotEqual(waits, again);

        await Checked(Desks, Desks.Address("CN") + again);
        await central.GotoAsync(again);
        await Eyes.On(central, eyes);
        await Press(central, "form[action$='/release'] button");
        await central.GotoAsync(place);
        await Eyes.On(central, eyes);
        Assert.Contains(Both, await central.InnerTextAsync("main"), StringComparison.Ordinal);

        var declines = await Officer("US", "central", 1, width: 1280);
        await Arrived(declines, place, Title);
        await Eyes.On(declines, eyes);
        await declines.ClickAsync("details:has(form[action$='/Decline']) > summary");
        await declines.FillAsync(
            "form[action$='/Decline'] textarea >> nth=0",
            "The name is clear as it is. 现有名称已足够明确。"
        );
        await Press(declines, "form[action$='/Decline'] button");
        await Eyes.On(declines, eyes);
        await Press(declines, Ahead);
        await Arrived(prepares, place, "现有名称已足够明确");
        await Eyes.On(prepares, eyes);
        Assert.Empty(eyes.Found);
    }

    /// <summary>Sends the form and confirms what it would say: it waits for its release; where.</summary>
    private static async Task<string> Prepared(IPage page, Eyes eyes)
    {
        await Press(page, Ahead);
        await Eyes.On(page, eyes);
        Assert.Contains("5.4", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await Press(page, Ahead);
        await Eyes.On(page, eyes);
        var path = new Uri(page.Url).AbsolutePath;
        Assert.StartsWith("/agreements/prepared/", path, StringComparison.Ordinal);
        return path;
    }

    /// <summary>The guidelines in force with one name changed, as a file.</summary>
    private static async Task<FilePayload> Amended(IPage page, string place)
    {
        var address = await page.Locator($"main a[href^='{place}/'][href$='/document.json']")
            .First.GetAttributeAsync("href");
        var answer = await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), address).ToString());
        var document = JsonNode.Parse(await answer.TextAsync())!;
        document["parts"]![0]!["name"]!["en"] = "Authorities concerned";
        return new FilePayload
        {
            Name = "guidelines.json",
            MimeType = "application/json",
            Buffer = Encoding.UTF8.GetBytes(document.ToJsonString()),
        };
    }
}
