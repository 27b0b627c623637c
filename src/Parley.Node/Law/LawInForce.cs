using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;

namespace Parley.Node.Law;

/// <summary>
/// The one question to the nation's law: may this officer do this about that matter? Everything that shows content or
/// lets something leave asks it, pages and programs alike; what roles do not allow it never allows.
/// </summary>
public sealed class LawInForce(RuleBookShelf shelf)
{
    /// <summary>The rules that hold now.</summary>
    public RuleBook Book => shelf.InForce?.Kept.Book ?? RuleBook.None;

    /// <summary>Which rule forbids it; null where none does.</summary>
    public Forbidden? Forbids(ClaimsPrincipal officer, LawAct act, Matter matter) =>
        Book.Forbids(LawOfficer.Of(officer), act, matter);

    public bool MayRead(ClaimsPrincipal officer, Matter matter) => Forbids(officer, LawAct.Read, matter) is null;

    /// <summary>The same of something about a request that has not left: how it is to be handled counts too, save for
    /// who wrote it.</summary>
    public bool MayRead(
        ClaimsPrincipal officer,
        RequestSight sight,
        RequestMove move,
        Statement? said,
        IReadOnlyList<string> authors
    ) =>
        authors.Contains(officer.AccountId(), StringComparer.Ordinal)
        || MayRead(officer, Matter.Of(sight).With(move, said as RequestStatement));

    /// <summary>The same of a draft of a move: codes chosen in a form that is not complete yet count too.</summary>
    public bool MayRead(ClaimsPrincipal officer, RequestSight sight, MoveDraft draft) =>
        draft.Authors.Contains(officer.AccountId(), StringComparer.Ordinal) || MayRead(officer, draft.MatterOn(sight));

    /// <summary>Whether what is said leaves only by another officer's release: a decision, what changes the request,
    /// and whatever a step of the rule book names.</summary>
    public bool NeedsRelease(RequestSight sight, RequestMove move, RequestStatement said) =>
        MoveForm.NeedsRelease(move, said) || HasSteps(Matter.Of(sight).With(move, said));

    /// <summary>The same before anything is said.</summary>
    public bool NeedsRelease(RequestSight sight, RequestMove move) =>
        MoveForm.NeedsRelease(move) || HasSteps(Matter.Of(sight).With(move));

    /// <summary>A step that names the move makes it leave by release; one that names none is of what does so anyway.
    /// </summary>
    private bool HasSteps(Matter matter) =>
        Book.StepsFor(matter).Any(step => step.Items is not null || step.Matters?.Moves is not null);

    /// <summary>Why a refusal is not made: it names a ground this nation does not know. Null where it does, and for
    /// everything else that is said.</summary>
    public Refusal? NotAGround(RequestStatement said, string kind) =>
        said is RequestStatement.Refused refused
        && Book.GroundsFor(kind) is var (rule, known)
        && refused.Grounds.FirstOrDefault(one => !known.Contains(one.Code, StringComparer.Ordinal)) is { } other
            ? new Refusal(
                "ground-unknown-here",
                $"Rule {rule.Id} of the rule book, “{rule.Title.En}”, does not know the ground “{other.Code}”. Choose one "
                    + "of those it knows.",
                $"规则手册第{rule.Id}条（{rule.Title.Zh}）未规定拒绝理由“{other.Code}”。请选择其中列明的理由。"
            )
            : null;

    /// <summary>The grounds of refusal to offer, of those agreed for a kind.</summary>
    public IReadOnlyList<string> GroundsOf(RequestKind kind) =>
        Book.GroundsFor(kind.Code) is var (_, known)
            ? kind.RefusalGrounds.Where(code => known.Contains(code, StringComparer.Ordinal)).ToList()
            : kind.RefusalGrounds;

    /// <summary>What is left out of lists and searches for this officer.</summary>
    public Hidden HiddenFrom(ClaimsPrincipal officer) => Book.HiddenFrom(LawOfficer.Of(officer));

    /// <summary>Whether just the same is hidden from both.</summary>
    public bool HidesAlike(ClaimsPrincipal one, ClaimsPrincipal other) =>
        HiddenFrom(one)
            .By.Select(rule => rule.Id)
            .SequenceEqual(HiddenFrom(other).By.Select(rule => rule.Id), StringComparer.Ordinal);
}
