using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Exchange.Formats;

/// <summary>
/// An entry of a request, told apart by its shape alone (docs/spec/bodies.md): a string, true or false, a list of
/// strings, prose, a range of time, identifiers, files, items sought.
/// </summary>
internal sealed class EntryText : JsonConverter<Entry>
{
    public override bool HandleNull => true;

    public override Entry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadEntry(ref reader);

    public override void Write(Utf8JsonWriter writer, Entry value, JsonSerializerOptions options) =>
        WriteEntry(writer, value);

    public static Entry ReadEntry(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => new Entry.Plain(reader.GetString()!),
            JsonTokenType.True => new Entry.YesNo(true),
            JsonTokenType.False => new Entry.YesNo(false),
            JsonTokenType.StartArray => ReadList(ref reader),
            JsonTokenType.StartObject => Has(reader, "from"u8)
                ? EntryParts.ReadRange(ref reader)
                : new Entry.Written(EntryParts.ReadProse(ref reader)),
            _ => throw new JsonException("An entry is a string, a yes or no, a list or an object."),
        };

    public static void WriteEntry(Utf8JsonWriter writer, Entry entry)
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
                WriteList(writer, e.Values, static (w, value) => w.WriteStringValue(value));
                break;
            case Entry.Written e:
                EntryParts.Write(writer, e.Text);
                break;
            case Entry.Range e:
                writer.WriteStartObject();
                writer.WriteString("from"u8, e.From);
                writer.WriteString("to"u8, e.To);
                writer.WriteEndObject();
                break;
            case Entry.Identifiers e:
                WriteList(writer, e.Values, WriteIdentifier);
                break;
            case Entry.Parcels e:
                WriteList(writer, e.Files, ParcelText.WriteAttached);
                break;
            case Entry.Sought e:
                WriteList(writer, e.Items, EntryParts.Write);
                break;
        }
    }

    private static void WriteIdentifier(Utf8JsonWriter writer, Identifier identifier)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, identifier.Type);
        writer.WriteString("value"u8, identifier.Value);
        writer.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter writer, ImmutableArray<T> values, Action<Utf8JsonWriter, T> one)
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            one(writer, value);
        }
        writer.WriteEndArray();
    }

    private static Entry ReadList(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        ahead.Read();
        if (ahead.TokenType is JsonTokenType.String or JsonTokenType.EndArray)
        {
            return new Entry.Several(EntryParts.ReadList(ref reader, EntryParts.ReadText));
        }
        return Has(ahead, "value"u8) ? new Entry.Identifiers(EntryParts.ReadList(ref reader, EntryParts.ReadIdentifier))
            : Has(ahead, "parcel"u8) ? new Entry.Parcels(EntryParts.ReadList(ref reader, ParcelText.ReadAttached))
            : new Entry.Sought(EntryParts.ReadList(ref reader, EntryParts.ReadSought));
    }

    /// <summary>Does the object the reader stands on have a member of this name? Works on a copy.</summary>
    private static bool Has(Utf8JsonReader reader, ReadOnlySpan<byte> member)
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
}

/// <summary>Prose as {"text","language","translation"}.</summary>
internal sealed class ProseText : JsonConverter<Prose>
{
    public override Prose Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EntryParts.ReadProse(ref reader);

    public override void Write(Utf8JsonWriter writer, Prose value, JsonSerializerOptions options) =>
        EntryParts.Write(writer, value);
}

/// <summary>An item sought, or a step that is added, as {"id","text"} and what the guidelines ask for besides.
/// </summary>
internal sealed class SoughtText : JsonConverter<SoughtItem>
{
    public override SoughtItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EntryParts.ReadSought(ref reader);

    public override void Write(Utf8JsonWriter writer, SoughtItem value, JsonSerializerOptions options) =>
        EntryParts.Write(writer, value);
}
