using System.Net;

namespace Parley.Tests.Desk;

/// <summary>A view of the list of requests is saved and deleted with a click.</summary>
public sealed class SavedViewTests
{
    private const string List = "/requests?way=in&due=week";

    [Fact]
    public async Task A_view_is_saved_shown_and_deleted()
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        await OpenDesk.SignIn(browser, "hale");
        var saved = await Post(browser, "/requests/views", "Pressing");
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal(List, saved.Headers.Location!.ToString());
        Assert.Contains(">Pressing</a>", await browser.GetStringAsync("/requests"), StringComparison.Ordinal);
        await Post(browser, "/requests/views/delete", "Pressing");
        Assert.DoesNotContain("Pressing", await browser.GetStringAsync("/requests"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_without_a_name_is_asked_for_one_at_the_field()
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        await OpenDesk.SignIn(browser, "hale");
        var answer = await Post(browser, "/requests/views", " ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("href=\"#view-name\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"view-name-error\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example/?view=all")]
    public async Task Saving_a_view_never_leads_elsewhere(string query)
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        await OpenDesk.SignIn(browser, "hale");
        var answer = await OpenDesk.Post(browser, List, "/requests/views", ("name", "x"), ("query", query));
        Assert.StartsWith("/requests", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Post(HttpClient browser, string address, string name) =>
        OpenDesk.Post(browser, List, address, ("name", name), ("query", List["/requests".Length..]));
}
