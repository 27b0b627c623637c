using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Parley.Node.Look;

/// <summary>
/// Instants and spans in the words of the page's language: "4 Mar 2026, 17:30 Beijing · 04:30 Washington · 09:30 UTC".
/// The officer's own capital comes first.
/// </summary>
public sealed class Moments(INodeSight node, TimeProvider time, IStringLocalizer<LookWords> words)
{
    /// <summary>A page names a city hundreds of times; the node is asked once for all of them.</summary>
    private static readonly TimeSpan CapitalsHold = TimeSpan.FromSeconds(2);

    private (IReadOnlyList<Capital> All, long ReadAt)? held;

    public DateTimeOffset Now => time.GetUtcNow();

    private IReadOnlyList<Capital> Capitals
    {
        get
        {
            if (held is { } known && Stopwatch.GetElapsedTime(known.ReadAt) < CapitalsHold)
            {
                return known.All;
            }
            var all = node.Capitals;
            held = (all, Stopwatch.GetTimestamp());
            return all;
        }
    }

    /// <summary>In full, in every capital and UTC; the date is repeated where it differs.</summary>
    public string InFull(DateTimeOffset at)
    {
        var (first, rest) = Split(at);
        return string.Join(" · ", rest.Prepend(first));
    }

    /// <summary>The same in one of the languages, "en" or "zh", whatever the page's language: paper tells in both.
    /// </summary>
    public string InFull(DateTimeOffset at, string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Languages.TagOf(language));
        try
        {
            return InFull(at);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>The officer's own date and time, and apart from it the other clocks.</summary>
    public (string First, IReadOnlyList<string> Others) Split(DateTimeOffset at)
    {
        var capitals = Capitals;
        var own = capitals.Count == 0 ? at.ToUniversalTime() : In(at, capitals[0]);
        var first =
            capitals.Count == 0
                ? $"{Day(own)} {Clock(own)} UTC"
                : $"{Day(own)}{words["moment.between"]}{Clock(own)} {capitals[0].City.In(Languages.Short)}";
        var rest = capitals.Skip(1).Select(one => Elsewhere(In(at, one), one.City.In(Languages.Short), own));
        var utc = capitals.Count == 0 ? [] : new[] { Elsewhere(at.ToUniversalTime(), "UTC", own) };
        return (first, rest.Concat(utc).ToList());
    }

    /// <summary>Date and time in the officer's own capital.</summary>
    public string Short(DateTimeOffset at)
    {
        var own = Own(at);
        var city = Capitals is [var capital, ..] ? capital.City.In(Languages.Short) : "UTC";
        return $"{Day(own)}{words["moment.between"]}{Clock(own)} {city}";
    }

    /// <summary>Day, month and year: "4 Mar 2026", "2026年3月4日".</summary>
    public string Date(DateTimeOffset at) => Day(Own(at));

    public string Day(DateOnly day) => Day(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));

    /// <summary>The instant on the officer's own clock.</summary>
    public DateTimeOffset Own(DateTimeOffset at) => Capitals is [var own, ..] ? In(at, own) : at;

    /// <summary>A span in its two greatest units: "2 days 4 hours", "35 minutes".</summary>
    public string Span(TimeSpan span)
    {
        span = span.Duration();
        if (span < TimeSpan.FromMinutes(1))
        {
            return Count("span.second", (int)span.TotalSeconds);
        }
        if (span < TimeSpan.FromHours(1))
        {
            return Count("span.minute", (int)span.TotalMinutes);
        }
        if (span < TimeSpan.FromHours(48))
        {
            return Joined(
                Count("span.hour", (int)span.TotalHours),
                "span.minute",
                span.TotalHours < 10 ? span.Minutes : 0
            );
        }
        return Joined(Count("span.day", (int)span.TotalDays), "span.hour", span.TotalDays < 10 ? span.Hours : 0);
    }

    /// <summary>A span as short as a table needs it: "3 d 15 h", "20 min".</summary>
    public string Compact(TimeSpan span) =>
        span < TimeSpan.FromMinutes(1) ? words["compact.seconds", (int)span.TotalSeconds]
        : span < TimeSpan.FromHours(1) ? words["compact.minutes", (int)span.TotalMinutes]
        : span < TimeSpan.FromHours(48) ? words["compact.hours", (int)span.TotalHours, span.Minutes]
        : span.TotalDays >= 10 ? words["compact.only-days", (int)span.TotalDays]
        : words["compact.days", (int)span.TotalDays, span.Hours];

    /// <summary>"4 s ago", "3 h ago": as short as the frame of the page needs it.</summary>
    public string Ago(DateTimeOffset at)
    {
        var span = Now - at;
        return span < TimeSpan.FromSeconds(90) ? words["ago.seconds", Math.Max(0, (int)span.TotalSeconds)]
            : span < TimeSpan.FromMinutes(90) ? words["ago.minutes", (int)span.TotalMinutes]
            : span < TimeSpan.FromHours(36) ? words["ago.hours", (int)span.TotalHours]
            : words["ago.days", (int)span.TotalDays];
    }

    /// <summary>What is left until an instant, or how far it is past: "2 days left", "overdue by 3 hours".</summary>
    public string Left(DateTimeOffset due) =>
        due >= Now ? words["left.until", Span(due - Now)] : words["left.past", Span(Now - due)];

    /// <summary>A number with its noun, in the singular or plural of the key's ".one" and ".many".</summary>
    public string Count(string key, int count) => words[key + (count == 1 ? ".one" : ".many"), count];

    public static string Clock(DateTimeOffset local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static DateTimeOffset In(DateTimeOffset at, Capital capital) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(capital.Zone));

    private string Joined(string first, string smaller, int count) =>
        count == 0 ? first : first + words["span.between"] + Count(smaller, count);

    private string Elsewhere(DateTimeOffset local, string city, DateTimeOffset own) =>
        local.Date == own.Date
            ? $"{Clock(local)} {city}"
            : $"{(local.Year == own.Year ? DayOnly(local) : Day(local))}{words["moment.between"]}{Clock(local)} {city}";

    private string Day(DateTimeOffset local) => local.ToString(words["moment.day"], CultureInfo.CurrentUICulture);

    private string DayOnly(DateTimeOffset local) =>
        local.ToString(words["moment.day-only"], CultureInfo.CurrentUICulture);
}
