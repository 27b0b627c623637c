using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Parley.Cooperation;
using Parley.Cooperation.Review;

namespace Parley.Node.Review;

/// <summary>What a review is asked for; it lives in the address, so that it can be kept or sent.</summary>
public sealed record ReviewQuery
{
    /// <summary>By what the tables tell requests apart.</summary>
    public static readonly ReviewCut[] Cuts = [ReviewCut.Kind, ReviewCut.Urgency, ReviewCut.Area, ReviewCut.Month];

    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm'Z'";

    public string? Link { get; init; }

    /// <summary>The period; null where none was asked for, or none that a review may be of.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Period { get; init; }

    /// <summary>Something was asked for that is no period.</summary>
    public bool AskedForNone { get; init; }

    public ReviewFilter Only { get; init; } = new(null, null, null, null);

    public ReviewCut By { get; init; } = ReviewCut.Kind;

    /// <summary>The column by which the tables are sorted; null: in their own order.</summary>
    public ReviewColumn? Sort { get; init; }

    public bool Descending { get; init; }

    /// <summary>Reads the address; what is not known is passed over.</summary>
    public static ReviewQuery Read(IQueryCollection query)
    {
        var from = Instant(query, "from") ?? Day(query, "first");
        var to = Instant(query, "to") ?? Day(query, "last")?.AddDays(1);
        var isPeriod = from is { } first && to is { } end && ReviewRules.IsPeriod(first, end);
        var sort = query["sort"].ToString();
        return new ReviewQuery
        {
            Link = Text(query, "link"),
            Period = isPeriod ? (from!.Value, to!.Value) : null,
            AskedForNone = !isPeriod && (query.ContainsKey("first") || query.ContainsKey("last")),
            Only = new ReviewFilter(
                PartyCode.TryParse(query["asking"], out var asking) ? asking : null,
                Text(query, "kind"),
                Text(query, "urgency"),
                Text(query, "area")
            ),
            By = Cuts.FirstOrDefault(cut => Same($"{cut}", query["by"].ToString()), ReviewCut.Kind),
            Sort = ReviewColumn.Find(sort.TrimStart('-')),
            Descending = sort.StartsWith('-'),
        };
    }

    /// <summary>The address of this review, or of its figures as a file.</summary>
    public string Address(string path = "/review")
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["link"] = Link,
            ["from"] = Period is { } period ? Text(period.From) : null,
            ["to"] = Period is { } other ? Text(other.To) : null,
            ["asking"] = Only.Asking?.ToString(),
            ["kind"] = Only.Kind,
            ["urgency"] = Only.Urgency,
            ["area"] = Only.Area,
            ["by"] = By is ReviewCut.Kind ? null : By.ToString().ToLowerInvariant(),
            ["sort"] = Sort is null ? null : (Descending ? "-" : "") + Sort.Key,
        };
        return QueryHelpers.AddQueryString(path, query.Where(one => one.Value is not null));
    }

    /// <summary>The same, sorted by a column: the greatest first, and the other way round when asked again.</summary>
    public ReviewQuery SortedBy(ReviewColumn column) =>
        this with
        {
            Descending = Sort != column || !Descending,
            Sort = column,
        };

    private static DateTimeOffset? Day(IQueryCollection query, string name) =>
        DateOnly.TryParseExact(
            query[name],
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        ) && day.Year is > 1970 and < 3000
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : null;

    private static DateTimeOffset? Instant(IQueryCollection query, string name) =>
        DateTimeOffset.TryParseExact(
            query[name],
            InstantFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString().Trim() is { Length: > 0 and <= 100 } text ? text : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
