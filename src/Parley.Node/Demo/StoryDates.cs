using System.Globalization;
using System.Text.RegularExpressions;
using Parley.Cooperation;

namespace Parley.Node.Demo;

/// <summary>
/// Puts the dates of a story in, counted from its own day, so that the same files fit any half-year
/// (samples/README.md, "Half-year stories").
/// </summary>
public sealed partial class StoryDates(DateOnly day, Func<string, SubjectId> requestOf)
{
    private static readonly Dictionary<string, string> Zones = new(StringComparer.Ordinal)
    {
        ["Beijing"] = "Asia/Shanghai",
        ["Washington"] = "America/New_York",
        ["UTC"] = "Etc/UTC",
    };

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The text with every mark replaced.</summary>
    public string Fill(string text) => Mark().Replace(text, Replace);

    /// <summary>An instant on a day, by the clock of a city.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, string city)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[city]);
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private string Replace(Match mark)
    {
        var then = mark.Groups["days"].Success
            ? day.AddDays(int.Parse(mark.Groups["days"].Value, NumberStyles.AllowLeadingSign, English))
            : day;
        return mark.Groups["kind"].Value switch
        {
            "year" => then.Year.ToString(CultureInfo.InvariantCulture),
            "date" => then.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "en" => then.ToString("d MMM yyyy", English),
            "zh" => string.Create(CultureInfo.InvariantCulture, $"{then.Year}年{then.Month}月{then.Day}日"),
            "request" => requestOf(mark.Groups["story"].Value).ToString(),
            _ => Moment(then, mark.Groups["time"].Value, mark.Groups["city"].Value),
        };
    }

    private static string Moment(DateOnly day, string time, string city) =>
        At(day, TimeOnly.Parse(time, CultureInfo.InvariantCulture), city)
            .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\{(?<kind>date|en|zh|year|moment|request)(?<days>[+-]\d+)?( (?<time>\d\d:\d\d) (?<city>\w+))?( (?<story>\d\d))?\}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Mark();
}
