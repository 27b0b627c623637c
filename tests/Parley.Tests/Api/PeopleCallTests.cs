using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Tests.Api;

/// <summary>The acts that are people's unless a node opens them to programs: checks, agreements, reviews, keeping.
/// </summary>
public sealed class PeopleCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    private const string Book = """
        {
          "title": {"en": "Test book", "zh": "测试手册"}, "rules": [], "areas": [], "grounds": [], "keeping": [],
          "steps": [{"id": "5.1", "title": {"en": "A look at the law", "zh": "法律审核"},
                     "basis": {"en": "Art. 5", "zh": "第五条"}, "need": "legal-check", "by": [{"roles": ["releaser"]}]}]
        }
        """;

    private const string Approve = """{"act":"approve"}""";
    private const string Because = """{"text":"Too short.","language":"en","translation":"期限过短。"}""";

    [Fact]
    public async Task A_check_is_given_by_whom_the_rule_asks_and_by_nobody_who_wrote_or_offered()
    {
        PutInForce();
        using var drafter = ProgramNodes.Program(nodes.Us, "drafter");
        using var both = ProgramNodes.Program(nodes.Us, "both");
        var (id, version) = await ProgramNodes.Draft(drafter);
        Assert.Equal(200, (await both.Post($"drafts/{id}/offer", "{}", version: version)).Status);
        var step = Step(await drafter.Get("steps"), id);
        Assert.Equal(("5.1", "legal-check"), (Text(step, "rule"), Text(step, "need")));
        Assert.Equal("own-check", step.GetProperty("why").GetProperty("code").GetString());

        var place = $"drafts/{id}/steps/5.1";
        Assert.Equal("own-check", (await drafter.Post(place, Approve, version: version)).Code);
        // It was offered with this officer's token, though another wrote it.
        Assert.Equal("own-offer", (await both.Post(place, Approve, version: version)).Code);
        Assert.Equal("own-offer", (await both.Post($"drafts/{id}/release", "{}", version: version)).Code);
        using var reader = ProgramNodes.Program(nodes.Us, "reader");
        Assert.Equal("forbidden-by-rule", (await reader.Post(place, Approve, version: version)).Code);
        using var auditor = ProgramNodes.Program(nodes.Us, "auditor");
        Assert.Equal("right-missing", (await auditor.Post(place, Approve, version: version)).Code);

        // The rule asks for a releaser; a token to check alone is enough, and may do nothing else.
        using var checker = ProgramNodes.Program(nodes.Us, "releaser", TokenScope.Check);
        Assert.Equal("version-missing", (await checker.Post(place, Approve)).Code);
        Assert.Equal("version-differs", (await checker.Post(place, Approve, version: version + 1)).Code);
        var key = ProgramNodes.NewKey();
        var given = await checker.Post(place, Approve, key, version);
        Assert.Equal((200, "checked"), (given.Status, Text(given.Json, "state")));
        Assert.True((await checker.Post(place, Approve, key, version)).Replayed);
        // Where the node stopped before its answer was kept, it is noted once all the same.
        Assert.Equal(200, (await checker.Post(place, Approve, version: version)).Status);
        Assert.Single(Taken(id, version));
        Assert.Equal("right-missing", (await checker.Post($"drafts/{id}/release", "{}", version: version)).Code);
        Assert.Equal(403, (await checker.Get("steps")).Status);

        using var releaser = ProgramNodes.Program(nodes.Us, "releaser");
        Assert.Equal("own-check", (await releaser.Post($"drafts/{id}/release", "{}", version: version)).Code);
        var other = nodes.Us.Services.GetRequiredService<AccountShelf>().FindBySignInName("both")!;
        var released = await nodes.Us.Services.GetRequiredService<Release>().Of(id, version, Releaser.Of(other));
        Assert.Null(released.Refusal);
    }

    [Fact]
    public async Task What_is_sent_back_goes_back_with_its_reason_and_is_an_event()
    {
        PutInForce();
        using var drafter = ProgramNodes.Program(nodes.Us, "drafter");
        using var checker = ProgramNodes.Program(nodes.Us, "releaser");
        var cursor = Text((await drafter.Get("changes?most=200")).Json, "cursor");
        var (id, version) = await ProgramNodes.Draft(drafter);
        var place = $"drafts/{id}/steps/5.1";
        Assert.Equal("changed-meanwhile", (await checker.Post(place, Approve, version: version)).Code);
        Assert.Equal(200, (await drafter.Post($"drafts/{id}/offer", "{}", version: version)).Status);
        var bare = await checker.Post(place, """{"act":"send-back"}""", version: version);
        Assert.Equal(("reason-missing", "/reason"), (bare.Code, bare.Pointer));
        var dots = await checker.Post(place, """{"act":"send-back","reason":"…"}""", version: version);
        Assert.Equal("reason-missing", dots.Code);
        Assert.Equal("/act", (await checker.Post(place, """{"act":"nod"}""", version: version)).Pointer);
        const string because = """{"act":"send-back","reason":"Name the article."}""";
        Assert.Equal(200, (await checker.Post(place, because, version: version)).Status);
        Assert.Equal("Name the article.", Text((await drafter.Get($"drafts/{id}")).Json, "sentBack"));

        var (told, next) = await Events(drafter, cursor!, 1);
        var one = Assert.Single(told, change => Text(change, "kind") is "sent-back");
        Assert.Equal((id, $"/api/v1/drafts/{id}"), (one.GetProperty("draft").GetInt64(), Text(one, "address")));
        Assert.Equal(JsonValueKind.Null, one.GetProperty("about").ValueKind);
        // Offered again and sent back for another reason, it is told again, and not before.
        Assert.Equal(200, (await drafter.Post($"drafts/{id}/offer", "{}", version: version)).Status);
        using var releaser = ProgramNodes.Program(nodes.Us, "both");
        const string again = """{"reason":"Still none."}""";
        Assert.Equal(200, (await releaser.Post($"drafts/{id}/send-back", again)).Status);
        Assert.Single((await Events(drafter, next, 1)).Told, change => Text(change, "kind") is "sent-back");
    }

    [Fact]
    public async Task A_decision_that_is_sent_back_says_why_is_an_event_and_is_prepared_anew_or_dropped()
    {
        var number = await nodes.Ask(nodes.Cn);
        using var drafter = ProgramNodes.Program(nodes.Us, "drafter");
        using var releaser = ProgramNodes.Program(nodes.Us, "releaser");
        var cursor = Text((await drafter.Get("changes?most=200")).Json, "cursor");
        const string accept = """{"type":"request.accepted","body":{"items":[],"conditions":null}}""";
        var prepared = await drafter.Post($"requests/{number}/moves", accept);
        Assert.True(prepared.Status == 202, prepared.Text);
        var id = prepared.Json.GetProperty("prepared").GetInt64();
        foreach (var none in new[] { "", "…", new string('a', 1_001) })
        {
            var bare = await releaser.Post($"prepared/{id}/send-back", $$"""{"reason":"{{none}}"}""");
            Assert.Equal((422, "/reason"), (bare.Status, bare.Pointer));
        }
        var sent = await releaser.Post($"prepared/{id}/send-back", """{"reason":"In part only."}""");
        Assert.Equal((200, number), (sent.Status, Text(sent.Json, "number")));

        var back = (await drafter.Get($"requests/{number}/sent-back")).Json.GetProperty("sentBack")[0];
        Assert.Equal(("request.accepted", "In part only."), (Text(back, "type"), Text(back, "reason")));
        var told = (await Events(drafter, cursor!, 1)).Told.First(one => Text(one, "kind") is "sent-back");
        Assert.Equal((number, "request.accepted"), (Text(told, "about"), Text(told, "type")));
        var place = $"requests/{number}/sent-back/{back.GetProperty("id").GetInt64()}";
        Assert.Equal(428, (await drafter.Delete(place)).Status);
        Assert.Equal(412, (await drafter.Delete(place, 7)).Status);
        Assert.Equal(202, (await drafter.Post($"requests/{number}/moves", accept)).Status);
        Assert.Equal(200, (await drafter.Delete(place, back.GetProperty("version").GetInt64())).Status);
        Assert.Equal(404, (await drafter.Delete(place, 1)).Status);
    }

    [Fact]
    public async Task An_agreement_is_proposed_at_one_node_and_accepted_at_the_other_by_its_very_hash()
    {
        using var us = ProgramNodes.Program(nodes.Us, "releaser");
        using var cn = ProgramNodes.Program(nodes.Cn, "releaser");
        var number = Text((await us.Get("agreements")).Json.GetProperty("agreements")[0], "number");
        var content = JsonNode.Parse((await us.Get($"agreements/{number}/1")).Text)!;
        var next = new JsonObject
        {
            ["type"] = "agreement.proposed",
            ["body"] = new JsonObject
            {
                ["kind"] = "guidelines",
                ["version"] = 2,
                ["title"] = new JsonObject { ["en"] = "Guidelines, amended", ["zh"] = "准则（修订）" },
                ["inForceFrom"] = "2026-01-01T00:00:00Z",
                ["content"] = content,
            },
        };
        var key = ProgramNodes.NewKey();
        var stated = await us.Post($"agreements/{number}/moves", next.ToJsonString(), key);
        Assert.True(stated.Status == 201, stated.Text);
        Assert.True((await us.Post($"agreements/{number}/moves", next.ToJsonString(), key)).Replayed);
        var twice = await us.Post($"agreements/{number}/moves", next.ToJsonString());
        Assert.Equal((409, "not-the-next-version"), (twice.Status, twice.Code));
        next["body"]!["content"] = new JsonObject();
        Assert.Equal("not-guidelines", (await us.Post($"agreements/{number}/moves", next.ToJsonString())).Code);
        await nodes.Quiet();

        var hash = StatementFormat.ContentHash((await cn.Get($"agreements/{number}/2")).Text);
        string Accept(string of) =>
            $$"""{"type":"agreement.accepted","body":{"version":2,"contentHash":"{{of}}","note":null} }""";
        Assert.Equal("own-version", (await us.Post($"agreements/{number}/moves", Accept(hash))).Code);
        Assert.Equal(
            "content-differs",
            (await cn.Post($"agreements/{number}/moves", Accept(new string('0', 64)))).Code
        );
        Assert.Equal(201, (await cn.Post($"agreements/{number}/moves", Accept(hash))).Status);
        await nodes.Quiet();
        Assert.Equal(2, (await us.Get($"agreements/{number}")).Json.GetProperty("inForce").GetInt32());

        // There is one agreement of guidelines; another is not begun, and no other kind by programs.
        next["body"]!["content"] = content.DeepClone();
        next["body"]!["version"] = 1;
        var second = await us.Post("agreements", next.ToJsonString());
        Assert.Equal((409, "amend-the-existing-agreement"), (second.Status, second.Code));
        next["body"]!["kind"] = "review";
        Assert.Equal("/body/kind", (await us.Post("agreements", next.ToJsonString())).Pointer);
        var withdrawn = $$"""{"type":"agreement.withdrawn","body":{"version":2,"reason":{{Because}} } }""";
        Assert.Equal("version-already-decided", (await us.Post($"agreements/{number}/moves", withdrawn)).Code);
        Assert.Equal(404, (await us.Post("agreements/US-A-1999-0001/moves", withdrawn)).Status);
    }

    [Fact]
    public async Task A_review_is_compared_and_published_and_the_other_side_declines_it()
    {
        using var us = ProgramNodes.Program(nodes.Us, "releaser");
        using var cn = ProgramNodes.Program(nodes.Cn, "releaser");
        const string period = "from=2026-01-01T00:00Z&to=2026-02-01T00:00Z";
        var compared = await us.Post($"review/compare?{period}", "{}");
        Assert.Equal(201, compared.Status);
        var read = (await us.Get($"review?{period}")).Json;
        Assert.Equal(Text(read, "figuresHash"), Text(compared.Json, "figuresHash"));
        Assert.Equal(1, read.GetProperty("stated").GetArrayLength());

        Assert.Equal("parameter-malformed", (await us.Post("review/publish", "{}")).Code);
        var one = await us.Post($"review/publish?{period}", """{"en":"All was kept."}""");
        Assert.Equal("review-remarks-in-one-language", one.Code);
        const string remarks = """{"en":"All was kept.","zh":"均按期办结。"}""";
        var key = ProgramNodes.NewKey();
        var published = await us.Post($"review/publish?{period}", remarks, key);
        Assert.True(published.Status == 201, published.Text);
        Assert.Equal(published.Text, (await us.Post($"review/publish?{period}", remarks, key)).Text);
        var number = Text(published.Json, "number");
        Assert.Equal(number, Text((await us.Get($"review?{period}")).Json, "published"));
        await nodes.Quiet();
        var declined = $$"""{"type":"agreement.declined","body":{"version":1,"reason":{{Because}} } }""";
        Assert.Equal(201, (await cn.Post($"agreements/{number}/moves", declined)).Status);
    }

    [Fact]
    public async Task A_matter_is_kept_longer_with_a_reason_until_that_is_lifted_with_one()
    {
        var number = await nodes.Ask(nodes.Cn);
        using var us = ProgramNodes.Program(nodes.Us, "releaser");
        Assert.Equal("/reason", (await us.Post($"keeping/{number}/hold", """{"reason":" "}""")).Pointer);
        Assert.Equal("not-held", (await us.Post($"keeping/{number}/lift", """{"reason":"Over."}""")).Code);
        const string because = """{"reason":"The court has not decided."}""";
        Assert.Equal(200, (await us.Post($"keeping/{number}/hold", because)).Status);
        Assert.Equal(200, (await us.Post($"keeping/{number}/hold", because)).Status);
        Assert.Equal("already-held", (await us.Post($"keeping/{number}/hold", """{"reason":"Other."}""")).Code);
        var held = (await us.Get("keeping")).Json.GetProperty("held").EnumerateArray();
        Assert.Contains(held, one => one.GetProperty("number").ValueEquals(number));
        Assert.Contains(
            nodes.Us.Services.GetRequiredService<SecurityEvents>().Page(1),
            one => one.Act is SecurityAct.KeptLonger && one.More.Contains(number, StringComparison.Ordinal)
        );
        Assert.Equal(200, (await us.Post($"keeping/{number}/lift", """{"reason":"Final."}""")).Status);
        Assert.Empty((await us.Get("keeping")).Json.GetProperty("held").EnumerateArray());
        using var drafter = ProgramNodes.Program(nodes.Us, "drafter");
        Assert.Equal("right-missing", (await drafter.Post($"keeping/{number}/hold", because)).Code);
    }

    [Fact]
    public async Task What_a_node_has_not_opened_stays_with_people()
    {
        var number = await nodes.Ask(nodes.Cn);
        using var cn = ProgramNodes.Program(nodes.Cn, "releaser");
        Assert.Equal("keeping-is-for-people", (await cn.Post($"keeping/{number}/hold", """{"reason":"x"}""")).Code);
        Assert.Equal("check-is-for-people", (await cn.Post("drafts/1/steps/5.1", Approve, version: 1)).Code);
        Assert.Equal("release-is-for-people", (await cn.Post("drafts/1/release", "{}", version: 1)).Code);
    }

    private void PutInForce()
    {
        var books = nodes.Us.Services.GetRequiredService<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(Book), "a test", Doer.Command), Doer.Command);
    }

    private IReadOnlyList<TakenStep> Taken(long draft, long version) =>
        nodes.Us.Services.GetRequiredService<StepShelf>().Of(FormattableString.Invariant($"draft {draft}"), version);

    /// <summary>What is told behind a cursor, once something sent back is among it.</summary>
    private static async Task<(List<JsonElement> Told, string Next)> Events(Caller program, string cursor, int atLeast)
    {
        var (told, next) = (new List<JsonElement>(), cursor);
        for (var tries = 0; tries < 20 && told.Count(one => Text(one, "kind") is "sent-back") < atLeast; tries++)
        {
            var page = (await program.Get($"changes?after={next}&wait=2")).Json;
            told.AddRange(page.GetProperty("changes").EnumerateArray());
            next = Text(page, "cursor")!;
        }
        return (told, next);
    }

    private static JsonElement Step(Told told, long draft) =>
        told
            .Json.GetProperty("steps")
            .EnumerateArray()
            .First(one => one.GetProperty("draft") is { ValueKind: JsonValueKind.Number } id && id.GetInt64() == draft);

    private static string? Text(JsonElement told, string name) => told.GetProperty(name).GetString();
}
