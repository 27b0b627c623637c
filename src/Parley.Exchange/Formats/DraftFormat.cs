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

    /// <summary>Writes a draft: what was filled in, and nothing that follows from it.</summary>
    public static byte[] Write(Draft draft)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = CanonicalText.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, draft.Kind);
            writer.WriteString("urgency"u8, draft.Urgency);
            writer.WriteString("language"u8, draft.Language);
            writer.WriteStartObject("entries"u8);
            foreach (var (id, entry) in draft.Entries)
            {
                writer.WritePropertyName(id);
                EntryText.WriteEntry(writer, entry);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

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
