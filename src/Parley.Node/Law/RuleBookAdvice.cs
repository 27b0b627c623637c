using Parley.Cooperation;
using Parley.Cooperation.Guidelines;

namespace Parley.Node.Law;

/// <summary>
/// What is to be looked at before a book comes into force, though it is a good book: codes that the agreed guidelines
/// do not have, authorities this node does not have, and rules that no officer of this node satisfies.
/// </summary>
public static class RuleBookAdvice
{
    /// <summary>Everything found, in the order of the book.</summary>
    /// <param name="guidelines">Those in force; null where there are none, and so codes are not looked at.</param>
    public static IReadOnlyList<Bilingual> On(
        RuleBook book,
        AgreedGuidelines? guidelines,
        IReadOnlyList<LawOfficer> officers,
        IReadOnlyCollection<string> authorities
    )
    {
        var found = new List<Bilingual>();
        foreach (var rule in book.Provisions)
        {
            found.AddRange(
                CodesOf(rule, guidelines)
                    .Where(one => !one.Known.Contains(one.Code, StringComparer.Ordinal))
                    .Select(one => RuleBookFormat.Said("advice.code", rule.Id, one.Code))
            );
            var whos = WhosOf(rule).ToList();
            found.AddRange(
                whos.SelectMany(who => who.Authorities ?? [])
                    .Except(authorities, StringComparer.Ordinal)
                    .Select(code => RuleBookFormat.Said("advice.authority", rule.Id, code))
            );
            if (whos.Count > 0 && !officers.Any(officer => whos.Any(who => who.Means(officer))))
            {
                found.Add(RuleBookFormat.Said("advice.nobody", rule.Id));
            }
        }
        return found;
    }

    private static IEnumerable<Who> WhosOf(Provision rule) =>
        rule switch
        {
            ActRule act => act.Only,
            AreaRule area => area.Only,
            StepRule step => step.By,
            _ => [],
        };

    private static IEnumerable<(string Code, IEnumerable<string> Known)> CodesOf(
        Provision rule,
        AgreedGuidelines? guidelines
    )
    {
        if (guidelines is null)
        {
            return [];
        }
        var kinds = guidelines.Kinds.Select(one => one.Code).ToList();
        var areas = guidelines.CrimeAreas.Select(one => one.Code).ToList();
        return rule switch
        {
            ActRule act => CodesOf(act.Matters, guidelines),
            AreaRule area => area.Codes.Select(code => (code, areas.AsEnumerable())),
            StepRule step => CodesOf(step.Matters, guidelines)
                .Concat((step.Items ?? []).Select(code => (code, ItemsOf(guidelines)))),
            GroundsRule grounds => grounds
                .Known.Select(code => (code, guidelines.RefusalGrounds.Select(one => one.Code)))
                .Concat((grounds.Kinds ?? []).Select(code => (code, kinds.AsEnumerable()))),
            KeepingTerm keeping => (keeping.Kinds ?? []).Select(code => (code, kinds.AsEnumerable())),
            _ => [],
        };
    }

    private static IEnumerable<(string Code, IEnumerable<string> Known)> CodesOf(
        Matters? matters,
        AgreedGuidelines guidelines
    ) =>
        matters is null
            ? []
            : Of(matters.Kinds, guidelines.Kinds.Select(one => one.Code))
                .Concat(Of(matters.Urgencies, guidelines.Urgencies.Select(one => one.Code)))
                .Concat(Of(matters.Handling, guidelines.HandlingCodes.Select(one => one.Code)))
                .Concat(Of(matters.Lights, guidelines.TrafficLights.Select(one => one.Code)))
                .Concat(Of(matters.Areas, guidelines.CrimeAreas.Select(one => one.Code)));

    private static IEnumerable<(string Code, IEnumerable<string> Known)> Of(
        System.Collections.Immutable.ImmutableArray<string>? codes,
        IEnumerable<string> known
    ) => (codes ?? []).Select(code => (code, known));

    private static IEnumerable<string> ItemsOf(AgreedGuidelines guidelines) =>
        guidelines.Kinds.SelectMany(kind => guidelines.ItemsOf(kind.Code)).Select(item => item.Id);
}
