using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Commands;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>What scripts hand in over the local port: by the same questions as on the pages, and once under one key.
/// </summary>
public sealed class HandedInTests(OpenNode open) : IClassFixture<OpenNode>
{
    private const string Text = """{"text":"We asked the bank.","language":"en","translation":"已问银行。"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_note_run_twice_under_one_key_is_stated_once_and_names_no_files()
    {
        var number = await open.Ask();
        var note = $$"""{"text":{{Text}}}""";
        var first = await Note(number, note, "monday");
        Assert.Equal(first, await Note(number, note, "monday"));
        Assert.Equal(1, Notes());
        Assert.NotEqual(first, await Note(number, note, "friday"));
        Assert.Equal(2, Notes());
        var parcels = (await Parcels()).ToJsonString();
        var refused = await Assert.ThrowsAsync<NodeRefusedException>(() =>
            Note(number, $$"""{"text":{{Text}},"parcels":{{parcels}}}""", key: null)
        );
        Assert.Contains("names no files", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, Notes());

        int Notes() => Service<RequestBook>().Find(number)!.Request.ProgressNotes.Length;
    }

    [Fact]
    public async Task A_draft_run_twice_under_one_key_is_one_draft_and_names_no_files()
    {
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Sample, Cancel))!;
        var first = await Draft(sample, "monday");
        Assert.Equal(first.ToString(), (await Draft(sample, "monday")).ToString());
        var id = first.GetProperty("id").GetInt64();
        Assert.True(first.GetProperty("offered").GetBoolean());
        // As it is kept on the pages: in both languages.
        Assert.Contains("某人", Service<DraftShelf>().Find(id)!.AuthorNames.Single(), StringComparison.Ordinal);
        // Sent back and handed in again by the script that heard no answer, it is not offered anew.
        Service<DraftShelf>().SendBack(id, "Say more.");
        Assert.False((await Draft(sample, "monday")).GetProperty("offered").GetBoolean());
        Assert.Equal("Say more.", Service<DraftShelf>().Find(id)!.SentBack);

        sample["entries"]!["own-reference"] = "X-2";
        var other = await Assert.ThrowsAsync<NodeRefusedException>(() => Draft(sample, "monday"));
        Assert.Contains("another draft", other.Message, StringComparison.Ordinal);
        sample["entries"]!["files"] = await Parcels();
        var files = await Assert.ThrowsAsync<NodeRefusedException>(() => Draft(sample, key: null));
        Assert.Contains("names no files", files.Message, StringComparison.Ordinal);
    }

    /// <summary>A file that lies sealed at the node, as a statement names it.</summary>
    private async Task<JsonNode> Parcels()
    {
        var parcel = await ParcelSealing.Seal(
            Service<IParcelShelf>(),
            TwoFolders.US,
            new MemoryStream([1]),
            "a.csv",
            "text/csv",
            10,
            Cancel
        );
        var named = new RequestStatement.Consulted(
            new Prose("See.", "en", "见附件。"),
            [new Attached(parcel!, null, null)]
        );
        return JsonNode.Parse(StatementFormat.Write(named).Body)!["parcels"]!.DeepClone();
    }

    private static string Sample => Path.Combine(Pair.Samples, "requests", "information.json");

    private Task<string> Note(string number, string note, string? key) =>
        Post(
            $"requests/{number}/progress",
            new HandedInNote("drafter", OpenDesk.Password, JsonSerializer.Deserialize<JsonElement>(note), null, key)
        );

    private async Task<JsonElement> Draft(JsonNode draft, string? key)
    {
        var element = JsonSerializer.SerializeToElement(draft);
        var answer = await Post("requests", new HandedInDraft("drafter", OpenDesk.Password, null, element, null, key));
        return JsonSerializer.Deserialize<JsonElement>(answer);
    }

    private Task<string> Post<T>(string path, T handed) =>
        LocalClient.Post(open.Folder, path, JsonSerializer.Serialize(handed, JsonSerializerOptions.Web), Cancel);

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
