using System.Globalization;

namespace Parley.Node.Look;

/// <summary>Days that a list is narrowed to, by the clock of the officer's own capital; open where one is null.
/// </summary>
/// <param name="To">The last day, itself included.</param>
public sealed record DayRange(DateOnly? From, DateOnly? To)
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>Beyond these no clock is asked.</summary>
    private static readonly (DateOnly First, DateOnly Last) Bounds = (new(1970, 1, 1), new(9000, 1, 1));

    /// <summary>Narrows nothing.</summary>
    public bool IsOpen => From is null && To is null;

    /// <summary>As fields of a page hold them, and an address bears them.</summary>
    public string FromText => Text(From);

    public string ToText => Text(To);

    /// <summary>The days of an address or a form: "2026-03-04"; what is no day narrows nothing.</summary>
    public static DayRange Read(string? from, string? to) => new(Day(from), Day(to));

    /// <summary>The first instant of these days.</summary>
    public DateTimeOffset? Since(INodeSight node) => From is { } day ? Start(day, node) : null;

    /// <summary>The first instant after these days.</summary>
    public DateTimeOffset? Before(INodeSight node) => To is { } day ? Start(day.AddDays(1), node) : null;

    private static DateTimeOffset Start(DateOnly day, INodeSight node)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var zone = node.Capitals is [var own, ..] ? TimeZoneInfo.FindSystemTimeZoneById(own.Zone) : TimeZoneInfo.Utc;
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day >= Bounds.First
        && day < Bounds.Last
            ? day
            : null;

    private static string Text(DateOnly? day) => day?.ToString(Form, CultureInfo.InvariantCulture) ?? "";
}
