using System.Globalization;
using Microsoft.Playwright;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>
/// The ministers' review: both nodes state their figures and compare them, one side puts the review forward, the other
/// accepts it, and it is published.
/// </summary>
public class ReviewTests(TwoDesks desks) : Story(desks)
{
    private const string Ahead = "main form button.govuk-button:not(.govuk-button--secondary)";
    private const string Remark = "Answers came in time more often than before.";
    private const string Remarked = "按时答复较以往增多。";

    [Theory]
    [InlineData("US", 75, 46, false, 1280)]
    [InlineData("CN", 115, 80, true, 390)]
    public async Task Both_sides_state_the_same_figures_one_puts_the_review_forward_and_the_other_accepts_it(
        string first,
        int from,
        int to,
        bool dark,
        int width
    )
    {
        var eyes = new Eyes();
        var second = Other(first);
        // Days of the half-year, over when the stories begin: nothing that is played beside this changes their figures.
        var review = $"/review?first={Day(from)}&last={Day(to)}";
        var one = await Officer(first, "central", 1, dark, width);
        var other = await Officer(second, "central", 1, !dark, width is 390 ? 1280 : 390);
        foreach (var (page, tone) in new[] { (one, 0), (other, 1) })
        {
            await Shown(page, review, "#agree form button");
            await Eyes.On(page, eyes);
            await Press(page, "#agree form button");
            await Shown(page, review, "#agree .note:not(:has(form)) code");
            Assert.Equal(tone, await page.Locator("#agree .note--good").CountAsync());
            await Eyes.On(page, eyes);
        }
        await Shown(one, review, "#agree .note--good");
        await Eyes.On(one, eyes);

        await Press(one, "main a[href^='/review/publish']");
        await one.FillAsync("#remarks-en", Remark);
        await Eyes.On(one, eyes);
        // Both languages or neither.
        await Press(one, Ahead);
        Assert.Equal(1, await one.Locator(".govuk-error-summary").CountAsync());
        await one.FillAsync("#remarks-zh", Remarked);
        await Press(one, Ahead);
        await Eyes.On(one, eyes);
        await Press(one, Ahead);
        await Eyes.On(one, eyes);
        // The rule book of the demo wants two releasers, and meanwhile nobody puts the same review forward again.
        await one.GotoAsync(review);
        await Eyes.On(one, eyes);
        Assert.Equal(0, await one.Locator("main a[href^='/review/publish']").CountAsync());
        await Press(one, "main a[href^='/agreements/prepared/']");
        await ReleasedByTwo(first, one, eyes);
        await one.GotoAsync(review);
        var document = (await one.GetAttributeAsync("main a[href^='/reviews/']", "href"))!;
        await one.GotoAsync(document);
        await Eyes.On(one, eyes);

        var agreement = document.Replace("/reviews/", "/agreements/", StringComparison.Ordinal);
        await Shown(other, agreement, "form[action$='/Accept'] .note--good");
        await Eyes.On(other, eyes);
        await Press(other, "form[action$='/Accept'] button");
        await Eyes.On(other, eyes);
        await Press(other, Ahead);
        await ReleasedByTwo(second, other, eyes);
        foreach (var (page, party) in new[] { (other, second), (one, first) })
        {
            await Arrived(page, document, party is "US" ? "Published" : "发布于");
            await Eyes.On(page, eyes);
            Assert.Contains(
                party is "US" ? Remark : Remarked,
                await page.InnerTextAsync("main"),
                StringComparison.Ordinal
            );
            Assert.Equal(1, await page.Locator(".note--good").CountAsync());
            await page.GotoAsync(review);
            await Eyes.On(page, eyes);
            Assert.Equal(1, await page.Locator($"main a[href='{document}']").CountAsync());
        }
        Assert.Empty(eyes.Found);
    }

    [Theory]
    [InlineData("CN", "en")]
    [InlineData("US", "zh-Hans")]
    public async Task A_newcomer_finds_what_was_erased_a_published_review_and_a_request_that_comes_twice(
        string party,
        string language
    )
    {
        var page = await SignIn(party, $"{party.ToLowerInvariant()}-liaison-1", language);
        await page.GotoAsync("/settings/keeping");
        Assert.Equal(2, await page.Locator("section[aria-labelledby='erased'] a").CountAsync());
        await page.Locator("section[aria-labelledby='erased'] a").First.ClickAsync();
        await page.GetByText(language is "en" ? "kept for one year" : "事件协助保存一年").First.WaitForAsync();
        await page.GotoAsync("/review");
        Assert.Equal(1, await page.Locator(".note--good").CountAsync());
        await page.GotoAsync("/agreements");
        await page.Locator("main a[href*='-A-']", new() { HasText = language is "en" ? "Review" : "评估" })
            .Last.ClickAsync();
        await Press(page, "a[href^='/reviews/'] >> nth=0");
        Assert.Equal(1, await page.Locator(".note--good").CountAsync());
        await page.GotoAsync("/");
        var twice = language is "en" ? "Other requests name the same identifiers" : "另有请求涉及相同标识";
        await page.GetByText(twice).First.WaitForAsync();
    }

    /// <summary>What one officer prepared of an agreement leaves when two others have looked at it.</summary>
    private async Task ReleasedByTwo(string party, IPage preparer, Eyes eyes)
    {
        var prepared = new Uri(preparer.Url).AbsolutePath;
        Assert.StartsWith("/agreements/prepared/", prepared, StringComparison.Ordinal);
        foreach (var office in new[] { "central", "liaison" })
        {
            var releaser = await Officer(party, office, 2);
            await releaser.GotoAsync(prepared);
            await Eyes.On(releaser, eyes);
            await Press(releaser, "form[action$='/release'] button");
            await Eyes.On(releaser, eyes);
        }
    }

    private static string Day(int before) =>
        TimeProvider.System.GetUtcNow().AddDays(-before).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
