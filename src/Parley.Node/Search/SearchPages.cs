using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;

namespace Parley.Node.Search;

/// <summary>One search over everything this officer may see.</summary>
public static class SearchPages
{
    /// <summary>How many of each kind are shown together, and how many of one kind alone.</summary>
    private const int Few = 5;
    public const int Many = 20;

    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.AddSingleton<WordLines>();
        services.AddSingleton<ISearching, SearchingRequests>();
        services.AddSingleton<ISearching>(s => Agreements(s, reviews: false));
        services.AddSingleton<ISearching>(s => Agreements(s, reviews: true));
        services.AddSingleton<ISearching, SearchingDrafts>();
        services.AddSingleton<ISearching, SearchingSteps>();
        services.AddSingleton<ISearching, SearchingDecisions>();
        services.AddSingleton<ISearching, SearchingPreparedAgreements>();
        services.AddSingleton<ISearching, SearchingEntries>();
        services.AddSingleton<ISearching, SearchingRules>();
        return services;
    }

    /// <summary>Characters of what is searched for.</summary>
    public const int MostAsked = 200;

    public static void MapSearch(this IEndpointRouteBuilder routes) => routes.MapGet("/search", Page);

    /// <summary>The address of a search, of one kind alone or a further page of it.</summary>
    public static string Address(string text, string? only = null, int page = 1)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = text,
            ["in"] = only,
            ["page"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
        };
        return QueryHelpers.AddQueryString("/search", query.Where(one => one.Value is { Length: > 0 }));
    }

    private static IResult Page(
        string? q,
        string? @in,
        int? page,
        IEnumerable<ISearching> kinds,
        LineKeeping keeping,
        LawInForce law,
        HttpContext http
    )
    {
        var asked = (q ?? "").Trim();
        var isLong = asked.Length > MostAsked;
        var text = isLong ? "" : asked;
        var open = kinds.Where(kind => kind.IsOpenTo(http.User)).ToList();
        var only = open.FirstOrDefault(kind => string.Equals(kind.Name, @in, StringComparison.Ordinal));
        var number = page is > 0 and <= RequestLines.MostCounted / Many ? page.Value : 1;
        var behind = text.Length == 0 ? 0 : keeping.CatchUp();
        var asks = new Asked(text, Languages.Short, only is null ? 0 : (number - 1) * Many, only is null ? Few : Many)
        {
            Officer = http.User,
            Hidden = law.HiddenFrom(http.User),
        };
        var groups =
            SearchText.Asked(text) is null ? []
            : only is null ? open.Select(kind => kind.Find(asks)).Where(group => group.Total > 0).ToList()
            : [only.Find(asks)];
        return Show.Page<SearchPage>(
            (nameof(SearchPage.Text), text),
            (nameof(SearchPage.IsLong), isLong),
            (nameof(SearchPage.Groups), groups),
            (nameof(SearchPage.Only), only?.Name),
            (nameof(SearchPage.Number), number),
            (nameof(SearchPage.Behind), behind)
        );
    }

    private static SearchingAgreements Agreements(IServiceProvider services, bool reviews) =>
        new(services.GetRequiredService<AgreementBook>(), services.GetRequiredService<WordLines>(), reviews);
}
