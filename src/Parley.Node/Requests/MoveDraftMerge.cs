using System.Globalization;
using Microsoft.Extensions.Primitives;
using Parley.Node.Look;
using Parley.Node.Parcels;

namespace Parley.Node.Requests;

/// <summary>
/// Brings together what two officers filled in in one half-written step at the same time, field by field: what only one
/// of them changed is taken. Where both changed the same field nothing is brought together, and each keeps a draft of
/// their own, so that neither text is lost.
/// </summary>
public static class MoveDraftMerge
{
    private const string Order = "sheets.";

    /// <summary>What is said once for all texts of a form: nobody's texts are put under another's.</summary>
    private static readonly string[] OfTheWhole = ["language", "translatedBy", "reviewedBy"];

    /// <summary>The fields as they stand together; null where they cannot.</summary>
    /// <param name="before">As both found them.</param>
    /// <param name="saved">As one of them saved them.</param>
    /// <param name="mine">As the other is about to.</param>
    public static string? Of(string before, string saved, string mine)
    {
        if (
            FormFields.Read(before) is not { } was
            || FormFields.Read(saved) is not { } theirs
            || FormFields.Read(mine) is not { } ours
        )
        {
            return null;
        }
        var together = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var name in ours.Keys.Union(theirs.Keys, StringComparer.Ordinal))
        {
            if (Field(name, was[name], theirs[name], ours[name]) is not { } value)
            {
                return null;
            }
            if (value.Count > 0)
            {
                together[name] = value;
            }
        }
        return FormFields.Write(new FormCollection(together));
    }

    private static StringValues? Field(string name, StringValues was, StringValues theirs, StringValues ours) =>
        Same(ours, theirs) ? ours
        : string.Equals(name, FileChoice.Shown, StringComparison.Ordinal) ? Both(theirs, ours)
        : string.Equals(name, Corrected.Field, StringComparison.Ordinal) ? Earlier(theirs, ours)
        : OfTheWhole.Contains(name, StringComparer.Ordinal) ? null
        : Same(ours, was) ? theirs
        : Same(theirs, was) ? ours
        : name.StartsWith(Order, StringComparison.Ordinal) ? Sheets(Keys(was), Keys(theirs), Keys(ours))
        : null;

    /// <summary>Sheets added by either and taken out by either, in the order that one of them at most has changed.
    /// </summary>
    private static StringValues? Sheets(List<string> was, List<string> theirs, List<string> ours)
    {
        var kept = was.Where(key => theirs.Contains(key) && ours.Contains(key)).ToList();
        var (byThem, byUs) = (theirs.Where(kept.Contains).ToList(), ours.Where(kept.Contains).ToList());
        var order =
            byThem.SequenceEqual(kept, StringComparer.Ordinal) ? byUs
            : byUs.SequenceEqual(kept, StringComparer.Ordinal) ? byThem
            : null;
        return order is null
            ? null
            : (StringValues?)
                new StringValues([
                    .. order,
                    .. theirs.Except(was, StringComparer.Ordinal),
                    .. ours.Except(was, StringComparer.Ordinal),
                ]);
    }

    /// <summary>Of the request as both saw it, the earlier: what was corrected since is told to either.</summary>
    private static StringValues Earlier(StringValues theirs, StringValues ours) =>
        int.TryParse(theirs, NumberStyles.None, CultureInfo.InvariantCulture, out var one)
        && int.TryParse(ours, NumberStyles.None, CultureInfo.InvariantCulture, out var other)
        && one < other
            ? theirs
            : ours;

    private static StringValues Both(StringValues theirs, StringValues ours) =>
        new([.. theirs.Union(ours, StringComparer.Ordinal)]);

    private static List<string> Keys(StringValues order) => [.. order.OfType<string>()];

    private static bool Same(StringValues one, StringValues other) =>
        one.AsEnumerable().SequenceEqual(other, StringComparer.Ordinal);
}
