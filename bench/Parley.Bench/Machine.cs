using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Parley.Bench;

/// <summary>What every set of figures begins with: the machine's class, versions, settings, its disk's sync.</summary>
internal static class Machine
{
    private const int Syncs = 300;

    public static void Describe(string folder)
    {
        Console.WriteLine($"Command     {string.Join(' ', Environment.GetCommandLineArgs().Skip(1))}");
        Console.WriteLine($"Date        {DateTimeOffset.UtcNow.ToString("u", CultureInfo.InvariantCulture)}");
        Console.WriteLine($"Machine     {Environment.ProcessorCount} processors, {Processor()}, {Memory()} GiB");
        Console.WriteLine(
            $"Versions    {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}, SQLite {Sqlite()}"
        );
        Console.WriteLine(
            $"Collector   server {GCSettings.IsServerGC}, latency {GCSettings.LatencyMode}, "
                + $"built {(IsOptimised ? "Release" : "DEBUG: NO FIGURE COUNTS")}"
        );
        Console.WriteLine($"Disk        one sync of 4 KiB appended: {SyncTimes(folder).Tell("N0")} µs");
    }

    /// <summary>Microseconds of one write of 4 KiB made durable at the end of a file.</summary>
    public static Samples SyncTimes(string folder)
    {
        var path = Path.Combine(folder, "sync");
        var block = new byte[4096];
        var times = new double[Syncs];
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (var i = 0; i < Syncs; i++)
            {
                var start = Stopwatch.GetTimestamp();
                file.Write(block);
                file.Flush(flushToDisk: true);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        }
        File.Delete(path);
        return new Samples(times);
    }

    private static bool IsOptimised =>
        !typeof(Machine)
            .Assembly.GetCustomAttributes(typeof(DebuggableAttribute), false)
            .OfType<DebuggableAttribute>()
            .Any(d => d.IsJITOptimizerDisabled);

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]
            : "unknown";

    private static long Memory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;

    private static string Sqlite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }
}
