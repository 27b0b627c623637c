using System.Reflection;
using System.Text.Json;

namespace Parley.Node.Api;

/// <summary>
/// The description of everything programs may ask, as OpenAPI 3.1, and as it is read by people in both languages. It
/// lies beside the calls, and a test holds both to each other.
/// </summary>
public static class ApiDocument
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document as programs fetch it.</summary>
    public static byte[] Bytes { get; } = Read();

    /// <summary>One call as people read of it.</summary>
    /// <param name="Scope">The scope it wants, as tokens have it; "any" where every token will do.</param>
    public sealed record Call(
        string Id,
        string Method,
        string Path,
        string Scope,
        string Summary,
        string Note,
        IReadOnlyList<Parameter> Parameters,
        string? Sent,
        string? Told
    );

    public sealed record Parameter(string Name, string In, bool Required, string Description);

    /// <summary>The calls by their groups, in a language.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<Call> Calls)> Groups(string language)
    {
        using var document = JsonDocument.Parse(Bytes);
        var root = document.RootElement;
        var calls = root.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => (Path: path.Name, Call: call)))
            .ToList();
        return
        [
            .. root.GetProperty("tags")
                .EnumerateArray()
                .Select(tag =>
                    (
                        In(tag, "name", language),
                        (IReadOnlyList<Call>)
                            [
                                .. calls
                                    .Where(one => one.Call.Value.GetProperty("tags")[0].ValueEquals(Text(tag, "name")))
                                    .Select(one => CallOf(one.Path, one.Call, language)),
                            ]
                    )
                ),
        ];
    }

    private static Call CallOf(string path, JsonProperty call, string language)
    {
        var said = call.Value;
        var sent = said.TryGetProperty("requestBody", out var body) ? Example(body) : null;
        var done = said.GetProperty("responses").EnumerateObject().First().Value;
        return new Call(
            Text(said, "operationId"),
            call.Name.ToUpperInvariant(),
            path,
            Text(said, "x-scope"),
            In(said, "summary", language),
            In(said, "description", language),
            said.TryGetProperty("parameters", out var parameters)
                ?
                [
                    .. parameters
                        .EnumerateArray()
                        .Select(one => new Parameter(
                            Text(one, "name"),
                            Text(one, "in"),
                            one.GetProperty("required").GetBoolean(),
                            In(one, "description", language)
                        )),
                ]
                : [],
            sent,
            Example(done)
        );
    }

    private static string? Example(JsonElement around)
    {
        foreach (var content in around.GetProperty("content").EnumerateObject())
        {
            if (content.Value.TryGetProperty("example", out var example))
            {
                return JsonSerializer.Serialize(example, Readable);
            }
            if (content.Value.TryGetProperty("examples", out var examples))
            {
                return string.Join(
                    "\n\n",
                    examples
                        .EnumerateObject()
                        .Select(one => JsonSerializer.Serialize(one.Value.GetProperty("value"), Readable))
                );
            }
        }
        return null;
    }

    private static string In(JsonElement about, string name, string language) =>
        language is "zh" && about.TryGetProperty($"x-{name}-zh", out var chinese)
            ? chinese.GetString()!
            : Text(about, name);

    private static string Text(JsonElement about, string name) =>
        about.TryGetProperty(name, out var text) ? text.GetString()! : "";

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Api/openapi.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
