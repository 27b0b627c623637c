using System.Net;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Tests.Desk;
using Parley.Tests.Samples;

namespace Parley.Tests.Law;

/// <summary>A rule book is put forward by one, comes into force by another, and both are written down.</summary>
public sealed class RuleBookPagesTests : IAsyncLifetime
{
    private const string Propose = "/settings/rule-book/propose";

    private readonly OpenDesk desk = new();

    public ValueTask InitializeAsync()
    {
        Add("second", Role.Operator);
        Add("cole", Role.Releaser);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Without_a_rule_book_nothing_is_narrowed_and_the_page_teaches_what_one_is()
    {
        using var hale = await As("hale");
        var page = await hale.GetStringAsync("/settings/rule-book");
        Assert.Contains("has not put its own law", page, StringComparison.Ordinal);
        Assert.True(desk.Service<LawInForce>().Book.IsEmpty);
        Assert.Equal(HttpStatusCode.NotFound, (await hale.GetAsync("/settings/rule-book/rule-book.json")).StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_shown_with_its_line_and_what_was_typed_stays()
    {
        using var marsh = await As("marsh");
        var text = TestBook.Text.Replace("\"acts\": [\"draft\"]", "\"acts\": [\"drfat\"]", StringComparison.Ordinal);
        using var answer = await OpenDesk.Post(marsh, Propose, Propose, ("text", text), ("reason", "a test"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("$.rules[0].acts[0]", page, StringComparison.Ordinal);
        Assert.Contains("Line 5", page, StringComparison.Ordinal);
        Assert.Contains("drfat", page, StringComparison.Ordinal);
        Assert.Empty(desk.Service<WantedChanges>().Waiting());
    }

    [Fact]
    public async Task Why_it_is_to_come_into_force_is_asked_for()
    {
        using var marsh = await As("marsh");
        using var answer = await OpenDesk.Post(marsh, Propose, Propose, ("text", TestBook.Text), ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Theory]
    [InlineData("second")]
    [InlineData("cole")]
    public async Task It_comes_into_force_by_a_second_officer_and_is_written_down(string confirms)
    {
        using var marsh = await As("marsh");
        var change = await Put(marsh, TestBook.Text, "first book");
        Assert.True(desk.Service<LawInForce>().Book.IsEmpty);

        // Who wants it does not confirm it, nor does who has no such role.
        await OpenDesk.Post(marsh, Propose, $"/settings/changes/{change.Id}/confirm");
        using var reed = await As("reed");
        using var refused = await OpenDesk.Post(reed, "/account", $"/settings/changes/{change.Id}/confirm");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.True(desk.Service<LawInForce>().Book.IsEmpty);

        using var other = await As(confirms);
        // It stands on the desk of whoever may confirm it, and leads to what changes.
        Assert.Contains(
            $"href=\"/settings/rule-book/{change.More}\"",
            await other.GetStringAsync("/"),
            StringComparison.Ordinal
        );
        var page = await other.GetStringAsync($"/settings/rule-book/{change.More}");
        Assert.Contains("first book", page, StringComparison.Ordinal);
        Assert.Contains("no officer of this node", page, StringComparison.Ordinal);
        using var confirmed = await OpenDesk.Answer(other, page, $"/settings/changes/{change.Id}/confirm");
        Assert.Equal("/settings/rule-book", confirmed.Headers.Location?.OriginalString);
        Assert.Equal("Test book", desk.Service<LawInForce>().Book.Title.En);

        var events = desk.Events.Page(1);
        Assert.Contains(events, one => one is { Act: SecurityAct.ChangeWanted, Who: "marsh" });
        Assert.Contains(
            events,
            one => one.Act is SecurityAct.ChangeConfirmed && string.Equals(one.Who, confirms, StringComparison.Ordinal)
        );
        var told = events.First(one => one.Act is SecurityAct.RuleBookChanged);
        Assert.Contains(desk.Service<RuleBookShelf>().InForce!.Kept.Hash, told.More, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_declined_or_replaced_never_comes_into_force()
    {
        using var marsh = await As("marsh");
        using var cole = await As("cole");
        var first = await Put(marsh, TestBook.Text, "declined");
        await OpenDesk.Post(cole, $"/settings/rule-book/{first.More}", $"/settings/changes/{first.Id}/decline");
        Assert.Empty(desk.Service<WantedChanges>().Waiting());
        var second = await Put(marsh, TestBook.Text, "replaced");
        await Put(marsh, SampleFiles.Text("rule-book.json"), "instead");
        await OpenDesk.Post(cole, "/settings/officers", $"/settings/changes/{second.Id}/confirm");
        Assert.Null(desk.Service<RuleBookShelf>().InForce);
    }

    [Fact]
    public async Task The_history_says_what_each_book_changed()
    {
        var books = desk.Service<RuleBookShelf>();
        PutInForce(TestBook.Text, "the first");
        PutInForce(TestBook.Text.Replace("P90D", "P30D", StringComparison.Ordinal), "drafts go sooner");
        using var hale = await As("hale");
        var page = await hale.GetStringAsync("/settings/rule-book/history?older=1&newer=2");
        Assert.Contains("drafts go sooner", page, StringComparison.Ordinal);
        Assert.Matches("is-removed[^§]*P90D", page);
        Assert.Matches("is-added[^§]*P30D", page);
        Assert.Equal(2, books.History().Count);
    }

    [Fact]
    public async Task A_book_in_force_is_read_as_a_document_and_tried_out()
    {
        PutInForce(SampleFiles.Text("rule-book.json"), "the model");
        using var hale = await As("hale");
        var page = await hale.GetStringAsync("/settings/rule-book");
        foreach (var rule in desk.Service<LawInForce>().Book.Provisions)
        {
            Assert.Contains($"id=\"rule-{rule.Id}\"", page, StringComparison.Ordinal);
        }
        var officer = desk.Officers.All().First(one => one.SignInName is "hale").Id;
        var tried = WebUtility.HtmlDecode(
            await hale.GetStringAsync($"/settings/rule-book/try?officer={officer}&act=Read&handling=H3")
        );
        Assert.Contains("rule 2.1 decides", tried, StringComparison.Ordinal);
        tried = await hale.GetStringAsync($"/settings/rule-book/try?officer={officer}&act=Read&handling=H1");
        Assert.Contains("note--good", tried, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_command_or_another_process_put_in_force_is_seen()
    {
        var law = desk.Service<LawInForce>();
        Assert.True(law.Book.IsEmpty);
        var shelf = new AccountShelf(desk.DeskFolder);
        var books = new RuleBookShelf(shelf, desk.Events, TimeProvider.System);
        books.PutInForce(books.Put(Bytes(TestBook.Text), "elsewhere", Doer.Command), Doer.Command);
        Assert.True(SpinWait.SpinUntil(() => !law.Book.IsEmpty, TimeSpan.FromSeconds(10)));
    }

    private async Task<WantedChange> Put(HttpClient marsh, string text, string reason)
    {
        using var answer = await OpenDesk.Post(marsh, Propose, Propose, ("text", text), ("reason", reason));
        Assert.Equal(302, (int)answer.StatusCode);
        return desk.Service<WantedChanges>().Waiting().Single(one => one.Kind is ChangeKind.RuleBook);
    }

    private void PutInForce(string text, string reason)
    {
        var books = desk.Service<RuleBookShelf>();
        books.PutInForce(books.Put(Bytes(text), reason, Doer.Command), Doer.Command);
    }

    private async Task<HttpClient> As(string name)
    {
        var browser = desk.Browser();
        Assert.Equal(302, (int)(await OpenDesk.SignIn(browser, name)).StatusCode);
        return browser;
    }

    private void Add(string name, Role role)
    {
        var both = new Bilingual(name, name);
        desk.Officers.Add(name, OpenDesk.Password, new NewOfficer(both, "us-test", both, both, [role]), Doer.Command);
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
