using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Tests.Api;

/// <summary>What the nation's law asks for before something about an agreement leaves holds for programs too.</summary>
public sealed class PreparedAgreementCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    private const string Book = """
        {
          "title": {"en": "Test book", "zh": "测试手册"}, "areas": [], "grounds": [], "keeping": [],
          "rules": [{"id": "3.1", "title": {"en": "Ends", "zh": "终止"}, "basis": {"en": "Art. 3", "zh": "第三条"},
                     "acts": ["draft"], "matters": {"agreements": ["guidelines"], "moves": ["end"]},
                     "only": [{"officers": ["nobody"]}]}],
          "steps": [{"id": "5.4", "title": {"en": "A look at the law", "zh": "法律审核"},
                     "basis": {"en": "Art. 5", "zh": "第五条"}, "need": "legal-check", "by": [{"officers": ["reader"]}],
                     "matters": {"agreements": ["guidelines"]}},
                    {"id": "5.5", "title": {"en": "By two", "zh": "双签"}, "basis": {"en": "Art. 5", "zh": "第五条"},
                     "need": "two-releasers", "matters": {"agreements": ["review"]}}]
        }
        """;

    private const string NoRules = """
        {"title": {"en": "Test book", "zh": "测试手册"}, "areas": [], "grounds": [], "keeping": [],
         "rules": [], "steps": []}
        """;

    private const string Reason = """{"text":"Too short.","language":"en","translation":"期限过短。"}""";

    [Fact]
    public async Task What_waits_is_answered_with_its_rule_and_checked_and_released_by_others()
    {
        PutInForce();
        using var releaser = ProgramNodes.Program(nodes.Us, "releaser");
        using var both = ProgramNodes.Program(nodes.Us, "both");
        using var reader = ProgramNodes.Program(nodes.Us, "reader");
        var cursor = Text((await reader.Get("changes?most=200")).Json, "cursor");
        var number = Text((await releaser.Get("agreements")).Json.GetProperty("agreements")[0], "number");
        var moves = $"agreements/{number}/moves";
        var version = (await releaser.Get($"agreements/{number}")).Json.GetProperty("latest").GetInt32() + 1;
        var next = await Next(releaser, number!, version);
        var key = ProgramNodes.NewKey();
        var put = await releaser.Post(moves, next.ToJsonString(), key);
        Assert.Equal((202, "prepared", "5.4"), (put.Status, Text(put.Json, "state"), Text(put.Json, "rule")));
        Assert.True((await releaser.Post(moves, next.ToJsonString(), key)).Replayed);
        var id = put.Json.GetProperty("prepared").GetInt64();
        var listed = (await reader.Get("agreements/prepared")).Json.GetProperty("prepared").EnumerateArray().Single();
        Assert.Equal((number, "agreement.proposed"), (Text(listed, "number"), Text(listed, "type")));
        var steps = (await reader.Get("steps")).Json.GetProperty("steps").EnumerateArray();
        Assert.Contains(
            steps,
            one =>
                one.GetProperty("agreement") is { ValueKind: JsonValueKind.Number } at
                && at.GetInt64() == id
                && Text(one, "rule") is "5.4"
        );

        var place = $"agreements/prepared/{id}";
        var open = (await reader.Get(place)).Json.GetProperty("steps")[0];
        Assert.Equal(("5.4", "legal-check"), (Text(open, "rule"), Text(open, "need")));
        Assert.Equal("A look at the law", Text(open.GetProperty("title"), "en"));
        Assert.Contains("reader", Text(open.GetProperty("by"), "en"), StringComparison.Ordinal);
        Assert.Equal(
            (true, JsonValueKind.Null),
            (open.GetProperty("open").GetBoolean(), open.GetProperty("taken").ValueKind)
        );
        Assert.Equal("own-check", Text(await Why(releaser, place), "code"));
        Assert.Equal("forbidden-by-rule", Text(await Why(both, place), "code"));
        Assert.Equal((403, "own-draft"), Of(await releaser.Post($"{place}/release", "{}")));
        Assert.Equal((409, "step-missing"), Of(await both.Post($"{place}/release", "{}")));
        const string approve = """{"act":"approve"}""";
        Assert.Equal(403, (await both.Post($"{place}/steps/5.4", approve)).Status);
        Assert.Equal("checked", Text((await reader.Post($"{place}/steps/5.4", approve)).Json, "state"));
        Assert.Equal("not-in-your-hands", (await both.Post($"{place}/take-back", "{}")).Code);
        var whole = (await both.Get(place)).Json;
        Assert.Equal(
            ("An Invented reader 某人", JsonValueKind.Null),
            (Text(Taken(whole), "by"), whole.GetProperty("outdated").ValueKind)
        );
        Assert.True(Taken(whole).GetProperty("approves").GetBoolean());
        Assert.Equal(
            Text(Taken(whole), "at"),
            Text(Taken((await both.Get("agreements/prepared")).Json.GetProperty("prepared")[0]), "at")
        );
        var left = await both.Post($"{place}/release", "{}");
        Assert.Equal((201, number), (left.Status, Text(left.Json, "number")));
        Assert.Equal(404, (await both.Post($"{place}/release", "{}")).Status);
        Assert.Equal(404, (await both.Get(place)).Status);
        Assert.Equal(version, (await both.Get($"agreements/{number}")).Json.GetProperty("latest").GetInt32());

        // Sent back, it is its author's to drop; taken back while it waits, it is gone.
        var withdraw = $$"""{"type":"agreement.withdrawn","body":{"version":{{version}},"reason":{{Reason}} } }""";
        var back = (await releaser.Post(moves, withdraw)).Json.GetProperty("prepared").GetInt64();
        Assert.Equal(
            "/reason",
            (await both.Post($"agreements/prepared/{back}/send-back", """{"reason":""}""")).Pointer
        );
        var sent = await both.Post($"agreements/prepared/{back}/send-back", """{"reason":"Not yet."}""");
        Assert.Equal("sent-back", Text(sent.Json, "state"));
        var came = (await releaser.Get("agreements/prepared")).Json.GetProperty("prepared")[0];
        Assert.Equal("Not yet.", Text(came.GetProperty("sentBack"), "reason"));
        Assert.False(came.GetProperty("steps")[0].GetProperty("open").GetBoolean());
        // By its number too it is told to its author alone.
        Assert.Equal(200, (await releaser.Get($"agreements/prepared/{back}")).Status);
        Assert.Equal(404, (await both.Get($"agreements/prepared/{back}")).Status);
        Assert.Equal(404, (await both.Post($"agreements/prepared/{back}/take-back", "{}")).Status);
        // Programs are told that it left by a release, and which came back.
        Assert.Equal("released", await KindOf(reader, cursor!, "agreement.proposed"));
        var told = await Change(reader, cursor!, one => one.GetProperty("kind").ValueEquals("sent-back"));
        Assert.Equal(("agreement.withdrawn", back), (Text(told, "type"), told.GetProperty("prepared").GetInt64()));
        Assert.Equal(0, (await both.Get("agreements/prepared")).Json.GetProperty("prepared").GetArrayLength());
        Assert.Equal(200, (await releaser.Post($"agreements/prepared/{back}/take-back", "{}")).Status);
        Assert.Equal(0, (await releaser.Get("agreements/prepared")).Json.GetProperty("prepared").GetArrayLength());

        var end = $$"""{"type":"agreement.ended","body":{"reason":{{Reason}} } }""";
        Assert.Equal((403, "forbidden-by-rule"), Of(await releaser.Post(moves, end)));
    }

    [Fact]
    public async Task A_review_is_published_by_two_who_did_not_prepare_it()
    {
        PutInForce();
        using var releaser = ProgramNodes.Program(nodes.Us, "releaser");
        using var both = ProgramNodes.Program(nodes.Us, "both");
        const string publish = "review/publish?from=2026-01-01T00:00Z&to=2026-02-01T00:00Z";
        var put = await releaser.Post(publish, """{"en":"All was kept.","zh":"均按期办结。"}""");
        Assert.Equal((202, "5.5"), (put.Status, Text(put.Json, "rule")));
        var place = $"agreements/prepared/{put.Json.GetProperty("prepared").GetInt64()}";
        var first = await both.Post($"{place}/release", "{}");
        Assert.Equal((202, "waits-for-second"), (first.Status, Text(first.Json, "state")));
        Assert.Equal(202, (await both.Post($"{place}/release", "{}")).Status);
        Assert.Equal(200, (await releaser.Post($"{place}/take-back", "{}")).Status);
    }

    /// <summary>What keeps an officer from the first step.</summary>
    private static async Task<JsonElement> Why(Caller program, string place) =>
        (await program.Get(place)).Json.GetProperty("steps")[0].GetProperty("why");

    private static JsonElement Taken(JsonElement prepared) => prepared.GetProperty("steps")[0].GetProperty("taken");

    [Fact]
    public async Task What_one_officer_says_alone_is_told_as_stated()
    {
        PutInForce(NoRules);
        using var releaser = ProgramNodes.Program(nodes.Us, "releaser");
        var cursor = Text((await releaser.Get("changes?most=200")).Json, "cursor");
        var number = Text((await releaser.Get("agreements")).Json.GetProperty("agreements")[0], "number");
        var version = (await releaser.Get($"agreements/{number}")).Json.GetProperty("latest").GetInt32() + 1;
        var next = await Next(releaser, number!, version);
        Assert.Equal(201, (await releaser.Post($"agreements/{number}/moves", next.ToJsonString())).Status);
        Assert.Equal("stated", await KindOf(releaser, cursor!, "agreement.proposed"));
    }

    /// <summary>The next version, with the content of the first.</summary>
    private static async Task<JsonObject> Next(Caller program, string number, int version) =>
        new()
        {
            ["type"] = "agreement.proposed",
            ["body"] = new JsonObject
            {
                ["kind"] = "guidelines",
                ["version"] = version,
                ["title"] = new JsonObject { ["en"] = "Guidelines, amended", ["zh"] = "准则（修订）" },
                ["inForceFrom"] = "2026-01-01T00:00:00Z",
                ["content"] = JsonNode.Parse((await program.Get($"agreements/{number}/1")).Text)!,
            },
        };

    private static async Task<string> KindOf(Caller program, string cursor, string type) =>
        Text(await Change(program, cursor, one => one.GetProperty("type").ValueEquals(type)), "kind")!;

    /// <summary>The first change of this sort after a cursor; what was sent back is looked for now and then only.
    /// </summary>
    private static async Task<JsonElement> Change(Caller program, string cursor, Predicate<JsonElement> which)
    {
        for (var asked = 0; asked < 10; asked++)
        {
            var told = (await program.Get($"changes?after={cursor}&most=200&wait=5")).Json;
            var found = told.GetProperty("changes").EnumerateArray().Where(one => which(one)).ToList();
            if (found.Count > 0)
            {
                return found[0];
            }
            cursor = Text(told, "cursor")!;
        }
        throw new InvalidOperationException("No such change was told.");
    }

    private void PutInForce(string? book = null)
    {
        var books = nodes.Us.Services.GetRequiredService<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(book ?? Book), "a test", Doer.Command), Doer.Command);
    }

    private static (int Status, string? Code) Of(Told told) => (told.Status, told.Code);

    private static string? Text(JsonElement told, string name) => told.GetProperty(name).GetString();
}
