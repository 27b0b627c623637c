using System.Text;

namespace Parley.Simulation;

/// <summary>What happened, as the log of a run names it.</summary>
internal enum Happening
{
    Begun,
    Stated,
    Refused,
    Departed,
    Arrived,
    Lost,
    Repeated,
    Damaged,
    Answered,
    Settled,
    Paused,
    TimedOut,
    Committed,
    CommitFailed,
    Crashed,
    Restarted,
    Restored,
    BackedUp,
    ClockMoved,
    Parted,
    TimePassed,
    Lied,
    Halted,
    Erased,
    Quiet,
}

/// <summary>One line of the log: no bytes, no keys, so that one seed always gives the same lines.</summary>
internal readonly record struct Line(long Time, Happening What, string Who, string Whom, long First, long Second)
{
    public override string ToString() => $"{Time, 12} {What, -12} {Who}→{Whom} {First} {Second}";
}

/// <summary>The log of a run: a count, a hash over all of it, and the last lines for a person to read.</summary>
internal sealed class Trace
{
    private const int Kept = 4096;

    private readonly Line[] last = new Line[Kept];

    private readonly long[] counts = new long[Enum.GetValues<Happening>().Length];

    public long Count { get; private set; }

    /// <summary>How often something happened.</summary>
    public long Of(Happening what) => counts[(int)what];

    /// <summary>FNV-1a over every line.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    public void Add(long time, Happening what, string who, string whom = "", long first = 0, long second = 0)
    {
        last[Count++ % Kept] = new Line(time, what, who, whom, first, second);
        counts[(int)what]++;
        Mix((ulong)time);
        Mix((ulong)what);
        Mix(Code(who));
        Mix(Code(whom));
        Mix((ulong)first);
        Mix((ulong)second);
    }

    /// <summary>The last lines, oldest first.</summary>
    public string Tail(int most)
    {
        var text = new StringBuilder();
        for (var i = Math.Max(0, Count - Math.Min(most, Kept)); i < Count; i++)
        {
            text.Append(last[i % Kept]).Append('\n');
        }
        return text.ToString();
    }

    private static ulong Code(string party) => party.Length == 2 ? ((ulong)party[0] << 8) | party[1] : 0;

    private void Mix(ulong value)
    {
        for (var i = 0; i < 8; i++)
        {
            Hash = (Hash ^ (value & 0xFF)) * 1099511628211;
            value >>= 8;
        }
    }
}
