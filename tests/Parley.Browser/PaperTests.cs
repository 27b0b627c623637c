using Microsoft.Playwright;
using Parley.Cooperation.Requests;

namespace Parley.Browser;

/// <summary>What an officer takes away from a request: on paper, and as proofs to check without any node.</summary>
public class PaperTests(TwoDesks desks) : Story(desks)
{
    private const string Folded = "main details:not([open]):not(.no-print *) > :not(summary)";

    /// <summary>How many of the folded parts can be seen.</summary>
    private const string Seen =
        "parts => parts.filter(part => part.checkVisibility() && part.getBoundingClientRect().height > 0).length";

    [Fact]
    public async Task What_is_folded_away_stands_on_paper()
    {
        var page = await Request("en");
        var folded = page.Locator(Folded);
        var count = await folded.CountAsync();
        Assert.NotEqual(0, count);
        Assert.Equal(0, await folded.EvaluateAllAsync<int>(Seen));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(count, await folded.EvaluateAllAsync<int>(Seen));
        Assert.NotEmpty(await page.PdfAsync());
    }

    [Fact]
    public async Task Each_entry_that_is_receipted_gives_its_proof()
    {
        var page = await Request("zh-Hans");
        var links = await page.Locator(".timeline a[href$='.tlog-proof']")
            .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            var proof = await page.APIRequest.GetAsync(Desks.Address("US") + link);
            Assert.Equal(200, proof.Status);
            Assert.StartsWith("c2sp.org/tlog-proof@v1\n", await proof.TextAsync(), StringComparison.Ordinal);
            var entry = link.Replace(".tlog-proof", ".json", StringComparison.Ordinal);
            Assert.Equal(200, (await page.APIRequest.GetAsync(Desks.Address("US") + entry)).Status);
            var other = link.Replace(link.Split('/')[2], "US-R-2026-0001", StringComparison.Ordinal);
            Assert.Equal(404, (await page.APIRequest.GetAsync(Desks.Address("US") + other)).Status);
        }
    }

    /// <summary>A request that both sides have spoken about.</summary>
    private async Task<IPage> Request(string language)
    {
        var page = await SignIn("US", "us-central-1", language);
        await page.GotoAsync($"/requests/{Desks.Lived("US", Stage.AnsweredInPart)}");
        return page;
    }
}
