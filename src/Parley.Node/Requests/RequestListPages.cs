using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>One request in the list.</summary>
/// <param name="Next">The act it waits for, where it is open to this officer.</param>
public sealed record ListedRequest(RequestSight Sight, RequestMove? Next);

/// <summary>The list of requests and the views of it that an officer saved.</summary>
public static class RequestListPages
{
    public static void MapRequestList(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/requests",
            (ListSources sources, HttpContext http) => Page(RequestFilter.Read(http.Request.Query), sources, http)
        );
        routes.MapPost("/requests/views", Save);
        routes.MapPost(
            "/requests/views/delete",
            ([FromForm] string? name, [FromForm] string? query, SavedViews views, HttpContext http) =>
            {
                views.Delete(http.User.AccountId(), name ?? "");
                return Results.LocalRedirect(SavedViews.Read(query ?? "").Address());
            }
        );
    }

    private static IResult Save(
        [FromForm] string? name,
        [FromForm] string? query,
        SavedViews views,
        ListSources sources,
        HttpContext http
    )
    {
        var filter = SavedViews.Read(query ?? "") with { Page = 1 };
        var trimmed = (name ?? "").Trim();
        var trouble =
            trimmed.Length is 0 or > SavedViews.NameAtMost ? "saved.name-missing"
            : views.Save(http.User.AccountId(), trimmed, filter) ? null
            : "saved.full";
        return trouble is null ? Results.LocalRedirect(filter.Address()) : Page(filter, sources, http, trouble);
    }

    private static IResult Page(RequestFilter filter, ListSources sources, HttpContext http, string? trouble = null)
    {
        var now = sources.Time.GetUtcNow();
        var all = sources.Book.All().ToList();
        var taken = all.Where(sight => filter.Takes(sight, now)).ToList();
        var sorted = filter.ByDue
            ? taken.OrderBy(sight => sight.Next?.Due ?? DateTimeOffset.MaxValue)
            : taken.AsEnumerable();
        var shown = sorted.Skip((filter.Page - 1) * RequestFilter.PageSize).Take(RequestFilter.PageSize);
        return Show.Page<RequestListPage>(
            trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(RequestListPage.Filter), filter),
            (nameof(RequestListPage.Shown), sources.Listed(shown, http.User)),
            (nameof(RequestListPage.Total), taken.Count),
            (nameof(RequestListPage.Known), all.Count),
            (nameof(RequestListPage.Guidelines), sources.Guidelines(now)),
            (nameof(RequestListPage.Saved), sources.Views.Of(http.User.AccountId())),
            (nameof(RequestListPage.Trouble), trouble)
        );
    }
}

/// <summary>What the list of requests is made of.</summary>
public sealed record ListSources(
    RequestBook Book,
    SavedViews Views,
    PreparedBook Prepared,
    JointRecord Record,
    TimeProvider Time
)
{
    /// <summary>Requests with the act each waits for, unless one already waits for its release.</summary>
    public IReadOnlyList<ListedRequest> Listed(IEnumerable<RequestSight> shown, ClaimsPrincipal user)
    {
        var prepared = Prepared.All().Select(one => one.About).ToHashSet();
        return shown
            .Select(sight => new ListedRequest(
                sight,
                prepared.Contains(sight.Request.Id) ? null : NextMove.Of(sight, Record.Self.Code, Time, user)
            ))
            .ToList();
    }

    /// <summary>Those of the first link that has any: their words name the filters.</summary>
    public Cooperation.Guidelines.AgreedGuidelines? Guidelines(DateTimeOffset now) =>
        Record
            .Peers.Select(peer => Record.Reading.GuidelinesInForce(peer.Code, now)?.Guidelines)
            .FirstOrDefault(one => one is not null);
}
