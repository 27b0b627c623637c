using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// The working time of one party, ready to be asked: which stretches of real time its offices are open. Opening and
/// closing are local times of day, so a stretch stays at nine o'clock through changes of the clocks.
/// </summary>
public sealed partial class WorkingCalendar
{
    // Asking a zone for its offset is dear, so whole years are worked out once; others cost more but no memory.
    private const int FirstYearKept = 2000;
    private const int LastYearKept = 2100;

    private readonly ConcurrentDictionary<int, (DateTimeOffset From, DateTimeOffset To)?[]> years = [];
    private readonly FrozenSet<DateOnly> holidays;
    private readonly FrozenSet<DateOnly> extra;
    private readonly int workingDays;

    private WorkingCalendar(PartyCalendar calendar, TimeZoneInfo zone)
    {
        Calendar = calendar;
        Zone = zone;
        holidays = calendar.Holidays.Select(h => h.Date).ToFrozenSet();
        extra = (calendar.ExtraWorkingDays ?? []).Select(day => day.Date).ToFrozenSet();
        workingDays = calendar.WorkingDays.Aggregate(0, (mask, day) => mask | (1 << (int)day));
    }

    public PartyCalendar Calendar { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>The nominal length of one working day.</summary>
    public TimeSpan DayLength => Calendar.Closes - Calendar.Opens;

    /// <summary>Reads the calendar; null where the zone is unknown here or there is no working time.</summary>
    public static WorkingCalendar? TryMake(PartyCalendar calendar) =>
        TryFindZone(calendar.Zone, out var zone)
        && calendar.Opens < calendar.Closes
        && calendar.WorkingDays.Any(d => d is >= DayOfWeek.Sunday and <= DayOfWeek.Saturday)
            ? new WorkingCalendar(calendar, zone)
            : null;

    /// <summary>
    /// Finds an IANA zone by its name. The name is checked first: the system looks zones up as files.
    /// </summary>
    public static bool TryFindZone(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return name.Length <= 64
            && ZoneName().IsMatch(name)
            && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)
            && zone.HasIanaId;
    }

    /// <summary>Whether offices are open at an instant.</summary>
    public bool IsWorkingTime(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone);
        return OpenOn(DateOnly.FromDateTime(local.DateTime)) is { } day && day.From <= instant && instant < day.To;
    }

    /// <summary>The local date at an instant.</summary>
    public DateOnly DateAt(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The instant at which a local date ends.</summary>
    public DateTimeOffset EndOf(DateOnly date) =>
        InstantOf(date.AddDays(1).ToDateTime(TimeOnly.MinValue), earlier: true);

    /// <summary>The stretch during which offices are open on a local date, or null on a day off.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? OpenOn(DateOnly date) =>
        date.Year is < FirstYearKept or > LastYearKept
            ? Opening(date)
            : years.GetOrAdd(date.Year, YearOf)[date.DayOfYear - 1];

    private (DateTimeOffset From, DateTimeOffset To)?[] YearOf(int year)
    {
        var first = new DateOnly(year, 1, 1);
        var days = new (DateTimeOffset From, DateTimeOffset To)?[DateTime.IsLeapYear(year) ? 366 : 365];
        for (var day = 0; day < days.Length; day++)
        {
            days[day] = Opening(first.AddDays(day));
        }
        return days;
    }

    private (DateTimeOffset From, DateTimeOffset To)? Opening(DateOnly date)
    {
        var works = (workingDays & (1 << (int)date.DayOfWeek)) != 0 || extra.Contains(date);
        if (!works || holidays.Contains(date))
        {
            return null;
        }
        var from = InstantOf(date.ToDateTime(Calendar.Opens), earlier: true);
        var to = InstantOf(date.ToDateTime(Calendar.Closes), earlier: false);
        return from < to ? (from, to) : null;
    }

    /// <summary>
    /// The instant of a local time of day. A time that the clocks skip counts as that much after the change; of a time
    /// that comes twice, offices open at the first and close at the second.
    /// </summary>
    private DateTimeOffset InstantOf(DateTime local, bool earlier)
    {
        var offset =
            earlier && Zone.IsAmbiguousTime(local)
                ? Zone.GetAmbiguousTimeOffsets(local).Max()
                : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    [GeneratedRegex(
        @"^[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+){0,2}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ZoneName();
}
