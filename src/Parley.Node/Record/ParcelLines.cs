using System.Text.RegularExpressions;
using Parley.Cooperation.Parcels;

namespace Parley.Node.Record;

/// <summary>
/// The list of the files that an evidence file's entries name, as sha256sum takes it. Every file in it has a name of
/// its own, so that all of them can be handed over in one folder (docs/spec/parcel.md, "Lists").
/// </summary>
public static partial class ParcelLines
{
    private const int Digits = 16;

    /// <summary>A line for each file; empty where there is none.</summary>
    public static string Of(IEnumerable<Parcel> parcels)
    {
        var files = parcels.Select(parcel => (parcel.Sha256, parcel.Name)).Distinct().ToList();
        var bearers = files
            .GroupBy(file => Plain(file.Name), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return string.Concat(
            files.Select(file =>
                bearers[Plain(file.Name)] > 1 || Taken().IsMatch(Plain(file.Name))
                    ? $"{file.Sha256}  {file.Sha256[..Digits]}-{file.Name}\n"
                    : $"{file.Sha256}  {file.Name}\n"
            )
        );
    }

    /// <summary>Many file systems do not tell A from a.</summary>
    private static string Plain(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));

    /// <summary>What the evidence file's own entries are called, and what looks like a name with digits before it.
    /// </summary>
    [GeneratedRegex(
        @"^(readme\.txt|parcels\.sha256|[a-z]{2}\.card|[a-z]{2}-[0-9]{6,}\.(json|tlog-proof)|[0-9a-f]{16}-.*)\z",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Taken();
}
