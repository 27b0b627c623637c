namespace Parley.Tests.Api;

/// <summary>A program that corrects an item says how often the request had been corrected when it read it; what a
/// colleague corrected since is read before it is replaced.</summary>
public sealed class CorrectedCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task What_was_overtaken_is_not_handed_in_before_it_was_read()
    {
        var number = await nodes.Ask(nodes.Us);
        using var drafter = ProgramNodes.Program(nodes.Us, "drafter");
        using var releaser = ProgramNodes.Program(nodes.Us, "releaser");
        var half = await drafter.Post($"requests/{number}/half-written", Own("MINE/1"));
        Assert.True(half.Status == 201, half.Text);
        var id = half.Json.GetProperty("id").GetInt64();
        var one = $"requests/{number}/half-written/{id}";
        Assert.Equal((0, 0), Told(await drafter.Get(one)));
        await Leave(drafter, releaser, number, "THEIRS/1");
        Assert.Equal((0, 1), Told(await drafter.Get(one)));
        Assert.Equal(1, (await drafter.Get($"requests/{number}")).Json.GetProperty("corrected").GetInt32());

        var moves = $"requests/{number}/moves";
        var kept = await drafter.Post(moves, Own("MINE/1", $",\"halfWritten\":{id}"), version: 1);
        Assert.Equal((409, "corrected-meanwhile", "/body/entries/own-reference"), Of(kept));
        Assert.Equal("corrected-meanwhile", (await drafter.Post(moves, Own("MINE/1", ",\"corrected\":0"))).Code);
        Assert.Equal(
            (422, "field-malformed", "/corrected"),
            Of(await drafter.Post(moves, Own("M", ",\"corrected\":2")))
        );
        const string other = """{"type":"request.acknowledged","body":{"note":null},"corrected":0}""";
        Assert.Equal("/corrected", (await drafter.Post(moves, other)).Pointer);
        var anew = await drafter.Put(one, Own("MINE/2"), 1);
        Assert.True(anew.Status == 200, anew.Text);
        Assert.Equal((1, 0), Told(await drafter.Get(one)));
        var meant = await drafter.Post(moves, Own("MINE/2", $",\"halfWritten\":{id}"), version: 2);
        Assert.True(meant.Status == 202, meant.Text);
    }

    [Fact]
    public async Task Of_two_that_wait_the_second_is_released_when_the_first_was_read()
    {
        var number = await nodes.Ask(nodes.Us);
        using var drafter = ProgramNodes.Program(nodes.Us, "drafter");
        using var releaser = ProgramNodes.Program(nodes.Us, "releaser");
        var late = await Put(drafter, number, "LATE/1");
        await Leave(drafter, releaser, number, "EARLY/1");
        var refused = await releaser.Post($"prepared/{late}/release", "{}");
        Assert.Equal((409, "corrected-since", "/corrected"), Of(refused));
        var seen = await releaser.Post($"prepared/{late}/release", """{"corrected":0}""");
        Assert.Equal("corrected-since", seen.Code);
        var listed = (await releaser.Get("prepared?most=200"))
            .Json.GetProperty("prepared")
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetInt64() == late);
        Assert.Equal(1, listed.GetProperty("corrected").GetInt32());
        Assert.Equal("own-reference", listed.GetProperty("overtaken").EnumerateArray().Single().GetString());
        var left = await releaser.Post($"prepared/{late}/release", """{"corrected":1}""");
        Assert.True(left.Status == 201, left.Text);
    }

    private static async Task Leave(Caller drafter, Caller releaser, string number, string reference)
    {
        var id = await Put(drafter, number, reference);
        var left = await releaser.Post($"prepared/{id}/release", "{}");
        Assert.True(left.Status == 201, left.Text);
    }

    private static async Task<long> Put(Caller drafter, string number, string reference)
    {
        var put = await drafter.Post($"requests/{number}/moves", Own(reference));
        Assert.True(put.Status == 202, put.Text);
        return put.Json.GetProperty("prepared").GetInt64();
    }

    private static string Own(string reference, string more = "") =>
        $$"""
            {"type":"request.supplemented","body":{"text":{"text":"Our number.","language":"en","translation":"我方编号。"},
              "entries":{"own-reference":"{{reference}}"},"parcels":null}{{more}}}
            """;

    /// <summary>How often it had been corrected as its author saw it, and how many of its items were since.</summary>
    private static (int Corrected, int Overtaken) Told(Told told) =>
        (told.Json.GetProperty("corrected").GetInt32(), told.Json.GetProperty("overtaken").GetArrayLength());

    private static (int Status, string? Code, string? Pointer) Of(Told told) => (told.Status, told.Code, told.Pointer);
}
