using System.Text.Json;

namespace Parley.Tests.Node;

/// <summary>What a script sees of the command: exit codes as the help says, and JSON where it wants it.</summary>
public sealed class ScriptingTests(LinkedNodes nodes) : IClassFixture<LinkedNodes>
{
    private static readonly string Draft = LinkedNodes.Sample("requests", "information.json");

    private string Us => nodes.Folders.Us.Path;

    [Fact]
    public async Task A_request_is_handed_in_released_and_proved_by_a_script_alone()
    {
        var sent = await Json(0, "request", "send", Draft, "--data", Us, "--as", "us-central-1", "--json");
        Assert.True(sent.GetProperty("offered").GetBoolean());
        Assert.Equal(JsonValueKind.Array, sent.GetProperty("findings").ValueKind);
        var draft = $"{sent.GetProperty("draft").GetInt64()}";

        // Who wrote it does not release it; who may not release does not either.
        await Refused(1, "request", "release", draft, "--version", "1", "--data", Us, "--as", "us-central-1");
        await Refused(1, "request", "release", draft, "--version", "1", "--data", Us, "--as", "us-liaison-1");
        await Refused(1, "request", "release", draft, "--version", "1", "--data", Us, "--as", "nobody");
        var released = await Json(
            0,
            "request",
            "release",
            draft,
            "--version",
            "1",
            "--data",
            Us,
            "--as",
            "us-duty-1",
            "--json"
        );
        var number = released.GetProperty("number").GetString()!;
        Assert.Matches("^US-R-[0-9]{4}-0001$", number);
        await nodes.Quiet("the request is receipted", (2, 3));

        var file = nodes.Folders["evidence.zip"];
        var evidence = await Json(0, "evidence", number, "--data", Us, "--out", file, "--json");
        Assert.Equal(number, evidence.GetProperty("about").GetString());
        Assert.Equal(file, evidence.GetProperty("file").GetString());
        Assert.True(File.Exists(file));
        await Refused(1, "evidence", "US-R-2026-9999", "--data", Us, "--json");

        var link = (await Json(0, "verify", "--data", Us, "--json"))[0];
        Assert.True(link.GetProperty("sound").GetBoolean());
        Assert.Equal("US", link.GetProperty("ledgers")[0].GetProperty("writer").GetString());
        Assert.Equal("CN", link.GetProperty("ledgers")[0].GetProperty("reader").GetString());
    }

    [Fact]
    public async Task A_check_names_how_much_each_finding_weighs()
    {
        var incomplete = LinkedNodes.Sample("requests", "incomplete.json");
        var check = await Json(1, "request", "check", incomplete, "--data", Us, "--json");
        var words = check.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("severity").GetString());
        Assert.All(words, word => Assert.Contains(word, (string[])["missing", "invalid", "advice"]));
        Assert.Contains("missing", words);
        Assert.Equal(0, await Told.Run("request", "check", Draft, "--data", Us));
    }

    [Fact]
    public async Task What_the_node_refuses_ends_with_1_and_wrong_use_with_2()
    {
        await Refused(1, "request", "send", Draft, "--data", Us, "--as", "us-secretariat-1");
        await Refused(1, "request", "send", Draft, "--data", Us, "--as", "us-liaison-1", "--with", "FR");
        await Refused(1, "request", "release", "987654", "--version", "1", "--data", Us, "--as", "us-duty-1");
        await Refused(2, "request", "send", nodes.Folders["nothing.json"], "--data", Us, "--as", "us-liaison-1");
        await Refused(2, "request", "send", LinkedNodes.Sample("personas.json"), "--data", Us, "--as", "us-liaison-1");
        await Refused(2, "resume", "FR", "--data", Us);
        await Refused(2, "status", "--data", nodes.Folders["no-node"]);
        Assert.Equal(0, await Told.Run("resume", "CN", "--data", Us));
        Assert.Equal(0, await Told.Run("status", "--data", Us));
    }

    private static async Task<JsonElement> Json(int code, params string[] args)
    {
        var said = await Told.By(args);
        Assert.True(said.Code == code, $"{string.Join(' ', args)}: {said.Code} {said.Error}{said.Out}");
        return JsonDocument.Parse(said.Out).RootElement;
    }

    private static async Task Refused(int code, params string[] args)
    {
        var said = await Told.By(args);
        Assert.True(said.Code == code, $"{string.Join(' ', args)}: {said.Code} {said.Error}{said.Out}");
        Assert.StartsWith("parley: ", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", said.Error, StringComparison.Ordinal);
        Assert.Empty(said.Out);
    }
}
