using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// Whether the requests that a new one names are what it says: where an item of the guidelines wants a request of a
/// certain kind, that request must be there, of that kind, and made by the same side.
/// </summary>
internal static class RequestLinks
{
    public static Refusal? Refuse(Draft draft, AgreedGuidelines guidelines, Act act)
    {
        foreach (var (itemId, id) in draft.NamedRequests)
        {
            if (GuidelinesIndex.Of(guidelines).Kind(draft.Kind)?.ById.GetValueOrDefault(itemId) is not { } item)
            {
                continue;
            }
            if (item.RequestKinds is not { IsDefaultOrEmpty: false } kinds)
            {
                continue;
            }
            if (
                act.Seen.Request(id) is not { } other
                || other.From != act.By
                || !kinds.Contains(other.Kind, StringComparer.Ordinal)
            )
            {
                return NotOfTheKind(item, id, guidelines, kinds);
            }
        }
        return null;
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
