using System.Collections.Immutable;

namespace Parley.Record;

/// <summary>
/// A statement as the order sees it: its place in its own ledger, and how much of the other it had seen.
/// </summary>
/// <param name="Index">The place in its ledger, counted from 0.</param>
/// <param name="Seen">How many statements of the other ledger its writer had taken in.</param>
public readonly record struct Placed(long Index, long Seen);

/// <summary>One step of a merged order: from which of the two lists, and which of its entries.</summary>
public readonly record struct Turn(bool FromFirst, int Position);

/// <summary>
/// The one order of two ledgers' statements about a subject, the same on both sides and without any clock: who had seen
/// the other's statement comes after it; what crossed on the way goes by party code.
/// </summary>
public static class MergeOrder
{
    /// <summary>Merges two lists, each in the order of its ledger.</summary>
    /// <param name="first">The statements of the party whose code is lower.</param>
    /// <param name="second">Those of the other party.</param>
    public static ImmutableArray<Turn> Merge(ReadOnlySpan<Placed> first, ReadOnlySpan<Placed> second)
    {
        var order = ImmutableArray.CreateBuilder<Turn>(first.Length + second.Length);
        var a = 0;
        var b = 0;
        while (a < first.Length && b < second.Length)
        {
            // docs/spec/ledger.md, "Order": only a first head that had seen the second one waits for it.
            order.Add(HadSeen(first[a], second[b]) ? new Turn(false, b++) : new Turn(true, a++));
        }
        while (a < first.Length)
        {
            order.Add(new Turn(true, a++));
        }
        while (b < second.Length)
        {
            order.Add(new Turn(false, b++));
        }
        return order.MoveToImmutable();
    }

    private static bool HadSeen(Placed one, Placed other) => one.Seen > other.Index;
}
