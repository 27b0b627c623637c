using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Law;
using Parley.Node.Look;
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

    private static ApiAnswer All(
        string number,
        HttpContext http,
        RequestBook book,
        MoveDraftShelf shelf,
        LawInForce law
    )
    {
        _ = new ApiQuery(http);
        return book.Find(number) is { } sight
            ? ApiAnswer.Of(
                new
                {
                    SentBack = shelf
                        .About(sight.Request.Id)
                        .Where(move => move.Back is not null)
                        .Where(move => law.MayRead(http.User, sight, move))
                        .Select(move => new
                        {
                            move.Id,
                            move.Version,
                            Type = RequestTold.TypeOf[move.Move],
                            Body = move.Prepared is { } said ? ApiJson.Raw(StatementFormat.Write(said).Body) : null,
                            By = move.Back!.Name,
                            move.Back.Reason,
                            move.At,
                        }),
                }
            )
            : NotFound();
    }

    private static IResult Drop(
        string number,
        long id,
        HttpContext http,
        RequestBook book,
        MoveDraftShelf shelf,
        LawInForce law,
        IChanges changes
    )
    {
        _ = new ApiQuery(http);
        var version = DraftCalls.VersionOf(http);
        if (
            book.Find(number) is not { } sight
            || shelf.Find(id) is not { Back: not null } move
            || move.About != sight.Request.Id
            || move.Peer != sight.Peer
        )
        {
            return NotFound();
        }
        if (!MovePages.MayTry(move.Move, http.User))
        {
            return ApiProblems.OfStatus(StatusCodes.Status403Forbidden).Answer();
        }
        var matter = move.MatterOn(sight);
        if (
            (law.Forbids(http.User, LawAct.Read, matter) ?? law.Forbids(http.User, LawAct.Draft, matter)) is
            { } forbidden
        )
        {
            return new ForbiddenAnswer(forbidden);
        }
        shelf.Discard(id, version);
        changes.AnnounceMove(sight, move.Move, move.Prepared);
        return shelf.Find(id) is null
            ? ApiAnswer.Of(new { State = "dropped", Number = sight.Id })
            : ApiProblems.VersionDiffers.Answer();
    }

    private static ApiAnswer NotFound() => ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
}
