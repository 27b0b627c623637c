using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Review;

/// <summary>
/// Counts the requests of one period. Each is added to the tally of its group and month alone; rows are made of these
/// at the end, so that a million requests are walked once, however many figures are then asked for. It is for one
/// thread; tallies of several are put together.
/// </summary>
public sealed class ReviewTally(DateTimeOffset from, DateTimeOffset to)
{
    private readonly DateTimeOffset start = from.ToUniversalTime();
    private readonly DateTimeOffset end = to.ToUniversalTime();
    private readonly Dictionary<MeasuredGroup, GroupTally> groups = [];

    /// <summary>Whether a request that arrived then is counted.</summary>
    public bool Takes(DateTimeOffset arrived) => arrived >= start && arrived < end;

    /// <summary>The tally of a group, to add many to it.</summary>
    public GroupTally Of(MeasuredGroup group)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, group, out _);
        return tally ??= new GroupTally(group, start, end);
    }

    /// <summary>Counts one request, where it arrived in the period.</summary>
    public void Add(RequestMeasures measures)
    {
        if (Takes(measures.Arrived))
        {
            Of(measures.Group).Add(measures.Arrived, measures.CompleteAtArrival, measures.At(end));
        }
    }

    /// <summary>Puts another tally of the same period to this one.</summary>
    public void Add(ReviewTally other)
    {
        foreach (var (group, tally) in other.groups)
        {
            Of(group).Add(tally);
        }
    }

    /// <summary>The figures of what was counted.</summary>
    /// <param name="only">What they are narrowed to; null for all.</param>
    /// <param name="edition">Of the definitions by which the rows are made: the newest, or one by which a review was
    /// published before.</param>
    public ReviewFigures Figures(ReviewFilter? only = null, int edition = ReviewFigures.Newest)
    {
        var tallies = groups.Values.Where(g => g.Requests > 0 && only?.Takes(g.Group) != false).ToList();
        var rows = tallies
            .GroupBy(g => (g.Group.From, g.Group.To))
            .OrderBy(d => d.Key.From)
            .ThenBy(d => d.Key.To)
            .SelectMany(d => RowsOf(d.Key.From, d.Key.To, [.. d], edition));
        return new ReviewFigures(
            edition,
            start,
            end,
            only is { Narrows: true } ? only : null,
            tallies.Sum(g => g.Requests),
            [.. rows]
        );
    }

    private static IEnumerable<ReviewRow> RowsOf(PartyCode from, PartyCode to, List<GroupTally> tallies, int edition)
    {
        var parts = tallies.SelectMany(t => t.Months.Select(m => (t.Group, Month: m.Key, Tally: m.Value))).ToList();
        yield return ReviewRows.Of(from, to, ReviewCut.All, code: null, [.. parts.Select(p => p.Tally)], edition);
        (ReviewCut, Func<(MeasuredGroup Group, int Month, MonthTally Tally), string>)[] cuts =
        [
            (ReviewCut.Kind, p => p.Group.Kind),
            (ReviewCut.Urgency, p => p.Group.Urgency),
            (ReviewCut.Area, p => p.Group.Area ?? ""),
            (ReviewCut.Month, p => MonthTally.Name(p.Month)),
        ];
        foreach (var (cut, code) in cuts)
        {
            foreach (var row in parts.GroupBy(code, StringComparer.Ordinal).OrderBy(r => r.Key, StringComparer.Ordinal))
            {
                yield return ReviewRows.Of(from, to, cut, row.Key, [.. row.Select(p => p.Tally)], edition);
            }
        }
    }
}

/// <summary>Counts the requests of one group, month by month.</summary>
public sealed class GroupTally(MeasuredGroup group, DateTimeOffset start, DateTimeOffset end)
{
    private readonly Dictionary<int, MonthTally> months = [];
    private MonthTally? last;
    private DateTimeOffset lastFrom;
    private DateTimeOffset lastTo;

    public MeasuredGroup Group { get; } = group;

    internal IReadOnlyDictionary<int, MonthTally> Months => months;

    internal int Requests => months.Values.Sum(m => m.Requests);

    /// <summary>Counts a request that arrived in the period.</summary>
    /// <param name="phase">How it stood at the period's end.</param>
    public void Add(DateTimeOffset arrived, bool complete, in MeasuredPhase phase) =>
        Month(arrived).Add(end - arrived, complete, phase, end);

    internal void Add(GroupTally other)
    {
        foreach (var (month, tally) in other.months)
        {
            OfMonth(month).Add(tally);
        }
    }

    private MonthTally Month(DateTimeOffset arrived)
    {
        if (last is null || arrived < lastFrom || arrived >= lastTo)
        {
            var at = arrived < start ? start : arrived.ToUniversalTime();
            lastFrom = new DateTimeOffset(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero);
            lastTo = lastFrom.AddMonths(1);
            last = OfMonth((at.Year * 12) + at.Month - 1);
        }
        return last;
    }

    private MonthTally OfMonth(int month)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(months, month, out _);
        return tally ??= new MonthTally();
    }
}
