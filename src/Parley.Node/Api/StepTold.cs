using Parley.Cooperation;
using Parley.Node.Law;

namespace Parley.Node.Api;

/// <summary>One step before a release as programs are told of it: which rule asks for it and who may take it, who took
/// it and when, and whether the token's officer may now.</summary>
internal static class StepTold
{
    /// <summary>Tells of one step, in members to stand within more.</summary>
    /// <param name="closed">Why nobody takes it now, or this officer does not, whatever the rule says; null: the rule
    /// alone says.</param>
    public static Dictionary<string, object?> Of(ReleaseStep step, ReleaseSteps steps, Releaser by, Refusal? closed)
    {
        var why = steps.WhyNot(step.Rule, by) ?? closed;
        return new(StringComparer.Ordinal)
        {
            ["rule"] = step.Rule.Id,
            ["title"] = step.Rule.Title,
            ["need"] = step.Rule.Need,
            ["by"] = LawText.Of(step.Rule.By),
            ["taken"] = step.Taken is { } taken
                ? new
                {
                    By = taken.Name,
                    taken.Approves,
                    taken.Reason,
                    taken.At,
                }
                : null,
            ["open"] = why is null,
            ["why"] = why,
        };
    }
}
