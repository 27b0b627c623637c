using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// The latest instant at which the requester still has use of the answer, as its request names it. Guidelines mark no
/// item as that one: it is the moment that is to lie ahead, for no clock of the guidelines needs one, or the day that
/// the model guidelines ask for.
/// </summary>
public static class WantedBy
{
    private const string Day = "desired-date";

    /// <summary>The earliest named; null where none is. A day counts until its last hour anywhere.</summary>
    public static DateTimeOffset? Of(Draft draft, AgreedGuidelines guidelines)
    {
        DateTimeOffset? found = null;
        foreach (var item in guidelines.ItemsOf(draft.Kind))
        {
            if (
                item.Ahead
                && (item.Type is ItemType.Moment || string.Equals(item.Id, Day, StringComparison.Ordinal))
                && Check.Applies(item, draft)
                && AheadCheck.EndOf(item, draft.Entries.GetValueOrDefault(item.Id)) is { } end
                && !(found <= end)
            )
            {
                found = end;
            }
        }
        return found;
    }
}
