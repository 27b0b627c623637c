using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Tests.Desk;
using Parley.Tests.Erasing;

namespace Parley.Tests.Access;

/// <summary>Every reading of content is a line that cannot be changed or taken out unnoticed.</summary>
public sealed class ReadLogTests : IAsyncDisposable
{
    private readonly LaterClock clock = new();
    private readonly OpenDesk desk;

    public ReadLogTests() => desk = new OpenDesk(clock: clock);

    private LocalShelf Shelf => desk.Service<LocalShelf>();

    private Peer Self => Peer.Parse(desk.Service<JointRecord>().Self.CardText);

    [Fact]
    public async Task A_page_that_is_read_is_a_line_and_its_live_parts_are_none()
    {
        using var reed = await SignedIn("reed");
        await reed.GetAsync("/requests?view=all");
        await Part(reed, "/requests?view=all");
        await reed.GetAsync("/links");
        await reed.GetAsync("/account");
        var line = Assert.Single(Lines("reed"));
        Assert.Equal(("/requests", "/requests?view=all", ReadAs.Page), (line.Subject, line.Path, line.As));
        Assert.NotEmpty(line.Session);
    }

    [Fact]
    public async Task The_header_of_a_live_part_hides_no_reading()
    {
        using var reed = await SignedIn("reed");
        await Part(reed, "/requests/US-R-2026-0001");
        Assert.Equal("US-R-2026-0001", Assert.Single(Lines("reed")).Subject);
    }

    [Fact]
    public async Task A_matter_shown_anew_is_read_anew_and_so_is_a_list_after_a_minute()
    {
        using var reed = await SignedIn("reed");
        await reed.GetAsync("/requests/US-R-2026-0001");
        await Part(reed, "/requests/US-R-2026-0001");
        await Part(reed, "/requests/US-R-2026-0001/evidence");
        await Part(reed, "/requests/US-R-2026-0001/evidence");
        Assert.Equal(4, Lines("reed").Count);
        await reed.GetAsync("/requests?view=all");
        await Part(reed, "/requests?view=all");
        Assert.Equal(5, Lines("reed").Count);
        clock.Ahead = TimeSpan.FromSeconds(61);
        await Part(reed, "/requests?view=all");
        Assert.Equal(6, Lines("reed").Count);
    }

    [Fact]
    public async Task What_is_refused_is_not_read()
    {
        using var marsh = await SignedIn("marsh");
        await marsh.GetAsync("/requests");
        Assert.Empty(Lines("marsh"));
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_shown()
    {
        using var reed = await SignedIn("reed");
        await reed.GetAsync("/requests");
        using (var db = Database())
        {
            db.Execute("CREATE TRIGGER full BEFORE INSERT ON line BEGIN SELECT RAISE(ABORT, 'full'); END;");
        }
        var answer = await reed.GetAsync("/review");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("local ledger", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var db = Database())
        {
            db.Execute("DROP TRIGGER full");
        }
        Assert.Equal(HttpStatusCode.OK, (await reed.GetAsync("/review")).StatusCode);
        Assert.Empty(Shelf.Verify(Self));
    }

    [Fact]
    public async Task Security_events_are_carried_along()
    {
        using var reed = await SignedIn("reed");
        await reed.GetAsync("/requests");
        var events = Shelf
            .Find(ReadChoice.All, 1)
            .Where(one => one.Line.As == ReadAs.Event)
            .Select(one => one.Line.Path);
        Assert.Contains("SignedIn", events);
        Assert.Empty(Shelf.Verify(Self));
    }

    [Theory]
    [InlineData(
        "UPDATE line SET bytes = CAST(replace(CAST(bytes AS TEXT), 'reed', 'hale') AS BLOB) WHERE who = 'reed'",
        "was changed"
    )]
    [InlineData("DELETE FROM line WHERE idx = 2", "is missing")]
    [InlineData("DELETE FROM line WHERE idx = (SELECT max(idx) FROM line)", "were signed")]
    [InlineData("UPDATE line SET who = 'hale' WHERE who = 'reed'", "does not say")]
    [InlineData("UPDATE checkpoint SET note = replace(note, 'local', 'lokal')", "signature")]
    [InlineData("UPDATE line SET hash = zeroblob(32), bytes = NULL WHERE idx = 1", "not those that were signed")]
    public async Task Whatever_is_changed_on_the_disk_is_found(string how, string words)
    {
        using var reed = await SignedIn("reed");
        await reed.GetAsync("/requests");
        await reed.GetAsync("/review");
        Assert.Empty(Shelf.Verify(Self));
        using (var db = Database())
        {
            Assert.Throws<SqliteException>(() => db.Execute("DELETE FROM line"));
            db.Execute("DROP TRIGGER line_stays; DROP TRIGGER line_remains;");
            db.Execute(how);
        }
        Assert.Contains(Shelf.Verify(Self), finding => finding.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_erased_is_gone_from_the_disk_and_the_rest_still_verifies()
    {
        using var reed = await SignedIn("reed");
        await reed.GetAsync("/requests?q=a-planted-marker");
        var now = TimeProvider.System.GetUtcNow();
        Assert.True(Shelf.Erase(now + TimeSpan.FromMinutes(1)) > 0);
        await reed.GetAsync("/review");
        Assert.Empty(Shelf.Verify(Self));
        Assert.Single(Lines("reed"));
        using var file = new FileStream(FileOf("local.db"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        Assert.DoesNotContain("a-planted-marker", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_read_at_once_are_all_written_down()
    {
        using var reed = await SignedIn("reed");
        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => reed.GetAsync($"/requests?q={n}")));
        Assert.Equal(60, Lines("reed", 100).Count);
        Assert.Empty(Shelf.Verify(Self));
    }

    [Fact]
    public async Task Auditors_read_the_ledger_which_is_read_itself()
    {
        var both = new Bilingual("An Invented Auditor", "某人");
        var officer = new NewOfficer(both, "us-test", both, both, [Role.Auditor]);
        desk.Officers.Add("audit", OpenDesk.Password, officer, Doer.Command);
        using var reed = await SignedIn("reed");
        await reed.GetAsync("/requests/US-R-2026-0001");
        using var audit = await SignedIn("audit");
        var page = await audit.GetStringAsync("/log?subject=US-R-2026-0001");
        Assert.Contains("reed", page, StringComparison.Ordinal);
        var table = await audit.GetStringAsync("/log/lines.csv");
        Assert.Contains("\"US-R-2026-0001\"", table, StringComparison.Ordinal);
        Assert.Equal(2, Lines("audit").Count);
        Assert.Equal(HttpStatusCode.Forbidden, (await reed.GetAsync("/log")).StatusCode);
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    private static async Task Part(HttpClient browser, string address)
    {
        using var part = new HttpRequestMessage(HttpMethod.Get, address);
        part.Headers.Add("HX-Request", "true");
        using var answer = await browser.SendAsync(part);
    }

    private List<ReadLine> Lines(string who, int most = LocalShelf.PageSize) =>
        [.. Shelf.Find(new ReadChoice([who]), 1, most).Select(one => one.Line).Where(line => line.As != ReadAs.Event)];

    private string FileOf(string name) => Path.Combine(desk.DeskFolder, name);

    private SqliteConnection Database()
    {
        var db = new SqliteConnection($"Data Source={FileOf("local.db")};Pooling=False");
        db.Open();
        return db;
    }

    private async Task<HttpClient> SignedIn(string name)
    {
        var browser = desk.Browser();
        await OpenDesk.SignIn(browser, name);
        return browser;
    }
}
