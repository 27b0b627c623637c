using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Parley.Node.Requests;

/// <summary>
/// What the list of requests is narrowed to; it lives in the address, so that a view can be kept or sent.
/// </summary>
public sealed record RequestFilter
{
    /// <summary>How many requests one page of the list shows.</summary>
    public const int PageSize = 50;

    /// <summary>The views one click away, in order.</summary>
    public static readonly string[] Views = ["open", "with-us", "with-them", "overdue", "all"];

    /// <summary>Who asked: "in" is the other side, "out" is this party.</summary>
    public static readonly string[] Ways = ["in", "out"];

    /// <summary>Whose time has run out: this party's, the other side's.</summary>
    public static readonly string[] Debtors = ["us", "them"];

    /// <summary>How soon what is owed next is due; "hold": a preservation ends soon.</summary>
    public static readonly string[] Dues = ["overdue", "day", "week", "hold", "none"];

    /// <summary>Whose the request is inside this node: the officer's, the officer's authority's, nobody's.</summary>
    public static readonly string[] Helds = ["mine", "authority", "nobody"];

    /// <summary>By what the list can be sorted; each ends at an index, however long the list is.</summary>
    public static readonly string[] Sorts = ["due", "newest", "oldest", "changed"];

    /// <summary>The last page: nobody turns further, and to skip more costs.</summary>
    public const int LastPage = Lines.RequestLines.MostCounted / PageSize;

    public string View { get; init; } = "open";

    /// <summary>The view was chosen; else it follows from whether something is searched.</summary>
    public bool ViewChosen { get; init; }

    public string? Way { get; init; }

    public string? Due { get; init; }

    /// <summary>Among what is overdue, only what this side or the other lets wait; without meaning elsewhere.</summary>
    public string? Owes { get; init; }

    public string? Kind { get; init; }

    public string? Urgency { get; init; }

    public string? Area { get; init; }

    public string? Stage { get; init; }

    public string? Held { get; init; }

    public string? Search { get; init; }

    /// <summary>By what it is sorted, where that was chosen.</summary>
    public string? Sort { get; init; }

    /// <summary>What is most pressing comes first, where something is still owed; else the newest.</summary>
    public string Sorted => Sort ?? (Due is not null || View is not "all" ? "due" : "newest");

    /// <summary>1 for the first page.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Reads the address; what is not known is passed over.</summary>
    /// <remarks>A search without a view is over everything, closed requests too.</remarks>
    public static RequestFilter Read(IQueryCollection query)
    {
        var view = OneOf(Views, query, "view");
        var search = Text(query, "q");
        return new()
        {
            View = view ?? (search is null ? "open" : "all"),
            ViewChosen = view is not null,
            Way = OneOf(Ways, query, "way"),
            Due = OneOf(Dues, query, "due"),
            Owes = OneOf(Debtors, query, "owes"),
            Kind = Text(query, "kind"),
            Urgency = Text(query, "urgency"),
            Area = Text(query, "area"),
            Stage = Text(query, "stage"),
            Held = OneOf(Helds, query, "held"),
            Search = search,
            Sort = OneOf(Sorts, query, "sort"),
            Page =
                int.TryParse(query["page"], CultureInfo.InvariantCulture, out var page) && page is > 0 and <= LastPage
                    ? page
                    : 1,
        };
    }

    /// <summary>Something besides the view narrows the list.</summary>
    public bool Narrows => (Way ?? Due ?? Owes ?? Kind ?? Urgency ?? Area ?? Stage ?? Held ?? Search) is not null;

    /// <summary>How many filters besides the view and the search narrow it.</summary>
    public int Filters => ((string?[])[Way, Due, Owes, Kind, Urgency, Area, Stage, Held]).Count(one => one is not null);

    /// <summary>The same view without anything that narrows it.</summary>
    public RequestFilter Cleared => new() { View = ViewChosen ? View : "open", ViewChosen = ViewChosen };

    /// <summary>The address of the list with this filter.</summary>
    public string Address()
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["view"] = ViewChosen ? View : null,
            ["way"] = Way,
            ["due"] = Due,
            ["owes"] = Owes,
            ["kind"] = Kind,
            ["urgency"] = Urgency,
            ["area"] = Area,
            ["stage"] = Stage,
            ["held"] = Held,
            ["q"] = Search,
            ["sort"] = Sort,
            ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
        };
        return QueryHelpers.AddQueryString("/requests", query.Where(one => one.Value is not null));
    }

    private static string? OneOf(string[] known, IQueryCollection query, string name) =>
        known.FirstOrDefault(one => string.Equals(one, query[name], StringComparison.Ordinal));

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString().Trim() is { Length: > 0 and <= 200 } text ? text : null;
}
