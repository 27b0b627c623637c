using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Law;

/// <summary>The steps before a release that somebody else than its releasers takes: given, or sent back with a reason.
/// </summary>
public static class StepPages
{
    public static void MapSteps(this IEndpointRouteBuilder routes)
    {
        var checks = routes.MapGroup("").WithMetadata(new Does(LawAct.Check));
        checks.MapPost("/drafts/{id:long}/steps/{rule}", OfDraft);
        checks.MapPost("/prepared/{id:long}/steps/{rule}", OfPrepared);
    }

    private static IResult OfDraft(
        long id,
        string rule,
        [FromForm] long version,
        [FromForm] string? act,
        [FromForm] string? reason,
        DraftShelf shelf,
        IChanges changes,
        [AsParameters] CheckSource source
    )
    {
        if (source.Book.Find(id) is not { } draft)
        {
            return Results.NotFound();
        }
        if (draft.Kept.Version != version || draft.Kept is not { OfferedBy: not null, Released: null })
        {
            return ReleasePages.CheckPage(id, source, StepRefusals.Changed);
        }
        var (approves, why) = Read(act, reason);
        var by = Releaser.Of(source.Http.User);
        var refused = approves ? shelf.WhileOffered(id, version, Step) : shelf.SendBack(id, why, version, Step);
        if (refused is not null)
        {
            return ReleasePages.CheckPage(id, source, refused);
        }
        changes.Announce("drafts", MatterKey.Of(id));
        return approves
            ? Told.Then(source.Http, Told.Checked, $"/drafts/{id}/check")
            : Told.Then(source.Http, Told.SentBack, "/drafts");

        Cooperation.Refusal? Step() => source.Steps.Take(source.Steps.Of(draft), rule, approves, why, by);
    }

    private static IResult OfPrepared(
        long id,
        string rule,
        [FromForm] string? act,
        [FromForm] string? reason,
        StepBook steps,
        [AsParameters] PreparedSource source
    )
    {
        if (source.Waiting(id) is not var (move, sight))
        {
            return source.Gone(id);
        }
        var (approves, why) = Read(act, reason);
        var user = source.Http.User;
        var refused = source.Prepared.Step(
            move,
            () => steps.Take(steps.Of(move, sight), rule, approves, why, Releaser.Of(user)),
            approves ? null : new SentBack(user.Name().Both, why)
        );
        return refused is null ? source.Announced(move, approves ? Told.Checked : Told.SentBack)
            : refused == StepRefusals.Changed ? source.Gone(id)
            : PreparedPages.Closed(sight, move, refused);
    }

    private static (bool Approves, string Reason) Read(string? act, string? reason) =>
        (string.Equals(act, "approve", StringComparison.Ordinal), ReasonText.Of(reason));
}
