using Parley.Cooperation.Review;

namespace Parley.Node.Review;

/// <summary>A period one click away.</summary>
/// <param name="Name">Key of its words: "period.quarter" …</param>
/// <param name="Number">What the words count: the quarter, the half-year, days.</param>
public sealed record OfferedPeriod(string Name, int Year, int Number, DateTimeOffset From, DateTimeOffset To);

/// <summary>The periods a review is usually of. Days, quarters and years are those of UTC.</summary>
public static class ReviewPeriods
{
    /// <summary>Those stated last and since the last published review, then quarters, half-years and days that end
    /// with today's first instant.</summary>
    public static IReadOnlyList<OfferedPeriod> Offered(
        ReviewStatus? status,
        DateTimeOffset? publishedTo,
        DateTimeOffset now
    )
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var quarter = new DateTimeOffset(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1, 0, 0, 0, TimeSpan.Zero);
        var half = new DateTimeOffset(today.Year, today.Month <= 6 ? 1 : 7, 1, 0, 0, 0, TimeSpan.Zero);
        var offered = new List<OfferedPeriod>();
        offered.AddRange(
            (status?.Periods.Values ?? [])
                .OrderByDescending(period => period.To)
                .ThenByDescending(period => period.From)
                .Take(3)
                .Select(period => new OfferedPeriod("period.stated", 0, 0, period.From, period.To))
        );
        if (publishedTo is { } since && since < today)
        {
            offered.Add(new OfferedPeriod("period.since", 0, 0, since, today));
        }
        for (var back = 0; back < 4; back++)
        {
            var from = quarter.AddMonths(-3 * back);
            offered.Add(Part("period.quarter", from, from.AddMonths(3), today, ((from.Month - 1) / 3) + 1));
        }
        for (var back = 0; back < 2; back++)
        {
            var from = half.AddMonths(-6 * back);
            offered.Add(Part("period.half", from, from.AddMonths(6), today, from.Month == 1 ? 1 : 2));
        }
        foreach (var days in (ReadOnlySpan<int>)[30, 90, 365])
        {
            offered.Add(new OfferedPeriod("period.days", 0, days, today.AddDays(-days), today));
        }
        return [.. offered.Where(one => ReviewRules.IsPeriod(one.From, one.To)).DistinctBy(one => (one.From, one.To))];
    }

    /// <summary>A part of a year; the one that is not over ends with today's first instant.</summary>
    private static OfferedPeriod Part(
        string name,
        DateTimeOffset from,
        DateTimeOffset to,
        DateTimeOffset today,
        int number
    ) => new(to > today ? name + "-so-far" : name, from.Year, number, from, to > today ? today : to);
}
