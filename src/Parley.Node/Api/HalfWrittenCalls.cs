using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Api;

/// <summary>What the calls about half-written moves act on.</summary>
internal sealed record HalfWrittenParts(
    RequestBook Book,
    JointRecord Record,
    MoveDraftShelf Drafts,
    SaidDrafts Said,
    ReadySight Seen,
    AccountShelf Accounts,
    IChanges Changes,
    LawInForce Law,
    TimeProvider Time
);

/// <summary>
/// Moves that are half written, or came back to be changed, for programs of officers who may go on with them: listed,
/// read, saved in the words of the record, and discarded. What is chosen in one counts for the law before it leaves.
/// </summary>
internal static class HalfWrittenCalls
{
    private const string OfRequest = "/requests/{number}/half-written";
    private const string One = OfRequest + "/{id:long}";

    public static void MapHalfWrittenReads(this RouteGroupBuilder reads)
    {
        reads.MapGet("/half-written", All);
        reads.MapGet(OfRequest, About);
        reads.MapGet(One, Whole);
    }

    /// <summary>Calls that may be repeated, for they name the version they change.</summary>
    public static void MapHalfWrittenChanges(this RouteGroupBuilder acts)
    {
        acts.MapPut(One, Replace).WithMetadata(new Does(LawAct.Draft));
        acts.MapDelete(One, Discard).WithMetadata(new Does(LawAct.Draft));
    }

    /// <summary>Calls that make something, once.</summary>
    public static void MapHalfWrittenCalls(this RouteGroupBuilder acts) =>
        acts.MapPost(OfRequest, Begin).WithMetadata(new Does(LawAct.Draft));

    /// <summary>One about a request that this officer may go on with; ends the call where there is none, or the law
    /// keeps it from them.</summary>
    internal static MoveDraft GoneOnWith(
        long id,
        RequestSight sight,
        MoveDraftShelf drafts,
        LawInForce law,
        HttpContext http
    ) =>
        drafts.Find(id) is not { } draft || draft.About != sight.Request.Id || draft.Peer != sight.Peer
            ? throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound))
        : !MovePages.MayTry(draft.Move, http.User)
            ? throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status403Forbidden))
        : law.Forbids(http.User, LawAct.Draft, draft.MatterOn(sight)) is { } forbidden
            ? throw new ProblemException(ApiProblem.Of(forbidden.AsRefusal, StatusCodes.Status403Forbidden))
        : draft;

    private static ApiAnswer All([AsParameters] HalfWrittenParts parts, HttpContext http)
    {
        var query = new ApiQuery(http, ApiPage.After, ApiPage.Most);
        var officer = parts.Accounts.Find(http.User.AccountId())!;
        var open =
            from draft in parts.Drafts.All().OrderBy(one => one.Id)
            where MayTry(draft.Move, officer.Roles)
            let sight = parts.Book.Find(new Place(draft.Peer, draft.About))
            where sight is not null && parts.Law.MayRead(http.User, Matter.Of(sight))
            // What is chosen in it counts too, and is not read with the list.
            let whole = parts.Drafts.Find(draft.Id)
            where whole is not null && parts.Law.MayRead(http.User, sight, whole)
            select whole;
        var page = ApiPage.Of(http, query, open, one => FormattableString.Invariant($"{one.Id}"));
        return ApiAnswer.Of(new { HalfWritten = page.Shown.Select(HalfWrittenTold.Line), page.Next });
    }

    private static ApiAnswer About(string number, [AsParameters] HalfWrittenParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var officer = parts.Accounts.Find(http.User.AccountId())!;
        return parts.Book.Find(number) is { } sight
            ? ApiAnswer.Of(
                new
                {
                    HalfWritten = parts
                        .Drafts.About(sight.Request.Id)
                        .Where(draft => draft.Peer == sight.Peer && MayTry(draft.Move, officer.Roles))
                        .Where(draft => parts.Law.MayRead(http.User, sight, draft))
                        .Select(HalfWrittenTold.Line),
                }
            )
            : NotFound();
    }

    private static async Task<IResult> Whole(
        string number,
        long id,
        [AsParameters] HalfWrittenParts parts,
        HttpContext http
    )
    {
        _ = new ApiQuery(http);
        if (
            parts.Book.Find(number) is not { } sight
            || parts.Drafts.Find(id) is not { } draft
            || draft.About != sight.Request.Id
            || draft.Peer != sight.Peer
        )
        {
            return NotFound();
        }
        if (!MayTry(draft.Move, parts.Accounts.Find(http.User.AccountId())!.Roles))
        {
            return ApiProblems.OfStatus(StatusCodes.Status403Forbidden).Answer();
        }
        if (!parts.Law.MayRead(http.User, sight, draft))
        {
            return new ForbiddenAnswer(parts.Law.Forbids(http.User, LawAct.Read, draft.MatterOn(sight))!);
        }
        var told = await HalfWrittenTold.Whole(draft, sight, parts, http);
        return ApiAnswer.Of(told, etag: TagOf(draft.Version));
    }

    private static IResult Begin(string number, [AsParameters] HalfWrittenParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var body = TakenBody.Of(http).Only("type", "body", CorrectedCount.Member);
        var said = MoveCalls.Said(body);
        if (parts.Book.Find(number) is not { } sight)
        {
            return NotFound();
        }
        var move = RequestMoves.Of(said)!.Value;
        var seen = CorrectedCount.Of(body, sight, move) ?? sight.Request.TimesCorrected;
        if (Kept(sight, move, said, parts, http) is { } not)
        {
            return not;
        }
        if (MovePages.ClosedNow(sight, move, parts.Record.Self.Code, parts.Time.GetUtcNow(), http.User) is { } closed)
        {
            return ApiProblem.Of(closed, StatusCodes.Status409Conflict).Answer();
        }
        if (parts.Said.Begin(sight, move, said, Idempotency.Of(http).Form, By(parts, http), seen) is not { } begun)
        {
            return ApiProblem.Of(MoveErrors.TooMany, StatusCodes.Status507InsufficientStorage).Answer();
        }
        if (begun.IsOther)
        {
            return ApiProblems.KeyUsed.Answer();
        }
        Announce(parts, sight, move, said);
        return Saved(sight, begun.Place.Id, begun.Place.Version, StatusCodes.Status201Created);
    }

    private static IResult Replace(string number, long id, [AsParameters] HalfWrittenParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var version = DraftCalls.VersionOf(http);
        var body = TakenBody.Of(http).Only("type", "body", CorrectedCount.Member);
        var said = MoveCalls.Said(body);
        if (parts.Book.Find(number) is not { } sight)
        {
            return NotFound();
        }
        var draft = GoneOnWith(id, sight, parts.Drafts, parts.Law, http);
        if (RequestMoves.Of(said) != draft.Move)
        {
            return ApiProblems.Malformed("/type").Answer();
        }
        if (Kept(sight, draft.Move, said, parts, http) is { } not)
        {
            return not;
        }
        var seen = CorrectedCount.Of(body, sight, draft.Move) ?? sight.Request.TimesCorrected;
        if (!parts.Said.Replace(id, version, said, By(parts, http), seen))
        {
            return ApiProblems.VersionDiffers.Answer();
        }
        Announce(parts, sight, draft.Move, said);
        return Saved(sight, id, version + 1);
    }

    private static ApiAnswer Discard(string number, long id, [AsParameters] HalfWrittenParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var version = DraftCalls.VersionOf(http);
        if (parts.Book.Find(number) is not { } sight)
        {
            return NotFound();
        }
        var draft = GoneOnWith(id, sight, parts.Drafts, parts.Law, http);
        return Discarded(draft, version, sight, parts)
            ? ApiAnswer.Of(new { State = "discarded", draft.Id })
            : ApiProblems.VersionDiffers.Answer();
    }

    /// <summary>Discards one as it was read, and lets open pages know; false where it stands at another version.
    /// </summary>
    internal static bool Discarded(MoveDraft draft, long version, RequestSight sight, HalfWrittenParts parts)
    {
        // Read before it is gone: what it says tells who may hear of it.
        var matter = draft.MatterOn(sight);
        if (!parts.Drafts.Discard(draft.Id, version))
        {
            return false;
        }
        parts.Changes.Announce(sight.Id, MatterKey.Of(sight.Request.Id), matter);
        return true;
    }

    /// <summary>The officer's own roles allow the move, whatever scopes the token that only reads has.</summary>
    internal static bool MayTry(RequestMove move, IReadOnlyList<Role> roles) =>
        roles.Contains(Role.Drafter) || (roles.Contains(Role.Releaser) && !MoveForm.NeedsRelease(move));

    /// <summary>What keeps the officer from saving this: they make no such move, could not read it again, or it names
    /// files that do not lie here.</summary>
    private static IResult? Kept(
        RequestSight sight,
        RequestMove move,
        RequestStatement said,
        HalfWrittenParts parts,
        HttpContext http
    )
    {
        if (!MovePages.MayTry(move, http.User))
        {
            return ApiProblems.OfStatus(StatusCodes.Status403Forbidden).Answer();
        }
        MoveCalls.FilesAreHere(parts.Seen, sight, said, http.User);
        return parts.Law.Forbids(http.User, LawAct.Draft, Matter.Of(sight).With(move, said)) is { } forbidden
            ? new ForbiddenAnswer(forbidden)
            : null;
    }

    private static ApiAnswer Saved(RequestSight sight, long id, long version, int status = StatusCodes.Status200OK) =>
        ApiAnswer.Of(
            new
            {
                State = "saved",
                Id = id,
                Number = sight.Id,
                Version = version,
            },
            status,
            HalfWrittenTold.AddressOf(sight.Id, id),
            TagOf(version)
        );

    private static void Announce(HalfWrittenParts parts, RequestSight sight, RequestMove move, RequestStatement said) =>
        parts.Changes.Announce(sight.Id, MatterKey.Of(sight.Request.Id), Matter.Of(sight).With(move, said));

    private static PreparedBy By(HalfWrittenParts parts, HttpContext http) =>
        new(http.User.AccountId(), http.User.Name().Both, parts.Time.GetUtcNow());

    private static string TagOf(long version) => FormattableString.Invariant($"\"{version}\"");

    private static ApiAnswer NotFound() => ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
}
