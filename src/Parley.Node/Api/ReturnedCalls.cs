using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>
/// Decisions that were sent back, with the reason: to be prepared anew, or dropped. With everything else that is half
/// written they are among what <see cref="HalfWrittenCalls"/> tell of.
/// </summary>
internal static class ReturnedCalls
{
    public static void MapReturnedReads(this RouteGroupBuilder reads) =>
        reads.MapGet("/requests/{number}/sent-back", All);

    public static void MapReturnedChanges(this RouteGroupBuilder acts) =>
        acts.MapDelete("/requests/{number}/sent-back/{id:long}", Drop).WithMetadata(new Does(LawAct.Draft));

    private static ApiAnswer All(string number, [AsParameters] HalfWrittenParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        if (parts.Book.Find(number) is not { } sight)
        {
            return NotFound();
        }
        var roles = parts.Accounts.Find(http.User.AccountId())!.Roles;
        var ready = parts.Seen.Of(sight, http.User);
        return ApiAnswer.Of(
            new
            {
                SentBack = parts
                    .Drafts.About(sight.Request.Id)
                    .Where(move => move.Back is not null && move.Peer == sight.Peer)
                    .Where(move => HalfWrittenCalls.MayTry(move.Move, roles))
                    .Where(move => parts.Law.MayRead(http.User, sight, move))
                    .Select(move => new
                    {
                        move.Id,
                        move.Version,
                        Type = RequestTold.TypeOf[move.Move],
                        // As it stands by now: what was changed since it came back is part of it.
                        Body = HalfWrittenTold.BodyOf(move, move.Said(sight, ready) as RequestStatement),
                        Unchosen = HalfWrittenTold.Unchosen(move),
                        By = move.Back!.Name,
                        move.Back.Reason,
                        move.At,
                    }),
            }
        );
    }

    private static IResult Drop(string number, long id, [AsParameters] HalfWrittenParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var version = DraftCalls.VersionOf(http);
        if (parts.Book.Find(number) is not { } sight || parts.Drafts.Find(id) is not { Back: not null })
        {
            return NotFound();
        }
        var move = HalfWrittenCalls.GoneOnWith(id, sight, parts.Drafts, parts.Law, http);
        return HalfWrittenCalls.Discarded(move, version, sight, parts)
            ? ApiAnswer.Of(new { State = "dropped", Number = sight.Id })
            : ApiProblems.VersionDiffers.Answer();
    }

    private static ApiAnswer NotFound() => ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
}
