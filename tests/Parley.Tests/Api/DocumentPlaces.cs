using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Tests.Api;

/// <summary>Something of every kind at CN, so that each call of the document has something to tell of.</summary>
internal sealed record DocumentPlaces(
    string Number,
    long Draft,
    string Agreement,
    string Review,
    long Prepared,
    long Half,
    string Index,
    string Upload,
    string DraftUpload
)
{
    /// <summary>A book that keeps agreements waiting, and nothing else.</summary>
    private const string Book = """
        {
          "title": {"en": "Test book", "zh": "测试手册"}, "rules": [], "areas": [], "grounds": [], "keeping": [],
          "steps": [{"id": "5.4", "title": {"en": "A look at the law", "zh": "法律审核"},
                     "basis": {"en": "Art. 5", "zh": "第五条"}, "need": "legal-check", "by": [{"officers": ["reader"]}],
                     "matters": {"agreements": ["guidelines"]}}]
        }
        """;

    private const string End = """
        {"type":"agreement.ended","body":{"reason":{"text":"No more.","language":"en","translation":"终止。"}}}
        """;

    private const string Answer = """
        {"type":"request.answered","body":{"final":false,"items":[
          {"item":"1","outcome":"nothing-found","text":null,"doneAt":null}],"useLimits":null}}
        """;

    public static async Task<DocumentPlaces> Make(ProgramNodes nodes)
    {
        var number = await nodes.Ask(nodes.Us);
        using var drafter = ProgramNodes.Program(nodes.Cn, "drafter");
        using var releaser = ProgramNodes.Program(nodes.Cn, "releaser");
        var (draft, _) = await ProgramNodes.Draft(drafter, "incomplete");
        foreach (var move in new[] { "request.acknowledged", "request.accepted" })
        {
            var body = move is "request.accepted" ? """{"items":[],"conditions":null}""" : """{"note":null}""";
            await drafter.Post($"requests/{number}/moves", $$"""{"type":"{{move}}","body":{{body}}}""");
        }
        await nodes.Quiet();
        var entry = (await drafter.Get($"requests/{number}")).Json.GetProperty("timeline")[1];
        await drafter.Upload($"requests/{number}/files?name=a.csv", [1]);
        var upload = await Begun(drafter, $"requests/{number}/files");
        var draftUpload = await Begun(drafter, $"drafts/{draft}/files/files");
        var half = await drafter.Post($"requests/{number}/half-written", Answer);
        Assert.True(half.Status == 201, half.Text);
        var agreements = (await drafter.Get("agreements")).Json.GetProperty("agreements");
        var agreement = agreements[0].GetProperty("number").GetString()!;
        var published = await releaser.Post("review/publish?from=2026-01-01T00:00Z&to=2026-02-01T00:00Z", "{}");
        Assert.True(published.Status == 201, published.Text);
        var books = nodes.Cn.Services.GetRequiredService<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(Book), "a test", Doer.Command), Doer.Command);
        var ended = await releaser.Post($"agreements/{agreement}/moves", End);
        Assert.True(ended.Status == 202, ended.Text);
        return new(
            number,
            draft,
            agreement,
            published.Json.GetProperty("number").GetString()!,
            ended.Json.GetProperty("prepared").GetInt64(),
            half.Json.GetProperty("id").GetInt64(),
            entry.GetProperty("index").GetRawText(),
            upload,
            draftUpload
        );
    }

    /// <summary>A file under way.</summary>
    private static async Task<string> Begun(Caller drafter, string files)
    {
        var begun = await drafter.Post($"{files}/uploads", """{"name":"large.bin","size":5}""");
        Assert.True(begun.Status == 201, begun.Text);
        return begun.Json.GetProperty("upload").GetString()!;
    }

    /// <summary>The address with what is there in the place of each name.</summary>
    public string AddressOf(string path) =>
        path.Replace("{id}", $"{IdIn(path)}", StringComparison.Ordinal)
            .Replace("{matter}", Number, StringComparison.Ordinal)
            .Replace("{number}", NumberIn(path), StringComparison.Ordinal)
            .Replace("{item}", "files", StringComparison.Ordinal)
            .Replace("{upload}", IsOf(path, "/drafts") ? DraftUpload : Upload, StringComparison.Ordinal)
            .Replace("{version}", "1", StringComparison.Ordinal)
            .Replace("{peer}", "US", StringComparison.Ordinal)
            .Replace("{by}", path.EndsWith("{index}", StringComparison.Ordinal) ? "CN" : "US", StringComparison.Ordinal)
            .Replace("{index}", Index, StringComparison.Ordinal);

    private string NumberIn(string path) =>
        IsOf(path, "/agreements") ? Agreement
        : IsOf(path, "/reviews") ? Review
        : Number;

    private long IdIn(string path) =>
        IsOf(path, "/agreements") ? Prepared
        : path.Contains("half-written", StringComparison.Ordinal) ? Half
        : Draft;

    private static bool IsOf(string path, string root) => path.StartsWith(root, StringComparison.Ordinal);
}
