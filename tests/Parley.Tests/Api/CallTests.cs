using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>What programs read and state about requests, and that nothing is done twice.</summary>
public sealed class CallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    private const string Acknowledge = """{"type":"request.acknowledged","body":{"note":null}}""";

    private const string Answer = """
        {"type":"request.answered","body":{"final":false,"items":[
          {"item":"1","outcome":"nothing-found","text":null,"doneAt":null}],"useLimits":null}}
        """;

    private const string Text = """
        "text":{"text":"Here.","language":"en","translation":null}
        """;

    [Fact]
    public async Task Asked_again_under_its_key_a_call_is_answered_again_and_does_nothing()
    {
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        var body = $$"""{"draft":{{ProgramNodes.Sample("information")}}}""";
        var key = ProgramNodes.NewKey();
        var first = await program.Post("drafts", body, key);
        var again = await program.Post("drafts", body, $"\"{key}\"");
        Assert.Equal((201, 201), (first.Status, again.Status));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        var other = await program.Post("drafts", body + " ", key);
        Assert.Equal((422, "idempotency-key-used"), (other.Status, other.Code));
        var none = await program.Post("drafts", body, "");
        Assert.Equal((400, "idempotency-key-missing"), (none.Status, none.Code));
    }

    [Fact]
    public async Task A_node_that_stopped_between_act_and_answer_does_it_once()
    {
        var number = await nodes.Ask(nodes.Us);
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        foreach (var body in new[] { Acknowledge, Answer })
        {
            var key = ProgramNodes.NewKey();
            var first = await program.Post($"requests/{number}/moves", body, key);
            Assert.True(first.Status is 201 or 202, first.Text);
            var (sizes, waiting) = (nodes.Cn.Record.SizesOf(TwoFolders.US), await Prepared(program));
            // What is on the disk once the act is done and before its answer is kept.
            using (var db = nodes.Cn.Services.GetRequiredService<ApiDatabase>().Open())
            {
                Assert.Equal(1, db.Execute("UPDATE call SET status = NULL WHERE key = @key", new { key }));
            }
            var again = await program.Post($"requests/{number}/moves", body, key);
            Assert.Equal((first.Status, first.Text, false), (again.Status, again.Text, again.Replayed));
            Assert.Equal(sizes, nodes.Cn.Record.SizesOf(TwoFolders.US));
            Assert.Equal(waiting, await Prepared(program));
        }
    }

    [Fact]
    public void A_call_that_is_still_running_is_not_begun_again()
    {
        var calls = nodes.Us.Services.GetRequiredService<ApiCalls>();
        var name = new CallName("somebody", ProgramNodes.NewKey());
        Assert.Equal(CallStanding.New, calls.Begin(name, "print").Standing);
        Assert.Equal(CallStanding.Running, calls.Begin(name, "print").Standing);
        calls.Leave(name);
        Assert.Equal(CallStanding.New, calls.Begin(name, "print").Standing);
        calls.Leave(name);
        Assert.Equal(CallStanding.Other, calls.Begin(name, "other").Standing);
    }

    [Fact]
    public async Task A_request_is_acknowledged_and_its_answer_waits_for_another_person()
    {
        var number = await nodes.Ask(nodes.Us);
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var arrived = (await program.Get($"requests/{number}")).Json;
        Assert.Equal("in", arrived.GetProperty("way").GetString());
        Assert.True(Move(arrived, "request.acknowledged").GetProperty("open").GetBoolean());
        Assert.Equal(
            "only-the-requester",
            Move(arrived, "request.withdrawn").GetProperty("why").GetProperty("code").GetString()
        );
        Assert.True(arrived.GetProperty("next").GetProperty("secondsLeft").GetInt64() > 0);

        var stated = await program.Post($"requests/{number}/moves", Acknowledge);
        Assert.Equal(201, stated.Status);
        var entry = await program.Get(stated.Headers.Location!.OriginalString);
        Assert.Contains("\"type\":\"request.acknowledged\"", entry.Text, StringComparison.Ordinal);
        var twice = await program.Post($"requests/{number}/moves", Acknowledge);
        Assert.Equal((409, "already-acknowledged"), (twice.Status, twice.Code));

        var prepared = await program.Post($"requests/{number}/moves", Answer);
        Assert.Equal(202, prepared.Status);
        var now = (await program.Get($"requests/{number}")).Json;
        Assert.Equal("acknowledged", now.GetProperty("stage").GetString());
        Assert.Equal("request.answered", now.GetProperty("prepared")[0].GetProperty("type").GetString());
        var id = prepared.Json.GetProperty("prepared").GetInt64();
        Assert.Equal(200, (await program.Post($"prepared/{id}/take-back", "{}")).Status);
        Assert.Equal(0, (await program.Get($"requests/{number}")).Json.GetProperty("prepared").GetArrayLength());
    }

    [Fact]
    public async Task What_a_program_gives_is_evaluated_too()
    {
        var number = await nodes.Ask(nodes.Us);
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var given = Answer
            .Replace("nothing-found", "provided", StringComparison.Ordinal)
            .Replace("\"text\":null", Text, StringComparison.Ordinal);
        var refused = await program.Post($"requests/{number}/moves", given);
        Assert.Equal((422, "answer-not-evaluated"), (refused.Status, refused.Code));
        Assert.Equal("/body/handling", refused.Json.GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("""{"type":"request.teleported","body":{}}""", "field-malformed", "/type")]
    [InlineData("""{"type":"request.made","body":{}}""", "field-missing", "/body/kind")]
    [InlineData("""{"type":"request.refused","body":{}}""", "field-missing", "/body/grounds")]
    [InlineData("""{"type":"request.refused","body":{"grounds":[]}}""", "ground-missing", "/body/grounds")]
    [InlineData(
        """{"type":"request.answered","body":{"final":true,"items":[{"item":"1","outcome":"maybe"}]}}""",
        "field-malformed",
        "/body/items/0/outcome"
    )]
    [InlineData(
        """{"type":"request.acknowledged","body":{"note":null,"mood":"good"}}""",
        "field-unknown",
        "/body/mood"
    )]
    [InlineData("""{"type":"request.acknowledged"}""", "field-missing", "/body")]
    public async Task A_move_that_does_not_fit_is_refused_at_its_place(string json, string code, string pointer)
    {
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var number = await Arrived(program);
        var told = await program.Post($"requests/{number}/moves", json);
        Assert.Equal((422, code, pointer), (told.Status, told.Code, told.Pointer));
    }

    [Fact]
    public async Task A_list_is_walked_to_its_end_though_requests_come_in()
    {
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        await Arrived(program);
        await nodes.Ask(nodes.Us);
        var known = Numbers((await program.Get("requests?most=200")).Json);
        var seen = new List<string>();
        for (var page = "requests?most=1"; page is not null; )
        {
            var told = (await program.Get(page)).Json;
            seen.AddRange(Numbers(told));
            page = told.GetProperty("next").GetString();
            if (seen.Count == 1)
            {
                await nodes.Ask(nodes.Us);
            }
        }
        Assert.Equal(known, seen);
        var oldest = Numbers((await program.Get("requests?sort=oldest&most=200")).Json);
        Assert.Equal(known.AsEnumerable().Reverse(), oldest.Take(known.Count));
        Assert.Equal("parameter-unknown", (await program.Get("requests?colour=red")).Code);
        Assert.Equal("parameter-malformed", (await program.Get("requests?stage=lost")).Code);
        Assert.Equal("cursor-unknown", (await program.Get("requests?after=nonsense")).Code);
        Assert.Empty(Numbers((await program.Get("requests?stage=rated")).Json));
    }

    [Fact]
    public async Task A_file_is_brought_once_and_read_by_stretches()
    {
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        var (id, _) = await ProgramNodes.Draft(program);
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        var (place, key) = ($"drafts/{id}/files/files?name=%E6%B5%81%E6%B0%B4.csv", ProgramNodes.NewKey());
        var brought = await program.Upload(place, bytes, key);
        Assert.True(brought.Status == 201, brought.Text);
        Assert.Equal("流水.csv", brought.Json.GetProperty("parcel").GetProperty("name").GetString());
        Assert.Equal(brought.Text, (await program.Upload(place, bytes, key)).Text);
        Assert.Equal("idempotency-key-used", (await program.Upload(place, [.. bytes, 1], key)).Code);
        var again = await program.Upload(place, bytes);
        Assert.Equal(brought.Text, again.Text);
        var address = brought.Headers.Location!.OriginalString;
        var part = await program.Get(address, "bytes=1000000-1999999");
        Assert.Equal(206, part.Status);
        Assert.True(part.Bytes.AsSpan().SequenceEqual(bytes.AsSpan(1_000_000, 1_000_000)));
        Assert.Equal(200, (await program.Delete(address)).Status);
        Assert.Equal(404, (await program.Get(address)).Status);
        Assert.Equal("parameter-malformed", (await program.Upload($"drafts/{id}/files/files", bytes)).Code);
    }

    [Fact]
    public async Task A_move_names_only_files_that_were_brought()
    {
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var number = await nodes.Ask(nodes.Us);
        var file = await program.Upload($"requests/{number}/files?name=reply.csv", [1, 2, 3]);
        Assert.Equal(201, file.Status);
        var ready = (await program.Get($"requests/{number}/files")).Json.GetProperty("ready")[0].GetRawText();
        string With(string parcels) =>
            $$$"""
                {"type":"request.answered","body":{"final":false,"items":[
                  {"item":"1","outcome":"nothing-found"}],"parcels":[{{{parcels}}}]}}
                """;
        var elsewhere = ready.Replace("reply.csv", "other.csv", StringComparison.Ordinal);
        var refused = await program.Post($"requests/{number}/moves", With(elsewhere));
        Assert.Equal((422, "file-not-here"), (refused.Status, refused.Code));
        Assert.Equal(202, (await program.Post($"requests/{number}/moves", With(ready))).Status);
    }

    [Fact]
    public async Task Everything_a_program_may_read_is_there()
    {
        var number = await nodes.Ask(nodes.Us);
        using var program = ProgramNodes.Program(nodes.Cn, "reader", TokenScope.Read);
        foreach (
            var path in new[]
            {
                "whoami",
                "views",
                "prepared",
                "drafts",
                "guidelines",
                "agreements",
                "review",
                "review/figures.json",
                "review/figures.csv",
                "record",
                "record/US/US/entries?most=2",
                $"search?q={number}",
                $"requests/{number}/letter",
                $"requests/{number}/evidence",
            }
        )
        {
            var told = await program.Get(path);
            Assert.True(told.Status == 200, $"{path}: {told.Status} {told.Text}");
        }
        var agreement = (await program.Get("agreements")).Json.GetProperty("agreements")[0];
        var content = await program.Get($"agreements/{agreement.GetProperty("number")}/1");
        Assert.Equal(
            agreement.GetProperty("contentHash").GetString(),
            Convert.ToHexStringLower(SHA256.HashData(content.Bytes))
        );
        var refused = await program.Post($"requests/{number}/moves", Acknowledge);
        Assert.Equal((403, "right-missing"), (refused.Status, refused.Code));
        Assert.Contains(
            nodes.Cn.Services.GetRequiredService<LocalShelf>().Find(new ReadChoice(["reader"], number), 1),
            one => one.Line.As is ReadAs.Program
        );
    }

    [Fact]
    public async Task What_stays_inside_is_given_noted_and_settled()
    {
        var number = await nodes.Ask(nodes.Us);
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var place = $"matters/{number}";
        var own = (await program.Get(place)).Json.GetProperty("mayHold")[0].GetProperty("officer").GetString();
        var given = await program.Post($"{place}/assignment", $$"""{"officer":"{{own}}","word":"Please."}""");
        Assert.True(given.Status == 200, given.Text);
        Assert.Equal("/officer", (await program.Post($"{place}/assignment", """{"officer":"nobody"}""")).Pointer);
        var key = ProgramNodes.NewKey();
        Assert.Equal(201, (await program.Post($"{place}/notes", """{"text":"The bank calls back."}""", key)).Status);
        Assert.True((await program.Post($"{place}/notes", """{"text":"The bank calls back."}""", key)).Replayed);
        Assert.Equal("/text", (await program.Post($"{place}/notes", """{"text":" "}""")).Pointer);
        var asked = await program.Post($"{place}/tasks", $$"""{"what":"Ask the bank.","officer":"{{own}}"}""");
        Assert.True(asked.Status == 201, asked.Text);
        var inside = (await program.Get(place)).Json;
        Assert.Equal(own, inside.GetProperty("held").GetProperty("officer").GetString());
        Assert.Equal(1, inside.GetProperty("notes").GetArrayLength());
        var task = inside.GetProperty("tasks")[0].GetProperty("id").GetInt64();
        Assert.Equal(200, (await program.Post($"tasks/{task}/done", "{}")).Status);
        Assert.True((await program.Get(place)).Json.GetProperty("tasks")[0].GetProperty("done").GetBoolean());
        Assert.Equal(404, (await program.Get("matters/US-R-2026-9999")).Status);
    }

    private async Task<string> Arrived(Caller program) =>
        Numbers((await program.Get("requests?way=in&stage=made")).Json).FirstOrDefault() ?? await nodes.Ask(nodes.Us);

    private static async Task<int> Prepared(Caller program) =>
        (await program.Get("prepared")).Json.GetProperty("prepared").GetArrayLength();

    private static System.Text.Json.JsonElement Move(System.Text.Json.JsonElement request, string type) =>
        request.GetProperty("moves").EnumerateArray().First(one => one.GetProperty("type").ValueEquals(type));

    private static List<string> Numbers(System.Text.Json.JsonElement list) =>
        [.. list.GetProperty("requests").EnumerateArray().Select(one => one.GetProperty("number").GetString()!)];
}
