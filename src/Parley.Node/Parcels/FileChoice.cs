using System.Collections.Immutable;
using Parley.Cooperation.Parcels;

namespace Parley.Node.Parcels;

/// <summary>Which of the files made ready go with what an officer says, and what each belongs to.</summary>
internal static class FileChoice
{
    /// <summary>The field that tells which files the form showed: one that it did not show was neither chosen nor left
    /// out.</summary>
    public const string Shown = "shown";

    /// <summary>The id of the files in a form, where what is wrong with them is said.</summary>
    public const string Place = "ready";

    private const string Chosen = "file";

    /// <summary>Whether a form chooses the file.</summary>
    public static bool IsChosen(IFormCollection? form, Attached file) =>
        form is not null && form[Chosen].Contains(file.Parcel.SealedSha256, StringComparer.Ordinal);

    /// <summary>Those that the form names, in its own order: the same form says the same, wherever its files lie by
    /// now. Null where it names none.</summary>
    /// <param name="known">The files made ready, and those that went with what was said before.</param>
    public static ImmutableArray<Attached>? Of(IFormCollection form, IReadOnlyList<Attached>? known)
    {
        var chosen = HashesIn(form)
            .Select(hash => Find(known ?? [], hash))
            .OfType<Attached>()
            .Select(file =>
                file with
                {
                    For = form["for." + file.Parcel.SealedSha256].ToString() is { Length: > 0 } item ? item : null,
                }
            )
            .ToImmutableArray();
        return chosen.IsEmpty ? null : chosen;
    }

    /// <summary>Whether the form names one that is not ready: it would be left out.</summary>
    public static bool NamesMore(IFormCollection form, IReadOnlyList<Attached> ready) =>
        HashesIn(form).Any(hash => Find(ready, hash) is null);

    private static IEnumerable<string> HashesIn(IFormCollection form) =>
        form[Chosen].OfType<string>().Where(hash => hash.Length > 0).Distinct(StringComparer.Ordinal);

    private static Attached? Find(IReadOnlyList<Attached> files, string hash) =>
        files.FirstOrDefault(file => string.Equals(file.Parcel.SealedSha256, hash, StringComparison.Ordinal));
}
