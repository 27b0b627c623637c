using FsCheck;
using FsCheck.Fluent;

namespace Parley.Tests.Guidelines;

/// <summary>
/// Decisions drawn one after the other from a list of numbers: FsCheck makes and shrinks the list, a test makes of it
/// whatever it needs.
/// </summary>
internal sealed class Choices(int[] numbers)
{
    private int next;

    /// <summary>Runs a property over many lists of numbers; a failure shows the shortest list that fails.</summary>
    public static void Hold(int runs, Func<Choices, bool> property) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), numbers => property(new Choices(numbers)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(runs).WithEndSize(200).WithQuietOnSuccess(true));

    public bool Left => next < numbers.Length;

    public int Below(int limit)
    {
        var number = next < numbers.Length ? numbers[next] : next * 7;
        next++;
        return (int)((uint)(number * 2_654_435_761L >> 7) % (uint)limit);
    }

    public bool Yes(int outOf = 2) => Below(outOf) == 0;

    public T Of<T>(params IReadOnlyList<T> options) => options[Below(options.Count)];
}
