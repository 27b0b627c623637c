using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>Every page in both languages, light and dark, wide and narrow.</summary>
public class PageTests(TwoDesks desks)
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
        var page = await desks.SignIn("CN", "cn-central-1", language, dark: dark);
        var found = new List<string>();
        foreach (var path in await Paths(page))
        {
            await page.GotoAsync(path);
            var axe = await page.RunAxe();
            found.AddRange(
                axe.Violations.SelectMany(v =>
                    v.Nodes.Select(n => $"{path}: {v.Id}: {n.Html[..Math.Min(n.Html.Length, 160)]}")
                )
            );
        }
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task No_page_is_wider_than_a_telephone(string language)
    {
        var page = await desks.SignIn("US", "us-central-1", language);
        await page.SetViewportSizeAsync(390, 844);
        var wide = new List<string>();
        foreach (var path in await Paths(page))
        {
            await page.GotoAsync(path);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > 390)
            {
                wide.Add($"{path}: {width}");
            }
        }
        Assert.Empty(wide);
    }

    [Fact]
    public async Task Every_page_works_without_script()
    {
        var page = await desks.SignIn("US", "us-central-1", "en", script: false);
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
        var page = await desks.SignIn("CN", "cn-liaison-1", "zh-Hans");
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
            await page.WaitForTimeoutAsync(100);
        }
        Assert.Empty(said);
    }

    /// <summary>The fixed pages, and one of each kind that has a number.</summary>
    private static async Task<IReadOnlyList<string>> Paths(IPage page)
    {
        var paths = Fixed.ToList();
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
