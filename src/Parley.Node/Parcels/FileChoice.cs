using System.Collections.Immutable;
using Parley.Cooperation.Parcels;

namespace Parley.Node.Parcels;

/// <summary>Which of the files made ready go with what an officer says, and what each belongs to.</summary>
internal static class FileChoice
{
    /// <summary>The field that tells which files the form showed: one that it did not show was neither chosen nor left
    /// out.</summary>
    public const string Shown = "shown";

    private const string Chosen = "file";

    /// <summary>Whether a form chooses the file.</summary>
    public static bool IsChosen(IFormCollection? form, Attached file) =>
        form is not null && form[Chosen].Contains(file.Parcel.SealedSha256, StringComparer.Ordinal);

    /// <summary>Those that the form names; null where it names none.</summary>
    public static ImmutableArray<Attached>? Of(IFormCollection form, IReadOnlyList<Attached>? ready)
    {
        var chosen = (ready ?? [])
            .Where(file => IsChosen(form, file))
            .Select(file =>
                file with
                {
                    For = form["for." + file.Parcel.SealedSha256].ToString() is { Length: > 0 } item ? item : null,
                }
            )
            .ToImmutableArray();
        return chosen.IsEmpty ? null : chosen;
    }
}
