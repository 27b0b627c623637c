using System.Collections.Immutable;
using System.Globalization;

namespace Parley.Cooperation.Review;

/// <summary>
/// What both parties computed about each period, side by side. They agree on a period where they stated the same
/// figures by hash; otherwise the page shows whose figures differ instead of averaging them away.
/// </summary>
/// <param name="Periods">By <see cref="ReviewPeriod.Key"/>, and so in order of time.</param>
public sealed record ReviewStatus(
    SubjectId Id,
    string? Exercise,
    ImmutableSortedDictionary<string, ReviewPeriod> Periods
) : Subject(Id)
{
    /// <summary>What was stated about a period, or null.</summary>
    public ReviewPeriod? Period(DateTimeOffset from, DateTimeOffset to) =>
        Periods.GetValueOrDefault(ReviewPeriod.Key(from, to));

    public ReviewStatus After(ReviewStatement statement, Act act)
    {
        if (statement is not ReviewStatement.Computed computed)
        {
            return this;
        }
        var key = ReviewPeriod.Key(computed.From, computed.To);
        var period = Periods.GetValueOrDefault(key) ?? ReviewPeriod.Empty(computed.From, computed.To);
        return this with { Periods = Periods.SetItem(key, period.After(Said.Of(computed, act))) };
    }

    /// <summary>A review in which nothing was stated yet.</summary>
    public static ReviewStatus Empty(SubjectId id, string? exercise) =>
        new(id, exercise, ImmutableSortedDictionary.Create<string, ReviewPeriod>(StringComparer.Ordinal));
}

/// <summary>The figures of one period as each party stated them.</summary>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="To">Exclusive, UTC.</param>
/// <param name="Latest">By party code: what that party computed last.</param>
public sealed record ReviewPeriod(
    DateTimeOffset From,
    DateTimeOffset To,
    ImmutableSortedDictionary<string, Said<ReviewStatement.Computed>> Latest
)
{
    /// <summary>Whether both parties stated their figures.</summary>
    public bool BothComputed => Latest.Count == 2;

    /// <summary>Whether both parties stated the same figures of the same number of requests.</summary>
    public bool Agreed =>
        BothComputed && Latest.Values.Select(s => (s.What.FiguresHash, s.What.Requests)).Distinct().Count() == 1;

    /// <summary>The parts of the figures of which the parties state different ones, by name; empty where they state the
    /// same, or one of them states no parts.</summary>
    public IReadOnlyList<string> DifferingParts =>
        BothComputed && Latest.Values.Select(s => s.What.Parts).ToList() is [{ } one, { } other]
            ?
            [
                .. one
                    .Keys.Union(other.Keys, StringComparer.Ordinal)
                    .Where(part =>
                        !string.Equals(
                            one.GetValueOrDefault(part),
                            other.GetValueOrDefault(part),
                            StringComparison.Ordinal
                        )
                    )
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>The key of a period: both ends in UTC, so that periods sort by time.</summary>
    public static string Key(DateTimeOffset from, DateTimeOffset to) =>
        string.Create(CultureInfo.InvariantCulture, $"{from.UtcDateTime:O}/{to.UtcDateTime:O}");

    public static ReviewPeriod Empty(DateTimeOffset from, DateTimeOffset to) =>
        new(
            from.ToUniversalTime(),
            to.ToUniversalTime(),
            ImmutableSortedDictionary.Create<string, Said<ReviewStatement.Computed>>(StringComparer.Ordinal)
        );

    public ReviewPeriod After(Said<ReviewStatement.Computed> said) =>
        this with
        {
            Latest = Latest.SetItem(said.By.ToString(), said),
        };
}
