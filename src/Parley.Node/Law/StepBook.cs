using Parley.Cooperation.Requests;
using Parley.Node.Agreements;
using Parley.Node.Requests;

namespace Parley.Node.Law;

/// <summary>The steps before each release, as the rule book in force asks for them and officers have taken them. A step
/// counts only for the version it was taken for.</summary>
public sealed class StepBook(StepShelf shelf, LawInForce law)
{
    public ReleaseSteps Of(DraftSight draft) =>
        Steps(
            FormattableString.Invariant($"draft {draft.Id}"),
            draft.Kept.Version,
            Matter.Of(draft),
            draft.Kept.Authors
        );

    /// <summary>Of a decision, which stays as it was prepared.</summary>
    public ReleaseSteps Of(PreparedMove move, RequestSight sight) =>
        Steps(
            FormattableString.Invariant($"prepared {move.Id}"),
            1,
            Matter.Of(sight).With(move.Move, move.Statement as RequestStatement),
            move.Authors
        );

    /// <summary>Of what was prepared about an agreement.</summary>
    public ReleaseSteps Of(PreparedAgreement prepared) =>
        Steps(FormattableString.Invariant($"agreement {prepared.Id}"), 1, prepared.Matter, prepared.Authors);

    /// <summary>Takes a step, or says why not.</summary>
    /// <param name="steps">As they were shown: of another version nothing is taken.</param>
    public Cooperation.Refusal? Take(ReleaseSteps steps, string rule, bool approves, string reason, Releaser by)
    {
        if (steps.All.FirstOrDefault(one => string.Equals(one.Rule.Id, rule, StringComparison.Ordinal)) is not { } step)
        {
            return StepRefusals.Changed;
        }
        if (steps.WhyNot(step.Rule, by) is { } refusal)
        {
            return refusal;
        }
        if (!approves && reason.Length == 0)
        {
            return StepRefusals.NoReason;
        }
        shelf.Take(steps.Subject, steps.Version, rule, by, approves, reason);
        return null;
    }

    /// <summary>Notes the first of two releases.</summary>
    public void First(ReleaseSteps steps, Releaser by)
    {
        foreach (var step in steps.All.Where(one => one.Rule.Need is StepNeed.TwoReleasers))
        {
            shelf.Take(steps.Subject, steps.Version, step.Rule.Id, by, approves: true, "");
        }
    }

    private ReleaseSteps Steps(string subject, long version, Matter matter, IReadOnlyList<string> authors)
    {
        var rules = law.Book.StepsFor(matter);
        var taken = rules.Count == 0 ? [] : shelf.Of(subject, version);
        return new ReleaseSteps(
            subject,
            version,
            matter,
            authors,
            [
                .. rules.Select(rule => new ReleaseStep(
                    rule,
                    taken.LastOrDefault(one => string.Equals(one.Rule, rule.Id, StringComparison.Ordinal))
                )),
            ]
        );
    }
}
