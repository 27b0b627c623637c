using Parley.Cooperation;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>What the calls about what waits of agreements act on.</summary>
internal sealed record PreparedAgreementParts(
    PreparedAgreements Prepared,
    Agreeing Agreeing,
    AgreementBook Book,
    StepBook Steps,
    AccountShelf Accounts,
    Exchange.JointRecord Record
);

/// <summary>
/// What waits about agreements, for programs: which there is and by which rules; and, where the node allows it,
/// checked, released or sent back by the token of an officer who did not prepare it, taken back by that of who did.
/// </summary>
internal static class PreparedAgreementCalls
{
    /// <summary>Where it is listed.</summary>
    public const string Address = $"{TokenPages.Api}/agreements/prepared";

    public static void MapPreparedAgreementReads(this RouteGroupBuilder reads)
    {
        reads.MapGet("/agreements/prepared", All);
        reads.MapGet("/agreements/prepared/{id:long}", One);
    }

    public static void MapPreparedAgreementCalls(this RouteGroupBuilder agrees)
    {
        agrees.MapPost("/agreements/prepared/{id:long}/release", Release).WithMetadata(new Does(LawAct.Release));
        agrees.MapPost("/agreements/prepared/{id:long}/send-back", SendBack).WithMetadata(new Does(LawAct.Check));
        agrees.MapPost("/agreements/prepared/{id:long}/take-back", TakeBack).WithMetadata(new Does(LawAct.Draft));
    }

    public static void MapPreparedAgreementSteps(this RouteGroupBuilder checks) =>
        checks.MapPost("/agreements/prepared/{id:long}/steps/{rule}", Step).WithMetadata(new Does(LawAct.Check));

    /// <summary>That something waits, and by which rule.</summary>
    public static ApiAnswer Waits(PreparedAgreement one, Provision? by) =>
        ApiAnswer.Of(
            new
            {
                State = "prepared",
                Prepared = one.Id,
                Number = one.Place.About,
                Rule = by?.Id,
                by?.Title,
            },
            StatusCodes.Status202Accepted,
            Address
        );

    /// <summary>That something left.</summary>
    public static ApiAnswer Stated(PartyCode by, Exchange.Stating stating) =>
        ApiAnswer.Of(
            new
            {
                State = "stated",
                Number = stating.About,
                By = by,
                stating.Index,
            },
            StatusCodes.Status201Created,
            $"{TokenPages.Api}/agreements/{stating.About}"
        );

    private static ApiAnswer All(HttpContext http, [AsParameters] PreparedAgreementParts parts)
    {
        var query = new ApiQuery(http, ApiPage.After, ApiPage.Most);
        var account = http.User.AccountId();
        var all = parts.Prepared.All().Concat(parts.Prepared.Returned().Where(one => one.IsBy(account)));
        var page = ApiPage.Of(http, query, all.OrderBy(one => one.Id), one => FormattableString.Invariant($"{one.Id}"));
        var by = ByWhom(parts, http);
        return ApiAnswer.Of(new { Prepared = page.Shown.Select(one => Told(one, by, parts)), page.Next });
    }

    private static async Task<IResult> One(long id, [AsParameters] PreparedAgreementParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        if (parts.Prepared.FindFor(id, http.User.AccountId()) is not { } one)
        {
            return NotFound();
        }
        var by = ByWhom(parts, http);
        var told = Told(one, by, parts);
        told["outdated"] = one.Back is null ? await parts.Agreeing.Outdated(one, by.Officer) : null;
        return ApiAnswer.Of(told);
    }

    /// <summary>The officer with all their roles: a rule may ask for one that the scopes leave out.</summary>
    private static Releaser ByWhom(PreparedAgreementParts parts, HttpContext http) =>
        Releaser.Of(parts.Accounts.Find(http.User.AccountId())!);

    private static Dictionary<string, object?> Told(PreparedAgreement one, Releaser by, PreparedAgreementParts parts)
    {
        var (type, body) = StatementFormat.Write(one.Said);
        var steps = parts.Steps.Of(one);
        return new(StringComparer.Ordinal)
        {
            ["id"] = one.Id,
            ["number"] = one.Place.About,
            ["peer"] = one.Peer,
            ["kind"] = one.Place.Kind,
            ["title"] = parts.Book.TitleOf(one),
            ["type"] = type,
            ["body"] = ApiJson.Raw(body),
            ["by"] = one.Name,
            ["at"] = one.At,
            // What was sent back waits for its author, and no step of it is taken.
            ["steps"] = steps.All.Select(step =>
                StepTold.Of(step, steps, by, one.Back is null ? null : StepRefusals.Changed)
            ),
            ["sentBack"] = one.Back is { } back ? new { By = back.Name, back.Reason } : null,
        };
    }

    private static async Task<IResult> Release(long id, [AsParameters] PreparedAgreementParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        TakenBody.Of(http).Only();
        if (parts.Prepared.Find(id) is not { } one)
        {
            return NotFound();
        }
        var agreed = await parts.Agreeing.Release(one, Releaser.Of(http.User));
        return agreed switch
        {
            { Refusal: { } refusal } => Refused(refusal),
            { Left: { } left } => Stated(parts.Record.Self.Code, left),
            _ => ApiAnswer.Of(
                new
                {
                    State = "waits-for-second",
                    Prepared = id,
                    Rule = agreed.By?.Id,
                },
                StatusCodes.Status202Accepted
            ),
        };
    }

    private static ApiAnswer SendBack(long id, [AsParameters] PreparedAgreementParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var reason = ReleaseCalls.ReasonOf(http);
        if (parts.Prepared.Find(id) is not { } one)
        {
            return NotFound();
        }
        if (one.IsBy(http.User.AccountId()))
        {
            return Refused(PreparedRefusals.OwnWords);
        }
        if (parts.Prepared.Step(one, () => null, new SentBack(http.User.Name().Both, reason)) is { } gone)
        {
            return Refused(gone);
        }
        parts.Agreeing.Announce();
        return Now("sent-back", one);
    }

    private static ApiAnswer TakeBack(long id, [AsParameters] PreparedAgreementParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        TakenBody.Of(http).Only();
        if (parts.Prepared.FindFor(id, http.User.AccountId()) is not { } one)
        {
            return NotFound();
        }
        if (!one.IsBy(http.User.AccountId()))
        {
            return ApiProblems.NotInYourHands.Answer();
        }
        if (!parts.Prepared.Discard(one))
        {
            return Refused(StepRefusals.Changed);
        }
        parts.Agreeing.Announce();
        return Now("taken-back", one);
    }

    private static ApiAnswer Step(long id, string rule, [AsParameters] PreparedAgreementParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var (approves, reason) = StepCalls.Read(http);
        if (parts.Prepared.Find(id) is not { } one)
        {
            return NotFound();
        }
        var by = ByWhom(parts, http);
        var steps = parts.Steps.Of(one);
        var isTaken = StepCalls.IsTaken(steps, rule, by, approves, reason);
        var refused = parts.Prepared.Step(
            one,
            () => isTaken ? null : parts.Steps.Take(steps, rule, approves, reason, by),
            approves ? null : new SentBack(http.User.Name().Both, reason)
        );
        if (refused is not null)
        {
            return StepCalls.Refused(refused);
        }
        parts.Agreeing.Announce();
        return Now(approves ? "checked" : "sent-back", one, rule);
    }

    private static ApiAnswer Now(string state, PreparedAgreement one, string? rule = null) =>
        ApiAnswer.Of(
            new
            {
                State = state,
                Prepared = one.Id,
                Number = one.Place.About,
                Rule = rule,
            }
        );

    private static ApiAnswer Refused(Cooperation.Refusal refusal) =>
        ApiProblem
            .Of(
                refusal,
                refusal == PreparedRefusals.OwnWords ? StatusCodes.Status403Forbidden : StatusCodes.Status409Conflict
            )
            .Answer();

    private static ApiAnswer NotFound() => ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
}
