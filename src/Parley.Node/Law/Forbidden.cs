using System.Collections.Immutable;
using Parley.Cooperation;

namespace Parley.Node.Law;

/// <summary>What a rule book does not let an officer do: which rule forbids it, and who may instead.</summary>
/// <param name="By">The first rule that fits and is not satisfied.</param>
/// <param name="Only">Who may: one of these.</param>
public sealed record Forbidden(Provision By, LawAct Act, ImmutableArray<Who> Only)
{
    /// <summary>In a whole sentence: what is forbidden, by which rule, and who may.</summary>
    public Bilingual Sentence
    {
        get
        {
            var (act, who) = (LawText.Word($"act.{Act}"), LawText.Of(Only));
            return new Bilingual(
                $"Rule {By.Id} of the rule book, “{By.Title.En}”, does not let you {act.En} here. Who may: {who.En}.",
                $"规则手册第{By.Id}条（{By.Title.Zh}）不允许您在此{act.Zh}。可由下列人员办理：{who.Zh}。"
            );
        }
    }

    /// <summary>The same as the forms of the node show why something is not done.</summary>
    public Refusal AsRefusal => new("forbidden-by-rule", Sentence);
}
