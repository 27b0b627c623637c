using System.Text;
using Microsoft.Playwright;
using Parley.Cooperation.Requests;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

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

    /// <summary>Whatever the language and the light it is read in, the browser's own print of a letter is the letter,
    /// dark on white A4, and nothing of the page around it.</summary>
    [Theory]
    [InlineData("en", true)]
    [InlineData("zh-Hans", false)]
    public async Task The_print_of_a_letter_page_is_the_letter_alone(string language, bool dark)
    {
        var page = await SignIn("US", "us-central-1", language, dark: dark, width: dark ? 390 : 1280);
        var number = Desks.Lived("US", Stage.AnsweredInPart);
        await page.GotoAsync($"/requests/{number}/letter");
        using var paper = PdfDocument.Open(await page.PdfAsync(new() { PreferCSSPageSize = true }));
        var text = string.Concat(paper.GetPages().Select(one => one.Text)).Normalize(NormalizationForm.FormKC);
        foreach (var said in (string[])[number, "Summary of facts", "案情摘要"])
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
        }
        foreach (var around in (string[])["Sign out", "退出", "Skip to main content", "跳到正文", "Print", "打印"])
        {
            Assert.DoesNotContain(around, text, StringComparison.Ordinal);
        }
        IsClean(paper);
    }

    /// <summary>As a file and as the print of the published one, a review bears its charts, every table, and what each
    /// figure means.</summary>
    [Theory]
    [InlineData(
        "en",
        "Computed from the joint record",
        "Full answers on time|Days until the full answer|≤ 90|Timeliness|Outcome|Quality|What the asking side owes"
            + "|Refusals by ground|Marks given by the requester|What these figures mean|Requests their maker took back"
    )]
    [InlineData(
        "zh-Hans",
        "依共同记录计算",
        "按时完整答复率|完整答复用时|≤ 90|时效|结果|质量|请求方应办事项|按理由统计的拒绝|请求方给出的评价|各项数据的含义|由请求方撤回的请求"
    )]
    public async Task A_review_comes_as_a_PDF_and_prints_with_its_charts_and_tables(
        string language,
        string said,
        string everywhere
    )
    {
        var page = await SignIn("CN", "cn-secretariat-1", language, dark: true);
        await page.GotoAsync("/review");
        var link = await page.Locator("a[href*='figures.pdf']").GetAttributeAsync("href");
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Accept-Language"] = language };
        var file = await page.APIRequest.GetAsync(Desks.Address("CN") + link, new() { Headers = headers });
        Assert.Equal(200, file.Status);
        BearsAll(await file.BodyAsync(), $"{said}|{everywhere}");

        await page.GotoAsync("/agreements");
        await page.Locator("main a[href*='-A-']", new() { HasText = language is "en" ? "Review" : "评估" })
            .Last.ClickAsync();
        await AtWork.Press(page, "a[href^='/reviews/'] >> nth=0");
        BearsAll(await page.PdfAsync(new() { PreferCSSPageSize = true }), everywhere);
    }

    private static void BearsAll(byte[] file, string words)
    {
        using var paper = PdfDocument.Open(file);
        var text = Closed(string.Concat(paper.GetPages().Select(one => one.Text)));
        Assert.All(words.Split('|'), word => Assert.Contains(Closed(word), text, StringComparison.Ordinal));
        IsClean(paper);
    }

    /// <summary>Without the spaces, which a line's end takes away.</summary>
    private static string Closed(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Dark on white A4, upright or crosswise, and nothing runs off the paper.</summary>
    private static void IsClean(PdfDocument paper)
    {
        foreach (var one in paper.GetPages())
        {
            var sides = (Math.Min(one.Width, one.Height), Math.Max(one.Width, one.Height));
            Assert.Equal((595, 842), ((int)Math.Round(sides.Item1), (int)Math.Round(sides.Item2)));
            var letters = one.Letters.Where(letter => letter.Value.Trim().Length > 0).ToList();
            Assert.All(letters, letter => Assert.InRange(letter.BoundingBox.Left, 0, one.Width));
            Assert.All(letters, letter => Assert.InRange(letter.BoundingBox.Right, 0, one.Width + 1));
            // Dark on white: the sum of the three parts of white is 3.
            Assert.All(letters, letter => Assert.InRange(Lightness(letter), 0, 2));
        }
    }

    private static double Lightness(Letter letter)
    {
        var (r, g, b) = letter.Color.ToRGBValues();
        return (double)(r + g + b);
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
