using System.Collections.Immutable;
using Parley.Cooperation.Agreements;

namespace Parley.Node.Api;

/// <summary>
/// What changes from one text to another, as programs are told of it and pages show it: the changed lines and a few
/// around each, by their numbers in both texts.
/// </summary>
internal static class DifferenceTold
{
    public static int Count(ImmutableArray<DifferenceLine> lines, LineChange change) =>
        lines.Count(line => line.Change == change);

    /// <summary>The lines that are shown; where numbers leap, lines are left out that are the same.</summary>
    public static IEnumerable<DifferenceLine> Shown(ImmutableArray<DifferenceLine> lines) =>
        Difference.Excerpt(lines).OfType<DifferenceLine>();

    /// <summary>By its numbers a line is named, and no other so.</summary>
    public static string Cursor(DifferenceLine line) => FormattableString.Invariant($"{line.Older}-{line.Newer}");
}
