using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Parley.Cooperation.Requests;

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

    /// <summary>How soon what is owed next is due.</summary>
    public static readonly string[] Dues = ["overdue", "day", "week", "none"];

    public string View { get; init; } = "open";

    /// <summary>The view was chosen; else it follows from whether something is searched.</summary>
    public bool ViewChosen { get; init; }

    public string? Way { get; init; }

    public string? Due { get; init; }

    public string? Kind { get; init; }

    public string? Urgency { get; init; }

    public string? Area { get; init; }

    public string? Stage { get; init; }

    public string? Search { get; init; }

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
            Kind = Text(query, "kind"),
            Urgency = Text(query, "urgency"),
            Area = Text(query, "area"),
            Stage = Text(query, "stage"),
            Search = search,
            Page =
                int.TryParse(query["page"], CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000
                    ? page
                    : 1,
        };
    }

    /// <summary>Something besides the view narrows the list.</summary>
    public bool Narrows => (Way ?? Due ?? Kind ?? Urgency ?? Area ?? Stage ?? Search) is not null;

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
            ["kind"] = Kind,
            ["urgency"] = Urgency,
            ["area"] = Area,
            ["stage"] = Stage,
            ["q"] = Search,
            ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
        };
        return QueryHelpers.AddQueryString("/requests", query.Where(one => one.Value is not null));
    }

    public bool Takes(RequestSight sight, DateTimeOffset now) =>
        InView(sight, now) && InDue(sight, now) && TakesRest(sight);

    /// <summary>What is most pressing comes first; else the newest.</summary>
    public bool ByDue => Due is not null || View is not "all";

    private bool InView(RequestSight sight, DateTimeOffset now) =>
        View switch
        {
            "open" => sight.Request.Closed is null,
            "with-us" => sight.WithUs,
            "with-them" => sight.Request.Ball == sight.Peer,
            "overdue" => sight.OverdueAt(now),
            _ => true,
        };

    private bool InDue(RequestSight sight, DateTimeOffset now)
    {
        var due = sight.Next?.Due;
        return Due switch
        {
            "overdue" => sight.OverdueAt(now),
            "day" => due >= now && due <= now.AddDays(1),
            "week" => due >= now && due <= now.AddDays(7),
            "none" => due is null,
            _ => true,
        };
    }

    private bool TakesRest(RequestSight sight) =>
        Same(Way, sight.Ours ? "out" : "in")
        && Same(Kind, sight.Request.Kind)
        && Same(Urgency, sight.Request.Urgency)
        && Same(Stage, sight.Request.Stage.ToString())
        && (Area is null || AreaOf(sight.Request) is { } area && Same(Area, area))
        && (Search is null || RequestText.Holds(sight, Search));

    private static string? AreaOf(Request request) =>
        request.Made.What.Entries.TryGetValue("crime-area", out var entry) && entry is Entry.Plain plain
            ? plain.Value
            : null;

    private static bool Same(string? wanted, string value) =>
        wanted is null || string.Equals(wanted, value, StringComparison.Ordinal);

    private static string? OneOf(string[] known, IQueryCollection query, string name) =>
        known.FirstOrDefault(one => string.Equals(one, query[name], StringComparison.Ordinal));

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString().Trim() is { Length: > 0 and <= 200 } text ? text : null;
}
