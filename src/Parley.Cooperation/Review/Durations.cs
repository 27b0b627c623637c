using System.Runtime.InteropServices;

namespace Parley.Cooperation.Review;

/// <summary>
/// Whole seconds in several lists, of which single ranks are wanted: exactly, without sorting a million numbers. The
/// numbers are counted by their upper half, then those of one upper half by their lower.
/// </summary>
internal static class Durations
{
    private const int HalfBits = 16;
    private const int FewEnoughToSort = 4_096;

    /// <summary>
    /// Nearest rank: the smallest number that at least this share of all does not exceed; null where there is none.
    /// </summary>
    public static long? Rank(List<List<uint>> lists, int percent)
    {
        var all = lists.Sum(list => (long)list.Count);
        if (all == 0)
        {
            return null;
        }
        var rank = ((all * percent) + 99) / 100;
        return all <= FewEnoughToSort ? Sorted(lists, (int)all)[rank - 1] : Counted(lists, rank);
    }

    /// <summary>The greatest of them; null where there is none.</summary>
    public static long? Greatest(List<List<uint>> lists) => Rank(lists, 100);

    private static uint[] Sorted(List<List<uint>> lists, int all)
    {
        var sorted = new uint[all];
        var at = 0;
        foreach (var list in lists)
        {
            list.CopyTo(sorted, at);
            at += list.Count;
        }
        Array.Sort(sorted);
        return sorted;
    }

    private static uint Counted(List<List<uint>> lists, long rank)
    {
        var counts = new int[1 << HalfBits];
        foreach (var list in lists)
        {
            foreach (var number in CollectionsMarshal.AsSpan(list))
            {
                counts[number >> HalfBits]++;
            }
        }
        var upper = Reach(counts, ref rank);
        Array.Clear(counts);
        foreach (var list in lists)
        {
            foreach (var number in CollectionsMarshal.AsSpan(list))
            {
                if (number >> HalfBits == upper)
                {
                    counts[(ushort)number]++;
                }
            }
        }
        return (upper << HalfBits) | Reach(counts, ref rank);
    }

    /// <summary>The place at which the counts reach the rank; what is left of it is the rank within.</summary>
    private static uint Reach(int[] counts, ref long rank)
    {
        var place = 0;
        for (; counts[place] < rank; place++)
        {
            rank -= counts[place];
        }
        return (uint)place;
    }
}
