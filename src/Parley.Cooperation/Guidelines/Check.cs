using System.Collections.Immutable;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// The one check of a request against the guidelines: while it is drafted, before it is released, and on receipt. It
/// never throws, whatever the draft holds.
/// </summary>
public static class Check
{
    /// <summary>The pseudo-items under which findings about the draft as a whole are listed.</summary>
    public const string KindItem = "kind";
    public const string UrgencyItem = "urgency";
    public const string LanguageItem = "language";

    /// <summary>All findings, in the order of the form.</summary>
    /// <param name="from">The party that would make the request.</param>
    /// <param name="to">The party that would be asked.</param>
    /// <param name="at">When it was made or would be; null: no date is judged by it.</param>
    public static ImmutableArray<Finding> Findings(
        Draft draft,
        AgreedGuidelines guidelines,
        PartyCode from,
        PartyCode to,
        DateTimeOffset? at = null
    ) => [.. All(draft, guidelines, from, to), .. at is { } made ? AheadCheck.Findings(draft, guidelines, made) : []];

    /// <summary>The first finding that keeps the request from being made, or null.</summary>
    public static Finding? FirstBlocking(Draft draft, AgreedGuidelines guidelines, PartyCode from, PartyCode to)
    {
        foreach (var finding in All(draft, guidelines, from, to))
        {
            if (finding.Blocks)
            {
                return finding;
            }
        }
        return null;
    }

    /// <summary>The share of required items that are filled in and allowed, 0 to 100.</summary>
    public static int CompletenessPercent(Draft draft, AgreedGuidelines guidelines, PartyCode from, PartyCode to)
    {
        if (GuidelinesIndex.Of(guidelines).Kind(draft.Kind) is not { } kind)
        {
            return 0;
        }
        var required = kind
            .Items.Where(i => IsRequired(i, draft, guidelines))
            .Select(i => i.Id)
            .ToHashSet(StringComparer.Ordinal);
        if (required.Count == 0)
        {
            return 100;
        }
        var lacking = All(draft, guidelines, from, to)
            .Where(f => f.Blocks && required.Contains(f.Item))
            .Select(f => f.Item)
            .Distinct(StringComparer.Ordinal)
            .Count();
        return (required.Count - lacking) * 100 / required.Count;
    }

    /// <summary>What of a draft is asked for: what was filled in before a condition was taken back leaves with nothing.
    /// </summary>
    public static Draft Asked(Draft draft, AgreedGuidelines guidelines)
    {
        var items = GuidelinesIndex.Of(guidelines).Kind(draft.Kind)?.ById;
        while (true)
        {
            // What falls away may be what another item's condition asks of.
            var idle = draft
                .Entries.Keys.Where(id => items?.GetValueOrDefault(id) is { } item && !Applies(item, draft))
                .ToList();
            if (idle.Count == 0)
            {
                return draft;
            }
            draft = draft with { Entries = draft.Entries.RemoveRange(idle) };
        }
    }

    /// <summary>Advice on what was filled in and is not asked for any more.</summary>
    public static IEnumerable<Finding> NotAsked(Draft draft, AgreedGuidelines guidelines)
    {
        var asked = Asked(draft, guidelines);
        return guidelines
            .ItemsOf(draft.Kind)
            .Where(item =>
                draft.Entries.TryGetValue(item.Id, out var entry)
                && !EntryCheck.IsEmpty(entry)
                && !asked.Entries.ContainsKey(item.Id)
            )
            .Select(FindingOf.NotAskedFor);
    }

    /// <summary>Whether an item is asked for in this draft at all: its condition holds.</summary>
    public static bool Applies(Item item, Draft draft) => item.When?.Holds(draft) != false;

    /// <summary>
    /// Whether an item must be filled in in this draft. Where an urgency has grounds, a request must give one, whatever
    /// the form says. From a list that has nothing to choose, nothing can be demanded.
    /// </summary>
    public static bool IsRequired(Item item, Draft draft, AgreedGuidelines guidelines) =>
        Applies(item, draft)
        && (
            string.Equals(item.OptionsFrom, OptionLists.UrgencyGrounds, StringComparison.Ordinal)
                ? guidelines.OptionsOf(item, draft.Urgency).Length > 0
                : item.Required && (item.OptionsFrom is null || guidelines.OptionsOf(item, draft.Urgency).Length > 0)
        );

    private static List<Finding> All(Draft draft, AgreedGuidelines guidelines, PartyCode from, PartyCode to)
    {
        var found = new List<Finding>();
        var index = GuidelinesIndex.Of(guidelines);
        if (from == to)
        {
            found.Add(FindingOf.SameParty);
        }
        if (!index.Languages.Contains(draft.Language))
        {
            found.Add(FindingOf.LanguageUnknown);
        }
        if (index.Kind(draft.Kind) is not { } kind)
        {
            found.Add(FindingOf.KindUnknown);
            return found;
        }
        if (!index.Urgencies.ContainsKey(draft.Urgency))
        {
            found.Add(FindingOf.UrgencyUnknown);
        }
        else if (kind.Kind.TimesFor(draft.Urgency) is null)
        {
            found.Add(FindingOf.UrgencyNotForKind(kind.Kind));
        }
        foreach (var item in kind.Items)
        {
            OfItem(item, draft, guidelines, found);
        }
        SoughtCheck.Find(kind, draft, from, to, found);
        FilesCheck.Find(kind, draft, guidelines, found);
        foreach (var (id, _) in draft.Entries)
        {
            if (!kind.ById.ContainsKey(id))
            {
                found.Add(FindingOf.ItemUnknown(id));
            }
        }
        return found;
    }

    private static void OfItem(Item item, Draft draft, AgreedGuidelines guidelines, List<Finding> found)
    {
        if (!draft.Entries.TryGetValue(item.Id, out var entry) || EntryCheck.IsEmpty(entry))
        {
            if (IsRequired(item, draft, guidelines))
            {
                found.Add(FindingOf.Required(item));
            }
            else if (entry is Entry.Written { Text.Translation: { } alone } && !string.IsNullOrWhiteSpace(alone))
            {
                found.Add(FindingOf.OriginalMissing(item));
            }
            return;
        }
        if (!Applies(item, draft))
        {
            found.Add(FindingOf.NotAskedFor(item));
        }
        EntryCheck.Find(item, entry, draft, guidelines, found);
        foreach (var clash in item.Clashes is { IsDefault: false } clashes ? clashes : [])
        {
            if (Condition.IsOneOf(entry, clash.Is) && clash.With.Holds(draft))
            {
                found.Add(FindingOf.Clashes(item, clash));
            }
        }
    }
}
