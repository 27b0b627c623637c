using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;
using Parley.Tests.Requests;

namespace Parley.Tests.Law;

/// <summary>What a rule or a role keeps from an officer is told before it is tried: on the page of the request, in the
/// local ledger, where rules are tried out, and with who may instead.</summary>
public sealed class KeptBackTests(OpenNode open) : IClassFixture<OpenNode>
{
    [Fact]
    public async Task What_a_rule_lets_nobody_take_out_is_not_offered_and_the_ledger_names_the_rule()
    {
        var (letter, evidence) = ($"/requests/{open.Request}/letter", $"/requests/{open.Request}/evidence");
        using var drafter = await open.SignedIn(Role.Drafter);
        var page = await drafter.GetStringAsync($"/requests/{open.Request}");
        Assert.Contains($"href=\"{letter}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{evidence}\"", page, StringComparison.Ordinal);
        PutInForce(Only("2.9", "print", "export"));
        try
        {
            page = await drafter.GetStringAsync($"/requests/{open.Request}");
            Assert.DoesNotContain($"href=\"{letter}", page, StringComparison.Ordinal);
            Assert.DoesNotContain($"href=\"{evidence}\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain(".tlog-proof", page, StringComparison.Ordinal);
            Assert.Contains("/settings/rule-book#rule-2.9", page, StringComparison.Ordinal);
            using var answer = await drafter.GetAsync(letter);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            var last = Service<SecurityEvents>().Page(1)[0];
            Assert.Equal((SecurityAct.RefusedByRule, $"2.9 GET {letter}"), (last.Act, last.More));
            using var auditor = await open.SignedIn(Role.Auditor);
            Assert.Contains($"href=\"{letter}\"", await auditor.GetStringAsync($"/requests/{open.Request}"));
        }
        finally
        {
            PutInForce("[]");
        }
    }

    [Theory]
    [InlineData(Role.Operator, "Release", "", "note--warn")]
    [InlineData(Role.Drafter, "Release", "", "note--warn")]
    [InlineData(Role.Releaser, "Release", "", "note--good")]
    [InlineData(Role.Releaser, "Draft", "make", "note--warn")]
    [InlineData(Role.Releaser, "Draft", "acknowledge", "note--good")]
    [InlineData(Role.Drafter, "Draft", "make", "note--good")]
    [InlineData(Role.Auditor, "Check", "", "note--warn")]
    [InlineData(Role.Operator, "Read", "", "note--warn")]
    [InlineData(Role.Auditor, "Read", "", "note--good")]
    public async Task A_trial_says_yes_only_where_the_role_includes_it(Role role, string act, string move, string tone)
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var officer = Account(role).Id;
        var page = await drafter.GetStringAsync($"/settings/rule-book/try?officer={officer}&act={act}&move={move}");
        var at = page.IndexOf("id=\"ruling\"", StringComparison.Ordinal);
        Assert.Contains(tone, page[at..], StringComparison.Ordinal);
        Assert.Equal(
            tone.EndsWith("warn", StringComparison.Ordinal),
            page.Contains(
                $"but the role ({$"{role}".ToLowerInvariant()}) does not include it",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task Who_may_release_is_named_by_role_and_rules_and_never_its_author()
    {
        var shelf = Service<DraftShelf>();
        var now = TimeProvider.System.GetUtcNow();
        var text = ModelPlay.Draft("information");
        var mine = shelf.Add(TwoFolders.US, text, Account(Role.Drafter).Id, "某人", now).Id;
        Assert.True(shelf.Offer(mine, Account(Role.Drafter).Id, 1));
        using var drafter = await open.SignedIn(Role.Drafter);
        Assert.Contains("An Invented Releaser (", await Note(drafter, mine), StringComparison.Ordinal);
        Assert.DoesNotContain("An Invented Drafter", await Note(drafter, mine), StringComparison.Ordinal);
        var theirs = shelf.Add(TwoFolders.US, text, Account(Role.Releaser).Id, "某人", now).Id;
        Assert.True(shelf.Offer(theirs, Account(Role.Releaser).Id, 1));
        Assert.Contains("no other officer", await Note(drafter, theirs), StringComparison.Ordinal);
        PutInForce(Only("3.9", "release"));
        try
        {
            Assert.Contains("no other officer", await Note(drafter, mine), StringComparison.Ordinal);
        }
        finally
        {
            PutInForce("[]");
        }
        for (var one = 1; one <= 9; one++)
        {
            var both = new Bilingual($"An Invented Night {one}", "某人");
            var officer = new NewOfficer(both, "cn-cyber-police", both, both, [Role.Releaser]);
            Officers.Of(open.Folder.DeskFolder).Add($"night-{one}", OpenDesk.Password, officer, Doer.Command);
        }
        Assert.Contains(" and 2 more", await Note(drafter, mine), StringComparison.Ordinal);
    }

    private static async Task<string> Note(HttpClient browser, long draft)
    {
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/drafts/{draft}/check"));
        var at = page.IndexOf("id=\"may-release\"", StringComparison.Ordinal);
        Assert.True(at >= 0, "Nobody is named.");
        return page[at..page.IndexOf("</p>", at, StringComparison.Ordinal)];
    }

    private Account Account(Role role) => Service<AccountShelf>().FindBySignInName($"{role}".ToLowerInvariant())!;

    /// <summary>Auditors alone may do it.</summary>
    private static string Only(string id, params string[] acts) =>
        $$"""
            [{"id": "{{id}}", "title": {"en": "Kept back", "zh": "保留"}, "basis": {"en": "Art. 1", "zh": "第一条"},
             "acts": [{{string.Join(", ", acts.Select(act => $"\"{act}\""))}}], "only": [{"roles": ["auditor"]}]}]
            """;

    private void PutInForce(string rules)
    {
        var text = $$"""
            {"title": {"en": "A book", "zh": "手册"}, "rules": {{rules}},
             "areas": [], "steps": [], "grounds": [], "keeping": []}
            """;
        var books = Service<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(text), "a test", Doer.Command), Doer.Command);
    }

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
