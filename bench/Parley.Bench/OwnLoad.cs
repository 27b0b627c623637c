using System.Globalization;

namespace Parley.Bench;

/// <summary>
/// How much of the machine this measurement uses and how much others do, from /proc. Own is this process, its finished
/// children, and whatever runs with the measurement's folder in its command line.
/// </summary>
internal sealed class OwnLoad(string folder)
{
    private const double TicksPerSecond = 100;

    public Reading Now()
    {
        var machine = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9];
        var ticks = machine.Select(Number).ToArray();
        // user nice system idle iowait irq softirq steal: waiting for the disk is idle.
        var idle = ticks[3] + ticks[4];
        var all = ticks.Sum();
        return new Reading(Own(), all - idle, all);
    }

    /// <summary>Processor time used by the measurement, in seconds.</summary>
    public double OwnSeconds() => Own() / TicksPerSecond;

    private double Own()
    {
        var self = Fields("self");
        var own = self[13..17].Sum(Number);
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            var id = Path.GetFileName(process);
            if (int.TryParse(id, CultureInfo.InvariantCulture, out var number) && number != Environment.ProcessId)
            {
                own += OfOther(id);
            }
        }
        return own;
    }

    private double OfOther(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Contains(folder, StringComparison.Ordinal)
                ? Fields(id)[13..15].Sum(Number)
                : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended in between: its time is in ours now, or was foreign.
            return 0;
        }
    }

    /// <summary>The fields of a process' stat, by their numbers in proc(5) less one.</summary>
    private static string[] Fields(string id)
    {
        var text = File.ReadAllText($"/proc/{id}/stat");
        var name = text.LastIndexOf(')');
        return ["", "", .. text[(name + 2)..].Split(' ')];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The machine's clock ticks so far.</summary>
    internal readonly record struct Reading(double Own, double Busy, double All)
    {
        public double ForeignSince(Reading before) =>
            All <= before.All ? 0 : Math.Max(0, Busy - before.Busy - (Own - before.Own)) / (All - before.All);
    }
}
