using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>The search over everything finds what has not left yet, and rules: for whoever may read them.</summary>
public sealed class SearchUnsaidTests(OpenNode open) : IClassFixture<OpenNode>
{
    private const string Steps = "Half-written steps";
    private const string Decisions = "Decisions that wait for release";
    private const string Rules = "Rules of this node’s rule book";

    /// <summary>What is handled by H3 only releasers read.</summary>
    private const string Book = """
        {
          "title": {"en": "Test book", "zh": "测试手册"},
          "rules": [
            {"id": "4.2", "title": {"en": "Restricted handling", "zh": "限制处理"},
             "basis": {"en": "Art. 4 of the Invented Act", "zh": "《虚构办法》第四条"},
             "acts": ["read"], "matters": {"handling": ["H3"]}, "only": [{"roles": ["releaser"]}]}
          ],
          "areas": [], "steps": [], "grounds": [], "keeping": []
        }
        """;

    [Fact]
    public async Task A_half_written_step_is_found_by_what_was_typed_by_whoever_may_go_on_with_it()
    {
        var number = await open.Ask();
        var item = MoveForm.Answerable(Sight(number))[0].Id;
        using var drafter = await open.SignedIn(Role.Drafter);
        // No outcome is chosen yet: it is typed, and part of no statement.
        var fields = new[] { ($"item.{item}.text", "The saffron ledger"), ($"item.{item}.translation", "藏红花账册") };
        await OpenDesk.Post(
            drafter,
            $"/requests/{number}/do/Answer",
            $"/requests/{number}/do/Answer",
            [.. fields, ("save", "true")]
        );
        foreach (var text in (string[])["saffron led", "红花", "账册"])
        {
            var found = await Search(drafter, text);
            Assert.Contains(Steps, found, StringComparison.Ordinal);
            Assert.Contains($"href=\"/requests/{number}\"", found, StringComparison.Ordinal);
        }
        using var reader = await open.SignedIn(Role.Reader);
        Assert.DoesNotContain(number, await Search(reader, "saffron"), StringComparison.Ordinal);
        Assert.DoesNotContain(Steps, await Search(drafter, "saffron 主机"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_bears_the_number_under_which_the_ledger_shows_it_and_leads_there()
    {
        var number = await open.Ask();
        using var reader = await open.SignedIn(Role.Reader);
        var found = System.Text.RegularExpressions.Regex.Match(
            await Search(reader, number),
            @"href=""(/record/(\w\w)/\w\w\?from=(\d+))#(entry-(\d+))""[^>]*>\s*<span class=""ref"">(?<name>[^<]*)"
        );
        Assert.True(found.Success);
        Assert.Equal(int.Parse(found.Groups[3].Value, null) + 1, int.Parse(found.Groups[5].Value, null));
        Assert.EndsWith($", entry {found.Groups[5].Value}", found.Groups["name"].Value, StringComparison.Ordinal);
        var ledger = await reader.GetStringAsync(found.Groups[1].Value, TestContext.Current.CancellationToken);
        Assert.Contains($"<tr id=\"{found.Groups[4].Value}\" class=\"is-marked\">", ledger, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_long_to_search_for_is_said_and_what_is_no_step_has_no_page()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        Assert.Contains(
            "too long to search for",
            await Search(drafter, new string('x', 201)),
            StringComparison.Ordinal
        );
        using var nothing = await drafter.GetAsync(
            $"/requests/{await open.Ask()}/do/Nonsense",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(404, (int)nothing.StatusCode);
    }

    [Fact]
    public async Task What_waits_or_came_back_is_neither_found_nor_counted_by_whoever_may_not_read_it()
    {
        var (hidden, shown) = (await open.Ask(), await open.Ask());
        Prepare(hidden, "H3");
        Prepare(shown, "H1");
        var back = Service<PreparedBook>();
        var returned = await open.Ask();
        Prepare(returned, "H3");
        back.Return(
            back.About(Sight(returned).Request.Id)[0],
            new SentBack("An Invented Releaser", "Name the juniper account · 请写明杜松账户")
        );
        PutInForce();

        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        foreach (var text in (string[])["marigold", "金盏"])
        {
            var found = await Search(releaser, text);
            Assert.Contains($"{Decisions} <span class=\"section-head__count\">2<", found, StringComparison.Ordinal);
            var less = await Search(drafter, text);
            Assert.Contains($"{Decisions} <span class=\"section-head__count\">1<", less, StringComparison.Ordinal);
            Assert.Contains(shown, less, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, less, StringComparison.Ordinal);
            Assert.DoesNotContain(returned, less, StringComparison.Ordinal);
        }
        foreach (var text in (string[])["juniper", "杜松"])
        {
            Assert.DoesNotContain(Steps, await Search(drafter, text), StringComparison.Ordinal);
        }
        // One drafter wrote it; another who may read what is so handled and may go on with it finds it.
        var wrote = Service<AccountShelf>().FindBySignInName("drafter")!.Id;
        Assert.DoesNotContain(wrote, Service<MoveDraftShelf>().About(Sight(returned).Request.Id)[0].Authors);
        Assert.Contains(returned, await Search(await Both(), "杜松"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("restricted")]
    [InlineData("4.2")]
    [InlineData("限制")]
    [InlineData("虚构办法")]
    public async Task A_rule_is_found_by_every_officer_by_number_title_and_basis(string text)
    {
        PutInForce();
        using var reader = await open.SignedIn(Role.Reader);
        var found = await Search(reader, text);
        Assert.Contains(Rules, found, StringComparison.Ordinal);
        Assert.Contains("href=\"/settings/rule-book#rule-4.2\"", found, StringComparison.Ordinal);
        Assert.DoesNotContain(Rules, await Search(reader, text + " 主机"), StringComparison.Ordinal);
    }

    /// <summary>An answer, handled by a code, that somebody prepared.</summary>
    private void Prepare(string number, string code)
    {
        var sight = Sight(number);
        var words = new Prose("The marigold account.", "en", "金盏花账户。");
        var answered = new RequestStatement.Answered(
            true,
            [new ItemAnswer(MoveForm.Answerable(sight)[0].Id, ItemOutcome.Provided, words, null)],
            UseLimits: null,
            Handling: new Handling(code, "TLP:AMBER", "A", "1")
        );
        var by = new PreparedBy("none", "某人", TimeProvider.System.GetUtcNow());
        Service<PreparedShelf>().Add(sight, RequestMove.Answer, answered, "", by);
    }

    /// <summary>Signed in as an officer who writes and releases.</summary>
    private async Task<HttpClient> Both()
    {
        var name = new Bilingual("An Invented Head", "某负责人");
        var officer = new NewOfficer(name, "cn-cyber-police", name, name, [Role.Drafter, Role.Releaser]);
        Service<Officers>().Add("head", OpenDesk.Password, officer, Doer.Command);
        var browser = open.Browser(new System.Net.CookieContainer());
        using var answer = await OpenDesk.SignIn(browser, "head");
        Assert.Equal(302, (int)answer.StatusCode);
        return browser;
    }

    private void PutInForce()
    {
        var books = Service<RuleBookShelf>();
        if (books.InForce is null)
        {
            books.PutInForce(books.Put(Encoding.UTF8.GetBytes(Book), "for a test", Doer.Command), Doer.Command);
        }
    }

    private static Task<string> Search(HttpClient browser, string text) =>
        browser.GetStringAsync("/search?q=" + Uri.EscapeDataString(text));

    private RequestSight Sight(string number) => Service<RequestBook>().Find(number)!;

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
