using System.Text.Encodings.Web;
using System.Text.Json;
using Parley.Cooperation.Requests;

namespace Parley.Exchange.Formats;

/// <summary>Drafts as JSON: the files the command reads, and what the drafts' shelf keeps.</summary>
public static class DraftFormat
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a draft, or says why it is none. A file may write a character by its number; a statement bears it
    /// as it is, and so it is read.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out Draft draft, out string problem) =>
        CooperationJson.TryRead(json.Contains((byte)'\\') ? LetterByLetter(json) : json, out draft, out problem);

    public static byte[] Write(Draft draft) => CooperationJson.Write(draft);

    private static ReadOnlySpan<byte> LetterByLetter(ReadOnlySpan<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), Bounded);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Plain))
            {
                document.RootElement.WriteTo(writer);
            }
            return stream.ToArray();
        }
        catch (JsonException)
        {
            // Who reads it says what is wrong with it.
            return json;
        }
    }
}
