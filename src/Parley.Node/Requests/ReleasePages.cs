using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>
/// Check and release: what leaves is seen by two people. Who wrote in a draft offers it; an officer with the role of
/// releaser who did not write in it releases it or sends it back.
/// </summary>
public static class ReleasePages
{
    public static void MapRelease(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/drafts/{id:long}/check", (long id, DraftBook book) => CheckPage(id, book, refusal: null));
        routes.MapPost("/drafts/{id:long}/offer", Offer).RequireAuthorization(Rights.Draft);
        routes.MapPost("/drafts/{id:long}/release", ReleaseIt).RequireAuthorization(Rights.Release);
        routes.MapPost("/drafts/{id:long}/send-back", SendBack).RequireAuthorization(Rights.Release);
        routes.MapGet(
            "/requests/{number}/sent",
            (string number, RequestBook book) =>
                book.Find(number) is { } sight ? Show.Page<SentPage>(("Sight", sight)) : Results.NotFound()
        );
    }

    private static IResult CheckPage(long id, DraftBook book, Refusal? refusal)
    {
        if (book.Find(id) is not { } draft)
        {
            return Results.NotFound();
        }
        return draft.Kept.Released is { } number
            ? Results.LocalRedirect($"/requests/{number}")
            : Show.Page<CheckPage>(
                refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
                ("Sight", draft),
                (nameof(Requests.CheckPage.Alike), book.Alike(draft)),
                (nameof(Requests.CheckPage.Refusal), refusal)
            );
    }

    private static IResult Offer(long id, DraftBook book, DraftShelf shelf, IChanges changes, HttpContext http)
    {
        var draft = book.Find(id);
        if (draft?.Kept.IsInTheHandsOf(http.User) == false)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        if (draft is { Passes: true })
        {
            shelf.Offer(id, http.User.AccountId());
            changes.Announce("drafts");
        }
        return Results.LocalRedirect($"/drafts/{id}/check");
    }

    private static IResult SendBack(long id, [FromForm] string? reason, DraftShelf shelf, IChanges changes)
    {
        shelf.SendBack(id, string.IsNullOrWhiteSpace(reason) ? "–" : reason.Trim());
        changes.Announce("drafts");
        return Results.LocalRedirect("/drafts");
    }

    private static async Task<IResult> ReleaseIt(
        long id,
        [FromForm] long version,
        DraftBook book,
        Release release,
        HttpContext http
    )
    {
        var stating = await release.Of(id, version, http.User.AccountId(), http.User.AsOfficer());
        return stating.Refusal is { } refusal
            ? CheckPage(id, book, refusal)
            : Results.LocalRedirect($"/requests/{stating.About}/sent");
    }
}
