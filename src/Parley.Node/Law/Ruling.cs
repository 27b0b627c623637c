using System.Collections.Immutable;

namespace Parley.Node.Law;

/// <summary>What a rule book says about an act: pure, so that the page on which rules are tried shows what holds.
/// </summary>
public static class Ruling
{
    /// <summary>The first rule that fits and is not satisfied, in the order of the book; null where the officer may.
    /// </summary>
    /// <remarks>Who may not read a matter may do nothing else about it either. What officers wrote themselves and has
    /// not left is not kept from them.</remarks>
    public static Forbidden? Forbids(this RuleBook book, LawOfficer officer, LawAct act, Matter matter)
    {
        var rule = book.ActRules()
            .FirstOrDefault(rule =>
                Asks(rule, act, matter)
                && Matters.Take(rule.Matters, matter)
                && !rule.Only.Any(who => who.Means(officer))
            );
        return rule is null ? null : new Forbidden(rule, rule.Acts.Contains(act) ? act : LawAct.Read, rule.Only);
    }

    /// <summary>The rules that keep certain matters from an officer wholly.</summary>
    public static Hidden HiddenFrom(this RuleBook book, LawOfficer officer) =>
        new([
            .. book.ActRules()
                .Where(rule => rule.Acts.Contains(LawAct.Read) && !rule.Only.Any(who => who.Means(officer))),
        ]);

    /// <summary>The grounds of refusal this nation knows for a kind, with the rule that says so; null where the book
    /// says nothing of it.</summary>
    public static (GroundsRule Rule, ImmutableArray<string> Known)? GroundsFor(this RuleBook book, string kind)
    {
        var rules = book.Grounds.Where(rule => Matter.Fits(rule.Kinds, [kind])).ToList();
        var known = rules.SelectMany(rule => rule.Known).Distinct(StringComparer.Ordinal);
        return rules.Count == 0 ? null : (rules[0], [.. known]);
    }

    /// <summary>How long requests of a kind are kept; null where the book does not say.</summary>
    public static KeepingTerm? KeepingFor(this RuleBook book, string kind) =>
        book.Keeping.FirstOrDefault(rule =>
            rule is { Drafts: false, Kinds: not null } && Matter.Fits(rule.Kinds, [kind])
        ) ?? book.Keeping.FirstOrDefault(rule => rule is { Drafts: false, Kinds: null });

    /// <summary>How long drafts are kept that did not leave; null where the book does not say.</summary>
    public static KeepingTerm? KeepingForDrafts(this RuleBook book) => book.Keeping.FirstOrDefault(rule => rule.Drafts);

    /// <summary>The steps to take before this leaves. The items of a request matter while it is made, and those that a
    /// clarification or a supplement changes while that is; not at each other move about it.</summary>
    public static IReadOnlyList<StepRule> StepsFor(this RuleBook book, Matter matter) =>
        [
            .. book.Steps.Where(step =>
                Matters.Take(step.Matters, matter)
                && (
                    step.Items is null
                    || (
                        matter.Move is Matter.Make or Matter.Clarify or Matter.Supplement
                        && Matter.Fits(step.Items, matter.Filled)
                    )
                )
            ),
        ];

    private static bool Asks(ActRule rule, LawAct act, Matter matter) =>
        matter.IsOwn
            ? act is not LawAct.Read && rule.Acts.Contains(act)
            : rule.Acts.Contains(act) || rule.Acts.Contains(LawAct.Read);

    private static IEnumerable<ActRule> ActRules(this RuleBook book) =>
        book.Rules.Concat(book.Areas.Select(area => area.AsReading));
}

/// <summary>What an officer may not read: left out of every list and search, and of what is counted for them.</summary>
/// <param name="By">The rules that keep it from them.</param>
public sealed record Hidden(ImmutableArray<ActRule> By)
{
    /// <summary>Nothing is kept from them.</summary>
    public static Hidden Nothing { get; } = new([]);

    /// <summary>The officer may read everything, so that lists need not look.</summary>
    public bool IsNothing => By.IsEmpty;

    public bool Takes(Matter matter) => !matter.IsOwn && By.Any(rule => Matters.Take(rule.Matters, matter));
}
