using System.Text.Json;

namespace Parley.Verify;

/// <summary>
/// The list of files in an evidence file, compared with the statements: every parcel a proven statement names stands in
/// it with its hash, under a name that no other has, and nothing else (docs/spec/parcel.md, "Lists").
/// </summary>
internal static class ParcelList
{
    /// <summary>Its name in the ZIP: lines as sha256sum takes them.</summary>
    public const string Name = "parcels.sha256";

    private const int HashLength = 64;
    private const string Between = "  ";

    /// <summary>Compares the list with what the statements name.</summary>
    /// <param name="list">The list's text; null where the file has none.</param>
    /// <param name="proven">The statements that hold, by their names in the file.</param>
    public static void Check(
        string? list,
        Dictionary<string, string> proven,
        List<Fact> facts,
        List<ReportedFinding> findings
    )
    {
        var named = new Dictionary<(string Hash, string Name), string>();
        foreach (var (where, statement) in proven.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(statement);
            Collect(json.RootElement, where, named);
        }
        if (Read(list ?? "") is not { } listed)
        {
            findings.Add(new(Name, "malformed-list", "The list of files is not lines of hash and name.", null));
            return;
        }
        named = ListedName.Of(named);
        foreach (var (parcel, where) in named.Where(one => !listed.Contains(one.Key)))
        {
            var sentence = $"{where} names a file of hash {parcel.Hash}; the list does not have it as {parcel.Name}.";
            findings.Add(new(Name, "parcel-not-listed", sentence, null));
        }
        foreach (var parcel in listed.Where(one => !named.ContainsKey(one)))
        {
            var sentence =
                $"The list has {parcel.Name} of hash {parcel.Hash}; no statement names that file, or it has another name in a list.";
            findings.Add(new(Name, "parcel-not-named", sentence, null));
        }
        if (named.Count > 0 && named.Keys.All(listed.Contains) && listed.Count == named.Count)
        {
            facts.Add(
                new(
                    $"{Name} lists the {named.Count} files that the statements name, and no other.",
                    $"{Name} 所列 {named.Count} 个附件与条目所列一致，无一多余。"
                )
            );
        }
    }

    private static HashSet<(string Hash, string Name)>? Read(string list)
    {
        var read = new HashSet<(string, string)>();
        foreach (var line in list.Split('\n').SkipLast(1))
        {
            if (
                line.Length <= HashLength + Between.Length
                || !line[..HashLength].All(char.IsAsciiHexDigitLower)
                || !line.AsSpan(HashLength).StartsWith(Between)
                || !read.Add((line[..HashLength], line[(HashLength + Between.Length)..]))
            )
            {
                return null;
            }
        }
        return list.Length == 0 || list.EndsWith('\n') ? read : null;
    }

    /// <summary>Every object of the form that names a parcel, at any depth.</summary>
    private static void Collect(JsonElement element, string where, Dictionary<(string Hash, string Name), string> named)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var one in element.EnumerateArray())
            {
                Collect(one, where, named);
            }
        }
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return;
        }
        if (
            Text(element, "sha256") is { Length: HashLength } hash
            && Text(element, "sealedSha256") is { Length: HashLength }
            && Text(element, "name") is { } name
            && Text(element, "key") is not null
        )
        {
            named.TryAdd((hash, name), where);
        }
        foreach (var member in element.EnumerateObject())
        {
            Collect(member.Value, where, named);
        }
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
