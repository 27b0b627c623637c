using System.Net;
using Parley.Node.Requests;

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
    public async Task A_view_is_renamed_but_not_over_another()
    {
        await using var desk = new OpenDesk();
        using var browser = desk.Browser();
        await OpenDesk.SignIn(browser, "hale");
        await Post(browser, "/requests/views", "Pressing");
        await Post(browser, "/requests/views", "Other");
        await Rename(browser, "Pressing", "Urgent");
        Assert.Equal(["Other", "Urgent"], Names(desk, "hale"));
        var taken = await Rename(browser, "Urgent", "Other");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.StatusCode);
        Assert.Equal(["Other", "Urgent"], Names(desk, "hale"));
    }

    [Fact]
    public async Task A_shared_view_is_seen_by_the_officers_of_the_authority_and_changed_by_its_owner_alone()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        using var reed = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        await OpenDesk.SignIn(reed, "reed");
        await Post(hale, "/requests/views", "Pressing");
        Assert.DoesNotContain("Pressing", await reed.GetStringAsync("/requests"), StringComparison.Ordinal);
        await OpenDesk.Post(hale, List, "/requests/views/share", ("name", "Pressing"), ("share", "true"));
        Assert.Contains("Pressing", await reed.GetStringAsync("/requests"), StringComparison.Ordinal);
        await OpenDesk.Post(reed, List, "/requests/views/delete", ("name", "Pressing"));
        await Rename(reed, "Pressing", "Mine");
        Assert.Equal(["Pressing"], Names(desk, "hale"));
        await OpenDesk.Post(hale, List, "/requests/views/share", ("name", "Pressing"), ("share", "false"));
        Assert.DoesNotContain("Pressing", await reed.GetStringAsync("/requests"), StringComparison.Ordinal);
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

    private static IEnumerable<string> Names(OpenDesk desk, string officer) =>
        desk.Service<SavedViews>()
            .Of(desk.Officers.All().First(one => one.SignInName.Equals(officer, StringComparison.Ordinal)).Id)
            .Select(view => view.Name);

    private static Task<HttpResponseMessage> Rename(HttpClient browser, string name, string to) =>
        OpenDesk.Post(browser, List, "/requests/views/rename", ("name", name), ("to", to));

    private static Task<HttpResponseMessage> Post(HttpClient browser, string address, string name) =>
        OpenDesk.Post(browser, List, address, ("name", name), ("query", List["/requests".Length..]));
}
