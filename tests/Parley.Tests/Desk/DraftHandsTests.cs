using System.Net;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;

namespace Parley.Tests.Desk;

/// <summary>Whose hands a draft is in.</summary>
public sealed class DraftHandsTests
{
    [Fact]
    public async Task A_draft_is_thrown_away_by_who_wrote_in_it_and_by_nobody_else()
    {
        await using var desk = new OpenDesk();
        var shelf = desk.Service<DraftShelf>();
        var foreign = Add(shelf, "somebody else");
        var own = Add(shelf, desk.Officers.All().First(one => one.SignInName is "hale").Id);
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var refused = await OpenDesk.Post(hale, "/", $"/drafts/{foreign}/discard");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.NotNull(shelf.Find(foreign));
        Assert.Equal(HttpStatusCode.Found, (await OpenDesk.Post(hale, "/", $"/drafts/{own}/discard")).StatusCode);
        Assert.Null(shelf.Find(own));
        // It is told on the next page, and on that alone; nobody is told what the browser makes up.
        Assert.Contains("The draft is deleted.", await hale.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"told\"", await hale.GetStringAsync("/"), StringComparison.Ordinal);
        using var made = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        made.Headers.Add("Cookie", "parley-told=released");
        using var other = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = desk.Address };
        var answer = await other.SendAsync(made);
        Assert.DoesNotContain("id=\"told\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_left_is_neither_thrown_away_nor_sent_back_nor_offered_again()
    {
        await using var desk = new OpenDesk();
        var shelf = desk.Service<DraftShelf>();
        var id = Add(shelf, "an author");
        shelf.Leave(id, SubjectId.Parse("US-R-2026-0001"));
        Assert.False(shelf.Discard(id, shelf.Find(id)!.Version));
        shelf.SendBack(id, "too late");
        Assert.False(shelf.Offer(id, "an author", shelf.Find(id)!.Version));
        Assert.Equal("US-R-2026-0001", shelf.Find(id)!.Released);
        Assert.Null(shelf.Find(id)!.SentBack);
        Assert.Null(shelf.Find(id)!.OfferedBy);
    }

    private static long Add(DraftShelf shelf, string account) =>
        shelf
            .Add(
                PartyCode.Parse("CN"),
                Draft.Empty("information", "ordinary", "en"),
                account,
                "An Author",
                TimeProvider.System.GetUtcNow()
            )
            .Id;
}
