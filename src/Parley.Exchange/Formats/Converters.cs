using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Exchange.Formats;

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

/// <summary>An enumeration as kebab-case words, letter by letter as they are written, never as numbers.</summary>
internal sealed class Kebab<T> : OneString<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Words = Enum.GetValues<T>()
        .ToFrozenDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}"));

    private static readonly FrozenDictionary<string, T> Values = Words.ToFrozenDictionary(
        word => word.Value,
        word => word.Key,
        StringComparer.Ordinal
    );

    protected override bool TryParse(string text, out T value) => Values.TryGetValue(text, out value);

    protected override string Text(T value) => Words[value];
}

/// <summary>
/// An instant in ISO 8601 with its offset: without one it would be read by the zone of the machine, on each node
/// differently.
/// </summary>
internal sealed class InstantText : JsonConverter<DateTimeOffset>
{
    private const int FractionAt = 19;
    private const int MostOfAFraction = 7;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Of(ref reader);

    /// <summary>The instant the reader stands on.</summary>
    public static DateTimeOffset Of(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && HasOffset(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan)
        && reader.TryGetDateTimeOffset(out var value)
            ? value
            : throw new JsonException("Not an instant with its offset.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    private static bool HasOffset(ReadOnlySpan<byte> text)
    {
        var offset =
            text is [.., (byte)'Z'] ? 1
            : text is [.., (byte)'+' or (byte)'-', _, _, (byte)':', _, _] ? 6
            : 0;
        // Digits beyond what an instant here can hold would be dropped.
        return offset > 0 && text.Length - offset <= FractionAt + 1 + MostOfAFraction;
    }
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
            entries[id] = EntryText.ReadEntry(ref reader);
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
            EntryText.WriteEntry(writer, entry);
        }
        writer.WriteEndObject();
    }
}
