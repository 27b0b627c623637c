using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;

namespace Parley.Node.Law;

/// <summary>A value in a text, and where it stands.</summary>
internal readonly record struct JsonPlace(string Path, JsonElement Element)
{
    /// <summary>A member that is there; else a place without a value.</summary>
    public JsonPlace Of(string name) =>
        new(
            $"{Path}.{name}",
            Element.ValueKind is JsonValueKind.Object && Element.TryGetProperty(name, out var one) ? one : default
        );

    public bool Has(string name) => Element.ValueKind is JsonValueKind.Object && Element.TryGetProperty(name, out _);
}

/// <summary>Reads values of the forms a rule book has, each within bounds, and gathers what is wrong.</summary>
internal sealed class JsonParts
{
    private const int FaultsAtMost = 50;
    private const int SentenceAtMost = 2_000;
    private const int CodeAtMost = 60;
    private const int ListAtMost = 200;

    private readonly List<RuleBookFault> faults = [];

    public IReadOnlyList<RuleBookFault> Faults => faults;

    public void Fault(JsonPlace at, string key, params object[] values)
    {
        if (faults.Count < FaultsAtMost)
        {
            faults.Add(new RuleBookFault(at.Path, null, RuleBookFormat.Said(key, values)));
        }
    }

    /// <summary>Whether it is an object with these members and no others; else it is said what is wrong.</summary>
    public bool IsObject(JsonPlace at, IReadOnlyCollection<string> needed, IReadOnlyCollection<string> optional)
    {
        if (at.Element.ValueKind is not JsonValueKind.Object)
        {
            Fault(at, "fault.object");
            return false;
        }
        foreach (var member in at.Element.EnumerateObject().Select(member => member.Name))
        {
            if (!needed.Concat(optional).Contains(member, StringComparer.Ordinal))
            {
                Fault(at.Of(member), "fault.unknown-member", member, string.Join(", ", needed.Concat(optional)));
            }
        }
        var missing = needed.Where(name => !at.Has(name)).ToList();
        if (missing.Count > 0)
        {
            Fault(at, "fault.missing", string.Join(", ", missing));
        }
        return missing.Count == 0;
    }

    /// <summary>A text in both languages.</summary>
    public Bilingual Both(JsonPlace at) =>
        IsObject(at, ["en", "zh"], [])
            ? new Bilingual(Text(at.Of("en"), SentenceAtMost), Text(at.Of("zh"), SentenceAtMost))
            : new Bilingual("", "");

    public string Text(JsonPlace at, int atMost)
    {
        if (at.Element.ValueKind is not JsonValueKind.String || at.Element.GetString() is not { } text)
        {
            Fault(at, "fault.text");
            return "";
        }
        if (string.IsNullOrWhiteSpace(text) || text.Length > atMost || text.Any(IsUnseen))
        {
            Fault(at, "fault.text-form", atMost);
        }
        return text;
    }

    /// <summary>Letters, digits, and what codes of guidelines have besides: "TLP:AMBER+STRICT".</summary>
    public string Code(JsonPlace at)
    {
        var text = Text(at, CodeAtMost);
        if (text.Length > 0 && !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '+' or '_'))
        {
            Fault(at, "fault.code");
        }
        return text;
    }

    public ImmutableArray<string> Codes(JsonPlace at) => Some(at, Code);

    public bool IsTrue(JsonPlace at)
    {
        if (at.Element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fault(at, "fault.yes-no");
        }
        return at.Element.ValueKind is JsonValueKind.True;
    }

    public string OneOf(JsonPlace at, IReadOnlyCollection<string> known)
    {
        var text = at.Element.ValueKind is JsonValueKind.String ? at.Element.GetString()! : "";
        if (!known.Contains(text, StringComparer.Ordinal))
        {
            Fault(at, "fault.one-of", string.Join(", ", known));
        }
        return text;
    }

    /// <summary>A word of a closed set, as it is written: "legal-check".</summary>
    public T Word<T>(JsonPlace at)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>()
            .ToDictionary(one => JsonNamingPolicy.KebabCaseLower.ConvertName($"{one}"), StringComparer.Ordinal);
        return known.GetValueOrDefault(OneOf(at, known.Keys));
    }

    /// <summary>A list that is not empty and names nothing twice.</summary>
    public ImmutableArray<T> Some<T>(JsonPlace at, Func<JsonPlace, T?> one)
    {
        var list = List(at, one, ListAtMost);
        if (list.IsEmpty && at.Element.ValueKind is JsonValueKind.Array)
        {
            Fault(at, "fault.list-empty");
        }
        if (list.Distinct().Count() != list.Length)
        {
            Fault(at, "fault.list-twice");
        }
        return list;
    }

    public ImmutableArray<T> List<T>(JsonPlace at, Func<JsonPlace, T?> one, int atMost)
    {
        if (at.Element.ValueKind is not JsonValueKind.Array)
        {
            Fault(at, "fault.list");
            return [];
        }
        if (at.Element.GetArrayLength() > atMost)
        {
            Fault(at, "fault.list-long", atMost);
            return [];
        }
        return
        [
            .. at
                .Element.EnumerateArray()
                .Select(
                    (value, i) =>
                        one(new JsonPlace(string.Create(CultureInfo.InvariantCulture, $"{at.Path}[{i}]"), value))
                )
                .OfType<T>(),
        ];
    }

    private static bool IsUnseen(char c) => char.IsControl(c) || (!char.IsSurrogate(c) && IdentifierForm.IsUnseen(c));
}
