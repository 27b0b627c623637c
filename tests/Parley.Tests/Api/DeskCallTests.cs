using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>The desk as programs are told of it, held to the page that its officer sees.</summary>
public sealed partial class DeskCallTests(OpenNode open) : IClassFixture<OpenNode>
{
    private const string Figure = "<a class=\"govuk-link govuk-link--no-underline";

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Drafter)]
    [InlineData(Role.Releaser)]
    [InlineData(Role.Auditor)]
    public async Task A_token_that_only_reads_is_told_of_the_desk_just_what_its_officers_page_shows(Role role)
    {
        await Busy();
        using var browser = await open.SignedIn(role);
        var html = await browser.GetStringAsync("/");
        var desk = await Desk(role);
        var groups = desk.GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal(
            Group().Matches(html).Select(one => (one.Groups["reason"].Value, one.Groups["count"].Value)),
            groups.Select(one => ($"{ReasonOf(one)}", one.GetProperty("count").GetRawText()))
        );
        var things = groups.SelectMany(one => one.GetProperty("things").EnumerateArray()).ToList();
        Assert.Equal(
            Thing().Matches(html).Select(one => System.Net.WebUtility.HtmlDecode(one.Groups["page"].Value)),
            things.Select(one => one.GetProperty("page").GetString())
        );
        Assert.Equal(
            FigureOf().Matches(html).Select(one => one.Groups["count"].Value),
            Numbers(desk.GetProperty("counts")).Concat(Numbers(desk.GetProperty("held")))
        );
        Assert.Equal(
            News().Matches(html).Select(one => one.Groups["number"].Value),
            desk.GetProperty("latest").EnumerateArray().Select(one => one.GetProperty("number").GetString())
        );
        Assert.True(html.Contains(Figure, StringComparison.Ordinal), "The page shows no figures to compare with.");
        Assert.Contains(open.Request, News().Matches(html).Select(one => one.Groups["number"].Value));
    }

    [Fact]
    public async Task It_names_the_next_move_the_note_that_names_the_officer_and_what_was_given_to_them()
    {
        await Busy();
        var groups = (await Desk(Role.Drafter)).GetProperty("groups").EnumerateArray().ToList();
        var all = groups.SelectMany(one => one.GetProperty("things").EnumerateArray()).ToList();
        var waiting = all.First(one => one.GetProperty("number").ValueEquals(open.Request));
        Assert.Equal("request.acknowledged", waiting.GetProperty("move").GetString());
        Assert.Equal("you", waiting.GetProperty("held").GetProperty("by").GetString());
        var named = groups.Single(one => ReasonOf(one) is TodoReason.Mentioned).GetProperty("things")[0];
        Assert.Equal("An Invented Releaser", named.GetProperty("said").GetProperty("en").GetString());
        var task = groups.Single(one => ReasonOf(one) is TodoReason.Task).GetProperty("things")[0];
        Assert.Equal("Call the bank.", task.GetProperty("gist").GetString());
        Assert.DoesNotContain(
            (await Desk(Role.Reader)).GetProperty("groups").EnumerateArray(),
            one => ReasonOf(one) is TodoReason.New or TodoReason.DueToday or TodoReason.Task
        );
    }

    [Fact]
    public async Task What_a_rule_hides_from_the_token_is_not_on_its_desk_though_it_is_on_the_officers()
    {
        await Busy();
        using var browser = await open.SignedIn(Role.Drafter);
        var shelf = open.Node.Services.GetRequiredService<RuleBookShelf>();
        Put(shelf, Only("drafter"));
        try
        {
            Assert.Contains(open.Request, await browser.GetStringAsync("/"), StringComparison.Ordinal);
            var drafts = (await Desk(Role.Drafter, TokenScope.Read, TokenScope.Draft)).GetRawText();
            Assert.Contains(open.Request, drafts, StringComparison.Ordinal);
            // Without the scope to draft the token is not a drafter's before the law, here as everywhere.
            using var program = ProgramNodes.Program(open.Node, "drafter", TokenScope.Read);
            Assert.Equal("forbidden-by-rule", (await program.Get($"requests/{open.Request}")).Code);
            Assert.DoesNotContain(open.Request, (await program.Get("desk")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(open.Request, (await Desk(Role.Releaser)).GetRawText(), StringComparison.Ordinal);
        }
        finally
        {
            Put(shelf, "[]");
        }
        Assert.Contains(open.Request, (await Desk(Role.Drafter)).GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>A request is given to the drafter, with a task and a note that names them.</summary>
    private async Task Busy()
    {
        var drafter = open.Node.Services.GetRequiredService<AccountShelf>().FindBySignInName("drafter")!.Id;
        using var releaser = await open.SignedIn(Role.Releaser);
        var (page, matter) = ($"/requests/{open.Request}", $"/matters/{open.Request}");
        await OpenDesk.Post(releaser, page, $"{matter}/assign", ("to", $"o:{drafter}"), ("seen", "0"));
        (string, string)[] task = [("what", "Call the bank."), ("for", $"o:{drafter}"), ("once", "busy-task")];
        await OpenDesk.Post(releaser, page, $"{matter}/tasks", task);
        await OpenDesk.Post(releaser, page, $"{matter}/notes", ("note", "@drafter look"), ("once", "busy-note"));
    }

    private async Task<JsonElement> Desk(Role role, params TokenScope[] scopes)
    {
        TokenScope[] given = scopes.Length > 0 ? scopes : [TokenScope.Read];
        using var program = ProgramNodes.Program(open.Node, $"{role}".ToLowerInvariant(), given);
        var told = await program.Get("desk");
        Assert.True(told.Status == 200, told.Text);
        return told.Json;
    }

    private static TodoReason ReasonOf(JsonElement group) =>
        Enum.GetValues<TodoReason>().Single(one => group.GetProperty("reason").ValueEquals(ApiJson.Word(one)));

    /// <summary>In the order of the page; none of what is null.</summary>
    private static IEnumerable<string> Numbers(JsonElement counts) =>
        counts.ValueKind is JsonValueKind.Object ? counts.EnumerateObject().Select(one => one.Value.GetRawText()) : [];

    private static string Only(string role) =>
        $$"""
            [{"id": "2.1", "title": {"en": "Information", "zh": "信息"}, "basis": {"en": "Art. 2", "zh": "第二条"},
              "acts": ["read"], "matters": {"kinds": ["information"]}, "only": [{"roles": ["{{role}}"]}]}]
            """;

    private static void Put(RuleBookShelf shelf, string rules)
    {
        var book = $$"""
            {"title": {"en": "Test book", "zh": "测试手册"}, "rules": {{rules}},
             "areas": [], "steps": [], "grounds": [], "keeping": []}
            """;
        shelf.PutInForce(shelf.Put(Encoding.UTF8.GetBytes(book), "a test", Doer.Command), Doer.Command);
    }

    [GeneratedRegex(
        @"id=""g-(?<reason>\w+)"">[^<]*<span class=""section-head__count"">(?<count>\d+)<",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Group();

    [GeneratedRegex(@"todo__act""><a [^>]*href=""(?<page>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thing();

    [GeneratedRegex(@"<dd class=""big[^>]*><a [^>]*>(?<count>\d+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FigureOf();

    [GeneratedRegex(
        @"</span> <a class=""govuk-link ref"" href=""/requests/(?<number>[^""]+)""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex News();
}
