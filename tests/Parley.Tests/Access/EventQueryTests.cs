using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Access;

/// <summary>Of the security events an operator reads those of one kind and of some days, with names in place of
/// accounts.</summary>
public sealed class EventQueryTests
{
    [Fact]
    public async Task Those_of_one_kind_and_of_some_days_page_by_page()
    {
        var clock = new MovedClock(new DateTimeOffset(2026, 3, 4, 23, 59, 0, TimeSpan.Zero));
        await using var desk = new OpenDesk(clock: clock);
        Note(desk, SecurityAct.FileRead, "planted-first");
        clock.Now += TimeSpan.FromMinutes(1);
        for (var i = 0; i < SecurityEvents.PageSize; i++)
        {
            Note(desk, SecurityAct.FileRead, $"second-{i}");
        }
        Note(desk, SecurityAct.WrittenOut, "planted-other");
        clock.Now += TimeSpan.FromDays(1);
        Note(desk, SecurityAct.FileRead, "planted-third");
        using var marsh = desk.Browser();
        await OpenDesk.SignIn(marsh, "marsh");

        var read = await Events(marsh, "kind=FileRead");
        Assert.Contains("planted-third", read, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-other", read, StringComparison.Ordinal);
        Assert.Contains("kind=FileRead&amp;from=&amp;to=&amp;page=2#events", read, StringComparison.Ordinal);
        Assert.Contains("planted-first", await Events(marsh, "kind=FileRead&page=2"), StringComparison.Ordinal);

        var day = await Events(marsh, "from=2026-03-05&to=2026-03-05");
        Assert.Contains("planted-other", day, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-third", day, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-first", day, StringComparison.Ordinal);
        Assert.Contains("No line says this.", await Events(marsh, "to=2020-01-01"), StringComparison.Ordinal);
        Assert.Contains("planted-third", await Events(marsh, "kind=7&from=never"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Invented Person", "Node (automatic)", "(read, draft)")]
    [InlineData("zh-Hans", "某人", "节点（自动）", "(查阅、起草)")]
    public async Task Who_and_whom_stand_by_name_and_scopes_in_words(
        string language,
        string name,
        string node,
        string scopes
    )
    {
        await using var desk = new OpenDesk();
        var names = new Bilingual("Invented Person", "某人");
        desk.Officers.Add(
            "account-7",
            OpenDesk.Password,
            new NewOfficer(names, "us-test", names, names, [Role.Drafter]),
            Doer.Command
        );
        var account = desk.Service<AccountShelf>().FindBySignInName("account-7")!;
        desk.Service<ApiTokens>()
            .Make(account, "a case system", [TokenScope.Read, TokenScope.Draft], 30, new Doer("account-7", "here"));
        desk.Events.Note(Doer.Node, SecurityAct.RequestErased, "US-R-2026-0001", "4.1");
        using var marsh = desk.Browser();
        await OpenDesk.SignIn(marsh, "marsh");
        marsh.DefaultRequestHeaders.Add("Accept-Language", language);
        var events = System.Net.WebUtility.HtmlDecode(await Events(marsh, ""));
        Assert.DoesNotContain("account-7", events, StringComparison.Ordinal);
        Assert.Contains($"<bdi>{name}</bdi>", events, StringComparison.Ordinal);
        Assert.Contains($"<bdi>{node}</bdi>", events, StringComparison.Ordinal);
        Assert.Contains($"a case system {scopes}", events, StringComparison.Ordinal);
    }

    private static void Note(OpenDesk desk, SecurityAct act, string more) =>
        desk.Events.Note(new Doer("hale", "here"), act, more: more);

    private static async Task<string> Events(HttpClient browser, string query)
    {
        var page = await browser.GetStringAsync($"/settings?{query}");
        return page[page.IndexOf("id=\"events\"", StringComparison.Ordinal)..];
    }

    private sealed class MovedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
