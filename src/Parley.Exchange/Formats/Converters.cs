using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Exchange.Formats;

/// <summary>An enumeration as kebab-case words, never as numbers.</summary>
internal sealed class Kebab<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>A value that is one string in JSON, such as a party code.</summary>
internal abstract class OneString<T> : JsonConverter<T>
{
    protected abstract bool TryParse(string text, out T value);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var value)
            ? value
            : throw new JsonException($"Not a {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));

    protected virtual string Text(T value) => value!.ToString()!;
}

internal sealed class PartyCodeText : OneString<PartyCode>
{
    protected override bool TryParse(string text, out PartyCode value) => PartyCode.TryParse(text, out value);
}

internal sealed class SubjectIdText : OneString<SubjectId>
{
    protected override bool TryParse(string text, out SubjectId value) => SubjectId.TryParse(text, out value);
}

internal sealed class SpanText : OneString<Span>
{
    protected override bool TryParse(string text, out Span value) => Span.TryParse(text, out value);
}

/// <summary>A time of day as "09:00".</summary>
internal sealed class TimeOfDayText : OneString<TimeOnly>
{
    protected override bool TryParse(string text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    protected override string Text(TimeOnly value) => value.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>The entries of a request, in ordinal order whatever the machine's language.</summary>
internal sealed class EntriesText : JsonConverter<ImmutableSortedDictionary<string, Entry>>
{
    public override ImmutableSortedDictionary<string, Entry> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Entries are an object.");
        }
        var entries = Draft.NoEntries.ToBuilder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var id = reader.GetString()!;
            reader.Read();
            entries[id] = EntryText.ReadEntry(ref reader, options);
        }
        return entries.ToImmutable();
    }

    public override void Write(
        Utf8JsonWriter writer,
        ImmutableSortedDictionary<string, Entry> value,
        JsonSerializerOptions options
    )
    {
        writer.WriteStartObject();
        foreach (var (id, entry) in value)
        {
            writer.WritePropertyName(id);
            EntryText.WriteEntry(writer, entry, options);
        }
        writer.WriteEndObject();
    }
}
