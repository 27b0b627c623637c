using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// Whether the files of a whole request can be sent together, wherever on the form they were attached, and whether what
/// is said of each can be read. What one item's files must be by themselves is in <see cref="EntryCheck"/>.
/// </summary>
internal static class FilesCheck
{
    public static void Find(KindIndex kind, Draft draft, AgreedGuidelines guidelines, List<Finding> found)
    {
        var count = 0;
        var elsewhere = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in kind.Items)
        {
            if (
                !draft.Entries.TryGetValue(item.Id, out var entry)
                || entry is not Entry.Parcels { Files: { IsDefaultOrEmpty: false } files }
            )
            {
                continue;
            }
            foreach (var file in files)
            {
                var fault = elsewhere.Contains(file.Parcel.SealedSha256)
                    ? ParcelRefusals.NamedTwice(file.Parcel)
                    : RequestContent.Written(file.Text, guidelines);
                if (fault is not null)
                {
                    found.Add(new Finding(item.Id, Severity.Invalid, fault.Code, fault.Sentence));
                }
            }
            elsewhere.UnionWith(files.Select(file => file.Parcel.SealedSha256));
            // Too many together is said once, where they become too many; of one item alone its own check says it.
            var before = count;
            count += files.Length;
            if (count > ParcelRules.MostAtOnce && Math.Max(before, files.Length) <= ParcelRules.MostAtOnce)
            {
                found.Add(FindingOf.TooMany(item, ParcelRules.MostAtOnce));
            }
        }
    }
}
