using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Tests.Guidelines;

/// <summary>
/// The clock of the guidelines as a clerk would count it, quarter of an hour by quarter of an hour: is the office open,
/// does the clock stand still, is it enough yet. It shares nothing with the clock it is held against.
/// </summary>
internal sealed class SlowClock(PartyCalendar calendar)
{
    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Most = TimeSpan.FromDays(900);

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.Zone);
    private readonly Dictionary<DateTimeOffset, bool> known = [];

    /// <summary>When a span has run; null while the clock stands still before that.</summary>
    public DateTimeOffset? Due(DateTimeOffset start, Span span, ImmutableArray<Stop> stops)
    {
        var left = Length(span);
        for (var at = start; at < start + Most; at += Quarter)
        {
            if (left == 0)
            {
                return at;
            }
            if (StandsForGood(at, stops))
            {
                return null;
            }
            left -= Runs(at, span.Unit, stops) ? 1 : 0;
        }
        throw new InvalidOperationException($"{span} from {start} never comes.");
    }

    /// <summary>A date that was set, later by as long as the clock stood still since.</summary>
    public static DateTimeOffset? PutOff(DateTimeOffset date, DateTimeOffset setAt, ImmutableArray<Stop> stops)
    {
        var (left, at) = (date - setAt, setAt);
        for (; left > TimeSpan.Zero; at += Quarter)
        {
            if (StandsForGood(at, stops))
            {
                return null;
            }
            left -= Stands(at, stops) ? TimeSpan.Zero : Quarter;
        }
        return at;
    }

    /// <summary>How many quarters of an hour the clock ran.</summary>
    public int Ran(DateTimeOffset from, DateTimeOffset to, SpanUnit unit, ImmutableArray<Stop> stops)
    {
        var ran = 0;
        for (var at = from; at < to; at += Quarter)
        {
            ran += Runs(at, unit, stops) ? 1 : 0;
        }
        return ran;
    }

    /// <summary>The quarters of an hour of a span.</summary>
    public int Length(Span span) =>
        span.Unit switch
        {
            SpanUnit.Hours => span.Count * 4,
            SpanUnit.Days => span.Count * 4 * 24,
            _ => span.Count * (int)((calendar.Closes - calendar.Opens) / Quarter),
        };

    private bool Runs(DateTimeOffset at, SpanUnit unit, ImmutableArray<Stop> stops) =>
        !Stands(at, stops) && (unit is not SpanUnit.WorkingDays || IsOpen(at));

    private bool IsOpen(DateTimeOffset at)
    {
        if (known.TryGetValue(at, out var open))
        {
            return open;
        }
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var day = DateOnly.FromDateTime(local);
        var works =
            calendar.WorkingDays.Contains(day.DayOfWeek)
            || (calendar.ExtraWorkingDays ?? []).Any(extra => extra.Date == day);
        var hour = TimeOnly.FromDateTime(local);
        open =
            works && !calendar.Holidays.Any(off => off.Date == day) && hour >= calendar.Opens && hour < calendar.Closes;
        known.Add(at, open);
        return open;
    }

    private static bool Stands(DateTimeOffset at, ImmutableArray<Stop> stops) =>
        stops.Any(stop => stop.From <= at && (stop.To is not { } to || at < to));

    private static bool StandsForGood(DateTimeOffset at, ImmutableArray<Stop> stops) =>
        stops.Any(stop => stop.From <= at && stop.To is null);
}
