using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Parley.Cooperation;

namespace Parley.Node.Law;

/// <summary>How long something is kept, as ISO 8601 writes it: "P5Y", "P18M", "P1Y6M", "P90D".</summary>
public readonly partial record struct Period(int Years, int Months, int Days)
{
    private const int YearsAtMost = 200;

    /// <summary>Reads years, months and days, in this order, at least one of them, together at most 200 years.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Period period)
    {
        period = default;
        if (text is null || Form().Match(text) is not { Success: true } match)
        {
            return false;
        }
        period = new Period(Number(match, "y"), Number(match, "m"), Number(match, "d"));
        return period != default && period.Years + (period.Months / 12) + (period.Days / 365) <= YearsAtMost;
    }

    /// <summary>The instant so long after another, in the calendar.</summary>
    public DateTimeOffset After(DateTimeOffset from) => from.AddYears(Years).AddMonths(Months).AddDays(Days);

    /// <summary>"5 years and 6 months", in both languages.</summary>
    public Bilingual InWords()
    {
        (int Count, string One, string Many, string Zh)[] parts =
        [
            (Years, "year", "years", "年"),
            (Months, "month", "months", "个月"),
            (Days, "day", "days", "天"),
        ];
        var said = parts.Where(part => part.Count > 0).ToList();
        return new Bilingual(
            string.Join(" and ", said.Select(part => Said($"{part.Count} {(part.Count == 1 ? part.One : part.Many)}"))),
            string.Concat(said.Select(part => Said($"{part.Count}{part.Zh}")))
        );
    }

    public override string ToString() =>
        Said($"P{(Years > 0 ? $"{Years}Y" : "")}{(Months > 0 ? $"{Months}M" : "")}{(Days > 0 ? $"{Days}D" : "")}");

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        "^P((?<y>[0-9]{1,3})Y)?((?<m>[0-9]{1,4})M)?((?<d>[0-9]{1,5})D)?\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
