using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Tests.Guidelines;

/// <summary>What holds of the clock for any calendar, start, span and stops.</summary>
public sealed class ClockProperties
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_is_due_before_it_starts_and_exactly_its_span_has_run_when_it_is() =>
        Choices.Hold(
            500,
            choices =>
            {
                var (start, span, stops, calendar) = Any(choices);
                var due = Clock.Due(start, span, stops, calendar);
                return due is null
                    || (
                        due >= start
                        && Clock.RunningTime(start, due.Value, stops, calendar, span.Unit)
                            == Clock.Length(span, calendar)
                    );
            }
        );

    [Fact]
    public void A_longer_span_is_never_due_earlier() =>
        Choices.Hold(
            500,
            choices =>
            {
                var (start, span, stops, calendar) = Any(choices);
                var longer = Span.Parse(span.ToString().Replace($"{span.Count}", $"{span.Count + 1}"));
                var due = Clock.Due(start, span, stops, calendar);
                var later = Clock.Due(start, longer, stops, calendar);
                return later is null || due <= later;
            }
        );

    [Fact]
    public void One_more_stop_never_makes_anything_due_earlier() =>
        Choices.Hold(
            500,
            choices =>
            {
                var (start, span, stops, calendar) = Any(choices);
                var due = Clock.Due(start, span, stops, calendar);
                var later = Clock.Due(start, span, stops.Add(AnyStop(choices, start)), calendar);
                return later is null || due <= later;
            }
        );

    [Fact]
    public void Running_times_add_up() =>
        Choices.Hold(
            500,
            choices =>
            {
                var (start, span, stops, calendar) = Any(choices);
                var middle = start.AddMinutes(choices.Below(20_000));
                var end = middle.AddMinutes(choices.Below(20_000));
                return Clock.RunningTime(start, middle, stops, calendar, span.Unit)
                        + Clock.RunningTime(middle, end, stops, calendar, span.Unit)
                    == Clock.RunningTime(start, end, stops, calendar, span.Unit);
            }
        );

    private static (DateTimeOffset, Span, ImmutableArray<Stop>, WorkingCalendar) Any(Choices choices)
    {
        var start = Begin.AddMinutes(choices.Below(600_000));
        var span = Span.Parse(
            choices.Yes() ? $"{1 + choices.Below(12)}wd"
            : choices.Yes() ? $"{1 + choices.Below(12)}d"
            : $"{1 + choices.Below(200)}h"
        );
        var stops = ImmutableArray.CreateBuilder<Stop>();
        for (var count = choices.Below(5); count > 0; count--)
        {
            stops.Add(AnyStop(choices, start));
        }
        return (start, span, stops.ToImmutable(), AnyCalendar(choices));
    }

    private static Stop AnyStop(Choices choices, DateTimeOffset start)
    {
        var from = start.AddMinutes(choices.Below(20_000) - 3_000);
        return new Stop(from, choices.Yes(10) ? null : from.AddMinutes(choices.Below(5_000)));
    }

    private static WorkingCalendar AnyCalendar(Choices choices)
    {
        var days = Enum.GetValues<DayOfWeek>().Where(_ => !choices.Yes(3)).DefaultIfEmpty(DayOfWeek.Sunday);
        var opens = choices.Below(20 * 60);
        var closes = opens + 1 + choices.Below((24 * 60) - opens - 1);
        var holidays = Enumerable
            .Range(0, choices.Below(20))
            .Select(_ => new DateOnly(2026, 1, 1).AddDays(choices.Below(400)))
            .Distinct()
            .Select(d => new Holiday(d, SmallGuidelines.Both("off")));
        return WorkingCalendar.TryMake(
            SmallGuidelines.Washington with
            {
                Zone = choices.Of(
                    "America/New_York",
                    "Asia/Shanghai",
                    "Australia/Lord_Howe",
                    "America/Sao_Paulo",
                    "UTC"
                ),
                WorkingDays = [.. days],
                Opens = new TimeOnly(opens / 60, opens % 60),
                Closes = new TimeOnly(closes / 60, closes % 60),
                Holidays = [.. holidays],
                ExtraWorkingDays = choices.Yes(2) ? null : [new(new DateOnly(2026, 2, 14), SmallGuidelines.Both("on"))],
            }
        )!;
    }
}
