using System.Text.Json;
using System.Text.RegularExpressions;

namespace Parley.Tests.Samples;

/// <summary>
/// As much of JSON Schema 2020-12 as the published schemas use; a keyword it does not know is a fault.
/// </summary>
internal sealed class Schema(JsonElement root)
{
    private static readonly HashSet<string> OnlyForPeople = new(StringComparer.Ordinal)
    {
        "$schema",
        "$id",
        "$defs",
        "title",
        "description",
        "default",
        "format",
    };

    /// <summary>Names of all members the schema describes.</summary>
    public IReadOnlySet<string> Names { get; } = new HashSet<string>(NamesIn(root), StringComparer.Ordinal);

    public IReadOnlyList<string> Faults(JsonElement value) => [.. Faults(root, value, "")];

    private IEnumerable<string> Faults(JsonElement schema, JsonElement value, string at)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.ValueKind == JsonValueKind.True ? [] : [$"{at} is not allowed"];
        }
        return schema.EnumerateObject().SelectMany(rule => Faults(schema, rule, value, at));
    }

    private IEnumerable<string> Faults(JsonElement schema, JsonProperty rule, JsonElement value, string at)
    {
        var kind = value.ValueKind;
        return (rule.Name, kind) switch
        {
            ("$ref", _) => Faults(Definition(rule.Value.GetString()!), value, at),
            ("type", _) => One(!IsOf(rule.Value, value), $"{at} is {kind}"),
            ("enum", _) => One(
                !rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
                $"{at} is {value}"
            ),
            ("anyOf", _) => One(!rule.Value.EnumerateArray().Any(one => Fits(one, value)), $"{at} fits nothing"),
            ("oneOf", _) => One(rule.Value.EnumerateArray().Count(one => Fits(one, value)) != 1, $"{at} fits not one"),
            ("if", _) => Branch(schema, Fits(rule.Value, value) ? "then" : "else", value, at),
            ("then" or "else", _) => [],
            ("properties", JsonValueKind.Object) => rule
                .Value.EnumerateObject()
                .Where(p => value.TryGetProperty(p.Name, out _))
                .SelectMany(p => Faults(p.Value, value.GetProperty(p.Name), $"{at}/{p.Name}")),
            ("required", JsonValueKind.Object) => rule
                .Value.EnumerateArray()
                .Where(name => !value.TryGetProperty(name.GetString()!, out _))
                .Select(name => $"{at} lacks {name}"),
            ("additionalProperties", JsonValueKind.Object) => value
                .EnumerateObject()
                .Where(p => !IsNamed(schema, p.Name))
                .SelectMany(p => Faults(rule.Value, p.Value, $"{at}/{p.Name}")),
            ("items", JsonValueKind.Array) => value
                .EnumerateArray()
                .SelectMany((one, i) => Faults(rule.Value, one, $"{at}[{i}]")),
            ("minItems", JsonValueKind.Array) => One(value.GetArrayLength() < rule.Value.GetInt32(), $"{at} is short"),
            ("uniqueItems", JsonValueKind.Array) => One(
                value.EnumerateArray().Select(one => one.GetRawText()).Distinct().Count() != value.GetArrayLength(),
                $"{at} repeats"
            ),
            ("minLength", JsonValueKind.String) => One(
                value.GetString()!.Length < rule.Value.GetInt32(),
                $"{at} is short"
            ),
            ("pattern", JsonValueKind.String) => One(
                !Regex.IsMatch(
                    value.GetString()!,
                    rule.Value.GetString()!,
                    RegexOptions.ECMAScript,
                    TimeSpan.FromSeconds(1)
                ),
                $"{at} is {value}"
            ),
            ("minimum", JsonValueKind.Number) => One(value.GetDouble() < rule.Value.GetDouble(), $"{at} is {value}"),
            ("maximum", JsonValueKind.Number) => One(value.GetDouble() > rule.Value.GetDouble(), $"{at} is {value}"),
            _ => One(!IsKnown(rule.Name), $"the schema uses {rule.Name}"),
        };
    }

    private bool Fits(JsonElement schema, JsonElement value) => !Faults(schema, value, "").Any();

    private IEnumerable<string> Branch(JsonElement schema, string branch, JsonElement value, string at) =>
        schema.TryGetProperty(branch, out var then) ? Faults(then, value, at) : [];

    private JsonElement Definition(string reference) =>
        root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private static bool IsNamed(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var named) && named.TryGetProperty(name, out _);

    private static bool IsOf(JsonElement type, JsonElement value) =>
        type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Any(one => IsOf(one, value))
            : type.GetString() switch
            {
                "object" => value.ValueKind == JsonValueKind.Object,
                "array" => value.ValueKind == JsonValueKind.Array,
                "string" => value.ValueKind == JsonValueKind.String,
                "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "null" => value.ValueKind == JsonValueKind.Null,
                "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
                _ => false,
            };

    private static bool IsKnown(string rule) =>
        OnlyForPeople.Contains(rule)
        || rule
            is "properties"
                or "required"
                or "additionalProperties"
                or "items"
                or "minItems"
                or "uniqueItems"
                or "minLength"
                or "pattern"
                or "minimum"
                or "maximum";

    private static IEnumerable<string> One(bool found, string fault) => found ? [fault] : [];

    private static IEnumerable<string> NamesIn(JsonElement schema) =>
        schema.ValueKind switch
        {
            JsonValueKind.Object => schema
                .EnumerateObject()
                .SelectMany(p =>
                    p is { Name: "properties", Value.ValueKind: JsonValueKind.Object }
                        ? p
                            .Value.EnumerateObject()
                            .Select(named => named.Name)
                            .Concat(p.Value.EnumerateObject().SelectMany(named => NamesIn(named.Value)))
                        : NamesIn(p.Value)
                ),
            JsonValueKind.Array => schema.EnumerateArray().SelectMany(NamesIn),
            _ => [],
        };
}
