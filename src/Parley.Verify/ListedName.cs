using System.Text.RegularExpressions;

namespace Parley.Verify;

/// <summary>
/// The name under which a file stands in a list: its own, and where that would not tell it apart in one folder with the
/// others and the evidence file's entries, with the first digits of its hash before it (docs/spec/parcel.md, "Lists").
/// </summary>
internal static partial class ListedName
{
    private const int Digits = 16;

    /// <summary>The files as the statements name them, under their names in the list.</summary>
    public static Dictionary<(string Hash, string Name), string> Of(
        Dictionary<(string Hash, string Name), string> named
    )
    {
        var once = new HashSet<string>(StringComparer.Ordinal);
        var several = named
            .Keys.Select(file => Lower(file.Name))
            .Where(name => !once.Add(name))
            .ToHashSet(StringComparer.Ordinal);
        return named.ToDictionary(
            one =>
                several.Contains(Lower(one.Key.Name)) || OfTheFile().IsMatch(Lower(one.Key.Name))
                    ? (one.Key.Hash, $"{one.Key.Hash[..Digits]}-{one.Key.Name}")
                    : one.Key,
            one => one.Value
        );
    }

    /// <summary>Of A to Z alone, which is all the rule speaks of.</summary>
    private static string Lower(string name) =>
        string.Concat(name.Select(c => c is >= 'A' and <= 'Z' ? char.ToLowerInvariant(c) : c));

    [GeneratedRegex(
        @"^(readme\.txt|parcels\.sha256|[a-z]{2}\.card|[a-z]{2}-[0-9]{6,}\.(json|tlog-proof)|[0-9a-f]{16}-.*)\z",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OfTheFile();
}
