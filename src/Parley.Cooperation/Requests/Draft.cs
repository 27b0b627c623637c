using System.Collections.Immutable;

namespace Parley.Cooperation.Requests;

/// <summary>
/// A request as far as it is written: what the check reads while it is drafted, before it is released, and again on
/// receipt. It never leaves a node; what leaves is <see cref="RequestStatement.Made"/>.
/// </summary>
/// <param name="Kind">Code of the kind in the guidelines.</param>
/// <param name="Urgency">Code of the urgency in the guidelines.</param>
/// <param name="Language">Language in which it is written: "en" or "zh".</param>
/// <param name="Entries">What was filled in, by id of the guidelines' item, in ordinal order.</param>
public sealed record Draft(
    string Kind,
    string Urgency,
    string Language,
    ImmutableSortedDictionary<string, Entry> Entries
)
{
    /// <summary>Where nothing is filled in yet; it keeps entries in ordinal order.</summary>
    public static ImmutableSortedDictionary<string, Entry> NoEntries { get; } =
        ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal);

    /// <summary>A draft in which nothing is filled in yet.</summary>
    public static Draft Empty(string kind, string urgency, string language) => new(kind, urgency, language, NoEntries);

    /// <summary>The same with one entry filled in, replaced or, given null, emptied.</summary>
    public Draft With(string item, Entry? entry) =>
        this with
        {
            Entries = entry is null ? Entries.Remove(item) : Entries.SetItem(item, entry),
        };

    /// <summary>Whether any item names another request.</summary>
    public bool Names(SubjectId request) => NamedRequests.Any(named => named.Id == request);

    /// <summary>The other requests its items name, each with the item's id.</summary>
    public IEnumerable<(string Item, SubjectId Id)> NamedRequests =>
        from entry in Entries
        where entry.Value is Entry.Several
        from value in ((Entry.Several)entry.Value).Values
        where SubjectId.TryParse(value, out var id) && id.Letter == 'R'
        select (entry.Key, SubjectId.Parse(value));

    /// <summary>Everything asked for, over all items of the request, in the order of their ids.</summary>
    public IEnumerable<SoughtItem> Sought => Entries.Values.OfType<Entry.Sought>().SelectMany(s => s.Items);
}
