using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Tests.Api;

/// <summary>The nation's law holds for programs as for pages.</summary>
public sealed class LawCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    private const string Book = """
        {
          "title": {"en": "Test book", "zh": "测试手册"},
          "rules": [
            {"id": "3.2", "title": {"en": "Refusals", "zh": "拒绝"}, "basis": {"en": "Art. 3", "zh": "第三条"},
             "acts": ["draft", "release"], "matters": {"moves": ["refuse"]}, "only": [{"roles": ["releaser"]}]},
            {"id": "2.1", "title": {"en": "Routine", "zh": "普通"}, "basis": {"en": "Art. 2", "zh": "第二条"},
             "acts": ["read"], "matters": {"kinds": ["information"]}, "only": [{"roles": ["drafter"]}]}
          ],
          "areas": [], "steps": [], "grounds": [], "keeping": []
        }
        """;

    [Fact]
    public async Task What_a_rule_forbids_is_a_problem_that_names_it_and_is_left_out_of_every_list()
    {
        var number = await nodes.Ask(nodes.Us);
        var books = nodes.Cn.Services.GetRequiredService<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(Book), "a test", Doer.Command), Doer.Command);
        using var drafter = ProgramNodes.Program(nodes.Cn, "drafter");
        var refused = await drafter.Post(
            $"requests/{number}/moves",
            """
            {"type":"request.refused","body":{"grounds":[{"code":"not-available",
              "reason":{"text":"Gone.","language":"en","translation":"已不存在。"}}]}}
            """
        );
        Assert.Equal((403, "forbidden-by-rule"), (refused.Status, refused.Code));
        Assert.Equal("3.2", refused.Json.GetProperty("rule").GetProperty("id").GetString());
        var move = (await drafter.Get($"requests/{number}"))
            .Json.GetProperty("moves")
            .EnumerateArray()
            .First(one => one.GetProperty("type").ValueEquals("request.refused"));
        Assert.Equal("forbidden-by-rule", move.GetProperty("why").GetProperty("code").GetString());

        using var reader = ProgramNodes.Program(nodes.Cn, "reader", TokenScope.Read);
        Assert.Equal("forbidden-by-rule", (await reader.Get($"requests/{number}")).Code);
        foreach (var list in new[] { "requests", "changes?most=200", "record/US/US/entries?most=200", "prepared" })
        {
            var told = await reader.Get(list);
            Assert.Equal(200, told.Status);
            Assert.DoesNotContain(number, told.Text, StringComparison.Ordinal);
        }
        Assert.Contains(number, (await drafter.Get("changes?most=200")).Text, StringComparison.Ordinal);
    }
}
