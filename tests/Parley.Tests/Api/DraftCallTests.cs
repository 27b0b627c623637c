using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>Drafts that programs write, and their release.</summary>
public sealed class DraftCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task A_draft_is_read_as_it_was_written()
    {
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        var (id, version) = await ProgramNodes.Draft(program);
        var read = await program.Get($"drafts/{id}");
        Assert.Equal($"\"{version}\"", read.Headers.ETag!.Tag);
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(ProgramNodes.Sample("information"))!["entries"]!["facts"],
                JsonNode.Parse(read.Text)!["draft"]!["entries"]!["facts"]
            )
        );
        var findings = (await program.Get($"drafts/{id}/findings")).Json;
        Assert.True(findings.GetProperty("passes").GetBoolean());
    }

    [Fact]
    public async Task What_is_not_asked_any_more_is_kept_and_told_and_does_not_leave()
    {
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        using var releaser = ProgramNodes.Program(nodes.Us, "releaser", TokenScope.Read, TokenScope.Release);
        var (id, version) = await ProgramNodes.Draft(program);
        Assert.Equal(0, (await program.Get($"drafts/{id}")).Json.GetProperty("notAsked").GetArrayLength());
        var without = JsonNode.Parse(ProgramNodes.Sample("information"))!;
        without["entries"]!["date-needed"] = false;
        var changed = await program.Put($"drafts/{id}", $$"""{"draft":{{without.ToJsonString()}}}""", version);
        Assert.Equal(200, changed.Status);
        var read = (await program.Get($"drafts/{id}")).Json;
        Assert.Equal(
            ["desired-date", "desired-date-reason"],
            read.GetProperty("notAsked").EnumerateArray().Select(one => one.GetString())
        );
        Assert.True(read.GetProperty("draft").GetProperty("entries").TryGetProperty("desired-date", out _));
        var found = (await program.Get($"drafts/{id}/findings")).Json.GetProperty("findings").EnumerateArray();
        Assert.Equal(2, found.Count(one => one.GetProperty("code").ValueEquals("not-asked-for")));
        Assert.Equal(200, (await program.Post($"drafts/{id}/offer", "{}", version: version + 1)).Status);
        var released = await releaser.Post($"drafts/{id}/release", "{}", version: version + 1);
        Assert.Equal(201, released.Status);
        var number = SubjectId.Parse(released.Json.GetProperty("number").GetString()!);
        var made = ((Request)nodes.Us.Record.Reading.Find(TwoFolders.CN, number)!).Made.What.Entries;
        Assert.Contains("date-needed", made.Keys);
        Assert.DoesNotContain("desired-date", made.Keys);
        Assert.DoesNotContain("desired-date-reason", made.Keys);
    }

    [Fact]
    public async Task Two_programs_that_change_one_draft_lose_nothing()
    {
        using var one = ProgramNodes.Program(nodes.Us, "drafter");
        using var other = ProgramNodes.Program(nodes.Us, "both");
        var (id, version) = await ProgramNodes.Draft(one);
        var changed = $$"""{"draft":{{Changed("own-reference", "US-ONE")}}}""";
        Assert.Equal(428, (await one.Put($"drafts/{id}", changed, version: null)).Status);
        Assert.Equal(200, (await one.Put($"drafts/{id}", changed, version)).Status);
        var late = await other.Put($"drafts/{id}", $$"""{"draft":{{Changed("own-reference", "US-OTHER")}}}""", version);
        Assert.Equal((412, "version-differs"), (late.Status, late.Code));
        Assert.Equal(412, (await other.Delete($"drafts/{id}", version)).Status);
        Assert.Equal(412, (await one.Post($"drafts/{id}/offer", "{}", version: version)).Status);
        var kept = (await one.Get($"drafts/{id}")).Json.GetProperty("draft").GetProperty("entries");
        Assert.Equal("US-ONE", kept.GetProperty("own-reference").GetString());
        Assert.Equal(200, (await other.Delete($"drafts/{id}", version + 1)).Status);
        Assert.Equal(404, (await one.Get($"drafts/{id}")).Status);
    }

    [Fact]
    public async Task What_the_guidelines_ask_for_is_said_field_by_field()
    {
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        var (id, version) = await ProgramNodes.Draft(program, "incomplete");
        var offered = await program.Post($"drafts/{id}/offer", "{}", version: version);
        Assert.Equal((422, "check-not-passed"), (offered.Status, offered.Code));
        var found = (await program.Get($"drafts/{id}/findings")).Json.GetProperty("findings").EnumerateArray();
        var blocking = found
            .Where(one => one.GetProperty("severity").GetString() is not "advice")
            .Select(one => one.GetProperty("pointer").GetString());
        var errors = offered.Json.GetProperty("errors").EnumerateArray();
        Assert.Equal(blocking, errors.Select(one => one.GetProperty("pointer").GetString()));
    }

    [Theory]
    [InlineData(
        """{"draft":{"kind":"information","urgency":"urgent","language":"en","entries":{},"more":1}}""",
        "field-unknown",
        "/draft/more"
    )]
    [InlineData(
        """{"draft":{"kind":"information","urgency":"urgent","entries":{}}}""",
        "field-missing",
        "/draft/language"
    )]
    [InlineData(
        """{"draft":{"kind":"magic","urgency":"urgent","language":"en","entries":{}}}""",
        "field-malformed",
        "/draft/kind"
    )]
    [InlineData(
        """{"draft":{"kind":"information","urgency":"now","language":"en","entries":{}}}""",
        "field-malformed",
        "/draft/urgency"
    )]
    [InlineData(
        """{"draft":{"kind":"information","urgency":"urgent","language":"fr","entries":{}}}""",
        "field-malformed",
        "/draft/language"
    )]
    [InlineData(
        """{"draft":{"kind":"information","urgency":"urgent","language":"en","entries":{"a":"x","facts":{"text":1}}}}""",
        "field-malformed",
        "/draft/entries/facts"
    )]
    [InlineData(
        """{"draft":{"kind":"information","urgency":"urgent","language":"en","entries":{"facts":{"text":"a","language":"en","translation":null,"tone":"b"}}}}""",
        "field-unknown",
        "/draft/entries/facts/tone"
    )]
    [InlineData(
        """{"peer":"ZZ","draft":{"kind":"information","urgency":"urgent","language":"en","entries":{}}}""",
        "party-unknown",
        "/peer"
    )]
    [InlineData("""{"draught":{}}""", "field-unknown", "/draught")]
    [InlineData("{}", "field-missing", "/draft")]
    public async Task What_does_not_fit_is_refused_at_its_place(string json, string code, string pointer)
    {
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        var told = await program.Post("drafts", json);
        Assert.Equal((422, code, pointer), (told.Status, told.Code, told.Pointer));
        Assert.Equal("application/problem+json", told.Media);
        Assert.Equal($"urn:parley:problem:{code}", told.Json.GetProperty("type").GetString());
        Assert.NotEqual("", told.Json.GetProperty("sentence").GetProperty("zh").GetString());
    }

    [Fact]
    public async Task A_program_releases_what_another_wrote_and_never_what_its_officer_wrote()
    {
        using var both = ProgramNodes.Program(nodes.Us, "both");
        using var releaser = ProgramNodes.Program(nodes.Us, "releaser", TokenScope.Read, TokenScope.Release);
        var (id, version) = await ProgramNodes.Draft(both);
        Assert.Equal(200, (await both.Post($"drafts/{id}/offer", "{}", version: version)).Status);
        var own = await both.Post($"drafts/{id}/release", "{}", version: version);
        Assert.Equal((403, "own-draft"), (own.Status, own.Code));
        Assert.Equal(412, (await releaser.Post($"drafts/{id}/release", "{}", version: version + 1)).Status);
        var released = await releaser.Post($"drafts/{id}/release", "{}", version: version);
        Assert.Equal(201, released.Status);
        var number = released.Json.GetProperty("number").GetString();
        Assert.Equal(number, (await both.Get($"requests/{number}")).Json.GetProperty("number").GetString());
        var again = await releaser.Post($"drafts/{id}/release", "{}", version: version);
        Assert.Equal(number, again.Json.GetProperty("number").GetString());
    }

    [Fact]
    public async Task Where_the_node_does_not_allow_it_no_program_releases()
    {
        using var drafter = ProgramNodes.Program(nodes.Cn, "drafter");
        using var releaser = ProgramNodes.Program(nodes.Cn, "releaser");
        var (id, version) = await ProgramNodes.Draft(drafter, "information-in-chinese");
        Assert.Equal(200, (await drafter.Post($"drafts/{id}/offer", "{}", version: version)).Status);
        var refused = await releaser.Post($"drafts/{id}/release", "{}", version: version);
        Assert.Equal((403, "release-is-for-people"), (refused.Status, refused.Code));
        Assert.Null(nodes.Cn.Services.GetRequiredService<DraftShelf>().Find(id)!.Released);
    }

    [Fact]
    public async Task A_draft_sent_back_says_why()
    {
        using var drafter = ProgramNodes.Program(nodes.Us, "drafter");
        using var releaser = ProgramNodes.Program(nodes.Us, "releaser");
        var (id, version) = await ProgramNodes.Draft(drafter);
        await drafter.Post($"drafts/{id}/offer", "{}", version: version);
        Assert.Equal(200, (await releaser.Post($"drafts/{id}/send-back", """{"reason":"Name the bank."}""")).Status);
        var draft = (await drafter.Get($"drafts/{id}")).Json;
        Assert.Equal("sent-back", draft.GetProperty("state").GetString());
        Assert.Equal("Name the bank.", draft.GetProperty("sentBack").GetString());
    }

    private static string Changed(string item, string value)
    {
        var draft = JsonNode.Parse(ProgramNodes.Sample("information"))!;
        draft["entries"]![item] = value;
        return draft.ToJsonString();
    }
}
