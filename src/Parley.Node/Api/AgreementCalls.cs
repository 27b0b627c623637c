using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Look;
using Parley.Node.Review;

namespace Parley.Node.Api;

/// <summary>What the calls about agreements and reviews act on.</summary>
internal sealed record AgreementParts(
    AgreementBook Book,
    ReviewBook Reviews,
    JointRecord Record,
    IChanges Changes,
    TimeProvider Time
);

/// <summary>
/// Where the node allows it, agreements by the token of a releaser: proposed, accepted, declined, taken back and ended
/// in the words of the record, and a review published as one.
/// </summary>
internal static class AgreementCalls
{
    /// <summary>What depends on how matters stand, not on what was sent.</summary>
    private static readonly string[] OfStanding =
    [
        "agreement-ended",
        "amend-the-existing-agreement",
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
    }

    private static async Task<IResult> Begin([AsParameters] AgreementParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var body = TakenBody.Of(http).Only("peer", "type", "body");
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
        var self = parts.Record.Self.Code;
        if (
            (
                AgreementPages.Unfit(proposed.Kind, proposed.Content)
                ?? AgreementPages.Uncounted(proposed.Kind, proposed.Content, self, peer)
            ) is
            { } unfit
        )
        {
            return Refused(unfit, "/body/content");
        }
        var key = OnceKey.Of(Idempotency.Of(http).Form, proposed);
        return Stated(parts, await parts.Record.Open(peer, 'A', proposed, http.User.AsOfficer(), key));
    }

    private static async Task<IResult> Move(string number, [AsParameters] AgreementParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var said = Said(TakenBody.Of(http).Only("type", "body"));
        if (parts.Book.Find(number) is not { } sight)
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        if (Hinders(parts, sight, said) is { } unfit)
        {
            return unfit;
        }
        var key = OnceKey.Of(Idempotency.Of(http).Form, said);
        return Stated(
            parts,
            await parts.Record.State(sight.Peer, sight.Agreement.Id, said, http.User.AsOfficer(), key)
        );
    }

    /// <summary>What the pages ask before the rules do.</summary>
    private static ApiAnswer? Hinders(AgreementParts parts, AgreementSight sight, AgreementStatement said)
    {
        var kind = sight.Agreement.Kind;
        var (refusal, pointer) = said switch
        {
            AgreementStatement.Proposed next => (
                AgreementPages.Unfit(kind, next.Content) ?? Uncounted(next.Content),
                "/body/content"
            ),
            AgreementStatement.Accepted accepted when sight.Agreement.Version(accepted.Version) is { } which =>
                parts.Reviews.MayAccept(sight, which, accepted) is { } unfit
                    ? (unfit, "/body/note")
                    : (Uncounted(parts.Book.Content(sight, which)), "/body/version"),
            _ => (null, ""),
        };
        return refusal is null ? null : Refused(refusal, pointer);

        Refusal? Uncounted(string content) =>
            AgreementPages.Uncounted(kind, content, parts.Record.Self.Code, sight.Peer);
    }

    /// <summary>States this party's figures of a period, so that both can be compared.</summary>
    private static async Task<IResult> Compare([AsParameters] AgreementParts parts, HttpContext http)
    {
        TakenBody.Of(http).Only();
        var sight = Period(parts, http);
        var officer = http.User.AsOfficer();
        var key = OnceKey.Of($"compare {Idempotency.Of(http).Form}");
        var id = parts.Reviews.IdOf(sight.Peer.Code);
        var stating = await parts.Record.State(sight.Peer.Code, id, StateFormat.Stated(sight.Whole), officer, key);
        return Stated(parts, stating, new { State = "stated", FiguresHash = sight.Hash });
    }

    private static async Task<IResult> Publish([AsParameters] AgreementParts parts, HttpContext http)
    {
        var body = TakenBody.Of(http).Only("en", "zh");
        var remarks = new Bilingual((body.OptionalText("en") ?? "").Trim(), (body.OptionalText("zh") ?? "").Trim());
        var sight = Period(parts, http);
        // Under the key alone: the instant of proposing is no part of what is asked for.
        var key = OnceKey.Of($"publish {Idempotency.Of(http).Form}");
        if (PublishRefusals.Of(sight, remarks) is { } unfit)
        {
            return ApiProblem.Of(unfit, StatusCodes.Status409Conflict).Answer();
        }
        var proposed = ReviewPages.ProposalOf(sight, remarks, parts.Time.GetUtcNow());
        return Stated(parts, await parts.Record.Open(sight.Peer.Code, 'A', proposed, http.User.AsOfficer(), key));
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

    private static ApiAnswer Stated(AgreementParts parts, Stating stating, object? told = null)
    {
        if (stating.Refusal is { } refusal)
        {
            return Refused(refusal, "/body");
        }
        parts.Changes.Announce("agreements");
        return ApiAnswer.Of(
            told
                ?? new
                {
                    State = "stated",
                    Number = stating.About,
                    By = parts.Record.Self.Code,
                    stating.Index,
                },
            StatusCodes.Status201Created,
            told is null ? $"{TokenPages.Api}/agreements/{stating.About}" : null
        );
    }

    private static ApiAnswer Refused(Refusal refusal, string pointer) =>
        (
            OfStanding.Contains(refusal.Code, StringComparer.Ordinal)
                ? ApiProblem.Of(refusal, StatusCodes.Status409Conflict)
                : ApiProblem.Of(refusal, StatusCodes.Status422UnprocessableEntity, pointer)
        ).Answer();
}
