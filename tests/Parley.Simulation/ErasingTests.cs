using System.Collections.Concurrent;
using System.Globalization;

namespace Parley.Simulation;

/// <summary>Nations that erase what has come to rest, while everything goes wrong that can.</summary>
public sealed class ErasingTests(ITestOutputHelper output)
{
    private static readonly int Seeds = int.Parse(
        Environment.GetEnvironmentVariable("PARLEY_ERASING_SEEDS") ?? "150",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public void Both_records_stay_alike_however_and_whenever_a_nation_erases()
    {
        var broken = new ConcurrentBag<string>();
        var erased = 0L;
        Parallel.For(
            1,
            Seeds + 1,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seed =>
            {
                var play = new Play((ulong)seed)
                {
                    Erases = true,
                    Agreed = true,
                    Liar = false,
                };
                var outcome = World.Run(play);
                Interlocked.Add(ref erased, outcome.Erased);
                if (outcome.Broken is not null)
                {
                    broken.Add($"{seed}: {outcome.Broken}\n{outcome.Tail}");
                }
            }
        );
        output.WriteLine(FormattableString.Invariant($"{Seeds} seeds, {erased} requests erased."));
        Assert.True(broken.IsEmpty, $"{broken.Count} broke a promise. {broken.FirstOrDefault()}");
        Assert.True(erased > Seeds / 10, $"Only {erased} requests were erased: it shows little.");
    }
}
