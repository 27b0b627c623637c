using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Api;

/// <summary>What the calls that release act on.</summary>
internal sealed record ReleaseParts(
    DraftBook Drafts,
    DraftShelf DraftShelf,
    Release Release,
    RequestBook Requests,
    JointRecord Record,
    PreparedBook Prepared,
    LawInForce Law,
    StepBook Steps,
    IChanges Changes
);

/// <summary>
/// Releases by programs, where the node allows them: by the token of a releaser, and never of anything its officer
/// wrote.
/// </summary>
internal static class ReleaseCalls
{
    public static void MapReleaseCalls(this RouteGroupBuilder releases)
    {
        releases.AddEndpointFilter(ForPeople.Unless(TokenScope.Release));
        releases.MapPost("/drafts/{id:long}/release", ReleaseDraft).WithMetadata(new Does(LawAct.Release));
        releases.MapPost("/drafts/{id:long}/send-back", SendBack).WithMetadata(new Does(LawAct.Check));
        releases.MapPost("/prepared/{id:long}/release", ReleaseMove).WithMetadata(new Does(LawAct.Release));
        releases.MapPost("/prepared/{id:long}/send-back", SendMoveBack).WithMetadata(new Does(LawAct.Check));
    }

    private static async Task<IResult> ReleaseDraft(long id, [AsParameters] ReleaseParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var version = DraftCalls.VersionOf(http);
        TakenBody.Of(http).Only();
        if (parts.Drafts.Find(id) is { } draft && ForPeople.IsOffered(draft, http.User))
        {
            return ApiProblems.OwnOffer.Answer();
        }
        var released = await parts.Release.Of(id, version, Releaser.Of(http.User));
        if (released.Refusal is { } refusal)
        {
            return Refused(refusal);
        }
        return released.About is { } number
            ? ApiAnswer.Of(
                new
                {
                    State = "released",
                    Draft = id,
                    Number = number,
                },
                StatusCodes.Status201Created,
                RequestTold.AddressOf(number.ToString())
            )
            : ApiAnswer.Of(
                new
                {
                    State = "waits-for-second",
                    Draft = id,
                    Rule = released.Second?.Id,
                },
                StatusCodes.Status202Accepted
            );
    }

    private static ApiAnswer SendBack(long id, [AsParameters] ReleaseParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var reason = ReasonOf(http);
        if (parts.Drafts.Find(id) is not { Kept.Released: null } draft)
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        if (draft.Kept.OfferedBy is null)
        {
            return Refused(StepRefusals.Changed);
        }
        if (parts.DraftShelf.SendBack(id, reason) is { } refusal)
        {
            return Refused(refusal);
        }
        parts.Changes.Announce("drafts", MatterKey.Of(id));
        return ApiAnswer.Of(DraftTold.Short(parts.Drafts.Find(id)!));
    }

    /// <summary>Makes a decision that waits a draft of its authors again.</summary>
    private static ApiAnswer SendMoveBack(long id, [AsParameters] ReleaseParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var reason = ReasonOf(http);
        if (parts.Prepared.Find(id) is not { } move)
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        if (parts.Prepared.Return(move, new SentBack(http.User.Name().Both, reason)) is null)
        {
            return Refused(StepRefusals.Changed);
        }
        parts.Changes.AnnounceMove(parts.Requests.Find(new Place(move.Peer, move.About)), move.Move, move.Statement);
        return ApiAnswer.Of(
            new
            {
                State = "sent-back",
                Prepared = id,
                Number = move.About,
            }
        );
    }

    /// <summary>Why something is sent back.</summary>
    internal static string ReasonOf(HttpContext http) =>
        ReasonText.Whole(TakenBody.Of(http).Only("reason").Text("reason"))
        ?? throw new ProblemException(ApiProblems.Malformed("/reason"));

    private static async Task<IResult> ReleaseMove(long id, [AsParameters] ReleaseParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var body = TakenBody.Of(http).Only(CorrectedCount.Member);
        if (parts.Prepared.Find(id) is not { } move || parts.Requests.Find(move.About.ToString()) is not { } sight)
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        var shown = CorrectedCount.Of(body, sight, move.Move);
        var leaving = await parts.Prepared.Release(move, Releaser.Of(http.User), shown);
        if (leaving.Refusal is { Code: CorrectedRefusals.SinceCode } since)
        {
            return ApiProblem.Of(since, StatusCodes.Status409Conflict, "/" + CorrectedCount.Member).Answer();
        }
        if (leaving.Refusal is { } refusal)
        {
            return Refused(refusal);
        }
        parts.Changes.AnnounceMove(sight, move.Move, move.Statement);
        return leaving.Left is { } left
            ? RequestTold.Stated(sight, parts.Record.Self.Code, left)
            : ApiAnswer.Of(
                new
                {
                    State = "waits-for-second",
                    Prepared = id,
                    Rule = leaving.Second?.Id,
                },
                StatusCodes.Status202Accepted
            );
    }

    /// <summary>Own words are refused to the officer, whatever becomes of them; the rest by how matters stand.
    /// </summary>
    private static ApiAnswer Refused(Cooperation.Refusal refusal) => ApiProblem.Of(refusal, StatusOf(refusal)).Answer();

    private static int StatusOf(Cooperation.Refusal refusal) =>
        refusal == ReleaseRefusals.OwnDraft || refusal == PreparedRefusals.OwnWords ? StatusCodes.Status403Forbidden
        : refusal == ReleaseRefusals.Gone ? StatusCodes.Status404NotFound
        : refusal == ReleaseRefusals.Changed ? StatusCodes.Status412PreconditionFailed
        : StatusCodes.Status409Conflict;
}
