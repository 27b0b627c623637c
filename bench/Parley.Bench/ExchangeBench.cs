using System.Globalization;

namespace Parley.Bench;

/// <summary>
/// Entries a second, durable and receipted on both sides, with real rules, entries and states, between two processes;
/// in turn with the ceiling and with today's practice.
/// </summary>
internal sealed class ExchangeBench(int runs, double seconds, bool withGpg, int? only, bool whole)
{
    private readonly TimeSpan duration = TimeSpan.FromSeconds(seconds);

    public async Task Run()
    {
        await using var pair = await Pair.Start();
        var gpg = withGpg ? await GpgPractice.Start(pair.Folder) : null;
        if (whole)
        {
            await pair.Other.Ask("answer");
        }
        await ClosedLoop.Run(16, duration, Ours(pair));
        var bytes = await pair.Nation.Stated();
        Console.WriteLine(
            $"Entries     {bytes.Count} of {(whole ? "whole requests, made to closed," : "requests")} under the model "
                + $"guidelines, {new Samples(bytes.Select(b => (double)b.Length)).Tell()} bytes"
        );
        await ClosedLoop.Run(16, duration, n => pair.Ceiling.Keep(bytes[n % bytes.Count]));
        Console.WriteLine($"Samples     {runs} of {seconds.ToString(CultureInfo.InvariantCulture)} s each, in turn\n");
        Console.WriteLine(
            "waiting | ours a second | a delivery | own µs each | ceiling a second | ratio | gpg a second | ours to gpg | foreign load"
        );
        foreach (var inFlight in only is { } one ? [one] : (int[])[1, 16, 128, 256, 512])
        {
            // As much as a sample, which is not counted: the code is compiled for this many in flight.
            await ClosedLoop.Run(inFlight, duration, Ours(pair));
            var taken = await Rounds.Take(runs, pair.Load, () => Round(pair, inFlight, bytes, gpg));
            Tell(inFlight, taken);
        }
        var (ours, theirs) = pair.Nation.Record.SizesOf(pair.Nation.Peer);
        Console.WriteLine(
            $"\nBoth nodes {(await pair.Same() ? "hold the same states" : "DIFFER: NO FIGURE COUNTS")} after "
                + $"{ours + theirs} entries; memory here {OtherSide.Resources()} MB, there {await pair.Other.Ask("memory")} MB."
        );
        gpg?.Dispose();
    }

    /// <summary>How many entries one turn of the loop makes.</summary>
    private int Together => whole ? Asking.Statements : 1;

    private Func<int, Task> Ours(Pair pair) => whole ? pair.Nation.SeeThroughOne : pair.Nation.StateOne;

    private async Task<Round> Round(
        Pair pair,
        int inFlight,
        IReadOnlyList<ReadOnlyMemory<byte>> bytes,
        GpgPractice? gpg
    )
    {
        var (sent, used) = (pair.Nation.Line.Deliveries, pair.Load.OwnSeconds());
        var ours = await ClosedLoop.Run(inFlight, duration, Ours(pair));
        var entries = ours.Finished * Together;
        (sent, used) = (pair.Nation.Line.Deliveries - sent, pair.Load.OwnSeconds() - used);
        var ceiling = await ClosedLoop.Run(inFlight, duration, n => pair.Ceiling.Keep(bytes[n % bytes.Count]));
        var practice = gpg is null
            ? null
            : await ClosedLoop.Run(Environment.ProcessorCount, duration, n => gpg.Exchange(bytes[n % bytes.Count]));
        return new Round(
            ours.Rate * Together,
            (whole ? 3.0 / Asking.Statements : 1) * entries / Math.Max(1, sent),
            used * 1e6 / entries,
            ceiling.Rate,
            practice?.Rate
        );
    }

    private static void Tell(int inFlight, IReadOnlyList<Taken<Round>> taken)
    {
        var rounds = taken.Select(t => t.Value).ToList();
        string Column(Func<Round, double> figure, string format = "N0") =>
            new Samples(rounds.Select(figure)).Tell(format);
        var gpg = rounds.TrueForAll(r => r.Gpg is not null);
        Console.WriteLine(
            string.Join(
                " | ",
                inFlight,
                Column(r => r.Ours),
                Column(r => r.Together, "N1"),
                Column(r => r.OwnMicroseconds),
                Column(r => r.Ceiling),
                Column(r => r.Ours / r.Ceiling, "N2"),
                gpg ? Column(r => r.Gpg!.Value, "N1") : "not measured",
                gpg ? Column(r => r.Ours / r.Gpg!.Value) + "×" : "",
                Rounds.Load(taken)
            )
        );
    }
}

/// <summary>Ours, the ceiling and today's practice, taken one after another.</summary>
/// <param name="Together">How many entries a delivery carried.</param>
/// <param name="OwnMicroseconds">Processor time of both processes for one entry of ours.</param>
internal sealed record Round(double Ours, double Together, double OwnMicroseconds, double Ceiling, double? Gpg);
