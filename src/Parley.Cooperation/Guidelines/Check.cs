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
    public static ImmutableArray<Finding> Findings(
        Draft draft,
        AgreedGuidelines guidelines,
        PartyCode from,
        PartyCode to
    ) => [.. Each(draft, guidelines, from, to)];

    /// <summary>The first finding that keeps the request from being made, or null.</summary>
    public static Finding? FirstBlocking(Draft draft, AgreedGuidelines guidelines, PartyCode from, PartyCode to)
    {
        foreach (var finding in Each(draft, guidelines, from, to))
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
        var lacking = Each(draft, guidelines, from, to)
            .Where(f => f.Blocks && required.Contains(f.Item))
            .Select(f => f.Item)
            .Distinct(StringComparer.Ordinal)
            .Count();
        return (required.Count - lacking) * 100 / required.Count;
    }

    /// <summary>Whether an item is asked for in this draft at all: its condition holds.</summary>
    public static bool Applies(Item item, Draft draft)
    {
        if (item.When is not { } when)
        {
            return true;
        }
        if (
            when.Urgency is { IsDefault: false } urgencies
            && !urgencies.Contains(draft.Urgency, StringComparer.Ordinal)
        )
        {
            return false;
        }
        if (when.Item is not { } other)
        {
            return true;
        }
        return when.Is is { IsDefault: false } values
            && draft.Entries.TryGetValue(other, out var entry)
            && entry switch
            {
                Entry.Plain e => values.Contains(e.Value, StringComparer.Ordinal),
                Entry.YesNo e => values.Contains(e.Value ? "true" : "false", StringComparer.Ordinal),
                Entry.Several e => e.Values.Any(v => values.Contains(v, StringComparer.Ordinal)),
                _ => false,
            };
    }

    /// <summary>
    /// Whether an item must be filled in in this draft. Where an urgency has grounds, a request must give one, whatever
    /// the form says; where it has none, it cannot.
    /// </summary>
    public static bool IsRequired(Item item, Draft draft, AgreedGuidelines guidelines) =>
        Applies(item, draft)
        && (
            string.Equals(item.OptionsFrom, OptionLists.UrgencyGrounds, StringComparison.Ordinal)
                ? guidelines.OptionsOf(item, draft.Urgency).Length > 0
                : item.Required
        );

    private static IEnumerable<Finding> Each(Draft draft, AgreedGuidelines guidelines, PartyCode from, PartyCode to)
    {
        var index = GuidelinesIndex.Of(guidelines);
        if (from == to)
        {
            yield return FindingOf.SameParty;
        }
        if (!index.Languages.Contains(draft.Language))
        {
            yield return FindingOf.LanguageUnknown;
        }
        if (index.Kind(draft.Kind) is not { } kind)
        {
            yield return FindingOf.KindUnknown;
            yield break;
        }
        if (!index.Urgencies.ContainsKey(draft.Urgency))
        {
            yield return FindingOf.UrgencyUnknown;
        }
        else if (kind.Kind.TimesFor(draft.Urgency) is null)
        {
            yield return FindingOf.UrgencyNotForKind(kind.Kind);
        }
        foreach (var item in kind.Items)
        {
            foreach (var finding in OfItem(item, draft, guidelines))
            {
                yield return finding;
            }
        }
        foreach (var finding in Sought(kind, draft))
        {
            yield return finding;
        }
        foreach (var id in draft.Entries.Keys.Where(id => !kind.ById.ContainsKey(id)))
        {
            yield return FindingOf.ItemUnknown(id);
        }
    }

    private static IEnumerable<Finding> OfItem(Item item, Draft draft, AgreedGuidelines guidelines)
    {
        var filled = draft.Entries.TryGetValue(item.Id, out var entry) && !EntryCheck.IsEmpty(entry);
        if (!filled)
        {
            return IsRequired(item, draft, guidelines) ? [FindingOf.Required(item)] : [];
        }
        var findings = EntryCheck.Findings(item, entry!, draft, guidelines);
        return Applies(item, draft) ? findings : findings.Prepend(FindingOf.NotAskedFor(item));
    }

    /// <summary>Ids of what is sought are what an answer names, so they are unique over the whole request.</summary>
    private static IEnumerable<Finding> Sought(KindIndex kind, Draft draft)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in kind.Items)
        {
            if (!draft.Entries.TryGetValue(item.Id, out var entry) || entry is not Entry.Sought sought)
            {
                continue;
            }
            foreach (var row in sought.Items)
            {
                if (!ids.Add(row.Id))
                {
                    yield return FindingOf.SoughtTwice(item, row.Id);
                }
            }
        }
    }
}
