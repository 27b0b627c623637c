namespace Parley.Bench;

/// <summary>One lone entry at a time on an idle link, from stated to receipt held, in turn with the ceiling.</summary>
internal sealed class LatencyBench(int runs)
{
    private const int Entries = 500;

    /// <summary>Between two entries, so that each finds the link idle.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public async Task Run()
    {
        await using var pair = await Pair.Start();
        await Times(200, pair.Nation.StateOne);
        var bytes = await pair.Nation.Stated();
        await Times(200, n => pair.Ceiling.Keep(bytes[n % bytes.Count]));
        Console.WriteLine($"Samples     {runs} of {Entries} lone entries each, in turn; milliseconds\n");
        var taken = await Rounds.Take(
            runs,
            pair.Load,
            async () =>
                (
                    Ours: await Times(Entries, pair.Nation.StateOne),
                    Ceiling: await Times(Entries, n => pair.Ceiling.Keep(bytes[n % bytes.Count])),
                    Sync: Machine.SyncTimes(pair.Folder)
                )
        );
        foreach (var share in (double[])[0.5, 0.9, 0.99])
        {
            var ours = new Samples(taken.Select(t => t.Value.Ours.Percentile(share)));
            var ceiling = new Samples(taken.Select(t => t.Value.Ceiling.Percentile(share)));
            Console.WriteLine($"p{share * 100:N0}  ours {ours.Tell("N2")}  ceiling {ceiling.Tell("N2")}");
        }
        Console.WriteLine(
            $"one sync {new Samples(taken.Select(t => t.Value.Sync.Median)).Tell()} µs; foreign load {Rounds.Load(taken)}"
        );
    }

    private static async Task<Samples> Times(int count, Func<int, Task> one)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            await Task.Delay(Pause);
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await one(i);
            times[i] = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return new Samples(times);
    }
}
