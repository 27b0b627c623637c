using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// Finds requests that ask about the same thing: the same identifiers over a time range that overlaps, in any kind and
/// any item. A request made twice over different channels is found, shown and linked, never merged by itself.
/// </summary>
public static class Duplicates
{
    /// <summary>The requests that share an identifier and a time with a draft, those that share most first, and of
    /// these the last made.</summary>
    /// <param name="except">The request that the draft has become, where it has.</param>
    public static ImmutableArray<Duplicate> Of(Draft draft, IEnumerable<Request> others, SubjectId? except = null)
    {
        var found = others
            .Where(other => other.Id != except)
            .Select(other => (Other: other, Shared: Shared(draft, other.Current())))
            .Where(one => !one.Shared.IsEmpty)
            .OrderByDescending(one => one.Shared.Length)
            .ThenByDescending(one => one.Other.Made.At)
            .ThenBy(one => one.Other.Id.ToString(), StringComparer.Ordinal)
            .Select(one => new Duplicate(one.Other.Id, one.Shared));
        return [.. found];
    }

    /// <summary>The identifiers that two drafts share over a time, as the first writes them; none where they are not
    /// alike.</summary>
    public static ImmutableArray<Identifier> Shared(Draft draft, Draft other)
    {
        var known = Identifiers(draft);
        if (known.Count == 0 || !Overlap(Ranges(draft), Ranges(other)))
        {
            return [];
        }
        var shared = Identifiers(other).Keys.Where(known.ContainsKey).Select(key => known[key]);
        return [.. shared.Order(ByTypeAndValue)];
    }

    /// <summary>The identifiers of a draft as they are compared: without them nothing is alike.</summary>
    public static IEnumerable<(string Type, string Value)> KeysOf(Draft draft) => Identifiers(draft).Keys;

    private static Dictionary<(string Type, string Value), Identifier> Identifiers(Draft draft)
    {
        var all = new Dictionary<(string, string), Identifier>();
        foreach (var entry in draft.Entries.Values)
        {
            if (entry is not Entry.Identifiers { Values: { IsDefaultOrEmpty: false } identifiers })
            {
                continue;
            }
            foreach (var identifier in identifiers)
            {
                all.TryAdd(IdentifierKey.Of(identifier), identifier);
            }
        }
        return all;
    }

    /// <summary>The ranges of time a draft is about; without one it is about any time.</summary>
    public static IReadOnlyList<Entry.Range> RangesOf(Draft draft) => Ranges(draft);

    private static List<Entry.Range> Ranges(Draft draft) => [.. draft.Entries.Values.OfType<Entry.Range>()];

    /// <summary>A request without a time range is about any time.</summary>
    private static bool Overlap(List<Entry.Range> some, List<Entry.Range> others) =>
        some.Count == 0 || others.Count == 0 || some.Exists(a => others.Exists(b => a.From <= b.To && b.From <= a.To));

    private static readonly Comparer<Identifier> ByTypeAndValue = Comparer<Identifier>.Create(
        (a, b) =>
            string.CompareOrdinal(a.Type, b.Type) is var type and not 0 ? type : string.CompareOrdinal(a.Value, b.Value)
    );
}

/// <summary>A request that asks about the same thing.</summary>
/// <param name="Shared">The identifiers both name, as the draft writes them.</param>
public sealed record Duplicate(SubjectId Request, ImmutableArray<Identifier> Shared);
