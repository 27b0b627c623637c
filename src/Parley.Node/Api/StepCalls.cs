using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Api;

/// <summary>What the calls about steps before a release act on.</summary>
internal sealed record StepParts(
    DraftBook Drafts,
    DraftShelf Shelf,
    PreparedBook Prepared,
    PreparedAgreements Agreements,
    RequestBook Requests,
    StepBook Steps,
    LawInForce Law,
    AccountShelf Accounts,
    IChanges Changes
);

/// <summary>
/// The steps that the nation's law asks for before a release: which there are and how they stand; and, where the node
/// allows it, an approval or a word against it by the officer whom a rule asks, who neither wrote nor offered it.
/// </summary>
internal static class StepCalls
{
    private const string Approve = "approve";
    private static readonly string[] Acts = [Approve, "send-back"];

    public static void MapStepReads(this RouteGroupBuilder reads) => reads.MapGet("/steps", Waiting);

    public static void MapStepCalls(this RouteGroupBuilder checks)
    {
        checks.AddEndpointFilter(ForPeople.Unless(TokenScope.Check));
        checks.MapPost("/drafts/{id:long}/steps/{rule}", OfDraft).WithMetadata(new Does(LawAct.Check));
        checks.MapPost("/prepared/{id:long}/steps/{rule}", OfPrepared).WithMetadata(new Does(LawAct.Check));
        checks.MapPreparedAgreementSteps();
    }

    private static ApiAnswer Waiting([AsParameters] StepParts parts, HttpContext http)
    {
        var query = new ApiQuery(http, ApiPage.After, ApiPage.Most);
        var by = ByWhom(parts, http);
        var drafts = parts
            .Drafts.All()
            .OrderBy(draft => draft.Id)
            .Where(draft =>
                draft.Kept.OfferedBy is not null && parts.Law.MayRead(http.User, draft.MatterFor(http.User))
            )
            .SelectMany(draft =>
                Told(parts.Steps.Of(draft), by, ForPeople.IsOffered(draft, http.User), draft.Id, null, null)
            );
        var prepared = parts
            .Prepared.All()
            .OrderBy(move => move.Id)
            .Select(move => (move, Sight: parts.Requests.Find(move.About.ToString())))
            .Where(one => one.Sight is not null && parts.Law.MayRead(http.User, Matter.Of(one.Sight)))
            .Where(one => parts.Law.MayRead(http.User, one.Sight!, one.move.Move, one.move.Statement, one.move.Authors))
            .SelectMany(one => Told(parts.Steps.Of(one.move, one.Sight!), by, false, null, one.move.Id, one.Sight!.Id));
        var agreements = parts
            .Agreements.All()
            .SelectMany(one => Told(parts.Steps.Of(one), by, false, null, null, one.Place.About?.ToString(), one.Id));
        var page = ApiPage.Of(http, query, drafts.Concat(prepared).Concat(agreements), one => one.Cursor);
        return ApiAnswer.Of(new { Steps = page.Shown.Select(one => one.Told), page.Next });
    }

    private static IEnumerable<(string Cursor, object Told)> Told(
        ReleaseSteps steps,
        Releaser by,
        bool offered,
        long? draft,
        long? prepared,
        string? number,
        long? agreement = null
    ) =>
        steps.All.Select(step =>
        {
            var what =
                draft is not null ? $"draft-{draft}"
                : prepared is not null ? $"prepared-{prepared}"
                : $"agreement-{agreement}";
            var told = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["draft"] = draft,
                ["prepared"] = prepared,
                ["agreement"] = agreement,
                ["number"] = number,
                ["version"] = steps.Version,
            };
            foreach (var (name, value) in StepTold.Of(step, steps, by, offered ? OwnOffer : null))
            {
                told[name] = value;
            }
            return ($"{what}.{step.Rule.Id}", (object)told);
        });

    private static ApiAnswer OfDraft(long id, string rule, [AsParameters] StepParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var version = DraftCalls.VersionOf(http);
        var (approves, reason) = Read(http);
        if (parts.Drafts.Find(id) is not { Kept.Released: null } draft)
        {
            return NotFound();
        }
        if (draft.Kept.Version != version)
        {
            return ApiProblems.VersionDiffers.Answer();
        }
        if (ForPeople.IsOffered(draft, http.User))
        {
            return ApiProblems.OwnOffer.Answer();
        }
        var (steps, by) = (parts.Steps.Of(draft), ByWhom(parts, http));
        var isTaken = IsTaken(steps, rule, by, approves, reason);
        // What was said and done before is told again.
        var isDone = isTaken && (approves || draft.Kept.OfferedBy is null);
        var refused =
            isDone ? null
            : approves ? parts.Shelf.WhileOffered(id, version, Step)
            : parts.Shelf.SendBack(id, reason, version, Step);
        if (refused is not null)
        {
            return Refused(refused);
        }
        parts.Changes.Announce("drafts", MatterKey.Of(id));
        return Done(approves, rule, draft: id);

        Cooperation.Refusal? Step() => isTaken ? null : parts.Steps.Take(steps, rule, approves, reason, by);
    }

    private static ApiAnswer OfPrepared(long id, string rule, [AsParameters] StepParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var (approves, reason) = Read(http);
        if (parts.Prepared.Find(id) is not { } move || parts.Requests.Find(move.About.ToString()) is not { } sight)
        {
            return NotFound();
        }
        var (steps, by) = (parts.Steps.Of(move, sight), ByWhom(parts, http));
        var isTaken = IsTaken(steps, rule, by, approves, reason);
        var refused = parts.Prepared.Step(
            move,
            () => isTaken ? null : parts.Steps.Take(steps, rule, approves, reason, by),
            approves ? null : new SentBack(http.User.Name().Both, reason)
        );
        if (refused is not null)
        {
            return Refused(refused);
        }
        parts.Changes.AnnounceMove(sight, move.Move, move.Statement);
        return Done(approves, rule, prepared: id);
    }

    /// <summary>The officer has said just that already: where the node stopped before it could answer, nothing is noted
    /// twice.</summary>
    internal static bool IsTaken(ReleaseSteps steps, string rule, Releaser by, bool approves, string reason) =>
        steps.All.FirstOrDefault(one => string.Equals(one.Rule.Id, rule, StringComparison.Ordinal))
            is { Taken: { } taken }
        && string.Equals(taken.Account, by.Account, StringComparison.Ordinal)
        && taken.Approves == approves
        && string.Equals(taken.Reason, reason, StringComparison.Ordinal);

    /// <summary>What is said about a step.</summary>
    internal static (bool Approves, string Reason) Read(HttpContext http)
    {
        var body = TakenBody.Of(http).Only("act", "reason");
        var act = body.Text("act");
        var reason = (body.OptionalText("reason") ?? "").Trim();
        var isAct = Acts.Contains(act, StringComparer.Ordinal);
        return !isAct ? throw new ProblemException(ApiProblems.Malformed("/act"))
            : reason.Length > ReasonText.AtMost ? throw new ProblemException(ApiProblems.Malformed("/reason"))
            : (string.Equals(act, Approve, StringComparison.Ordinal), ReasonText.Of(reason));
    }

    /// <summary>The officer with all their roles: a rule may ask for one that the scopes leave out.</summary>
    private static Releaser ByWhom(StepParts parts, HttpContext http) =>
        Releaser.Of(parts.Accounts.Find(http.User.AccountId())!);

    private static ApiAnswer Done(bool approves, string rule, long? draft = null, long? prepared = null) =>
        ApiAnswer.Of(
            new
            {
                State = approves ? "checked" : "sent-back",
                Draft = draft,
                Prepared = prepared,
                Rule = rule,
            }
        );

    /// <summary>Who may not is told so; what is not as it was, by how matters stand.</summary>
    internal static ApiAnswer Refused(Cooperation.Refusal refusal) =>
        refusal == StepRefusals.NoReason
            ? ApiProblem.Of(refusal, StatusCodes.Status422UnprocessableEntity, "/reason").Answer()
            : ApiProblem
                .Of(
                    refusal,
                    refusal == StepRefusals.Changed
                    || refusal == StepRefusals.NoCheck
                    || string.Equals(refusal.Code, ReleaseRefusals.LeftCode, StringComparison.Ordinal)
                        ? StatusCodes.Status409Conflict
                        : StatusCodes.Status403Forbidden
                )
                .Answer();

    private static ApiAnswer NotFound() => ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();

    private static readonly Cooperation.Refusal OwnOffer = new(
        ApiProblems.OwnOffer.Code,
        ApiProblems.OwnOffer.Sentence
    );
}
