using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Review;

namespace Parley.Node.Api;

/// <summary>What the calls about agreements and reviews act on.</summary>
internal sealed record AgreementParts(
    AgreementBook Book,
    ReviewBook Reviews,
    JointRecord Record,
    Agreeing Agreeing,
    IChanges Changes,
    TimeProvider Time
);

/// <summary>
/// Where the node allows it, agreements by the token of a releaser: proposed, accepted, declined, taken back and ended
/// in the words of the record, and a review published as one.
/// </summary>
internal static class AgreementCalls
{
    /// <summary>The member that names what was sent back and is gone on with.</summary>
    private const string Again = "again";

    private const string ComeAgainSeconds = "5";

    /// <summary>What depends on how matters stand, not on what was sent.</summary>
    private static readonly string[] OfStanding =
    [
        "agreement-ended",
        "amend-the-existing-agreement",
        AgreeingRefusals.GoneOnWith.Code,
        "later-version-accepted",
        "not-the-next-version",
        "not-the-proposer",
        "nothing-in-force",
        "own-version",
        "too-many-versions",
        "version-already-decided",
    ];

    public static void MapAgreementCalls(this RouteGroupBuilder agrees)
    {
        agrees.AddEndpointFilter(ForPeople.Unless(TokenScope.Agree));
        agrees.MapPost("/agreements", Begin);
        agrees.MapPost("/agreements/{number}/moves", Move);
        agrees.MapPost("/review/compare", Compare);
        agrees.MapPost("/review/publish", Publish);
        agrees.MapPreparedAgreementCalls();
    }

    private static async Task<IResult> Begin([AsParameters] AgreementParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var body = TakenBody.Of(http).Only("peer", "type", "body", Again);
        var said = Said(body);
        var peer = DraftCalls.PeerOf(parts.Record, body.OptionalText("peer"));
        if (said is not AgreementStatement.Proposed proposed)
        {
            return ApiProblems.Malformed("/type").Answer();
        }
        // A review is published from the figures; other documents have no form yet by which they could be read.
        if (!string.Equals(proposed.Kind, AgreementRules.Guidelines, StringComparison.Ordinal))
        {
            return ApiProblems.Malformed("/body/kind").Answer();
        }
        var place = new AgreementPlace(peer, null, proposed.Kind);
        return await Say(parts, http, place, proposed, OnceKey.Of(Idempotency.Of(http).Form, proposed));
    }

    private static async Task<IResult> Move(string number, [AsParameters] AgreementParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var said = Said(TakenBody.Of(http).Only("type", "body", Again));
        return parts.Book.Find(number) is { } sight
            ? await Say(parts, http, sight.Place, said, OnceKey.Of(Idempotency.Of(http).Form, said))
            : ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
    }

    /// <summary>Says it, or puts it by where the nation's law asks for more than this officer. What was sent back and
    /// it goes on with is gone then, as on the page.</summary>
    private static async Task<IResult> Say(
        AgreementParts parts,
        HttpContext http,
        AgreementPlace place,
        AgreementStatement said,
        OnceKey? once
    )
    {
        var again = TakenBody.Of(http).OptionalNumber(Again);
        var agreed = await parts.Agreeing.Say(place, said, http.User, once, again);
        return agreed switch
        {
            { Forbidden: { } forbidden } => new ForbiddenAnswer(forbidden),
            { Refusal: { } refusal } => Refused(refusal, agreed.Pointer),
            { Waits: { } waits } => PreparedAgreementCalls.Waits(waits, agreed.By),
            _ => PreparedAgreementCalls.Stated(parts.Record.Self.Code, agreed.Left!),
        };
    }

    /// <summary>States this party's figures of a period, so that both can be compared.</summary>
    private static async Task<IResult> Compare([AsParameters] AgreementParts parts, HttpContext http)
    {
        TakenBody.Of(http).Only();
        var sight = Period(parts, http);
        if (PublishRefusals.NotCounted(sight) is { } behind)
        {
            return NotYet(http, behind);
        }
        var officer = http.User.AsOfficer();
        var key = OnceKey.Of($"compare {Idempotency.Of(http).Form}");
        var id = parts.Reviews.IdOf(sight.Peer.Code);
        var stating = await parts.Record.State(sight.Peer.Code, id, StateFormat.Stated(sight.Whole), officer, key);
        if (stating.Refusal is { } refusal)
        {
            return Refused(refusal, "/body");
        }
        parts.Changes.Announce("agreements");
        return ApiAnswer.Of(new { State = "stated", FiguresHash = sight.Hash }, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Publish([AsParameters] AgreementParts parts, HttpContext http)
    {
        var body = TakenBody.Of(http).Only("en", "zh", Again);
        var remarks = new Bilingual((body.OptionalText("en") ?? "").Trim(), (body.OptionalText("zh") ?? "").Trim());
        var sight = Period(parts, http);
        // Under the key alone: the instant of proposing is no part of what is asked for.
        var key = OnceKey.Of($"publish {Idempotency.Of(http).Form}");
        if (PublishRefusals.NotCounted(sight) is { } behind)
        {
            return NotYet(http, behind);
        }
        if (PublishRefusals.Of(sight, remarks) is { } unfit)
        {
            return ApiProblem.Of(unfit, StatusCodes.Status409Conflict).Answer();
        }
        var proposed = ReviewPages.ProposalOf(sight, remarks, parts.Time.GetUtcNow());
        var place = new AgreementPlace(sight.Peer.Code, null, proposed.Kind);
        return await Say(parts, http, place, proposed, key);
    }

    /// <summary>What passes by itself: the same call, under the same key, is done then.</summary>
    private static ApiAnswer NotYet(HttpContext http, Refusal refusal)
    {
        http.Response.Headers.RetryAfter = ComeAgainSeconds;
        return ApiProblem.Of(refusal, StatusCodes.Status503ServiceUnavailable).Answer();
    }

    private static ReviewSight Period(AgreementParts parts, HttpContext http)
    {
        _ = new ApiQuery(http, "link", "from", "to", "first", "last");
        var asked = ReviewQuery.Read(http.Request.Query);
        return asked.Period is null
            ? throw new ProblemException(ApiProblems.Parameter("from", known: true))
            : parts.Reviews.Sight(asked)
                ?? throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound));
    }

    private static AgreementStatement Said(TakenBody body)
    {
        var statement = StrictFormat.ReadStatement(body.Text("type"), body.Object("body"), out var misfit);
        return misfit is not null
            ? throw new ProblemException(ApiProblems.Malformed("/body" + misfit.Pointer, misfit.Code))
            : statement as AgreementStatement ?? throw new ProblemException(ApiProblems.Malformed("/type"));
    }

    private static ApiAnswer Refused(Refusal refusal, string pointer) =>
        (
            OfStanding.Contains(refusal.Code, StringComparer.Ordinal)
                ? ApiProblem.Of(refusal, StatusCodes.Status409Conflict)
                : ApiProblem.Of(refusal, StatusCodes.Status422UnprocessableEntity, pointer)
        ).Answer();
}
