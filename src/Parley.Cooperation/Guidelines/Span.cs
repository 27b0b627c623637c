using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// A length of time as guidelines write it: "8h", "7d", "3wd". Hours and days run day and night; working days run
/// only while the offices of the requested party are open, one working day being its opening hours.
/// </summary>
public readonly record struct Span
{
    private Span(int count, SpanUnit unit)
    {
        Count = count;
        Unit = unit;
    }

    /// <summary>How many units, at least 1.</summary>
    public int Count { get; }

    public SpanUnit Unit { get; }

    /// <summary>Whether the clock runs in working time only.</summary>
    public bool InWorkingTime => Unit is SpanUnit.WorkingDays;

    /// <summary>The same where it can be counted: without any calendar a working day counts as a day.</summary>
    public Span CountedBy(WorkingCalendar? calendar) =>
        InWorkingTime && calendar is null ? new Span(Count, SpanUnit.Days) : this;

    /// <summary>Reads "8h", "7d" or "3wd"; throws <see cref="FormatException"/> on anything else.</summary>
    public static Span Parse(string text) =>
        TryParse(text, out var span)
            ? span
            : throw new FormatException($"'{text}' is not a span such as 8h, 7d or 3wd.");

    /// <summary>Reads a count without sign or leading zero, up to ten years, with "h", "d" or "wd".</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Span span)
    {
        span = default;
        if (text is not { Length: >= 2 and <= 8 } || text[0] is < '1' or > '9')
        {
            return false;
        }
        var digits = 1;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }
        var (unit, most) = text[digits..] switch
        {
            "h" => (SpanUnit.Hours, 87_600),
            "d" => (SpanUnit.Days, 3_650),
            "wd" => (SpanUnit.WorkingDays, 2_600),
            _ => (default, 0),
        };
        var count = int.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        if (count > most)
        {
            return false;
        }
        span = new Span(count, unit);
        return true;
    }

    /// <summary>In words of both languages: "3 working days".</summary>
    public Bilingual InWords()
    {
        var count = Count.ToString(CultureInfo.InvariantCulture);
        return Unit switch
        {
            SpanUnit.Hours => new Bilingual(Count == 1 ? "1 hour" : $"{count} hours", $"{count} 小时"),
            SpanUnit.Days => new Bilingual(Count == 1 ? "1 day" : $"{count} days", $"{count} 天"),
            _ => new Bilingual(Count == 1 ? "1 working day" : $"{count} working days", $"{count} 个工作日"),
        };
    }

    public override string ToString() =>
        Unit switch
        {
            SpanUnit.Hours => string.Create(CultureInfo.InvariantCulture, $"{Count}h"),
            SpanUnit.Days => string.Create(CultureInfo.InvariantCulture, $"{Count}d"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Count}wd"),
        };
}

/// <summary>What a span counts.</summary>
public enum SpanUnit
{
    Hours,

    /// <summary>Days of 24 hours.</summary>
    Days,

    WorkingDays,
}
