using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Tests.Sealing;

/// <summary>The committed test vectors, which another implementation reads as well.</summary>
internal static class VectorFiles
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Folder { get; } = Path.Combine(Root(), "docs", "spec", "vectors");

    public static string GoProgram { get; } = Path.Combine(Root(), "tests", "go", "main.go");

    public static string At(string path) => Path.Combine(Folder, path);

    public static byte[] Bytes(string path) => File.ReadAllBytes(At(path));

    public static string Text(string path) => File.ReadAllText(At(path));

    public static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(Bytes(path));
        return document.RootElement.Clone();
    }

    public static byte[] Write(JsonNode node) => [.. JsonSerializer.SerializeToUtf8Bytes(node, Readable), (byte)'\n'];

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
