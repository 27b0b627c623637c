using System.Diagnostics;
using System.Globalization;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Storage;

namespace Parley.Bench;

/// <summary>
/// Both verifiers over a large record, each as the command a person runs, and what a node needs to start with it.
/// </summary>
internal sealed class VerifyBench(int runs, int statements, string? keep)
{
    public async Task Run()
    {
        var folder = keep ?? Directory.CreateTempSubdirectory("parley-bench-").FullName;
        Directory.CreateDirectory(folder);
        Machine.Describe(folder);
        try
        {
            var node = await LargeRecord.Make(folder, statements);
            await Measure(folder, node);
        }
        finally
        {
            if (keep is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task Measure(string folder, NodeFolder node)
    {
        var outward = Path.Combine(folder, "outward");
        long held;
        using (var shelf = new SqliteShelf(node.RecordFolder))
        {
            var (self, peer) = (node.OwnCard(), node.Peers()[0]);
            RecordFolder.Write(self, peer, shelf, outward, null);
            held = shelf.Count(peer.Code, Side.Ours) + shelf.Count(peer.Code, Side.Theirs);
        }
        var bytes = Directory.GetFiles(outward).Sum(f => new FileInfo(f).Length);
        Console.WriteLine($"Record      {held} entries of both ledgers, {bytes >> 20} MiB as a folder\n");
        var load = new OwnLoad(folder);
        await Command(load, held, "parley-verify FOLDER", "parley-verify", [outward]);
        await Command(load, held, "parley verify", "parley", ["verify", "--data", node.Path]);
        var starts = await Rounds.Take(runs, load, () => Start(node));
        Console.WriteLine($"start, to record open: {Tell(starts, 0)} s; {Rounds.Load(starts)}");
        Console.WriteLine($"  memory then: {Tell(starts, 1, "N0")} MB");
        Console.WriteLine($"  review of the year, first time: {Tell(starts, 2)} s, again: {Tell(starts, 3)} s");
        Console.WriteLine($"  requests in it: {Tell(starts, 4, "N0")}");
    }

    private async Task Command(OwnLoad load, long held, string name, string program, string[] arguments)
    {
        var taken = await Rounds.Take(runs, load, () => Timed(program, arguments));
        var seconds = new Samples(taken.Select(t => t.Value.Seconds));
        var million = (seconds.Median * 1_000_000 / held).ToString("N1", CultureInfo.InvariantCulture);
        Console.WriteLine(
            $"{name}: {seconds.Tell("N2")} s, {new Samples(taken.Select(t => held / t.Value.Seconds)).Tell()} entries a second, "
                + $"at most {new Samples(taken.Select(t => t.Value.Peak)).Tell()} MB; foreign load {Rounds.Load(taken)}"
        );
        Console.WriteLine(held < 1_000_000 ? $"  extrapolated, not measured: {million} s for 1,000,000" : "");
    }

    private static async Task<(double Seconds, double Peak)> Timed(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        while (!process.WaitForExit(10))
        {
            peak = Math.Max(peak, Peak(process));
        }
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0
            ? (seconds, peak / 1048576.0)
            : throw new InvalidDataException($"{program} found fault: {await output}{await errors}");
    }

    private static long Peak(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended in between: what was seen last counts.
            return 0;
        }
    }

    private static async Task<double[]> Start(NodeFolder node)
    {
        await using var other = await OtherSide.Start("start", node.Path);
        var words = await other.Ask("tell");
        return [.. words.Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
    }

    private static string Tell(IReadOnlyList<Taken<double[]>> taken, int column, string format = "N2") =>
        new Samples(taken.Select(t => t.Value[column])).Tell(format);
}

/// <summary>The other process: opens a record as a node does at its start, and says how long that took.</summary>
internal static class StartOfRecord
{
    public static async Task Run(string path)
    {
        var folder = new NodeFolder(path);
        var start = Stopwatch.GetTimestamp();
        using var shelf = new SqliteShelf(folder.RecordFolder);
        await using var record = JointRecord.Open(folder.Self(), folder.Peers(), shelf, TimeProvider.System);
        var opened = Stopwatch.GetElapsedTime(start).TotalSeconds;
        GC.Collect();
        var memory = OtherSide.Resources();
        var peer = record.Peers[0].Code;
        var (first, again) = (Review(record, peer), Review(record, peer));
        var requests = record.Reading.All<Cooperation.Requests.Request>(peer).Count;
        var words = string.Create(CultureInfo.InvariantCulture, $"{opened} {memory} {first} {again} {requests}");
        await OtherSide.Listen(_ => Task.FromResult(words));
    }

    private static double Review(JointRecord record, Cooperation.PartyCode peer)
    {
        var start = Stopwatch.GetTimestamp();
        var now = DateTimeOffset.UtcNow;
        record.Reading.Review(peer, now.AddYears(-1), now.AddDays(1));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
