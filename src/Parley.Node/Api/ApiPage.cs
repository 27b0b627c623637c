using Microsoft.AspNetCore.WebUtilities;

namespace Parley.Node.Api;

/// <summary>
/// One page of a list, and how the next is asked for: the one way in which all lists are turned. A cursor names the
/// last thing seen, so that what comes in or is settled meanwhile moves nothing. One that this node gave nobody, or
/// that names what is listed no more, is refused: a program sent on from nowhere would take a part for the whole.
/// </summary>
/// <param name="Next">The address of the next page; null on the last.</param>
internal sealed record ApiPage<T>(IReadOnlyList<T> Shown, string? Next);

internal static class ApiPage
{
    /// <summary>The parameters of every list.</summary>
    public const string After = "after";
    public const string Most = "most";

    /// <summary>The page of a list that is held whole, in an order that does not change.</summary>
    /// <param name="all">Everything there is, of what the officer may read.</param>
    /// <param name="cursor">By what a thing is named, each by another.</param>
    public static ApiPage<T> Of<T>(HttpContext http, ApiQuery query, IEnumerable<T> all, Func<T, string> cursor)
    {
        var rest = all;
        if (query.Text(After) is { } last)
        {
            var list = all.ToList();
            var at = list.FindIndex(one => string.Equals(cursor(one), last, StringComparison.Ordinal));
            rest = at < 0 ? throw new ProblemException(ApiProblems.CursorUnknown) : list.Skip(at + 1);
        }
        return Of(http, query.HowMany, rest, cursor);
    }

    /// <summary>The page of a list that begins behind the cursor.</summary>
    /// <param name="rest">What follows, of which one more is taken than is shown.</param>
    public static ApiPage<T> Of<T>(HttpContext http, int most, IEnumerable<T> rest, Func<T, string> cursor)
    {
        var taken = rest.Take(most + 1).ToList();
        var shown = taken.Take(most).ToList();
        return new ApiPage<T>(shown, taken.Count > most ? Address(http, cursor(shown[^1])) : null);
    }

    private static string Address(HttpContext http, string cursor)
    {
        var query = http
            .Request.Query.Where(one => one.Key is not After)
            .Select(one => KeyValuePair.Create(one.Key, (string?)one.Value.ToString()));
        return QueryHelpers.AddQueryString(
            http.Request.Path.Value!,
            query.Append(KeyValuePair.Create(After, (string?)cursor))
        );
    }
}
