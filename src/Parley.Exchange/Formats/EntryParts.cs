using System.Collections.Immutable;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Exchange.Formats;

/// <summary>
/// What entries are made of, read and written member by member: there are dozens in a request, and every one passes
/// here on both sides. A member that is not known is passed over; one that stands twice is refused.
/// </summary>
internal static class EntryParts
{
    public static Prose ReadProse(ref Utf8JsonReader reader)
    {
        string? text = null;
        string? language = null;
        string? translation = null;
        var seen = 0;
        Begin(ref reader);
        while (Further(ref reader))
        {
            if (reader.ValueTextEquals("text"u8))
            {
                text = Text(ref reader, ref seen, 1);
            }
            else if (reader.ValueTextEquals("language"u8))
            {
                language = Text(ref reader, ref seen, 2);
            }
            else if (reader.ValueTextEquals("translation"u8))
            {
                translation = TextOrNull(ref reader, ref seen, 4);
            }
            else
            {
                PassOver(ref reader);
            }
        }
        return text is not null && language is not null
            ? new Prose(text, language, translation)
            : throw new JsonException("Prose has a text and its language.");
    }

    public static void Write(Utf8JsonWriter writer, Prose prose)
    {
        writer.WriteStartObject();
        writer.WriteString("text"u8, prose.Original);
        writer.WriteString("language"u8, prose.Language);
        writer.WriteString("translation"u8, prose.Translation);
        writer.WriteEndObject();
    }

    public static Entry.Range ReadRange(ref Utf8JsonReader reader)
    {
        DateTimeOffset? from = null;
        DateTimeOffset? to = null;
        var seen = 0;
        Begin(ref reader);
        while (Further(ref reader))
        {
            if (reader.ValueTextEquals("from"u8))
            {
                from = Instant(ref reader, ref seen, 1);
            }
            else if (reader.ValueTextEquals("to"u8))
            {
                to = Instant(ref reader, ref seen, 2);
            }
            else
            {
                PassOver(ref reader);
            }
        }
        return from is not null && to is not null
            ? new Entry.Range(from.Value, to.Value)
            : throw new JsonException("A range has two ends.");
    }

    public static Identifier ReadIdentifier(ref Utf8JsonReader reader)
    {
        string? type = null;
        string? value = null;
        var seen = 0;
        Begin(ref reader);
        while (Further(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = Text(ref reader, ref seen, 1);
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                value = Text(ref reader, ref seen, 2);
            }
            else
            {
                PassOver(ref reader);
            }
        }
        return type is not null && value is not null
            ? new Identifier(type, value)
            : throw new JsonException("An identifier has a type and a value.");
    }

    public static SoughtItem ReadSought(ref Utf8JsonReader reader)
    {
        string? id = null;
        Prose? text = null;
        var seen = 0;
        Begin(ref reader);
        while (Further(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = Text(ref reader, ref seen, 1);
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                Once(ref reader, ref seen, 2);
                text = ReadProse(ref reader);
            }
            else
            {
                PassOver(ref reader);
            }
        }
        return id is not null && text is not null
            ? new SoughtItem(id, text)
            : throw new JsonException("An item sought has an id and a text.");
    }

    /// <summary>Reads the values of a list the reader stands at the beginning of.</summary>
    public static ImmutableArray<T> ReadList<T>(ref Utf8JsonReader reader, Reading<T> one)
    {
        var values = ImmutableArray.CreateBuilder<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(one(ref reader));
        }
        return values.DrainToImmutable();
    }

    public static string ReadText(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("Not a text.");

    private static void Begin(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Not an object.");
        }
    }

    private static bool Further(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void PassOver(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Goes on to a member's value, the first time it stands there.</summary>
    private static void Once(ref Utf8JsonReader reader, ref int seen, int member)
    {
        if ((seen & member) != 0)
        {
            throw new JsonException("A member stands twice.");
        }
        seen |= member;
        reader.Read();
    }

    private static string Text(ref Utf8JsonReader reader, ref int seen, int member)
    {
        Once(ref reader, ref seen, member);
        return ReadText(ref reader);
    }

    private static string? TextOrNull(ref Utf8JsonReader reader, ref int seen, int member)
    {
        Once(ref reader, ref seen, member);
        return reader.TokenType == JsonTokenType.Null ? null : ReadText(ref reader);
    }

    private static DateTimeOffset Instant(ref Utf8JsonReader reader, ref int seen, int member)
    {
        Once(ref reader, ref seen, member);
        return InstantText.Of(ref reader);
    }

    /// <summary>Reads one value of a list.</summary>
    public delegate T Reading<out T>(ref Utf8JsonReader reader);
}
