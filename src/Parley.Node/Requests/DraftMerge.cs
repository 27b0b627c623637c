using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;

namespace Parley.Node.Requests;

/// <summary>
/// Brings together what two officers wrote in one draft at the same time, item by item: what only one of them changed
/// is taken, what both changed is named and left as it was saved first.
/// </summary>
public static class DraftMerge
{
    /// <summary>What becomes of the draft, and the items that both changed.</summary>
    /// <param name="before">The draft as it stood when the officer saw an item; null where that is no longer known, and
    /// then each difference is named.</param>
    public static (Draft Draft, IReadOnlyList<string> Clashes) Of(
        Func<string, Draft?> before,
        Draft kept,
        IReadOnlyDictionary<string, Entry?> items
    )
    {
        var clashes = new List<string>();
        foreach (var (item, mine) in items)
        {
            if (before(item) is not { } seen)
            {
                if (!Same(mine, kept.Entries.GetValueOrDefault(item)))
                {
                    clashes.Add(item);
                }
                continue;
            }
            var was = seen.Entries.GetValueOrDefault(item);
            var theirs = kept.Entries.GetValueOrDefault(item);
            if (Same(mine, was) || Same(mine, theirs))
            {
                continue;
            }
            if (Same(theirs, was))
            {
                kept = kept.With(item, mine);
            }
            else
            {
                clashes.Add(item);
            }
        }
        return (kept, clashes);
    }

    // Entries hold arrays, which compare by place; their text compares by content.
    public static bool Same(Entry? one, Entry? other) =>
        Same(
            new Draft("", "", "", Draft.NoEntries).With("x", one),
            new Draft("", "", "", Draft.NoEntries).With("x", other)
        );

    public static bool Same(Draft one, Draft other) =>
        DraftFormat.Write(one).AsSpan().SequenceEqual(DraftFormat.Write(other));
}
