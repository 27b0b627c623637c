using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>
/// Begins a request that carries on another of the same side: an extension of a preservation, the formal request that
/// follows a preservation or a request of the police. What both forms ask alike is taken over, and the link is set.
/// </summary>
public static class Continued
{
    /// <summary>The draft with what was said before; to be read and completed like any other.</summary>
    public static Draft Of(Draft draft, AgreedGuidelines guidelines, Request before)
    {
        var said = before.Current().Entries;
        var items = guidelines.ItemsOf(draft.Kind);
        foreach (var item in items)
        {
            if (
                item.Type is not ItemType.Requests
                && Fits(item, said.GetValueOrDefault(item.Id), guidelines, draft) is { } entry
            )
            {
                draft = draft.With(item.Id, entry);
            }
        }
        return items.FirstOrDefault(item => Links(item, before)) is { } link ? Named(draft, link, before.Id)
            : items.FirstOrDefault(item => item is { Type: ItemType.Requests, RequestKinds: null }) is { } related
                ? Named(draft, related, before.Id)
            : draft;
    }

    /// <summary>A form with these items has one in which the request is named as what it builds on.</summary>
    public static bool CanFollow(IEnumerable<Item> items, Request before) => items.Any(item => Links(item, before));

    private static bool Links(Item item, Request before) =>
        item is { Type: ItemType.Requests, RequestKinds: { IsDefault: false } kinds }
        && kinds.Contains(before.Kind, StringComparer.Ordinal);

    /// <summary>An item that is only asked where another has a certain value gets that value set.</summary>
    private static Draft Named(Draft draft, Item link, SubjectId before)
    {
        if (link.When is { Item: { } other, Is: { IsDefaultOrEmpty: false } values })
        {
            draft = draft.With(other, new Entry.Plain(values[0]));
        }
        return draft.With(link.Id, new Entry.Several([before.ToString()]));
    }

    /// <summary>The entry where the new form takes it as it is; what would only be found fault with stays behind.
    /// </summary>
    internal static Entry? Fits(Item item, Entry? entry, AgreedGuidelines guidelines, Draft draft)
    {
        var options = guidelines
            .OptionsOf(item, draft.Urgency)
            .Select(one => one.Code)
            .ToImmutableHashSet(StringComparer.Ordinal);
        return (item.Type, entry) switch
        {
            (ItemType.Choice, Entry.Plain chosen) => options.Contains(chosen.Value) ? chosen : null,
            (ItemType.Choices, Entry.Several several) => several.Values.All(options.Contains) ? several : null,
            (ItemType.Sought, Entry.Sought sought) => new Entry.Sought([
                .. sought.Items.Select(row => new SoughtItem(row.Id, row.Text)),
            ]),
            (ItemType.Prose, Entry.Written) => entry,
            (ItemType.Line or ItemType.Date or ItemType.Moment, Entry.Plain) => entry,
            (ItemType.YesNo, Entry.YesNo) => entry,
            (ItemType.Range, Entry.Range) => entry,
            (ItemType.Identifiers, Entry.Identifiers) => entry,
            // The same ciphertext is named again: nothing is sealed or sent twice.
            (ItemType.Parcels, Entry.Parcels files) => new Entry.Parcels([
                .. files.Files.Select(file => file with { For = null }),
            ]),
            _ => null,
        };
    }
}
