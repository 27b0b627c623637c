using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>Every page in both languages, light and dark, wide and narrow.</summary>
public partial class PageTests(TwoDesks desks) : Story(desks)
{
    private static readonly string[] Fixed =
    [
        "/",
        "/requests",
        "/requests?view=all&way=in&due=none",
        "/requests?q=%E6%B2%A1%E6%9C%89%E7%9A%84",
        "/drafts",
        "/drafts/new",
        "/review",
        "/review?by=month&sort=-full-on-time&kind=information",
        "/search?q=%E8%B4%A6%E6%88%B7",
        "/tasks?of=all",
        "/requests/views",
        "/account/notices",
        "/agreements",
        "/record",
        "/settings",
    ];

    [Theory]
    [InlineData("en", false)]
    [InlineData("en", true)]
    [InlineData("zh-Hans", false)]
    [InlineData("zh-Hans", true)]
    public async Task Axe_finds_nothing_on_any_page(string language, bool dark)
    {
        var page = await SignIn("CN", "cn-central-1", language, dark: dark);
        var found = new List<string>();
        foreach (var path in await Paths(page))
        {
            await page.GotoAsync(path);
            found.AddRange((await Eyes.Violations(page)).Select(one => $"{path}: {one}"));
        }
        Assert.Empty(found);
    }

    [Fact]
    public async Task A_page_in_somebodys_way_is_seen()
    {
        var page = await SignIn("CN", "cn-central-1", "en");
        Assert.Empty(await Eyes.Violations(page));
        await page.EvaluateAsync("document.querySelector('main').append(document.createElement('img'))");
        Assert.StartsWith("image-alt", Assert.Single(await Eyes.Violations(page)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operator", "en", true, 1280)]
    [InlineData("operator", "zh-Hans", false, 390)]
    [InlineData("auditor", "en", false, 390)]
    [InlineData("auditor", "zh-Hans", true, 1280)]
    [InlineData("liaison", "en", false, 1280)]
    [InlineData("central", "zh-Hans", true, 390)]
    public async Task Every_page_an_officer_may_open_is_fit_for_use(
        string office,
        string language,
        bool dark,
        int width
    )
    {
        var eyes = new Eyes();
        var page = await SignIn("CN", $"cn-{office}-1", language, dark: dark, width: width);
        var refused = false;
        foreach (var path in Desks.Pages("CN"))
        {
            var response = await page.APIRequest.GetAsync(Desks.Address("CN") + path, new() { MaxRedirects = 0 });
            // Others may open the rest, which one page says for all; or it is a part of a page, or for programs.
            var seen = response.Status == 200 || (response.Status == 403 && !refused);
            if (seen && (await response.TextAsync()).Contains("<h1", StringComparison.Ordinal))
            {
                refused |= response.Status == 403;
                await page.GotoAsync(path);
                await Eyes.On(page, eyes);
            }
        }
        Assert.Empty(eyes.Found);
        Assert.True(eyes.Count >= 6, $"Only {eyes.Count} pages were found.");
    }

    /// <summary>From each page on along its links, of each kind of address the first.</summary>
    [Theory]
    [InlineData("operator", "zh-Hans", false, 390, 4)]
    [InlineData("central", "en", true, 1280, 15)]
    [InlineData("liaison", "zh-Hans", true, 390, 12)]
    [InlineData("auditor", "en", false, 1280, 4)]
    public async Task Every_page_an_officer_comes_to_by_links_is_fit_for_use(
        string office,
        string language,
        bool dark,
        int width,
        int least
    )
    {
        var eyes = new Eyes();
        var page = await SignIn("CN", $"cn-{office}-1", language, dark: dark, width: width);
        var waiting = new Queue<string>(Desks.Pages("CN"));
        var met = waiting.Select(KindOf).ToHashSet(StringComparer.Ordinal);
        var begun = waiting.Count;
        for (var at = 0; waiting.TryDequeue(out var path); at++)
        {
            var response = await page.APIRequest.GetAsync(Desks.Address("CN") + path, new() { MaxRedirects = 0 });
            var type = response.Headers.GetValueOrDefault("content-type") ?? "";
            if (
                response.Status != 200
                || !type.StartsWith("text/html", StringComparison.Ordinal)
                || !(await response.TextAsync()).Contains("<h1", StringComparison.Ordinal)
            )
            {
                continue;
            }
            await page.GotoAsync(path);
            if (at >= begun)
            {
                await Eyes.On(page, eyes);
            }
            foreach (var link in (await Onward(page)).Where(one => met.Add(KindOf(one))))
            {
                waiting.Enqueue(link);
            }
        }
        Assert.True(eyes.Found.Count == 0, string.Join('\n', eyes.Found));
        Assert.True(eyes.Count >= least, $"Only {eyes.Count} pages were found.");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task No_page_is_wider_than_a_telephone(string language)
    {
        var page = await SignIn("US", "us-central-1", language);
        await page.SetViewportSizeAsync(390, 844);
        var wide = new List<string>();
        foreach (var path in await Paths(page))
        {
            await page.GotoAsync(path);
            if (await Eyes.SticksOut(page) is { } what)
            {
                wide.Add($"{path}: {what}");
            }
        }
        Assert.Empty(wide);
    }

    [Fact]
    public async Task Every_page_works_without_script()
    {
        var page = await SignIn("US", "us-central-1", "en", script: false);
        foreach (var path in await Paths(page))
        {
            var response = await page.GotoAsync(path);
            Assert.Equal(200, response!.Status);
            Assert.Equal(1, await page.Locator("h1").CountAsync());
        }
    }

    [Fact]
    public async Task A_page_says_nothing_to_the_console()
    {
        var page = await SignIn("CN", "cn-liaison-1", "zh-Hans");
        var said = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                said.Add($"{page.Url}: {message.Text}");
            }
        };
        foreach (var path in await Paths(page))
        {
            await page.GotoAsync(path);
            await page.Locator("body.js-enabled").WaitForAsync();
        }
        Assert.Empty(said);
    }

    /// <summary>Where a page leads to at this node, without what is chosen there; files to take out are none.</summary>
    private static async Task<IEnumerable<string>> Onward(IPage page)
    {
        var links = await page.Locator("main a[href^='/']:not([download])")
            .EvaluateAllAsync<string[]>("links => links.map(link => new URL(link.href).pathname)");
        return links.Where(path => !path.Contains('.', StringComparison.Ordinal));
    }

    /// <summary>What an address is without the number in it.</summary>
    private static string KindOf(string path) => Numbers().Replace(path, "#");

    [GeneratedRegex("(?<=/)[A-Z]{2}(?=/|$|-)|[0-9a-f]{8,}(-[0-9a-f]+)*|[0-9]+")]
    private static partial Regex Numbers();

    /// <summary>The fixed pages, and one of each kind that has a number.</summary>
    private static async Task<IReadOnlyList<string>> Paths(IPage page)
    {
        var paths = Fixed.ToList();
        // By what it is: numbers depend on the day on which the half-year begins.
        const string late = "/requests?view=all&kind=mutual-legal-assistance&due=overdue";
        var number = (await Links(page, late, "/requests/")).First()["/requests/".Length..];
        paths.Add($"/requests/assign?number={number}");
        paths.Add($"/requests/acknowledge?number={number}");
        paths.Add("/settings/keeping");
        await page.GotoAsync("/settings/keeping");
        var erased = page.Locator("section[aria-labelledby='erased'] a").First;
        paths.Add((await erased.GetAttributeAsync("href"))!);
        paths.AddRange(await Links(page, "/requests", "/requests/"));
        paths.AddRange(await Links(page, "/agreements", "/agreements/"));
        return paths;
    }

    private static async Task<IEnumerable<string>> Links(IPage page, string list, string prefix)
    {
        await page.GotoAsync(list);
        var links = await page.Locator($"main a[href^='{prefix}']")
            .EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))");
        return links.Where(l => l.Contains("-20", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(4);
    }
}
