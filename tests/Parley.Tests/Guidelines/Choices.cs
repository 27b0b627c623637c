using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Parley.Tests.Guidelines;

/// <summary>
/// Decisions drawn one after the other from a list of numbers: FsCheck makes and shrinks the list, a test makes of it
/// whatever it needs.
/// </summary>
internal sealed class Choices(int[] numbers)
{
    /// <summary>Lists of any numbers: FsCheck's own in lists are the few next to zero, of which too few decisions
    /// follow.</summary>
    private static readonly Arbitrary<int[]> Numbers = Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(), Shorter);

    /// <summary>The same lists in every run, so that a check says the same twice; with PARLEY_DRAW=1 others are drawn.
    /// </summary>
    private static readonly FSharpOption<Replay>? Drawn = Environment.GetEnvironmentVariable("PARLEY_DRAW") is "1"
        ? null
        : FSharpOption<Replay>.Some(new Replay(new Rnd(20_260_302UL), FSharpOption<int>.None));

    private int next;

    /// <summary>Runs a property over many lists of numbers; a failure shows a short list that fails, and its seed.
    /// </summary>
    /// <param name="most">How many numbers the longest list has.</param>
    public static void Hold(int runs, Func<Choices, bool> property, int most = 200) =>
        Prop.ForAll(Numbers, numbers => property(new Choices(numbers)))
            .Check(
                Config
                    .QuickThrowOnFailure.WithMaxTest(runs)
                    .WithEndSize(most)
                    .WithQuietOnSuccess(true)
                    .WithReplay(Drawn)
            );

    public bool Left => next < numbers.Length;

    public int Below(int limit)
    {
        var number = next < numbers.Length ? numbers[next] : next * 7;
        next++;
        return (int)((uint)(number * 2_654_435_761L >> 7) % (uint)limit);
    }

    public bool Yes(int outOf = 2) => Below(outOf) == 0;

    public T Of<T>(params IReadOnlyList<T> options) => options[Below(options.Count)];

    /// <summary>The list without a half, a quarter or an eighth of it. FsCheck's own way tries every number, which
    /// takes minutes where each run takes a while.</summary>
    private static IEnumerable<int[]> Shorter(int[] numbers)
    {
        for (var part = (numbers.Length + 1) / 2; part > numbers.Length / 16; part /= 2)
        {
            for (var at = 0; at < numbers.Length; at += part)
            {
                yield return [.. numbers[..at], .. numbers.Skip(at + part)];
            }
        }
    }
}
