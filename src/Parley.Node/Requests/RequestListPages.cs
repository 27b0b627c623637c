using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Together;

namespace Parley.Node.Requests;

/// <summary>One request in the list.</summary>
/// <param name="Next">The act it waits for, where it is open to this officer.</param>
/// <param name="Held">Whose it is inside this node.</param>
public sealed record ListedRequest(RequestSight Sight, RequestMove? Next, HeldSight Held)
{
    /// <summary>Others name the same identifiers, and nobody linked them yet.</summary>
    public Twice Alike { get; init; }
}

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
        routes.MapViews();
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
        var hidden = sources.Law.HiddenFrom(http.User);
        var found = sources.Book.Page(filter, now, hidden, sources.Held.Places(filter.Held, http.User));
        return Show.Page<RequestListPage>(
            trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(RequestListPage.Filter), filter),
            (nameof(RequestListPage.Shown), sources.Listed(found.Shown, http.User)),
            (nameof(RequestListPage.Found), found),
            (nameof(RequestListPage.Hidden), hidden),
            (nameof(RequestListPage.Guidelines), sources.Guidelines(now)),
            (nameof(RequestListPage.Saved), sources.Views.Of(http.User.AccountId())),
            (
                nameof(RequestListPage.Shared),
                sources.Views.SharedWith(http.User.AsOfficer().Authority, http.User.AccountId())
            ),
            (nameof(RequestListPage.Trouble), trouble)
        );
    }
}

/// <summary>What the list of requests is made of.</summary>
public sealed record ListSources(
    RequestBook Book,
    AlikeBook AlikeBook,
    SavedViews Views,
    PreparedBook Prepared,
    HeldBook Held,
    JointRecord Record,
    LawInForce Law,
    TimeProvider Time
)
{
    /// <summary>Requests with the act each waits for, unless one already waits for its release.</summary>
    public IReadOnlyList<ListedRequest> Listed(IEnumerable<RequestSight> shown, ClaimsPrincipal user)
    {
        var prepared = Prepared.Seen(Book, Law, user);
        var room = new TwiceRoom();
        return Held.Of(shown, user)
            .Select(one => new ListedRequest(
                one.Sight,
                prepared.Contains(one.Sight.Request.Id)
                    ? null
                    : NextMove.Of(one.Sight, Record.Self.Code, Time, user, Law),
                one.Held
            )
            {
                Alike = AlikeBook.ComesTwice(one.Sight, Law.HiddenFrom(user), room),
            })
            .ToList();
    }

    /// <summary>Those of the first link that has any: their words name the filters.</summary>
    public Cooperation.Guidelines.AgreedGuidelines? Guidelines(DateTimeOffset now) =>
        Record
            .Peers.Select(peer => Record.Reading.GuidelinesInForce(peer.Code, now)?.Guidelines)
            .FirstOrDefault(one => one is not null);
}
