using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Parley.Simulation;

/// <summary>Many seeds, each a whole life of two or three nations with everything that can go wrong.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    private const ulong Usual = 2000;

    /// <summary>PARLEY_SEEDS="from-to" for a longer run, PARLEY_SEED=n to see one again.</summary>
    [Fact]
    public void Some_thousand_seeds_hold()
    {
        var (from, to) = Range();
        var broken = new ConcurrentBag<Outcome>();
        var happenings = 0L;
        var watch = Stopwatch.StartNew();
        Parallel.For(
            (long)from,
            (long)to + 1,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            (seed, loop) =>
            {
                var outcome = World.Run(new Play((ulong)seed));
                Interlocked.Add(ref happenings, outcome.Happenings);
                if (outcome.Broken is not null)
                {
                    broken.Add(outcome);
                    if (broken.Count >= 20)
                    {
                        loop.Stop();
                    }
                }
            }
        );
        var seconds = watch.Elapsed.TotalSeconds;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{to - from + 1} seeds, {happenings} events in {seconds:F0} s, {happenings / seconds:F0} a second."
            )
        );
        Assert.True(broken.IsEmpty, Told(broken));
    }

    private static (ulong From, ulong To) Range()
    {
        if (Environment.GetEnvironmentVariable("PARLEY_SEED") is { Length: > 0 } one)
        {
            var seed = ulong.Parse(one, CultureInfo.InvariantCulture);
            return (seed, seed);
        }
        if (Environment.GetEnvironmentVariable("PARLEY_SEEDS") is { Length: > 0 } range)
        {
            var ends = range.Split('-');
            return (
                ulong.Parse(ends[0], CultureInfo.InvariantCulture),
                ulong.Parse(ends[^1], CultureInfo.InvariantCulture)
            );
        }
        return (1, Usual);
    }

    private static string Told(IReadOnlyCollection<Outcome> broken)
    {
        if (broken.Count == 0)
        {
            return "";
        }
        var first = broken.MinBy(b => b.Happenings)!;
        return $"""
            {broken.Count} seeds broke a promise: {string.Join(", ", broken.Select(b => b.Seed).Order())}.
            Seed {first.Seed}: {first.Broken}
            See it again: PARLEY_SEED={first.Seed} dotnet run --project tests/Parley.Simulation -- -class "*SeedTests"
            {string.Join('\n', broken.Select(b => $"  {b.Seed}: {b.Broken?.Split('\n')[0]}"))}
            Its last steps:
            {first.Tail}
            """;
    }
}
