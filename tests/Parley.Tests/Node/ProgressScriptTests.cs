using System.Globalization;
using System.Text.Json;

namespace Parley.Tests.Node;

/// <summary>How a case stands is told from a file, with steps that come to it and other days for them.</summary>
public sealed class ProgressScriptTests(LinkedNodes nodes) : IClassFixture<LinkedNodes>
{
    private string Us => nodes.Folders.Us.Path;

    [Fact]
    public async Task A_note_of_progress_adds_a_step_and_moves_one_by_a_script()
    {
        var draft = LinkedNodes.Sample("requests", "case-cooperation.json");
        var sent = await Json(0, "request", "send", draft, "--data", Us, "--as", "us-central-1", "--json");
        var id = $"{sent.GetProperty("draft").GetInt64()}";
        var released = await Json(
            0,
            "request",
            "release",
            id,
            "--version",
            "1",
            "--data",
            Us,
            "--as",
            "us-duty-1",
            "--json"
        );
        var number = released.GetProperty("number").GetString()!;
        var day = TimeProvider.System.GetUtcNow().AddDays(400).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        const string text = """{"text":"The list has grown.","language":"en","translation":"清单有所增加。"}""";
        await Refused(
            1,
            "request",
            "progress",
            number,
            await Note("""{"state":"well"}"""),
            "--data",
            Us,
            "--as",
            "us-central-1"
        );
        await Refused(2, "request", "progress", number, await Note("no note"), "--data", Us, "--as", "us-central-1");
        var note = await Note(
            $$$"""{"text":{{{text}}},"added":[{"id":"US-1","text":{{{text}}},"owner":"US","by":"{{{day}}}"}],"moved":[{"item":"1","by":"{{{day}}}","reason":{{{text}}}}]}"""
        );
        var said = await Json(0, "request", "progress", number, note, "--data", Us, "--as", "us-central-1", "--json");
        Assert.Equal(number, said.GetProperty("number").GetString());
        // The same again says nothing new, and the step is there already.
        await Refused(1, "request", "progress", number, note, "--data", Us, "--as", "us-central-1");
        await Refused(1, "request", "progress", "US-R-2026-9999", note, "--data", Us, "--as", "us-central-1");
        await Refused(1, "request", "progress", number, note, "--data", Us, "--as", "nobody");
    }

    private async Task<string> Note(string json)
    {
        var path = nodes.Folders[$"{Guid.NewGuid()}.json"];
        await File.WriteAllTextAsync(path, json);
        return path;
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
