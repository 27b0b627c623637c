using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Tests.Desk;
using Parley.Tests.Law;

namespace Parley.Tests.Access;

/// <summary>An auditor reads the local ledger as people read: names, pages in words, and the days that are asked for.
/// </summary>
public sealed class LogPageTests : IAsyncDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 14, 0, 0, TimeSpan.Zero);

    private static readonly Bilingual Name = new("Elspeth Invented", "某审计");

    private readonly OpenDesk desk = new();

    public LogPageTests()
    {
        var officer = new NewOfficer(Name, "us-test", Name, Name, [Role.Auditor]);
        desk.Officers.Add("audit", OpenDesk.Password, officer, Doer.Command);
    }

    [Theory]
    [InlineData("en", "Elspeth Invented", "Letter as PDF", "Part of a draft")]
    [InlineData("zh-Hans", "某审计", "函件 PDF", "草稿的一部分")]
    public async Task Officers_stand_by_name_and_pages_in_words(
        string language,
        string name,
        string letter,
        string part
    )
    {
        await Read(At, "/requests/US-R-2026-0001/letter.pdf?by=US", "US-R-2026-0001");
        await Read(At, "/drafts/3/parts/facts");
        var rows = await Rows(language, "");
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Contains($">{name}</a>", row, StringComparison.Ordinal));
        Assert.Contains(part, rows[0], StringComparison.Ordinal);
        Assert.Contains(letter, rows[1], StringComparison.Ordinal);
        Assert.Contains("title=\"/requests/US-R-2026-0001/letter.pdf?by=US\"", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain(">/", rows[1], StringComparison.Ordinal);
        // They are found by either name and by the sign-in name.
        foreach (var who in new[] { Name.En, Name.Zh, "audit" })
        {
            Assert.Equal(2, (await Rows(language, $"who={Uri.EscapeDataString(who)}")).Count);
        }
        Assert.Empty(await Rows(language, "who=nobody"));
        await Read(At, "/search?q=blue%20fern", "/search");
        Assert.Contains("“blue fern”", (await Rows(language, ""))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "3 2 1")]
    [InlineData("from=2026-03-05", "3 2")]
    [InlineData("to=2026-03-05", "2 1")]
    [InlineData("from=2026-03-05&to=2026-03-05", "2")]
    [InlineData("from=2026-03-07", "")]
    [InlineData("from=no-day&to=", "3 2 1")]
    public async Task Of_all_lines_those_of_some_days(string days, string drafts)
    {
        await Read(At, "/drafts/1");
        // The first and the last instant of a day are of that day, by the clock of this node.
        await Read(new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero), "/drafts/2");
        await Read(new DateTimeOffset(2026, 3, 6, 0, 0, 0, TimeSpan.Zero), "/drafts/3");
        var found = (await Rows("en", days)).Select(row => row.Split("subject=%2Fdrafts%2F")[1][..1]);
        Assert.Equal(drafts, string.Join(' ', found));
        using var audit = await SignedIn();
        var table = await audit.GetStringAsync($"/log/lines.csv?subject=%2Fdrafts%2F2&{days}");
        Assert.Equal(
            drafts.Contains('2', StringComparison.Ordinal),
            table.Contains("/drafts/2", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_a_page_keeps_while_it_is_filled_in_is_left_out_unless_it_is_asked_for()
    {
        const string beat = "/drafts/3/parts/facts/live";
        await Read(At, "/drafts/3/parts/facts");
        await Read(At, beat);
        Assert.DoesNotContain(await Rows("en", ""), row => row.Contains("live", StringComparison.Ordinal));
        Assert.Single(await Rows("en", ""));
        Assert.Single(await Rows("en", $"subject={Uri.EscapeDataString(beat)}"));
    }

    [Fact]
    public void Every_page_that_is_written_down_has_a_word_of_its_own()
    {
        string[] roots =
        [
            "requests",
            "drafts",
            "review",
            "reviews",
            "search",
            "agreements",
            "record",
            "matters",
            "tasks",
            "log",
        ];
        var unread = new[] { "GET /api/v1/openapi.json", "GET /api/v1/whoami" };
        var pages = AccessTable
            .Rows.Keys.Where(row => row.StartsWith("GET ", StringComparison.Ordinal) && !unread.Contains(row))
            .Select(row => row[4..])
            .Where(page =>
                page is "/" or "/settings/keeping"
                || page.StartsWith("/api/v1/", StringComparison.Ordinal)
                || roots.Contains(page.Split('/')[1], StringComparer.Ordinal)
            )
            .ToList();
        Assert.True(pages.Count > 60, $"{pages.Count}");
        Assert.Equal([], pages.Where(page => ReadPlaces.WordOf(ReadPlaces.Split(page)) is null));
        var words = new System.Resources.ResourceManager(typeof(LogWords));
        Assert.All(
            Languages.All.Select(System.Globalization.CultureInfo.GetCultureInfo),
            language => Assert.All(ReadPlaces.Words, word => Assert.NotNull(words.GetString("place." + word, language)))
        );
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    private Task Read(DateTimeOffset at, string path, string? subject = null) =>
        desk.Service<ReadLog>()
            .Write(new ReadLine(at, "audit", ReadAs.Page, subject ?? path, path, "a-session", "127.0.0.1"));

    private async Task<HttpClient> SignedIn()
    {
        var browser = desk.Browser();
        await OpenDesk.SignIn(browser, "audit");
        return browser;
    }

    /// <summary>The rows of a page that these tests wrote, which are not about the ledger itself.</summary>
    private async Task<List<string>> Rows(string language, string query)
    {
        using var audit = await SignedIn();
        audit.DefaultRequestHeaders.Add("Accept-Language", language);
        var page = System.Net.WebUtility.HtmlDecode(await audit.GetStringAsync($"/log?{query}"));
        return [.. page.Split("<tr>").Skip(2).Where(row => row.Contains("a-sessio", StringComparison.Ordinal))];
    }
}
