using System.Collections.Immutable;
using Parley.Cooperation.Parcels;

namespace Parley.Node.Parcels;

/// <summary>Which of the files made ready go with what an officer says, and what each belongs to.</summary>
internal static class FileChoice
{
    /// <summary>Those that the form names; null where it names none.</summary>
    public static ImmutableArray<Attached>? Of(IFormCollection form, IReadOnlyList<Attached>? ready)
    {
        var chosen = (ready ?? [])
            .Where(file => form["file"].Contains(file.Parcel.SealedSha256, StringComparer.Ordinal))
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
