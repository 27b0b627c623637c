using System.Globalization;
using System.Text.RegularExpressions;

namespace Parley.Tests.Samples;

/// <summary>
/// Puts dates into a story of the half-year, counted from the story's own day (samples/README.md, "Half-year stories").
/// </summary>
internal static partial class StoryText
{
    /// <summary>The story with its dates put in.</summary>
    /// <param name="day">The story's day in the requester's capital.</param>
    /// <param name="request">The id of another story's request, by the story's number.</param>
    public static string With(string text, DateOnly day, Func<int, string> request) =>
        Place().Replace(text, match => Put(match, day, request));

    private static string Put(Match match, DateOnly day, Func<int, string> request)
    {
        if (match.Groups["year"].Success)
        {
            return day.Year.ToString(CultureInfo.InvariantCulture);
        }
        if (match.Groups["number"] is { Success: true } number)
        {
            return request(int.Parse(number.Value, CultureInfo.InvariantCulture));
        }
        var that = day.AddDays(int.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture));
        return match.Groups["form"].Value switch
        {
            "date" => that.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "en" => that.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            "zh" => that.ToString("yyyy年M月d日", CultureInfo.InvariantCulture),
            _ => Moment(that, match.Groups["time"].Value, match.Groups["city"].Value),
        };
    }

    private static string Moment(DateOnly day, string time, string city)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(
            city switch
            {
                "Beijing" => "Asia/Shanghai",
                "Washington" => "America/New_York",
                _ => "Etc/UTC",
            }
        );
        var local = day.ToDateTime(TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture));
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToString(
            "yyyy-MM-dd'T'HH:mm:sszzz",
            CultureInfo.InvariantCulture
        );
    }

    [GeneratedRegex(
        @"\{(?:(?<form>date|en|zh)(?<days>[+-]\d+)"
            + @"|(?<form>moment)(?<days>[+-]\d+) (?<time>\d\d:\d\d) (?<city>Beijing|Washington|UTC)"
            + @"|request (?<number>\d+)|(?<year>year))\}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Place();
}
