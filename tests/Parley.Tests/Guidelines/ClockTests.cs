using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation.Guidelines;

namespace Parley.Tests.Guidelines;

/// <summary>When something is due: in hours, days and working days, over changes of the clocks, days off and stops.
/// </summary>
public sealed class ClockTests
{
    private static readonly WorkingCalendar Washington = WorkingCalendar.TryMake(SmallGuidelines.Washington)!;
    private static readonly WorkingCalendar Beijing = WorkingCalendar.TryMake(SmallGuidelines.Beijing)!;

    [Theory]
    [InlineData("2026-03-04T22:00:00Z", "8h", "2026-03-05T06:00:00Z")]
    [InlineData("2026-03-07T22:00:00Z", "24h", "2026-03-08T22:00:00Z")]
    [InlineData("2026-12-31T23:00:00Z", "7d", "2027-01-07T23:00:00Z")]
    public void Hours_and_days_run_day_and_night(string start, string span, string due) =>
        Assert.Equal(At(due), Clock.Due(At(start), Span.Parse(span), [], Washington));

    [Fact]
    public void A_day_has_24_hours_even_when_the_clocks_change()
    {
        // On 8 March 2026 Washington goes from 02:00 to 03:00: 24 hours after 12:00 is 13:00.
        var due = Clock.Due(At("2026-03-07T12:00:00-05:00"), Span.Parse("1d"), [], Washington);
        Assert.Equal(At("2026-03-08T13:00:00-04:00"), due);
    }

    [Theory]
    // Within a day, over a night, over a weekend.
    [InlineData("2026-03-04T09:00:00-05:00", "1wd", "2026-03-04T17:30:00-05:00")]
    [InlineData("2026-03-04T10:00:00-05:00", "1wd", "2026-03-05T10:00:00-05:00")]
    [InlineData("2026-03-04T20:00:00-05:00", "1wd", "2026-03-05T17:30:00-05:00")]
    [InlineData("2026-02-27T16:30:00-05:00", "1wd", "2026-03-02T16:30:00-05:00")]
    // Received on a Saturday: the clock starts on Monday morning.
    [InlineData("2026-02-28T11:00:00-05:00", "1wd", "2026-03-02T17:30:00-05:00")]
    // Over the weekend on which Washington's clocks go forward, nine o'clock stays nine o'clock.
    [InlineData("2026-03-06T10:00:00-05:00", "1wd", "2026-03-09T10:00:00-04:00")]
    // And back in November.
    [InlineData("2026-10-30T10:00:00-04:00", "3wd", "2026-11-04T10:00:00-05:00")]
    // Over Thanksgiving Day.
    [InlineData("2026-11-25T12:00:00-05:00", "1wd", "2026-11-27T12:00:00-05:00")]
    public void Working_days_run_only_while_Washington_is_open(string start, string span, string due) =>
        Assert.Equal(At(due), Clock.Due(At(start), Span.Parse(span), [], Washington));

    [Theory]
    // Beijing does not change its clocks.
    [InlineData("2026-03-06T10:00:00+08:00", "1wd", "2026-03-09T10:00:00+08:00")]
    // Over two days of National Day and the weekend after them.
    [InlineData("2026-09-30T17:00:00+08:00", "1wd", "2026-10-05T17:00:00+08:00")]
    // Stated from Washington on a Friday evening, it is Saturday in Beijing.
    [InlineData("2026-03-06T17:00:00-05:00", "1wd", "2026-03-09T17:30:00+08:00")]
    public void Working_days_follow_the_calendar_of_the_party_that_was_asked(string start, string span, string due) =>
        Assert.Equal(At(due), Clock.Due(At(start), Span.Parse(span), [], Beijing));

    [Theory]
    // Saturday 10 October 2026 makes up for National Day; the Sunday after it is off as ever.
    [InlineData("2026-10-09T17:00:00+08:00", "1wd", "2026-10-10T17:00:00+08:00")]
    [InlineData("2026-10-10T17:00:00+08:00", "1wd", "2026-10-12T17:00:00+08:00")]
    public void A_day_that_makes_up_for_a_holiday_is_a_working_day(string start, string span, string due)
    {
        var day = new Holiday(new DateOnly(2026, 10, 10), SmallGuidelines.Both("made up"));
        var calendar = WorkingCalendar.TryMake(SmallGuidelines.Beijing with { ExtraWorkingDays = [day] });
        Assert.Equal(At(due), Clock.Due(At(start), Span.Parse(span), [], calendar));
    }

    [Fact]
    public void A_stop_puts_the_due_time_off_by_its_length()
    {
        var due = Clock.Due(
            At("2026-03-04T00:00:00Z"),
            Span.Parse("8h"),
            [Stop("2026-03-04T02:00:00Z", "2026-03-04T05:30:00Z")],
            calendar: null
        );
        Assert.Equal(At("2026-03-04T11:30:00Z"), due);
    }

    [Fact]
    public void Overlapping_stops_count_once_and_in_any_order()
    {
        ImmutableArray<Stop> stops =
        [
            Stop("2026-03-04T04:00:00Z", "2026-03-04T06:00:00Z"),
            Stop("2026-03-04T02:00:00Z", "2026-03-04T05:00:00Z"),
            Stop("2026-03-04T03:00:00Z", "2026-03-04T04:00:00Z"),
        ];
        Assert.Equal(At("2026-03-04T12:00:00Z"), Clock.Due(At("2026-03-04T00:00:00Z"), Span.Parse("8h"), stops, null));
        Assert.Single(Clock.Joined(stops, At("2026-03-04T00:00:00Z")));
    }

    [Fact]
    public void A_stop_before_the_start_or_after_the_due_time_changes_nothing()
    {
        ImmutableArray<Stop> stops =
        [
            Stop("2026-03-03T00:00:00Z", "2026-03-03T09:00:00Z"),
            Stop("2026-03-04T08:00:00Z", to: null),
        ];
        Assert.Equal(At("2026-03-04T08:00:00Z"), Clock.Due(At("2026-03-04T00:00:00Z"), Span.Parse("8h"), stops, null));
    }

    [Fact]
    public void While_a_stop_is_open_nothing_is_due() =>
        Assert.Null(
            Clock.Due(
                At("2026-03-04T00:00:00Z"),
                Span.Parse("8h"),
                [Stop("2026-03-04T07:59:59Z", to: null)],
                calendar: null
            )
        );

    [Fact]
    public void A_stop_at_night_does_not_put_off_a_working_day()
    {
        var due = Clock.Due(
            At("2026-03-04T10:00:00-05:00"),
            Span.Parse("1wd"),
            [Stop("2026-03-04T18:00:00-05:00", "2026-03-05T08:00:00-05:00")],
            Washington
        );
        Assert.Equal(At("2026-03-05T10:00:00-05:00"), due);
    }

    [Fact]
    public void A_stop_from_the_afternoon_to_the_next_morning_counts_only_its_office_hours()
    {
        // Two and a half hours in the afternoon, one in the morning.
        var due = Clock.Due(
            At("2026-03-04T10:00:00-05:00"),
            Span.Parse("1wd"),
            [Stop("2026-03-04T15:00:00-05:00", "2026-03-05T10:00:00-05:00")],
            Washington
        );
        Assert.Equal(At("2026-03-05T13:30:00-05:00"), due);
    }

    [Fact]
    public void Running_time_is_what_the_clock_ran()
    {
        var (from, to) = (At("2026-03-06T16:00:00-05:00"), At("2026-03-09T10:00:00-04:00"));
        ImmutableArray<Stop> stops = [Stop("2026-03-09T09:15:00-04:00", "2026-03-09T09:45:00-04:00")];
        Assert.Equal(TimeSpan.FromHours(2), Clock.RunningTime(from, to, stops, Washington, SpanUnit.WorkingDays));
        Assert.Equal(TimeSpan.FromHours(64.5), Clock.RunningTime(from, to, stops, Washington, SpanUnit.Hours));
        Assert.Equal(TimeSpan.Zero, Clock.RunningTime(to, from, stops, Washington, SpanUnit.Hours));
    }

    [Fact]
    public void A_date_set_is_put_off_by_stops_since_it_was_set()
    {
        var set = At("2026-03-04T12:00:00Z");
        var date = At("2026-03-10T12:00:00Z");
        ImmutableArray<Stop> stops =
        [
            Stop("2026-03-04T09:00:00Z", "2026-03-04T14:00:00Z"),
            Stop("2026-03-10T13:00:00Z", "2026-03-10T14:00:00Z"),
            Stop("2026-03-12T13:00:00Z", to: null),
        ];
        Assert.Equal(At("2026-03-10T15:00:00Z"), Clock.PutOff(date, set, stops));
        Assert.Null(Clock.PutOff(date, set, [Stop("2026-03-09T00:00:00Z", to: null)]));
    }

    [Fact]
    public void A_calendar_that_never_opens_and_the_ends_of_time_give_no_due_time_and_no_harm()
    {
        ImmutableArray<Holiday> always =
        [
            .. Enumerable
                .Range(0, 30_000)
                .Select(d => new Holiday(new DateOnly(2026, 1, 1).AddDays(d), SmallGuidelines.Both("off"))),
        ];
        var never = WorkingCalendar.TryMake(SmallGuidelines.Beijing with { Holidays = always })!;
        Assert.NotNull(Clock.Due(At("2026-03-04T00:00:00Z"), Span.Parse("1wd"), [], never));
        Assert.Null(Clock.Due(DateTimeOffset.MaxValue, Span.Parse("2600wd"), [], Beijing));
        Assert.Null(Clock.Due(DateTimeOffset.MaxValue, Span.Parse("1h"), [], Beijing));
        Assert.NotNull(Clock.Due(DateTimeOffset.MinValue, Span.Parse("2600wd"), [], Beijing));
        Assert.Null(Clock.Due(At("2026-03-04T00:00:00Z"), Span.Parse("1wd"), [], calendar: null));
    }

    [Theory]
    [InlineData("2026-03-09T09:00:00-04:00", true)]
    [InlineData("2026-03-09T08:59:59-04:00", false)]
    [InlineData("2026-03-09T17:30:00-04:00", false)]
    [InlineData("2026-03-07T12:00:00-05:00", false)]
    [InlineData("2026-11-26T12:00:00-05:00", false)]
    public void Working_time_is_when_offices_are_open(string at, bool open) =>
        Assert.Equal(open, Washington.IsWorkingTime(At(at)));

    [Theory]
    [InlineData("Asia/Shanghai", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Eastern Standard Time", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("/etc/localtime", false)]
    [InlineData("Asia/", false)]
    [InlineData("", false)]
    [InlineData("Nowhere/Atall", false)]
    public void A_zone_is_an_IANA_name(string name, bool known) =>
        Assert.Equal(known, WorkingCalendar.TryFindZone(name, out _));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static Stop Stop(string from, string? to) => new(At(from), to is null ? null : At(to));
}
