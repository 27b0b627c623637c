using FsCheck;
using FsCheck.Fluent;
using Parley.Record;

namespace Parley.Tests.Record;

public sealed class MergeOrderTests
{
    [Fact]
    public void What_crossed_goes_by_party_code_and_what_had_seen_the_other_comes_after_it()
    {
        Assert.Equal("ab", Order([new(0, 0)], [new(0, 0)]));
        Assert.Equal("ba", Order([new(0, 1)], [new(0, 0)]));
        Assert.Equal("ab", Order([new(0, 0)], [new(0, 1)]));
        Assert.Equal("abab", Order([new(0, 0), new(1, 1)], [new(0, 0), new(1, 2)]));
    }

    [Fact]
    public void Any_history_merges_into_one_order_that_keeps_both_ledgers_and_what_was_seen() =>
        Prop.ForAll<byte[]>(acts =>
            {
                var (first, second) = Live(acts);
                var order = MergeOrder.Merge(first, second);
                var place = new Dictionary<(bool, int), int>();
                foreach (var turn in order)
                {
                    place.Add((turn.FromFirst, turn.Position), place.Count);
                }
                return place.Count == first.Length + second.Length
                    && Ascends(place, true, first.Length)
                    && Ascends(place, false, second.Length)
                    && Causal(place, first, second);
            })
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void A_statement_that_had_seen_everything_only_appends() =>
        Prop.ForAll<byte[], bool>(
                (acts, byFirst) =>
                {
                    var (first, second) = Live(acts);
                    var before = MergeOrder.Merge(first, second);
                    var (index, seen) = byFirst ? (Next(first), Next(second)) : (Next(second), Next(first));
                    var added = new Placed(index, seen);
                    var after = byFirst
                        ? MergeOrder.Merge([.. first, added], second)
                        : MergeOrder.Merge(first, [.. second, added]);
                    return after[..^1].SequenceEqual(before) && after[^1].FromFirst == byFirst;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void What_is_already_ordered_keeps_its_relative_order_whatever_comes_later() =>
        Prop.ForAll<byte[], int>(
                (acts, cut) =>
                {
                    // Both parties took in everything at the cut, as when the link was quiet.
                    var early = acts[..(int)((uint)cut % (acts.Length + 1))];
                    var (first, second) = Live(early);
                    var (laterFirst, laterSecond) = Live([.. early, .. Quiet(early.Length), .. acts]);
                    var before = MergeOrder.Merge(first, second);
                    var after = MergeOrder.Merge(laterFirst, laterSecond);
                    return after.Take(before.Length).SequenceEqual(before);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    // Lives a history: 0 and 1 state something, 2 and 3 take in one statement of the other.
    private static (Placed[] First, Placed[] Second) Live(byte[] acts)
    {
        var first = new List<Placed>();
        var second = new List<Placed>();
        var seenByFirst = 0;
        var seenBySecond = 0;
        foreach (var act in acts)
        {
            switch (act % 4)
            {
                case 0:
                    first.Add(new Placed(first.Count, seenByFirst));
                    break;
                case 1:
                    second.Add(new Placed(second.Count, seenBySecond));
                    break;
                case 2:
                    seenByFirst = Math.Min(seenByFirst + 1, second.Count);
                    break;
                default:
                    seenBySecond = Math.Min(seenBySecond + 1, first.Count);
                    break;
            }
        }
        return ([.. first], [.. second]);
    }

    private static IEnumerable<byte> Quiet(int statements) =>
        Enumerable.Repeat<byte>(2, statements).Concat(Enumerable.Repeat<byte>(3, statements));

    private static long Next(Placed[] ledger) => ledger.Length;

    private static bool Ascends(Dictionary<(bool, int), int> place, bool fromFirst, int count) =>
        Enumerable.Range(1, Math.Max(0, count - 1)).All(i => place[(fromFirst, i - 1)] < place[(fromFirst, i)]);

    private static bool Causal(Dictionary<(bool, int), int> place, Placed[] first, Placed[] second)
    {
        for (var a = 0; a < first.Length; a++)
        {
            for (var b = 0; b < second.Length; b++)
            {
                var aFirst = place[(true, a)] < place[(false, b)];
                if (first[a].Seen > second[b].Index ? aFirst : second[b].Seen > first[a].Index && !aFirst)
                {
                    return false;
                }
            }
        }
        return true;
    }

    private static string Order(Placed[] first, Placed[] second) =>
        string.Concat(MergeOrder.Merge(first, second).Select(turn => turn.FromFirst ? 'a' : 'b'));
}
