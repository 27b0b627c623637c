using System.Security.Claims;
using Microsoft.Extensions.Localization;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>
/// The moves on a request: what leaves at once, and the decisions that one officer prepares and another releases.
/// </summary>
public static class MovePages
{
    public static void MapMoves(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/requests/{number}/do/{move}", Form);
        routes.MapPost("/requests/{number}/do/{move}", Move);
        routes.MapPost("/prepared/{id:long}/release", Release).RequireAuthorization(Rights.Release);
        routes.MapPost("/prepared/{id:long}/take-back", TakeBack);
    }

    /// <summary>The officer's roles allow the move; whether it is open now, the rules say.</summary>
    public static bool MayTry(RequestMove move, ClaimsPrincipal user) =>
        user.Has(Role.Drafter) || (user.Has(Role.Releaser) && !MoveForm.NeedsRelease(move));

    private static IResult Form(
        string number,
        RequestMove move,
        RequestBook book,
        JointRecord record,
        TimeProvider time,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight || !Enum.IsDefined(move))
        {
            return Results.NotFound();
        }
        return MayTry(move, http.User)
            ? Page(sight, move, new MoveAttempt(Closed: ClosedNow(sight, move, record, time)))
            : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> Move(
        string number,
        RequestMove move,
        RequestBook book,
        JointRecord record,
        PreparedShelf prepared,
        TimeProvider time,
        IChanges changes,
        IStringLocalizer<RequestWords> words,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight || !Enum.IsDefined(move))
        {
            return Results.NotFound();
        }
        if (!MayTry(move, http.User))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        var form = await http.Request.ReadFormAsync();
        var language = string.Equals(form["language"], "zh", StringComparison.Ordinal) ? "zh" : "en";
        var said = MoveForm.Read(move, sight, form, language);
        if (ClosedNow(sight, move, record, time) is { } closed)
        {
            return Page(sight, move, new MoveAttempt(said, Closed: closed));
        }
        if (MoveErrors.Unchosen(move, form, words) is { Count: > 0 } unchosen)
        {
            return Page(sight, move, new MoveAttempt(said, unchosen));
        }
        var once = form[OnceField.Name].ToString();
        var officer = http.User.AsOfficer();
        var refusal = MoveForm.NeedsRelease(move)
            ? await record.Reading.WouldRefuse(sight.Peer, sight.Request.Id, said, officer, time.GetUtcNow())
            : (await record.State(sight.Peer, sight.Request.Id, said, officer, OnceKey.Of(once, said))).Refusal;
        if (refusal is not null)
        {
            return Page(sight, move, new MoveAttempt(said, [MoveErrors.Of(refusal, sight, said)]));
        }
        if (MoveForm.NeedsRelease(move))
        {
            var by = new PreparedBy(http.User.AccountId(), http.User.Name().Both, time.GetUtcNow());
            prepared.Add(sight, move, said, once, by);
            changes.Announce("requests");
            changes.Announce(number);
        }
        return Results.LocalRedirect($"/requests/{number}");
    }

    private static async Task<IResult> Release(
        long id,
        RequestBook book,
        JointRecord record,
        PreparedBook prepared,
        PreparedShelf shelf,
        IChanges changes,
        HttpContext http
    )
    {
        if (prepared.Find(id) is not { } move || book.Find(move.About.ToString()) is not { } sight)
        {
            return Results.NotFound();
        }
        if (string.Equals(move.Account, http.User.AccountId(), StringComparison.Ordinal))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        var said = (RequestStatement)move.Statement;
        var stating = await record.State(sight.Peer, move.About, said, http.User.AsOfficer(), move.Key);
        if (stating.Refusal is { } refusal)
        {
            return Page(sight, move.Move, new MoveAttempt(said, Closed: refusal));
        }
        shelf.Settle(id);
        changes.Announce("requests");
        return Results.LocalRedirect($"/requests/{move.About}");
    }

    private static IResult TakeBack(
        long id,
        PreparedBook prepared,
        PreparedShelf shelf,
        IChanges changes,
        HttpContext http
    )
    {
        if (prepared.Find(id) is not { } move)
        {
            return Results.NotFound();
        }
        var own = string.Equals(move.Account, http.User.AccountId(), StringComparison.Ordinal);
        if (!own && !http.User.Has(Role.Releaser))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        shelf.Settle(id);
        changes.Announce("requests");
        changes.Announce(move.About.ToString());
        return Results.LocalRedirect($"/requests/{move.About}");
    }

    /// <summary>Why the move is not open now, or null: on the way here the other side may have acted.</summary>
    private static Refusal? ClosedNow(RequestSight sight, RequestMove move, JointRecord record, TimeProvider time) =>
        RequestRules.MayMove(sight.Request, move, sight.Guidelines, record.Self.Code, time.GetUtcNow());

    private static IResult Page(RequestSight sight, RequestMove move, MoveAttempt attempt) =>
        Show.Page<MovePage>(
            attempt.Fails ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(MovePage.Sight), sight),
            (nameof(MovePage.Move), move),
            (nameof(MovePage.Attempt), attempt)
        );
}
