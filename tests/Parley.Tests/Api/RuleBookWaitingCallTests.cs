using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>The rule book that waits for its second officer, as its page shows it.</summary>
public sealed partial class RuleBookWaitingCallTests(OpenNode open) : IClassFixture<OpenNode>
{
    [Fact]
    public async Task The_book_that_waits_is_told_with_what_it_changes_until_it_is_confirmed()
    {
        var books = open.Node.Services.GetRequiredService<RuleBookShelf>();
        books.PutInForce(books.Put(Book("cn-cyber-police"), "the first", Doer.Command), Doer.Command);
        using var program = ProgramNodes.Program(open.Node, "reader", TokenScope.Read);
        Assert.Equal(JsonValueKind.Null, (await Waits(program)).ValueKind);

        var put = books.Put(Book("cn-nobody"), "Others may draft.", Doer.Command);
        var wanted = open.Node.Services.GetRequiredService<WantedChanges>();
        var by = Officer("operator");
        wanted.Want(ChangeKind.RuleBook, RuleBookPages.Subject, $"{put.Id}", by, new Doer("operator", "test"));
        var waits = await Waits(program);
        Assert.Equal((put.Hash, "Others may draft."), (Text(waits, "hash"), Text(waits, "reason")));
        Assert.Equal("1", waits.GetProperty("content").GetProperty("rules")[0].GetProperty("id").GetString());
        // Nobody of this node is of that authority, and the node does not know it.
        Assert.Equal(2, waits.GetProperty("advice").GetArrayLength());
        using var browser = await open.SignedIn(Role.Reader);
        var page = await browser.GetStringAsync($"/settings/rule-book/{put.Id}");
        var changes = waits.GetProperty("changes");
        Assert.Equal(books.InForce!.Kept.Hash, Text(changes, "from"));
        Assert.Equal((1, 1), (changes.GetProperty("added").GetInt32(), changes.GetProperty("removed").GetInt32()));
        Assert.Equal(
            Row().Matches(page).Select(one => (one.Groups["older"].Value, one.Groups["newer"].Value)),
            changes.GetProperty("lines").EnumerateArray().Select(one => (Number(one, "older"), Number(one, "newer")))
        );

        var change = wanted.Waiting().Single(one => one.Kind is ChangeKind.RuleBook);
        Assert.Null(wanted.Decide(change.Id, confirm: true, Officer("releaser"), new Doer("releaser", "test")).Trouble);
        Assert.Equal(JsonValueKind.Null, (await Waits(program)).ValueKind);
        Assert.Equal(put.Hash, Text((await program.Get("rule-book")).Json.GetProperty("inForce"), "hash"));
    }

    private static byte[] Book(string authority) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {
              "title": {"en": "Test book", "zh": "测试手册"},
              "areas": [], "steps": [], "grounds": [], "keeping": [],
              "rules": [
                {"id": "1", "title": {"en": "Drafts", "zh": "起草"},
                 "basis": {"en": "Art. 1", "zh": "第一条"}, "acts": ["draft"],
                 "only": [{"authorities": ["{{authority}}"]}]}
              ]
            }
            """
        );

    private System.Security.Claims.ClaimsPrincipal Officer(string name) =>
        SessionClaims.Of(open.Node.Services.GetRequiredService<AccountShelf>().FindBySignInName(name)!);

    private static async Task<JsonElement> Waits(Caller program) =>
        (await program.Get("rule-book/waiting")).Json.GetProperty("waits");

    private static string? Text(JsonElement told, string name) => told.GetProperty(name).GetString();

    /// <summary>As the page writes it: nothing where the line is not in that book.</summary>
    private static string Number(JsonElement line, string name) =>
        line.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : "";

    [GeneratedRegex(
        @"<td class=""diff__no"">(?<older>\d*)</td><td class=""diff__no"">(?<newer>\d*)</td>",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Row();
}
