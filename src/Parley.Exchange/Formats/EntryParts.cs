using System.Collections.Immutable;
using System.Globalization;
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
        string? translatedBy = null;
        string? reviewedBy = null;
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
            else if (reader.ValueTextEquals("translatedBy"u8))
            {
                translatedBy = TextOrNull(ref reader, ref seen, 8);
            }
            else if (reader.ValueTextEquals("reviewedBy"u8))
            {
                reviewedBy = TextOrNull(ref reader, ref seen, 16);
            }
            else
            {
                PassOver(ref reader);
            }
        }
        return text is not null && language is not null
            ? new Prose(text, language, translation, translatedBy, reviewedBy)
            : throw new JsonException("Prose has a text and its language.");
    }

    public static void Write(Utf8JsonWriter writer, Prose prose)
    {
        writer.WriteStartObject();
        writer.WriteString("text"u8, prose.Original);
        writer.WriteString("language"u8, prose.Language);
        writer.WriteString("translation"u8, prose.Translation);
        WriteIfThere(writer, "translatedBy"u8, prose.TranslatedBy);
        WriteIfThere(writer, "reviewedBy"u8, prose.ReviewedBy);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, SoughtItem sought)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, sought.Id);
        writer.WritePropertyName("text"u8);
        Write(writer, sought.Text);
        WriteIfThere(writer, "action"u8, sought.Action);
        WriteIfThere(writer, "owner"u8, sought.Owner);
        WriteIfThere(writer, "by"u8, sought.By?.ToString("O", CultureInfo.InvariantCulture));
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
        string? action = null;
        string? owner = null;
        DateOnly? by = null;
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
            else if (reader.ValueTextEquals("action"u8))
            {
                action = TextOrNull(ref reader, ref seen, 4);
            }
            else if (reader.ValueTextEquals("owner"u8))
            {
                owner = TextOrNull(ref reader, ref seen, 8);
            }
            else if (reader.ValueTextEquals("by"u8))
            {
                by = DayOrNull(TextOrNull(ref reader, ref seen, 16));
            }
            else
            {
                PassOver(ref reader);
            }
        }
        return id is not null && text is not null
            ? new SoughtItem(id, text, action, owner, by)
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

    internal static void Begin(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Not an object.");
        }
    }

    internal static bool Further(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    internal static void PassOver(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Goes on to a member's value, the first time it stands there.</summary>
    internal static void Once(ref Utf8JsonReader reader, ref int seen, int member)
    {
        if ((seen & member) != 0)
        {
            throw new JsonException("A member stands twice.");
        }
        seen |= member;
        reader.Read();
    }

    internal static string Text(ref Utf8JsonReader reader, ref int seen, int member)
    {
        Once(ref reader, ref seen, member);
        return ReadText(ref reader);
    }

    internal static string? TextOrNull(ref Utf8JsonReader reader, ref int seen, int member)
    {
        Once(ref reader, ref seen, member);
        return reader.TokenType == JsonTokenType.Null ? null : ReadText(ref reader);
    }

    private static DateOnly? DayOrNull(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new JsonException("Not a day.");

    private static void WriteIfThere(Utf8JsonWriter writer, ReadOnlySpan<byte> member, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(member, text);
        }
    }

    private static DateTimeOffset Instant(ref Utf8JsonReader reader, ref int seen, int member)
    {
        Once(ref reader, ref seen, member);
        return InstantText.Of(ref reader);
    }

    /// <summary>Reads one value of a list.</summary>
    public delegate T Reading<out T>(ref Utf8JsonReader reader);
}
