using System.Text.Json;
using System.Text.RegularExpressions;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;

namespace Parley.Exchange.Formats;

/// <summary>Why something a program sent is not what it should be, with the place in it.</summary>
/// <param name="Code">"field-missing", "field-malformed" or "field-unknown".</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) within the value that was read; empty for the whole.</param>
public sealed record Misfit(string Code, string Pointer);

/// <summary>
/// Statements and drafts as programs of this nation hand them in: read as everywhere, but what is not known is refused
/// instead of passed over, for here it is a mistake and nobody's newer version.
/// </summary>
public static partial class StrictFormat
{
    public const string Missing = "field-missing";
    public const string Malformed = "field-malformed";
    public const string Unknown = "field-unknown";

    private const string Entries = "/entries";

    /// <summary>Reads the body of a statement; null with the misfit, or without one where the type is not known.
    /// </summary>
    public static Statement? ReadStatement(string type, byte[] body, out Misfit? misfit)
    {
        misfit = null;
        if (StatementFormat.RecordOf(type) is not { } record)
        {
            return null;
        }
        // Of a proposal the hash is not written: it follows from the content.
        misfit = MisfitOf(record == typeof(AgreementStatement.Proposed) ? typeof(ProposedBody) : record, body);
        if (misfit is not null)
        {
            return null;
        }
        var statement = StatementFormat.Read(type, body);
        misfit =
            statement is NotUnderstood
                ? new Misfit(Malformed, "")
                : UnknownIn(body, StatementFormat.Write(statement).Body);
        return misfit is null ? statement : null;
    }

    /// <summary>Reads a draft; null with the misfit.</summary>
    public static Draft? ReadDraft(byte[] json, out Misfit? misfit)
    {
        misfit = MisfitOf(typeof(Draft), json);
        if (misfit is not null)
        {
            return null;
        }
        misfit = DraftFormat.TryRead(json, out var draft, out _)
            ? UnknownIn(json, DraftFormat.Write(draft))
            : new Misfit(Malformed, "");
        return misfit is null ? draft : null;
    }

    /// <summary>The JSON Pointer of a path as the serializer writes it: "$.items[0].text".</summary>
    internal static string PointerOf(string? path) =>
        string.Concat(PathParts().Matches(path ?? "").Select(part => "/" + Escaped(part.Groups["name"].Value)));

    private static Misfit? MisfitOf(Type record, byte[] json)
    {
        if (CooperationJson.Trouble(record, json) is not var (path, why))
        {
            return null;
        }
        var pointer = PointerOf(path);
        if (MissingNames().Match(why) is { Success: true } missing)
        {
            return new Misfit(Missing, $"{pointer}/{Escaped(missing.Groups["name"].Value)}");
        }
        return new Misfit(Malformed, pointer is Entries ? pointer + EntryAtFault(json) : pointer);
    }

    /// <summary>Entries are read as a whole: which of them is at fault shows when each is read alone.</summary>
    private static string EntryAtFault(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var entries = document.RootElement.GetProperty(Entries[1..]);
        if (entries.ValueKind is not JsonValueKind.Object)
        {
            return "";
        }
        foreach (var entry in entries.EnumerateObject())
        {
            using var alone = new MemoryStream();
            using (var writer = new Utf8JsonWriter(alone))
            {
                writer.WriteStartObject();
                entry.WriteTo(writer);
                writer.WriteEndObject();
            }
            if (CooperationJson.Trouble(typeof(Draft), Around(alone.ToArray())) is not null)
            {
                return "/" + Escaped(entry.Name);
            }
        }
        return "";
    }

    private static byte[] Around(byte[] entries) =>
        [.. """{"kind":"","urgency":"","language":"","entries":"""u8, .. entries, .. "}"u8];

    /// <summary>The first member that was given and is not among those written again. What is null says
    /// nothing.</summary>
    private static Misfit? UnknownIn(byte[] given, byte[] written)
    {
        using var one = JsonDocument.Parse(given);
        using var other = JsonDocument.Parse(written);
        return UnknownIn(one.RootElement, other.RootElement, "") is { } pointer ? new Misfit(Unknown, pointer) : null;
    }

    private static string? UnknownIn(JsonElement given, JsonElement written, string at)
    {
        if (given.ValueKind is JsonValueKind.Array && written.ValueKind is JsonValueKind.Array)
        {
            return given
                .EnumerateArray()
                .Zip(written.EnumerateArray())
                .Select(
                    (pair, index) => UnknownIn(pair.First, pair.Second, FormattableString.Invariant($"{at}/{index}"))
                )
                .FirstOrDefault(found => found is not null);
        }
        if (given.ValueKind is not JsonValueKind.Object || written.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }
        foreach (var member in given.EnumerateObject())
        {
            var place = $"{at}/{Escaped(member.Name)}";
            var known = written.TryGetProperty(member.Name, out var value);
            if (!known && member.Value.ValueKind is not JsonValueKind.Null)
            {
                return place;
            }
            if (known && UnknownIn(member.Value, value, place) is { } deeper)
            {
                return deeper;
            }
        }
        return null;
    }

    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<name>[^']*)'\]|\[(?<name>\d+)\]", RegexOptions.None, 1000)]
    private static partial Regex PathParts();

    [GeneratedRegex(@"missing required properties[^']*'(?<name>[^']+)'", RegexOptions.None, 1000)]
    private static partial Regex MissingNames();
}
