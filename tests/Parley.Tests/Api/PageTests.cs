using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Together;

namespace Parley.Tests.Api;

/// <summary>Every list is turned in one way, to its end, and a cursor that is none is refused.</summary>
public sealed class PageTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    public static TheoryData<string> Lists =>
        [
            "requests",
            "drafts",
            "tasks?of=all",
            "prepared",
            "steps",
            "agreements",
            "agreements/prepared",
            "rule-book/history",
            "half-written",
            "log",
            "keeping",
        ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_cursor_that_this_node_never_gave_is_refused_in_words(string list)
    {
        using var program = ProgramNodes.Program(nodes.Us, list is "log" ? "auditor" : "both");
        var and = list.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var forged in new[] { "nonsense", "987654321", "CN.US-R-2026-9999", "draft-9.1", "-1", "1%20" })
        {
            var told = await program.Get($"{list}{and}after={forged}");
            Assert.Equal((422, "cursor-unknown"), (told.Status, told.Code));
        }
        Assert.Equal("parameter-malformed", (await program.Get($"{list}{and}most=201")).Code);
        Assert.Equal("parameter-malformed", (await program.Get($"{list}{and}most=0")).Code);
    }

    [Fact]
    public async Task Drafts_and_agreements_and_decisions_are_walked_one_by_one()
    {
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var number = await nodes.Ask(nodes.Us);
        foreach (var sample in new[] { "information", "incomplete", "information" })
        {
            await ProgramNodes.Draft(program, sample);
        }
        await program.Post($"requests/{number}/moves", """{"type":"request.acknowledged","body":{"note":null}}""");
        foreach (var note in new[] { "One.", "Two." })
        {
            var text = $$$"""{"text":"{{{note}}}","language":"en","translation":"译文。"}""";
            await program.Post(
                $"requests/{number}/moves",
                $$$"""{"type":"request.accepted","body":{"items":[],"conditions":{{{text}}}}}"""
            );
        }
        foreach (var list in new[] { "drafts", "agreements", "prepared" })
        {
            var whole = await Walk(program, $"{list}?most=200", list);
            Assert.NotEmpty(whole);
            Assert.Equal(whole, await Walk(program, $"{list}?most=1", list));
        }
        var prepared = (await program.Get("prepared")).Json.GetProperty("prepared")[0].GetProperty("advice")[0];
        Assert.Equal("/body/conditions", prepared.GetProperty("pointer").GetString());
        Assert.Equal("translation-unsigned", prepared.GetProperty("code").GetString());
    }

    [Fact]
    public async Task More_tasks_than_a_page_of_the_desk_shows_are_walked_though_they_are_done_on_the_way()
    {
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        var (draft, _) = await ProgramNodes.Draft(program);
        var account = nodes.Us.Services.GetRequiredService<AccountShelf>().FindBySignInName("drafter")!;
        var shelf = nodes.Us.Services.GetRequiredService<TaskShelf>();
        var (matter, now) = (MatterKey.Read($"draft-{draft}")!, TimeProvider.System.GetUtcNow());
        for (var i = 0; i < TaskShelf.ShownAtMost + 30; i++)
        {
            var whom = new Holder(account.Id, null);
            shelf.Add(new MatterTask(0, matter, $"Task {i}", whom, null, null, account.Id, now, []), "");
        }
        var seen = new List<string>();
        for (var page = "tasks?most=90"; page is not null; )
        {
            var told = (await program.Get(page)).Json;
            foreach (var task in told.GetProperty("tasks").EnumerateArray())
            {
                seen.Add(task.GetProperty("what").GetString()!);
                shelf.Settle(task.GetProperty("id").GetInt64(), true, account.Id, now);
            }
            page = told.GetProperty("next").GetString();
        }
        Assert.Equal(Enumerable.Range(0, TaskShelf.ShownAtMost + 30).Select(i => $"Task {i}"), seen);
    }

    [Fact]
    public async Task A_cursor_goes_stale_with_what_it_names()
    {
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        var (first, version) = await ProgramNodes.Draft(program);
        await ProgramNodes.Draft(program);
        Assert.Equal(200, (await program.Get($"drafts?after={first}")).Status);
        Assert.Equal(200, (await program.Delete($"drafts/{first}", version)).Status);
        var told = await program.Get($"drafts?after={first}");
        Assert.Equal((422, "cursor-unknown"), (told.Status, told.Code));
    }

    /// <summary>All of a list, as its pages tell of it.</summary>
    private static async Task<List<string>> Walk(Caller program, string from, string list)
    {
        var seen = new List<string>();
        for (var page = from; page is not null; )
        {
            var told = (await program.Get(page)).Json;
            seen.AddRange(told.GetProperty(list).EnumerateArray().Select(Name));
            page = told.GetProperty("next").GetString();
        }
        return seen;
    }

    private static string Name(JsonElement one) =>
        (one.TryGetProperty("id", out var id) ? id : one.GetProperty("number")).GetRawText();
}
