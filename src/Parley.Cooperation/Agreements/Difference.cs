using System.Collections.Immutable;

namespace Parley.Cooperation.Agreements;

/// <summary>
/// What changed between two versions of a document, line by line, as a page shows it. The lines are those of the
/// content as it is laid out for reading. Time and memory are bounded whatever the documents: lines that occur once in
/// both are matched first, and only short stretches between them are compared in full.
/// </summary>
public static class Difference
{
    /// <summary>Cells of the table by which a stretch is compared in full; a larger one counts as rewritten.</summary>
    private const int MostCells = 1_000_000;

    /// <summary>Lines shown before and after a change.</summary>
    private const int Around = 3;

    /// <summary>How often a stretch is divided anew; deeper than any document that was not made to be.</summary>
    private const int MostDivisions = 50;

    /// <summary>All lines of both documents in reading order, what was removed before what was added.</summary>
    public static ImmutableArray<DifferenceLine> Between(string older, string newer)
    {
        var (before, after) = (Lines(older), Lines(newer));
        var matches = new List<(int Older, int Newer)>();
        Match(before, 0..before.Length, after, 0..after.Length, matches, MostDivisions);
        matches.Add((before.Length, after.Length));
        var lines = ImmutableArray.CreateBuilder<DifferenceLine>(before.Length + after.Length);
        var (i, j) = (0, 0);
        foreach (var (olderEnd, newerEnd) in matches)
        {
            for (; i < olderEnd; i++)
            {
                lines.Add(new DifferenceLine(LineChange.Removed, i + 1, Newer: null, before[i]));
            }
            for (; j < newerEnd; j++)
            {
                lines.Add(new DifferenceLine(LineChange.Added, Older: null, j + 1, after[j]));
            }
            if (i < before.Length && j < after.Length)
            {
                lines.Add(new DifferenceLine(LineChange.Same, ++i, ++j, before[i - 1]));
            }
        }
        return lines.ToImmutable();
    }

    /// <summary>What of a difference is shown: the changed lines and a few around each; null where lines that are the
    /// same are left out.</summary>
    public static IEnumerable<DifferenceLine?> Excerpt(ImmutableArray<DifferenceLine> lines)
    {
        var near = new bool[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            var end = lines[i].Change == LineChange.Same ? 0 : Math.Min(lines.Length, i + Around + 1);
            for (var j = Math.Max(0, i - Around); j < end; j++)
            {
                near[j] = true;
            }
        }
        for (var i = 0; i < lines.Length; i++)
        {
            if (near[i])
            {
                yield return lines[i];
            }
            else if (i == 0 || near[i - 1])
            {
                yield return null;
            }
        }
    }

    private static string[] Lines(string text) =>
        text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>Adds the matching lines of two stretches, in order.</summary>
    private static void Match(
        string[] before,
        Range olderRange,
        string[] after,
        Range newerRange,
        List<(int Older, int Newer)> matches,
        int divisions
    )
    {
        var (a, aEnd) = (olderRange.Start.Value, olderRange.End.Value);
        var (b, bEnd) = (newerRange.Start.Value, newerRange.End.Value);
        for (; a < aEnd && b < bEnd && Equal(before[a], after[b]); a++, b++)
        {
            matches.Add((a, b));
        }
        var tail = 0;
        while (a < aEnd - tail && b < bEnd - tail && Equal(before[aEnd - tail - 1], after[bEnd - tail - 1]))
        {
            tail++;
        }
        MatchMiddle(before, a..(aEnd - tail), after, b..(bEnd - tail), matches, divisions);
        for (; tail > 0; tail--)
        {
            matches.Add((aEnd - tail, bEnd - tail));
        }
    }

    private static void MatchMiddle(
        string[] before,
        Range olderRange,
        string[] after,
        Range newerRange,
        List<(int Older, int Newer)> matches,
        int divisions
    )
    {
        var (a, aEnd) = (olderRange.Start.Value, olderRange.End.Value);
        var (b, bEnd) = (newerRange.Start.Value, newerRange.End.Value);
        if (a == aEnd || b == bEnd || divisions == 0)
        {
            return;
        }
        if ((long)(aEnd - a) * (bEnd - b) <= MostCells)
        {
            MatchInFull(before, olderRange, after, newerRange, matches);
            return;
        }
        foreach (var (i, j) in Anchors(before, olderRange, after, newerRange))
        {
            Match(before, a..i, after, b..j, matches, divisions - 1);
            matches.Add((i, j));
            (a, b) = (i + 1, j + 1);
        }
        if (a != olderRange.Start.Value)
        {
            Match(before, a..aEnd, after, b..bEnd, matches, divisions - 1);
        }
    }

    /// <summary>The longest common subsequence of two short stretches.</summary>
    private static void MatchInFull(
        string[] before,
        Range olderRange,
        string[] after,
        Range newerRange,
        List<(int Older, int Newer)> matches
    )
    {
        var (a, rows) = (olderRange.Start.Value, olderRange.End.Value - olderRange.Start.Value);
        var (b, columns) = (newerRange.Start.Value, newerRange.End.Value - newerRange.Start.Value);
        var longest = new int[rows + 1, columns + 1];
        for (var r = rows - 1; r >= 0; r--)
        {
            for (var c = columns - 1; c >= 0; c--)
            {
                longest[r, c] = Equal(before[a + r], after[b + c])
                    ? longest[r + 1, c + 1] + 1
                    : Math.Max(longest[r + 1, c], longest[r, c + 1]);
            }
        }
        for (var (i, j) = (0, 0); i < rows && j < columns; )
        {
            if (Equal(before[a + i], after[b + j]))
            {
                matches.Add((a + i++, b + j++));
            }
            else if (longest[i + 1, j] >= longest[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
    }

    /// <summary>
    /// Lines that occur once in each stretch, the longest run of them that is in the same order in both.
    /// </summary>
    private static List<(int Older, int Newer)> Anchors(
        string[] before,
        Range olderRange,
        string[] after,
        Range newerRange
    )
    {
        var once = Once(after, newerRange);
        var pairs = Once(before, olderRange)
            .Where(p => once.ContainsKey(p.Key))
            .Select(p => (Older: p.Value, Newer: once[p.Key]))
            .OrderBy(p => p.Older)
            .ToList();
        var ends = new List<int>();
        var previous = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[ends[middle]].Newer < pairs[i].Newer ? (middle + 1, high) : (low, middle);
            }
            previous[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }
        var anchors = new List<(int, int)>();
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = previous[i])
        {
            anchors.Add(pairs[i]);
        }
        anchors.Reverse();
        return anchors;
    }

    private static Dictionary<string, int> Once(string[] lines, Range range)
    {
        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = range.Start.Value; i < range.End.Value; i++)
        {
            at[lines[i]] = at.ContainsKey(lines[i]) ? -1 : i;
        }
        return at.Where(p => p.Value >= 0).ToDictionary(StringComparer.Ordinal);
    }

    private static bool Equal(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}

/// <summary>One line of a difference.</summary>
/// <param name="Older">Its number in the older document, from 1; null where it was added.</param>
/// <param name="Newer">Its number in the newer document, from 1; null where it was removed.</param>
public sealed record DifferenceLine(LineChange Change, int? Older, int? Newer, string Text);

/// <summary>What became of a line.</summary>
public enum LineChange
{
    Same,
    Removed,
    Added,
}
