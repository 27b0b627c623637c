using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;

namespace Parley.Tests.Api;

/// <summary>Half-written moves as programs list, read, save and discard them, and go on with them.</summary>
public sealed class HalfWrittenCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    private const string Asked = """
        {"type":"request.clarification-asked","body":{"questions":[]}}
        """;

    private const string Accepted = """{"type":"request.accepted","body":{"items":[],"conditions":null}}""";

    [Fact]
    public async Task It_is_saved_once_listed_read_written_anew_and_discarded()
    {
        var number = await nodes.Ask(nodes.Us);
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var (place, key) = ($"requests/{number}/half-written", ProgramNodes.NewKey());
        var first = await program.Post(place, Asked, key);
        Assert.Equal((201, "saved", 1), (first.Status, Text(first.Json, "state"), Number(first.Json, "version")));
        Assert.True((await program.Post(place, Asked, key)).Replayed);
        var listed = (await program.Get(place)).Json.GetProperty("halfWritten").EnumerateArray().Single();
        Assert.Equal(("request.clarification-asked", number), (Text(listed, "type"), Text(listed, "number")));
        var one = Text(listed, "address")!["/api/v1/".Length..];
        var whole = await program.Get(one);
        Assert.Equal("\"1\"", whole.Headers.ETag?.Tag);
        Assert.Equal(0, whole.Json.GetProperty("body").GetProperty("questions").GetArrayLength());
        Assert.Equal("question-missing", Text(whole.Json.GetProperty("refusal"), "code"));
        Assert.Null(Sight(number).Request.OpenClarification);

        const string more = """
            {"type":"request.clarification-asked","body":{"questions":[{"id":"1","item":null,
              "text":{"text":"Which days?","language":"en","translation":"哪些日期？"}}]}}
            """;
        Assert.Equal("version-missing", (await program.Put(one, more, version: null)).Code);
        Assert.Equal((422, "/type"), Of(await program.Put(one, Accepted, 1)));
        var written = await program.Put(one, more, 1);
        Assert.Equal((200, 2), (written.Status, Number(written.Json, "version")));
        Assert.Equal("version-differs", (await program.Put(one, more, 1)).Code);
        Assert.Equal(JsonValueKind.Null, (await program.Get(one)).Json.GetProperty("refusal").ValueKind);

        Assert.Equal("version-differs", (await program.Delete(one, 1)).Code);
        Assert.Equal("discarded", Text((await program.Delete(one, 2)).Json, "state"));
        Assert.Equal((404, 404), ((await program.Get(one)).Status, (await program.Delete(one, 2)).Status));
        Assert.DoesNotContain(one, (await program.Get("half-written?most=200")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_lie_on_a_request_than_may_and_the_same_key_is_heard_once_one_is_gone()
    {
        var number = await nodes.Ask(nodes.Us);
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var (place, key) = ($"requests/{number}/half-written", ProgramNodes.NewKey());
        var one = "";
        for (var i = 0; i < MoveDraftShelf.MostOfOne; i++)
        {
            one = (await program.Post(place, Asked)).Headers.Location!.OriginalString;
        }
        var full = await program.Post(place, Asked, key);
        Assert.Equal((507, "too-many-drafts"), (full.Status, full.Code));
        Assert.Equal(200, (await program.Delete(one, 1)).Status);
        var saved = await program.Post(place, Asked, key);
        Assert.True(saved.Status == 201, saved.Text);
        Assert.True((await program.Post(place, Asked, key)).Replayed);
    }

    [Fact]
    public async Task What_was_left_on_a_page_tells_what_nobody_chose_and_what_stands_beside_it()
    {
        var number = await nodes.Ask(nodes.Us);
        Left(number, RequestMove.RespondFirst, """[["language","en"],["text.text","Soon."]]""");
        Left(number, RequestMove.Refuse, """[["language","en"],["reason.not-available.text","Gone."]]""");
        using var program = ProgramNodes.Program(nodes.Cn, "drafter", TokenScope.Read);
        var response = await Whole(program, number, "request.first-response");
        var body = response.GetProperty("body");
        Assert.Equal(
            (JsonValueKind.Null, "Soon."),
            (body.GetProperty("will").ValueKind, Text(body.GetProperty("note"), "text"))
        );
        Assert.Equal("/body/will", response.GetProperty("unchosen").EnumerateArray().Single().GetString());
        var refusal = await Whole(program, number, "request.refused");
        Assert.Equal("Gone.", refusal.GetProperty("beside").EnumerateArray().Single().GetString());
        Assert.Equal(0, refusal.GetProperty("body").GetProperty("grounds").GetArrayLength());
    }

    [Fact]
    public async Task Whoever_wrote_in_it_does_not_release_what_a_program_makes_of_it()
    {
        var number = await nodes.Ask(nodes.Cn);
        using var both = ProgramNodes.Program(nodes.Us, "both");
        using var drafter = ProgramNodes.Program(nodes.Us, "drafter");
        var saved = await both.Post($"requests/{number}/half-written", Accepted);
        var id = Number(saved.Json, "id");
        var goesOn = $$"""{"type":"request.accepted","body":{"items":[],"conditions":null},"halfWritten":{{id}}}""";
        var moves = $"requests/{number}/moves";
        Assert.Equal("version-missing", (await drafter.Post(moves, goesOn)).Code);
        Assert.Equal("version-differs", (await drafter.Post(moves, goesOn, version: 7)).Code);
        var wrong = $$"""{"type":"request.acknowledged","body":{"note":null},"halfWritten":{{id}}}""";
        Assert.Equal((422, "/halfWritten"), Of(await drafter.Post(moves, wrong, version: 1)));
        var key = ProgramNodes.NewKey();
        var put = await drafter.Post(moves, goesOn, key, version: 1);
        Assert.True(put.Status == 202, put.Text);
        Assert.True((await drafter.Post(moves, goesOn, key, version: 1)).Replayed);
        Assert.Equal(404, (await both.Get($"requests/{number}/half-written/{id}")).Status);
        var prepared = $"prepared/{Number(put.Json, "prepared")}/release";
        Assert.Equal(
            (403, "own-draft"),
            ((await both.Post(prepared, "{}")).Status, (await both.Post(prepared, "{}")).Code)
        );
    }

    [Fact]
    public async Task What_one_officer_states_alone_is_no_draft_any_more()
    {
        var number = await nodes.Ask(nodes.Us);
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        const string said = """{"type":"request.acknowledged","body":{"note":null}}""";
        var id = Number((await program.Post($"requests/{number}/half-written", said)).Json, "id");
        var goesOn = $$"""{"type":"request.acknowledged","body":{"note":null},"halfWritten":{{id}}}""";
        Assert.Equal(201, (await program.Post($"requests/{number}/moves", goesOn, version: 1)).Status);
        Assert.Equal(404, (await program.Get($"requests/{number}/half-written/{id}")).Status);
        Assert.NotNull(Sight(number).Request.Acknowledged);
        var late = await program.Post($"requests/{number}/half-written", said);
        Assert.Equal((409, "already-acknowledged"), (late.Status, late.Code));
    }

    [Fact]
    public async Task Who_makes_no_such_move_sees_none_and_saves_none()
    {
        var number = await nodes.Ask(nodes.Us);
        using var drafter = ProgramNodes.Program(nodes.Cn, "drafter");
        var id = Number((await drafter.Post($"requests/{number}/half-written", Accepted)).Json, "id");
        var one = $"requests/{number}/half-written/{id}";
        using var reader = ProgramNodes.Program(nodes.Cn, "reader");
        Assert.Equal((403, "right-missing"), Refused(await reader.Get(one)));
        Assert.Equal((403, "right-missing"), Refused(await reader.Delete(one, 1)));
        Assert.Equal(
            0,
            (await reader.Get($"requests/{number}/half-written")).Json.GetProperty("halfWritten").GetArrayLength()
        );
        // A releaser goes on with what one officer states alone, and sees no decisions half written.
        using var releaser = ProgramNodes.Program(nodes.Cn, "releaser");
        Assert.Equal(403, (await releaser.Get(one)).Status);
        await drafter.Post($"requests/{number}/half-written", Asked);
        var seen = (await releaser.Get($"requests/{number}/half-written")).Json.GetProperty("halfWritten");
        Assert.Equal("request.clarification-asked", Text(seen.EnumerateArray().Single(), "type"));
        const string files = """
            {"type":"request.consulted","body":{"text":{"text":"See.","language":"en","translation":"见附件。"},
             "parcels":[{"parcel":{"name":"a.csv","mediaType":"text/csv","size":1,
               "sha256":"0000000000000000000000000000000000000000000000000000000000000000","sealedSize":100,
               "sealedSha256":"0000000000000000000000000000000000000000000000000000000000000000",
               "key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="},"for":null,"text":null}]}}
            """;
        Assert.Equal(422, (await drafter.Post($"requests/{number}/half-written", files)).Status);
    }

    private static async Task<JsonElement> Whole(Caller program, string number, string type)
    {
        var listed = (await program.Get("half-written?most=200"))
            .Json.GetProperty("halfWritten")
            .EnumerateArray()
            .Single(one => one.GetProperty("number").ValueEquals(number) && one.GetProperty("type").ValueEquals(type));
        return (await program.Get(Text(listed, "address")!)).Json;
    }

    private void Left(string number, RequestMove move, string fields) =>
        nodes
            .Cn.Services.GetRequiredService<MoveDraftShelf>()
            .Save(Sight(number), move, default, fields, new PreparedBy("x", "X", TimeProvider.System.GetUtcNow()));

    private RequestSight Sight(string number) => nodes.Cn.Services.GetRequiredService<RequestBook>().Find(number)!;

    private static (int Status, string? Pointer) Of(Told told) => (told.Status, told.Pointer);

    private static (int Status, string? Code) Refused(Told told) => (told.Status, told.Code);

    private static string? Text(JsonElement told, string name) => told.GetProperty(name).GetString();

    private static long Number(JsonElement told, string name) => told.GetProperty(name).GetInt64();
}
