using Parley.Cooperation;
using Parley.Node.Access;

namespace Parley.Node.Law;

/// <summary>One step before a release, and what was done about it.</summary>
/// <param name="Taken">The last that was done about this version; null where nothing was.</param>
public sealed record ReleaseStep(StepRule Rule, TakenStep? Taken)
{
    public bool IsDone => Taken is { Approves: true };

    /// <summary>It was sent back, and not approved since.</summary>
    public bool IsObjected => Taken is { Approves: false };
}

/// <summary>The steps before the release of one version of a draft or a decision, as a list to tick off.</summary>
/// <param name="Subject">"draft 7", "prepared 3", "agreement 2".</param>
/// <param name="Authors">The accounts that wrote it: none of them takes a step or releases it.</param>
public sealed record ReleaseSteps(
    string Subject,
    long Version,
    Matter Matter,
    IReadOnlyList<string> Authors,
    IReadOnlyList<ReleaseStep> All
)
{
    /// <summary>Nothing but the last release is left, or the first of two.</summary>
    public bool AreReady => All.All(step => step.IsDone || step.Rule.Need is StepNeed.TwoReleasers);

    /// <summary>The step that this officer may take now, to approve or to send back.</summary>
    public IEnumerable<ReleaseStep> For(Releaser by) => All.Where(step => WhyNot(step.Rule, by) is null);

    /// <summary>Why an officer does not give a legal check; null where they may.</summary>
    public Refusal? WhyNot(StepRule rule, Releaser by) =>
        rule.Need is not StepNeed.LegalCheck ? StepRefusals.NoCheck
        : IsAuthor(by) ? StepRefusals.OwnText
        : by.InLaw.Roles.All(role => role is Role.Auditor or Role.Operator) || !rule.By.Any(who => who.Means(by.InLaw))
            ? StepRefusals.NotMeant(rule)
        : null;

    /// <summary>Why this officer does not release it yet; null where they may.</summary>
    public Refusal? Hinders(Releaser by)
    {
        foreach (var step in All)
        {
            var refusal =
                step.Rule.Need is StepNeed.TwoReleasers
                    ? step.Rule.By.IsEmpty || step.Rule.By.Any(who => who.Means(by.InLaw))
                        ? null
                        : StepRefusals.NotMeant(step.Rule)
                    : step.IsObjected
                        ? StepRefusals.Objected(step.Rule, step.Taken!)
                        : !step.IsDone
                            ? StepRefusals.Missing(step.Rule)
                            : IsBy(step.Taken!, by)
                                ? StepRefusals.OwnCheck(step.Rule)
                                : null;
            if (refusal is not null)
            {
                return refusal;
            }
        }
        return null;
    }

    /// <summary>The rule by which this release is only the first of two; null where it lets it leave.</summary>
    public StepRule? FirstOfTwo(Releaser by) =>
        All.Where(step => step.Rule.Need is StepNeed.TwoReleasers)
            .FirstOrDefault(step => !step.IsDone || IsBy(step.Taken!, by))
            ?.Rule;

    /// <summary>This officer released it already, and another is to.</summary>
    public bool WasFirst(string account) =>
        All.Any(step =>
            step is { Rule.Need: StepNeed.TwoReleasers, Taken: { Approves: true } taken }
            && string.Equals(taken.Account, account, StringComparison.Ordinal)
        );

    /// <summary>Whether this officer could be who releases it, once every step before is taken: by role and rules, and
    /// neither its author nor who took such a step.</summary>
    public bool MayRelease(Account account, RuleBook book)
    {
        var by = Releaser.Of(account);
        return by.InLaw.Has(Role.Releaser)
            && !IsAuthor(by)
            && book.Forbids(by.InLaw, LawAct.Read, Matter) is null
            && book.Forbids(by.InLaw, LawAct.Release, Matter) is null
            && All.All(step =>
                (step.Taken is not { Approves: true } taken || !IsBy(taken, by))
                && (
                    step.Rule.Need is not StepNeed.TwoReleasers
                    || step.Rule.By.IsEmpty
                    || step.Rule.By.Any(who => who.Means(by.InLaw))
                )
            );
    }

    private bool IsAuthor(Releaser by) => Authors.Contains(by.Account, StringComparer.Ordinal);

    private static bool IsBy(TakenStep taken, Releaser by) =>
        string.Equals(taken.Account, by.Account, StringComparison.Ordinal);
}

/// <summary>Why a step is not taken, or something does not leave before it is.</summary>
internal static class StepRefusals
{
    public static readonly Refusal NoCheck = new(
        "no-check",
        "This is not a check but a release. Release it on its page.",
        "此项不是审核而是签发。请在其页面签发。"
    );

    public static readonly Refusal OwnText = new(
        "own-check",
        "You wrote in this yourself. Another officer gives the legal check.",
        "您参与了起草。法律审核须由其他人员进行。"
    );

    public static readonly Refusal Changed = new(
        "changed-meanwhile",
        "It was changed after you opened this page, or no longer waits. Read it again, then decide.",
        "您打开本页后内容已更改，或已不再等待办理。请重新阅读后再决定。"
    );

    public static readonly Refusal OneByOne = new(
        "one-by-one",
        "The rule book wants another officer to release this step. Take it on the page of the request.",
        "规则手册规定此步骤须由另一名人员签发。请在请求页面办理。"
    );

    public static readonly Refusal CameBack = new(
        "came-back",
        "This form was handed in before, and the decision came back to be changed. Go on with it from the request’s page.",
        "该表单此前已提交，所作决定已退回修改。请从请求页面打开后继续办理。"
    );

    public static readonly Refusal SaidAlready = new(
        "said-already",
        "This draft was said already, in other words than these: see the request’s page. Send the form again to say this "
            + "too.",
        "该草稿此前已发出，内容与此次提交的不同，请查看请求页面。如仍需发出此内容，请再次提交。"
    );

    public static readonly Refusal HandedIn = new(
        "handed-in-already",
        "This draft was handed in already and waits, or waited, for its release: see the request’s page. Send the form "
            + "again to hand this in too.",
        "该草稿此前已提交签发，请查看请求页面。如仍需提交此内容，请再次提交。"
    );

    public static readonly Refusal NoReason = new(
        "reason-missing",
        "Say why you send it back, so that its authors can mend it.",
        "请写明退回理由，以便起草人修改。"
    );

    public static Refusal NotMeant(StepRule rule) =>
        new(
            "forbidden-by-rule",
            $"Rule {rule.Id} of the rule book, “{rule.Title.En}”, leaves this to others: {LawText.Of(rule.By).En}.",
            $"规则手册第{rule.Id}条（{rule.Title.Zh}）规定由下列人员办理：{LawText.Of(rule.By).Zh}。"
        );

    public static Refusal Missing(StepRule rule) =>
        new(
            "step-missing",
            $"Rule {rule.Id} of the rule book, “{rule.Title.En}”, asks for a legal check before this leaves. Who may give "
                + $"it: {LawText.Of(rule.By).En}.",
            $"规则手册第{rule.Id}条（{rule.Title.Zh}）要求签发前完成法律审核。可审核人员：{LawText.Of(rule.By).Zh}。"
        );

    public static Refusal Objected(StepRule rule, TakenStep taken) =>
        new(
            "step-objected",
            $"It was sent back under rule {rule.Id}, “{rule.Title.En}”: {taken.Reason}",
            $"已依第{rule.Id}条（{rule.Title.Zh}）退回：{taken.Reason}"
        );

    public static Refusal OwnCheck(StepRule rule) =>
        new(
            "own-check",
            $"You gave the legal check under rule {rule.Id}, “{rule.Title.En}”. Another officer releases it.",
            $"您已依第{rule.Id}条（{rule.Title.Zh}）进行法律审核。须由其他人员签发。"
        );
}
