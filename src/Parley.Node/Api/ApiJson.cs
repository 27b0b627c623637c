using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;

namespace Parley.Node.Api;

/// <summary>
/// How answers to programs are written: members in camelCase, words in kebab-case, instants by RFC 3339 in UTC. Drafts,
/// bodies, agreements and figures are written by their own formats and stand within as they are.
/// </summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Make();

    /// <summary>JSON that was already written, to stand within an answer.</summary>
    public static JsonNode? Raw(ReadOnlySpan<byte> json) => JsonNode.Parse(json);

    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A value of an enumeration as answers write it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static JsonSerializerOptions Make() =>
        new(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
                new AsText<PartyCode>(code => code.ToString()),
                new AsText<SubjectId>(id => id.ToString()),
                new AsText<Span>(span => span.ToString()),
                new AsText<DateTimeOffset>(Text),
                new ProseAsSpecified(),
                new BothTexts(),
            },
        };

    /// <summary>The two texts, and nothing that is made of them.</summary>
    private sealed class BothTexts : JsonConverter<Bilingual>
    {
        public override Bilingual Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Bilingual value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("en", value.En);
            writer.WriteString("zh", value.Zh);
            writer.WriteEndObject();
        }
    }

    /// <summary>Prose by docs/spec/bodies.md, "Values".</summary>
    private sealed class ProseAsSpecified : JsonConverter<Prose>
    {
        public override Prose Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Prose value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("text", value.Original);
            writer.WriteString("language", value.Language);
            writer.WriteString("translation", value.Translation);
            if (value.TranslatedBy is { } translator)
            {
                writer.WriteString("translatedBy", translator);
            }
            if (value.ReviewedBy is { } reviewer)
            {
                writer.WriteString("reviewedBy", reviewer);
            }
            writer.WriteEndObject();
        }
    }

    /// <summary>Writes a value as one string; answers are never read again here.</summary>
    private sealed class AsText<T>(Func<T, string> text) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(text(value));
    }
}
