using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>
/// Decisions that wait for their release: an officer who did not write in them releases them or sends them back, their
/// authors take them back to change them.
/// </summary>
public static class PreparedPages
{
    public static void MapPrepared(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/prepared/{id:long}/release", Release)
            .RequireAuthorization(Rights.Release)
            .WithMetadata(new Does(LawAct.Release));
        routes
            .MapPost("/prepared/{id:long}/send-back", SendBack)
            .RequireAuthorization(Rights.Release)
            .WithMetadata(new Does(LawAct.Check));
        routes.MapPost("/prepared/{id:long}/take-back", TakeBack).WithMetadata(new Does(LawAct.Draft));
    }

    private static async Task<IResult> Release(
        long id,
        [FromForm(Name = Corrected.Field)] int? corrected,
        [AsParameters] PreparedSource source
    )
    {
        if (source.Waiting(id) is not var (move, sight))
        {
            return source.Gone(id);
        }
        var by = Releaser.Of(source.Http.User);
        if (move.IsBy(by.Account))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        var leaving = await source.Prepared.Release(move, by, corrected);
        return leaving.Refusal is not { } refusal
                ? source.Announced(move, leaving.Second is null ? Told.Stated : Told.FirstRelease)
            : refusal == StepRefusals.Changed ? source.Gone(id)
            : refusal.Code is CorrectedRefusals.SinceCode ? source.Anew(id, refusal)
            : Closed(sight, move, refusal);
    }

    private static IResult SendBack(long id, [FromForm] string? reason, [AsParameters] PreparedSource source)
    {
        if (source.Waiting(id) is not var (move, sight))
        {
            return source.Gone(id);
        }
        if (ReasonText.Of(reason) is not { Length: > 0 } why)
        {
            return Closed(sight, move, StepRefusals.NoReason);
        }
        var back = new SentBack(source.Http.User.Name().Both, why);
        return source.Prepared.Return(move, back) is null ? source.Gone(id) : source.Announced(move, Told.SentBack);
    }

    private static IResult TakeBack(long id, [AsParameters] PreparedSource source)
    {
        if (source.Waiting(id) is not var (move, _))
        {
            return source.Gone(id);
        }
        if (!move.Authors.Contains(source.Http.User.AccountId(), StringComparer.Ordinal))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        if (source.Prepared.Return(move, back: null) is not { } draft)
        {
            return source.Gone(id);
        }
        return source.Announced(move, Told.TakenBack, FormattableString.Invariant($"/do/{move.Move}?draft={draft}"));
    }

    internal static IResult Closed(RequestSight sight, PreparedMove move, Refusal why) =>
        MovePages.Page(sight, move.Move, new MoveAttempt((RequestStatement)move.Statement, Closed: why));
}

/// <summary>What is done with decisions that wait, for the officer who does it.</summary>
public sealed record PreparedSource(
    PreparedBook Prepared,
    RequestBook Book,
    StepBook Steps,
    IChanges Changes,
    HttpContext Http
)
{
    internal (PreparedMove Move, RequestSight Sight)? Waiting(long id) =>
        Prepared.Find(id) is { } move && Book.Find(move.About.ToString()) is { } sight ? (move, sight) : null;

    /// <summary>It waited once, and the officer is told that it does no longer; or it never did.</summary>
    internal IResult Gone(long id) =>
        Prepared.Place(id) is var (about, move) && Book.Find(about.ToString()) is { } sight
            ? MovePages.Page(sight, move, new MoveAttempt(Closed: StepRefusals.Changed))
            : Results.NotFound();

    /// <summary>It waits still, and is shown as things stand now.</summary>
    internal IResult Anew(long id, Refusal refusal) =>
        Waiting(id) is var (move, sight)
            ? Show.Page<PreparedPage>(
                StatusCodes.Status422UnprocessableEntity,
                (nameof(PreparedPage.Sight), sight),
                (nameof(PreparedPage.Waits), new WaitingMove(move, Steps.Of(move, sight))),
                (nameof(PreparedPage.Refusal), refusal)
            )
            : Gone(id);

    /// <summary>Other open pages hear of it, and the officer is told what was done.</summary>
    internal IResult Announced(PreparedMove move, string word, string place = "")
    {
        Changes.AnnounceMove(Book.Find(new Place(move.Peer, move.About)), move.Move, move.Statement);
        return Told.Then(Http, word, $"/requests/{move.About}{place}");
    }
}
