using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Exchange.Formats;

/// <summary>
/// An entry of a request, told apart by its shape alone (docs/spec/bodies.md): a string, true or false, a list of
/// strings, prose, a range of time, identifiers, items sought.
/// </summary>
internal sealed class EntryText : JsonConverter<Entry>
{
    public override bool HandleNull => true;

    public override Entry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadEntry(ref reader, options);

    public override void Write(Utf8JsonWriter writer, Entry value, JsonSerializerOptions options) =>
        WriteEntry(writer, value, options);

    public static Entry ReadEntry(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => new Entry.Plain(reader.GetString()!),
            JsonTokenType.True => new Entry.YesNo(true),
            JsonTokenType.False => new Entry.YesNo(false),
            JsonTokenType.StartArray => ReadList(ref reader, options),
            JsonTokenType.StartObject => ReadObject(ref reader, options),
            _ => throw new JsonException("An entry is a string, a yes or no, a list or an object."),
        };

    public static void WriteEntry(Utf8JsonWriter writer, Entry entry, JsonSerializerOptions options)
    {
        switch (entry)
        {
            case Entry.Plain e:
                writer.WriteStringValue(e.Value);
                break;
            case Entry.YesNo e:
                writer.WriteBooleanValue(e.Value);
                break;
            case Entry.Several e:
                JsonSerializer.Serialize(writer, e.Values, Of<ImmutableArray<string>>(options));
                break;
            case Entry.Written e:
                JsonSerializer.Serialize(writer, e.Text, Of<Prose>(options));
                break;
            case Entry.Range e:
                JsonSerializer.Serialize(writer, new RangeText(e.From, e.To), Of<RangeText>(options));
                break;
            case Entry.Identifiers e:
                JsonSerializer.Serialize(writer, e.Values, Of<ImmutableArray<Identifier>>(options));
                break;
            case Entry.Sought e:
                JsonSerializer.Serialize(writer, e.Items, Of<ImmutableArray<SoughtItem>>(options));
                break;
        }
    }

    private static Entry ReadList(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var ahead = reader;
        ahead.Read();
        if (ahead.TokenType is JsonTokenType.String or JsonTokenType.EndArray)
        {
            return new Entry.Several(Read<ImmutableArray<string>>(ref reader, options));
        }
        return Has(ahead, "value")
            ? new Entry.Identifiers(Read<ImmutableArray<Identifier>>(ref reader, options))
            : new Entry.Sought(Read<ImmutableArray<SoughtItem>>(ref reader, options));
    }

    private static Entry ReadObject(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (Has(reader, "from"))
        {
            var range = Read<RangeText>(ref reader, options);
            return new Entry.Range(range.From, range.To);
        }
        return new Entry.Written(Read<Prose>(ref reader, options));
    }

    /// <summary>Does the object the reader stands on have a member of this name? Works on a copy.</summary>
    private static bool Has(Utf8JsonReader reader, string member)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A list holds strings or objects.");
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(member))
            {
                return true;
            }
            reader.Read();
            reader.Skip();
        }
        return false;
    }

    /// <summary>Reads on with the converter itself: to deserialize from a reader scans the value once more.</summary>
    internal static T Read<T>(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        ((JsonConverter<T>)options.GetConverter(typeof(T))).Read(ref reader, typeof(T), options)
        ?? throw new JsonException("Nothing is there.");

    private static JsonTypeInfo<T> Of<T>(JsonSerializerOptions options) =>
        (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}

/// <summary>A range of time as {"from","to"}.</summary>
internal sealed record RangeText(DateTimeOffset From, DateTimeOffset To);

/// <summary>Prose as {"text","language","translation"}.</summary>
internal sealed class ProseText : JsonConverter<Prose>
{
    public override Prose Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var written = EntryText.Read<WrittenProse>(ref reader, options);
        return new Prose(written.Text, written.Language, written.Translation);
    }

    public override void Write(Utf8JsonWriter writer, Prose value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("text", value.Original);
        writer.WriteString("language", value.Language);
        writer.WriteString("translation", value.Translation);
        writer.WriteEndObject();
    }
}

/// <summary>The members of prose in JSON.</summary>
internal sealed record WrittenProse(string Text, string Language, string? Translation = null);
