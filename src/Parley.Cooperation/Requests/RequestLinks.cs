using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// Whether the requests that a new one names are what it says: where an item of the guidelines wants a request of a
/// certain kind, that request must be there, of that kind, and made by the same side.
/// </summary>
public static class RequestLinks
{
    /// <summary>What there is to find in the requests a draft names: what the rules would refuse, at its item.
    /// </summary>
    /// <param name="by">The party that would make the request.</param>
    /// <param name="known">As what another request was made; null where none is known.</param>
    public static IEnumerable<Finding> Findings(
        Draft draft,
        AgreedGuidelines guidelines,
        PartyCode by,
        Func<SubjectId, RequestMadeAs?> known
    ) =>
        Wrong(draft, guidelines, by, known)
            .Select(one => new Finding(one.Item.Id, Severity.Invalid, one.Refusal.Code, one.Refusal.Sentence));

    internal static Refusal? Refuse(Draft draft, AgreedGuidelines guidelines, Act act) =>
        Wrong(draft, guidelines, act.By, act.Seen.Request).Select(one => one.Refusal).FirstOrDefault();

    private static IEnumerable<(Item Item, Refusal Refusal)> Wrong(
        Draft draft,
        AgreedGuidelines guidelines,
        PartyCode by,
        Func<SubjectId, RequestMadeAs?> known
    )
    {
        foreach (var (itemId, id) in draft.NamedRequests)
        {
            if (
                GuidelinesIndex.Of(guidelines).Kind(draft.Kind)?.ById.GetValueOrDefault(itemId) is { } item
                && item.RequestKinds is { IsDefaultOrEmpty: false } kinds
                && !(known(id) is { } other && other.From == by && kinds.Contains(other.Kind, StringComparer.Ordinal))
            )
            {
                yield return (item, NotOfTheKind(item, id, guidelines, kinds));
            }
        }
    }

    private static Refusal NotOfTheKind(
        Item item,
        SubjectId id,
        AgreedGuidelines guidelines,
        ImmutableArray<string> kinds
    )
    {
        var names = kinds.Select(kind => guidelines.Kind(kind)?.Name ?? new Bilingual(kind, kind)).ToList();
        return new Refusal(
            "related-request",
            $"“{item.Label.En}” names {id}, which is no request of yours of the kind "
                + $"“{string.Join("”, “", names.Select(n => n.En))}”. Correct the number.",
            $"“{item.Label.Zh}”所列 {id} 并非本方提出的“{string.Join("”、“", names.Select(n => n.Zh))}”。请更正编号。"
        );
    }
}
