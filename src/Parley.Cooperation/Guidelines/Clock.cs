using System.Collections.Immutable;

namespace Parley.Cooperation.Guidelines;

/// <summary>A stretch of time in which a clock stands still.</summary>
/// <param name="To">Its end, exclusive; null while it still lasts.</param>
public readonly record struct Stop(DateTimeOffset From, DateTimeOffset? To);

/// <summary>
/// The one clock of the guidelines: it runs from a start, in all time or in working time only, and stands still while
/// stopped. A span is due at the first instant at which that much running time has passed.
/// </summary>
public static class Clock
{
    /// <summary>Days searched for working time before giving up: more than the longest span needs.</summary>
    private const int MostDays = 40_000;

    // Outside these years no calendar is meant, and arithmetic on instants could leave their range.
    private static readonly DateTimeOffset Earliest = new(1970, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The first instant at which the running time since start reaches the span. Null while an open stop holds the
    /// clock before that, and where a span in working days finds no working time.
    /// </summary>
    /// <param name="stops">In any order, and they may overlap.</param>
    /// <param name="calendar">Of the requested party; needed for working days only.</param>
    public static DateTimeOffset? Due(
        DateTimeOffset start,
        Span span,
        ImmutableArray<Stop> stops,
        WorkingCalendar? calendar
    )
    {
        var left = Length(span, calendar);
        if (left is null)
        {
            return null;
        }
        var need = left.Value;
        if (stops.IsDefaultOrEmpty && !span.InWorkingTime && start >= Earliest && start <= Latest)
        {
            return start + need;
        }
        foreach (var (from, to) in Running(start, Latest, stops, calendar, span.Unit))
        {
            if (to - from >= need)
            {
                return from + need;
            }
            need -= to - from;
        }
        return null;
    }

    /// <summary>
    /// A date set at an instant, put off by as long as the clock has stood still since. Null while an open stop that
    /// began before the date holds it.
    /// </summary>
    public static DateTimeOffset? PutOff(DateTimeOffset date, DateTimeOffset setAt, ImmutableArray<Stop> stops)
    {
        var due = date;
        foreach (var stop in Joined(stops, setAt))
        {
            if (stop.From >= due)
            {
                break;
            }
            if (stop.To is not { } resumed)
            {
                return null;
            }
            var longer = resumed - stop.From;
            due = due > Latest - longer ? Latest : due + longer;
        }
        return due;
    }

    /// <summary>How much the clock ran between two instants; zero where the second is not after the first.</summary>
    public static TimeSpan RunningTime(
        DateTimeOffset from,
        DateTimeOffset to,
        ImmutableArray<Stop> stops,
        WorkingCalendar? calendar,
        SpanUnit unit
    )
    {
        if (unit is not SpanUnit.WorkingDays)
        {
            return AllTime(Within(from), Within(to), stops);
        }
        var total = TimeSpan.Zero;
        foreach (var (start, end) in Running(from, to, stops, calendar, unit))
        {
            total += end - start;
        }
        return total;
    }

    private static TimeSpan AllTime(DateTimeOffset from, DateTimeOffset to, ImmutableArray<Stop> stops)
    {
        if (from >= to)
        {
            return TimeSpan.Zero;
        }
        var total = to - from;
        foreach (var stop in Joined(stops, from))
        {
            if (stop.From < to)
            {
                total -= (stop.To < to ? stop.To.Value : to) - stop.From;
            }
        }
        return total;
    }

    /// <summary>The running time a span stands for; null for working days without a calendar.</summary>
    public static TimeSpan? Length(Span span, WorkingCalendar? calendar) =>
        span.Unit switch
        {
            SpanUnit.Hours => TimeSpan.FromHours(span.Count),
            SpanUnit.Days => TimeSpan.FromDays(span.Count),
            _ => calendar?.DayLength * span.Count,
        };

    /// <summary>Stops in order, overlapping ones joined, from a start on; null end: still open.</summary>
    public static ImmutableArray<Stop> Joined(ImmutableArray<Stop> stops, DateTimeOffset start)
    {
        if (stops.IsDefaultOrEmpty)
        {
            return [];
        }
        if (stops is [var only] && only.From >= start)
        {
            return only.To <= only.From ? [] : stops;
        }
        var joined = ImmutableArray.CreateBuilder<Stop>(stops.Length);
        foreach (var stop in stops.OrderBy(s => s.From))
        {
            var from = stop.From > start ? stop.From : start;
            if (stop.To <= from)
            {
                continue;
            }
            if (joined.Count > 0 && (joined[^1].To is not { } last || last >= from))
            {
                var end =
                    joined[^1].To is null || stop.To is null ? null
                    : joined[^1].To > stop.To ? joined[^1].To
                    : stop.To;
                joined[^1] = new Stop(joined[^1].From, end);
                continue;
            }
            joined.Add(new Stop(from, stop.To));
        }
        return joined.ToImmutable();
    }

    /// <summary>The stretches between two instants in which the clock runs, in order.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Running(
        DateTimeOffset from,
        DateTimeOffset to,
        ImmutableArray<Stop> stops,
        WorkingCalendar? calendar,
        SpanUnit unit
    )
    {
        var start = Within(from);
        var end = Within(to);
        if (start >= end)
        {
            yield break;
        }
        var still = Joined(stops, start);
        var next = 0;
        foreach (var open in unit is SpanUnit.WorkingDays ? Working(start, end, calendar) : [(start, end)])
        {
            var at = open.From;
            while (next < still.Length && still[next].From < open.To)
            {
                if (still[next].From > at)
                {
                    yield return (at, still[next].From);
                }
                if (still[next].To is not { } resumes)
                {
                    yield break;
                }
                at = at > resumes ? at : resumes;
                if (resumes >= open.To)
                {
                    break;
                }
                next++;
            }
            if (at < open.To)
            {
                yield return (at, open.To);
            }
        }
    }

    /// <summary>The working time between two instants.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Working(
        DateTimeOffset from,
        DateTimeOffset to,
        WorkingCalendar? calendar
    )
    {
        if (calendar is null)
        {
            yield break;
        }
        var date = calendar.DateAt(from);
        for (var days = 0; days < MostDays; days++, date = date.AddDays(1))
        {
            if (calendar.OpenOn(date) is not { } open || open.To <= from)
            {
                continue;
            }
            if (open.From >= to)
            {
                yield break;
            }
            yield return (open.From > from ? open.From : from, open.To < to ? open.To : to);
        }
    }

    private static DateTimeOffset Within(DateTimeOffset instant) =>
        instant < Earliest ? Earliest
        : instant > Latest ? Latest
        : instant;
}
