namespace Parley.Tests.Desk;

/// <summary>A node without links and requests says what to do first.</summary>
public sealed class FreshDeskTests
{
    [Theory]
    [InlineData("hale", "/", "en", "Link this node with another party")]
    [InlineData("marsh", "/", "en", "Link this node with another party")]
    [InlineData("hale", "/", "zh-Hans", "将本节点与另一方建立链路")]
    [InlineData("hale", "/requests", "en", "There is no request yet")]
    [InlineData("hale", "/requests", "zh-Hans", "尚无请求")]
    [InlineData("hale", "/requests?q=nothing", "en", "There is no request yet")]
    [InlineData("hale", "/drafts", "en", "Begin one with")]
    public async Task It_teaches_how_to_begin(string officer, string page, string language, string words)
    {
        var html = await Read(officer, page, language);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing needs you now", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Clear the filter", html, StringComparison.Ordinal);
    }

    private static async Task<string> Read(string officer, string page, string language)
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        await OpenDesk.SignIn(browser, officer);
        browser.DefaultRequestHeaders.Add("Accept-Language", language);
        return await browser.GetStringAsync(page);
    }
}
