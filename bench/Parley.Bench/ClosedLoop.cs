using System.Collections.Concurrent;
using System.Diagnostics;

namespace Parley.Bench;

/// <summary>What a closed loop saw.</summary>
/// <param name="Rate">Finished a second.</param>
/// <param name="Milliseconds">How long each took.</param>
internal sealed record LoopResult(long Finished, double Rate, Samples Milliseconds);

/// <summary>Keeps a fixed number in flight: as soon as one is finished, the next begins.</summary>
internal static class ClosedLoop
{
    public static async Task<LoopResult> Run(int inFlight, TimeSpan duration, Func<int, Task> one)
    {
        var times = new ConcurrentBag<double>();
        var number = -1;
        var start = Stopwatch.GetTimestamp();
        async Task Lane()
        {
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                var began = Stopwatch.GetTimestamp();
                await one(Interlocked.Increment(ref number));
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(Lane)));
        var rate = times.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new LoopResult(times.Count, rate, new Samples(times));
    }
}
