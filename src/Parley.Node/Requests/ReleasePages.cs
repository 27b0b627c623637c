using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Together;

namespace Parley.Node.Requests;

/// <summary>
/// Check and release: what leaves is seen by two people. Who wrote in a draft offers it; an officer with the role of
/// releaser who did not write in it releases it or sends it back.
/// </summary>
public static class ReleasePages
{
    public static void MapRelease(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/drafts/{id:long}/check",
            (long id, [AsParameters] CheckSource source) => CheckPage(id, source, refusal: null)
        );
        routes
            .MapPost("/drafts/{id:long}/offer", Offer)
            .RequireAuthorization(Rights.Draft)
            .WithMetadata(new Does(LawAct.Draft));
        routes
            .MapPost("/drafts/{id:long}/release", ReleaseIt)
            .RequireAuthorization(Rights.Release)
            .WithMetadata(new Does(LawAct.Release));
        routes
            .MapPost("/drafts/{id:long}/send-back", SendBack)
            .RequireAuthorization(Rights.Release)
            .WithMetadata(new Does(LawAct.Check));
        routes.MapGet(
            "/requests/{number}/sent",
            (string number, RequestBook book) =>
                book.Find(number) is { } sight ? Show.Page<SentPage>(("Sight", sight)) : Results.NotFound()
        );
    }

    internal static IResult CheckPage(long id, CheckSource source, Refusal? refusal)
    {
        if (source.Book.Find(id) is not { } draft)
        {
            return Results.NotFound();
        }
        var user = source.Http.User;
        return refusal is null && draft.Kept.Released is { } number
            ? Results.LocalRedirect($"/requests/{number}")
            : Show.Page<CheckPage>(
                refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
                ("Sight", draft),
                (nameof(Requests.CheckPage.Alike), source.Book.Alike(draft, source.Law.HiddenFrom(user))),
                (nameof(Requests.CheckPage.AlikeDrafts), source.Book.AlikeDrafts(draft, source.Law, user)),
                (nameof(Requests.CheckPage.Steps), source.Steps.Of(draft)),
                (nameof(Requests.CheckPage.NotToOffer), source.Law.Forbids(user, LawAct.Draft, Matter.Of(draft))),
                (nameof(Requests.CheckPage.NotToRelease), source.Law.Forbids(user, LawAct.Release, Matter.Of(draft))),
                (nameof(Requests.CheckPage.Refusal), refusal)
            );
    }

    /// <summary>What an officer is shown who wrote while the draft left: that nothing of it was kept.</summary>
    internal static IResult LeftPage(long id, CheckSource source) =>
        source.Book.Find(id)?.Kept.Released is { } number
            ? CheckPage(id, source, ReleaseRefusals.Left(number))
            : Results.NotFound();

    private static IResult Offer(long id, DraftShelf shelf, IChanges changes, [AsParameters] CheckSource source)
    {
        var draft = source.Book.Find(id);
        var user = source.Http.User;
        if (draft?.Kept.IsInTheHandsOf(user) == false)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        // What was chosen while writing counts now, also for what the officer may not read once it has left.
        if (draft is not null && source.Law.Forbids(user, LawAct.Draft, Matter.Of(draft)) is { } forbidden)
        {
            return CheckPage(id, source, forbidden.AsRefusal);
        }
        if (draft is { Passes: true })
        {
            // What was checked is what is offered: where somebody wrote in it just now, they check it anew.
            if (!shelf.Offer(id, user.AccountId(), draft.Kept.Version))
            {
                return CheckPage(id, source, ReleaseRefusals.Changed);
            }
            changes.Announce("drafts", MatterKey.Of(id));
            return Told.Then(source.Http, Told.Offered, $"/drafts/{id}/check");
        }
        return Results.LocalRedirect($"/drafts/{id}/check");
    }

    private static IResult SendBack(
        long id,
        [FromForm] string? reason,
        DraftShelf shelf,
        IChanges changes,
        [AsParameters] CheckSource source
    )
    {
        if (ReasonText.Of(reason) is not { Length: > 0 } why)
        {
            return CheckPage(id, source, StepRefusals.NoReason);
        }
        if (shelf.SendBack(id, why) is { } refusal)
        {
            return CheckPage(id, source, refusal);
        }
        changes.Announce("drafts", MatterKey.Of(id));
        return Told.Then(source.Http, Told.SentBack, "/drafts");
    }

    private static async Task<IResult> ReleaseIt(
        long id,
        [FromForm] long version,
        Release release,
        [AsParameters] CheckSource source
    )
    {
        var released = await release.Of(id, version, Releaser.Of(source.Http.User));
        return released.Refusal is { } refusal ? CheckPage(id, source, refusal)
            : released.About is { } number ? Results.LocalRedirect($"/requests/{number}/sent")
            : Told.Then(source.Http, Told.FirstRelease, $"/drafts/{id}/check");
    }
}

/// <summary>What the page before a release is made from, for the officer who asks.</summary>
public sealed record CheckSource(DraftBook Book, LawInForce Law, StepBook Steps, HttpContext Http);
