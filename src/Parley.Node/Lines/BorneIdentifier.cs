using Parley.Cooperation.Requests;

namespace Parley.Node.Lines;

/// <summary>An identifier of a request as it is compared, over one of the ranges of time the request is about, in
/// milliseconds since 1970; over any time where it has none.</summary>
internal readonly record struct BorneIdentifier(string Value, string Type, long Since, long Until)
{
    /// <summary>What is longer than 2 to this many hours is over any time.</summary>
    private const int LongestReach = 28;

    private const int AnyReach = 40;
    private const long Hour = 3_600_000;

    /// <summary>Every <see cref="Reach"/> there can be, as JSON.</summary>
    public static readonly string Reaches = $"[{string.Join(',', Enumerable.Range(0, LongestReach + 1))},{AnyReach}]";

    /// <summary>How long it is: the least number so that it is shorter than 2 to this many hours. So those that overlap
    /// a range are found among those that begin not longer before it.</summary>
    public int Reach
    {
        get
        {
            if (Until - Since > Hour << LongestReach)
            {
                return AnyReach;
            }
            var reach = 0;
            while (Until - Since >= Hour << reach)
            {
                reach++;
            }
            return reach;
        }
    }

    /// <summary>The ranges a draft is about.</summary>
    public static IReadOnlyList<(long Since, long Until)> Times(Draft draft)
    {
        var ranges = Duplicates.RangesOf(draft);
        return ranges.Count == 0
            ? [(-RequestLine.NoDue, RequestLine.NoDue)]
            :
            [
                .. ranges
                    .Select(one => (RequestLine.Milliseconds(one.From), RequestLine.Milliseconds(one.To)))
                    .Distinct(),
            ];
    }

    /// <summary>All of a request as it reads, in order.</summary>
    public static IEnumerable<BorneIdentifier> Of(Draft reads) =>
        InOrder(
            Duplicates
                .KeysOf(reads)
                .SelectMany(key =>
                    Times(reads).Select(time => new BorneIdentifier(key.Value, key.Type, time.Since, time.Until))
                )
        );

    /// <summary>So that two sets of them can be compared.</summary>
    public static IEnumerable<BorneIdentifier> InOrder(IEnumerable<BorneIdentifier> all) =>
        all.OrderBy(one => one.Value, StringComparer.Ordinal)
            .ThenBy(one => one.Type, StringComparer.Ordinal)
            .ThenBy(one => (one.Since, one.Until));
}
