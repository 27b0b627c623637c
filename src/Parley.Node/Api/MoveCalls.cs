using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Parcels;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>What the calls about requests act on.</summary>
internal sealed record MoveParts(
    RequestBook Book,
    JointRecord Record,
    PreparedShelf Shelf,
    PreparedBook Prepared,
    MoveDraftShelf Drafts,
    ReadyFiles Ready,
    ReadySight Seen,
    IChanges Changes,
    LawInForce Law,
    TimeProvider Time
);

/// <summary>
/// Moves that programs make for their officer: what one officer may state alone is stated, a decision is prepared and
/// waits for its release by another person.
/// </summary>
internal static class MoveCalls
{
    public static void MapMoveCalls(this RouteGroupBuilder acts)
    {
        acts.MapPost("/requests/{number}/moves", Move);
        acts.MapPost("/prepared/{id:long}/take-back", TakeBack).WithMetadata(new Does(LawAct.Draft));
    }

    private static async Task<IResult> Move(string number, [AsParameters] MoveParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var body = TakenBody.Of(http).Only("type", "body", "halfWritten", CorrectedCount.Member);
        // What was half written is said at the version that was read, and is no draft any more.
        var goesOn = body.OptionalNumber("halfWritten") is { } id
            ? new MoveDraftPlace(id, DraftCalls.VersionOf(http))
            : default;
        if (parts.Book.Find(number) is not { } sight)
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        var said = Said(body);
        var move = RequestMoves.Of(said)!.Value;
        var corrected = CorrectedCount.Of(body, sight, move);
        var now = parts.Time.GetUtcNow();
        if (!MovePages.MayTry(move, http.User))
        {
            return ApiProblems.OfStatus(StatusCodes.Status403Forbidden).Answer();
        }
        if (parts.Law.NotAGround(said, sight.Request.Kind) is { } unknown)
        {
            return ApiProblem.Of(unknown, StatusCodes.Status422UnprocessableEntity, "/body/grounds").Answer();
        }
        if (parts.Law.Forbids(http.User, LawAct.Draft, Matter.Of(sight).With(move, said)) is { } forbidden)
        {
            return new ForbiddenAnswer(forbidden);
        }
        // What was done under this key before is told again, whatever has become of the request since.
        var form = Idempotency.Of(http).Form;
        var before = Before(parts, sight, move, said, form, goesOn);
        if (before is not null)
        {
            return before;
        }
        // Programs evaluate what they give, as officers do on the page.
        if (OwnAnswer.Refuse(sight.Request, said) is { } unsaid)
        {
            return ApiProblem.Of(unsaid, StatusCodes.Status422UnprocessableEntity, MovePointers.Of(unsaid)).Answer();
        }
        if (goesOn.Id > 0)
        {
            var draft = HalfWrittenCalls.GoneOnWith(goesOn.Id, sight, parts.Drafts, parts.Law, http);
            if (draft.Move != move)
            {
                return ApiProblems.Malformed("/halfWritten").Answer();
            }
            if (draft.Version != goesOn.Version)
            {
                return ApiProblems.VersionDiffers.Answer();
            }
            corrected ??= draft.Seen;
        }
        var seen = corrected ?? sight.Request.TimesCorrected;
        if (CorrectedCount.Overtaken(said, seen, sight) is { } overtaken)
        {
            return overtaken.Answer();
        }
        if (MovePages.ClosedNow(sight, move, parts.Record.Self.Code, now, http.User) is { } closed)
        {
            return ApiProblem.Of(closed, StatusCodes.Status409Conflict).Answer();
        }
        FilesAreHere(parts.Seen, sight, said, http.User);
        var officer = http.User.AsOfficer();
        if (!parts.Law.NeedsRelease(sight, move, said))
        {
            // What was half written is said once, by whoever goes on with it; the rest once for each call.
            var once = parts.Drafts.KeyOf(sight, move, goesOn) ?? OnceKey.Of(form, said);
            var stating = await parts.Record.State(sight.Peer, sight.Request.Id, said, officer, once);
            if (stating.Refusal is { } refused)
            {
                return ApiProblem
                    .Of(refused, StatusCodes.Status422UnprocessableEntity, MovePointers.Of(refused))
                    .Answer();
            }
            parts.Drafts.Said(sight, move, goesOn);
            return Stated(parts, sight, said, stating);
        }
        if (await parts.Record.Reading.WouldRefuse(sight.Peer, sight.Request.Id, said, officer, now) is { } refusal)
        {
            return ApiProblem.Of(refusal, StatusCodes.Status422UnprocessableEntity, MovePointers.Of(refusal)).Answer();
        }
        var by = new PreparedBy(http.User.AccountId(), http.User.Name().Both, now);
        var put = parts.Shelf.Add(sight, move, said, form, by, goesOn, seen: seen);
        if (put is PutBy.FromDraft)
        {
            return ApiProblem.Of(StepRefusals.HandedIn, StatusCodes.Status409Conflict).Answer();
        }
        // What was handed in before and sent back since lies there with its files, which stay ready.
        if (put is PutBy.Anew)
        {
            LetGo(parts, sight, said);
            parts.Changes.AnnounceMove(sight, move, said);
        }
        // The same was handed in before, and sent back since: it is handed in anew under a key of its own.
        return Before(parts, sight, move, said, form, goesOn)
            ?? (IResult)ApiProblem.Of(StepRefusals.Changed, StatusCodes.Status409Conflict).Answer();
    }

    private static IResult TakeBack(long id, [AsParameters] MoveParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        TakenBody.Of(http).Only();
        if (parts.Prepared.Find(id) is not { } move)
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        if (!move.Authors.Contains(http.User.AccountId(), StringComparer.Ordinal))
        {
            return ApiProblems.NotInYourHands.Answer();
        }
        // What others wrote in is not thrown away: it is a draft again, on the page.
        var taken =
            move.Authors.Count > 1 ? parts.Prepared.Return(move, back: null) is not null : parts.Prepared.Discard(move);
        if (!taken)
        {
            return ApiProblem.Of(StepRefusals.Changed, StatusCodes.Status409Conflict).Answer();
        }
        parts.Changes.AnnounceMove(parts.Book.Find(new Place(move.Peer, move.About)), move.Move, move.Statement);
        return ApiAnswer.Of(new { State = "taken-back", Prepared = id });
    }

    /// <summary>What was sent as type and body.</summary>
    internal static RequestStatement Said(TakenBody body)
    {
        var type = body.Text("type");
        var statement = StrictFormat.ReadStatement(type, body.Object("body"), out var misfit);
        if (misfit is not null)
        {
            throw new ProblemException(ApiProblems.Malformed("/body" + misfit.Pointer, misfit.Code));
        }
        return statement is RequestStatement said && RequestMoves.Of(said) is not null
            ? said
            : throw new ProblemException(ApiProblems.Malformed("/type"));
    }

    /// <summary>What was stated or prepared under the same key before; null where nothing was.</summary>
    private static ApiAnswer? Before(
        MoveParts parts,
        RequestSight sight,
        RequestMove move,
        RequestStatement said,
        string form,
        MoveDraftPlace goesOn
    )
    {
        if (
            parts.Drafts.KeyOf(sight, move, goesOn) is { } step
            && parts.Record.Reading.StatedUnder(sight.Peer, step) is { } spoken
        )
        {
            return Stated(parts, sight, said, spoken);
        }
        var key = OnceKey.Of(form, said)!;
        if (parts.Record.Reading.StatedUnder(sight.Peer, key) is { } stated)
        {
            return Stated(parts, sight, said, stated);
        }
        var prepared = OnceKey.Of($"prepared {key.Text}");
        if (parts.Record.Reading.StatedUnder(sight.Peer, prepared) is { } released)
        {
            return Stated(parts, sight, said, released);
        }
        return parts.Shelf.All().FirstOrDefault(one => one.Key == prepared) is { } waits
            ? ApiAnswer.Of(
                new
                {
                    State = "prepared",
                    Prepared = waits.Id,
                    Number = sight.Id,
                },
                StatusCodes.Status202Accepted,
                $"{TokenPages.Api}/prepared"
            )
            : null;
    }

    /// <summary>That it stands in the record; or that what was half written was said already in other words.</summary>
    private static ApiAnswer Stated(MoveParts parts, RequestSight sight, RequestStatement said, Stating stating)
    {
        if (!parts.Record.Reading.Says(sight.Peer, stating, said))
        {
            return ApiProblem.Of(StepRefusals.SaidAlready, StatusCodes.Status409Conflict).Answer();
        }
        LetGo(parts, sight, said);
        return RequestTold.Stated(sight, parts.Record.Self.Code, stating);
    }

    /// <summary>Files that are named go with what names them.</summary>
    private static void LetGo(MoveParts parts, RequestSight sight, RequestStatement said)
    {
        foreach (var file in SentParcel.NamedIn(said))
        {
            parts.Ready.Remove(sight.Request.Id, file.Parcel.SealedSha256);
        }
    }

    /// <summary>A statement names only files that lie here, sealed: another could never be fetched.</summary>
    internal static void FilesAreHere(ReadySight seen, RequestSight sight, RequestStatement said, ClaimsPrincipal user)
    {
        var here = seen.Of(sight, user)
            .Select(file => file.Parcel)
            .Concat(SentParcel.Of(sight.Request).Where(sent => sent.By != sight.Peer).Select(sent => sent.Parcel))
            .ToHashSet();
        if (SentParcel.NamedIn(said).Any(file => !here.Contains(file.Parcel)))
        {
            throw new ProblemException(ApiProblems.FileNotHere with { Pointer = "/body/parcels" });
        }
    }
}
