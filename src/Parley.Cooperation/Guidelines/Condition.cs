using System.Collections.Immutable;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// When an item is asked: where another item has one of the values, or where the urgency is one of those named. Where
/// both are given, both must hold.
/// </summary>
/// <param name="Item">Id of the other item.</param>
/// <param name="Is">Values of the other item: codes, or "true" and "false".</param>
/// <param name="Urgency">Codes of urgencies.</param>
public sealed record Condition(
    string? Item = null,
    ImmutableArray<string>? Is = null,
    ImmutableArray<string>? Urgency = null
)
{
    /// <summary>Whether it holds in a draft.</summary>
    public bool Holds(Draft draft) =>
        (Urgency is not { IsDefault: false } urgencies || urgencies.Contains(draft.Urgency, StringComparer.Ordinal))
        && (
            Item is null
            || (Is is { IsDefault: false } values && IsOneOf(draft.Entries.GetValueOrDefault(Item), values))
        );

    /// <summary>Whether an entry is one of the values, or holds one.</summary>
    internal static bool IsOneOf(Entry? entry, ImmutableArray<string> values) =>
        entry switch
        {
            Entry.Plain e => values.Contains(e.Value, StringComparer.Ordinal),
            Entry.YesNo e => values.Contains(e.Value ? "true" : "false", StringComparer.Ordinal),
            Entry.Several e => e.Values.Any(v => values.Contains(v, StringComparer.Ordinal)),
            _ => false,
        };
}

/// <summary>Two things a request may say that do not go together: advice to the officer, and no more.</summary>
/// <param name="Is">Values of this item: codes, or "true" and "false".</param>
/// <param name="With">What else the request says.</param>
/// <param name="Why">Why they do not go together, and what to do.</param>
public sealed record Clash(ImmutableArray<string> Is, Condition With, Bilingual Why);
