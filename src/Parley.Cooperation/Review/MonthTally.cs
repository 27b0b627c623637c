using System.Globalization;
using System.Runtime.InteropServices;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Review;

/// <summary>Counts the requests of one group that arrived in one month.</summary>
internal sealed class MonthTally
{
    public StepTally Acknowledgement { get; } = new();

    public StepTally FirstResponse { get; } = new();

    public StepTally Full { get; } = new();

    public WaitTally Clarifying { get; } = new();

    public StepTally Rating { get; } = new();

    public WaitTally Consulting { get; } = new();

    public Dictionary<string, int> Grounds { get; } = new(StringComparer.Ordinal);

    /// <summary>By mark: how complete, how usable, how well in form.</summary>
    public int[][] Marks { get; } = [new int[4], new int[4], new int[4]];

    public int[] FullDays { get; } = new int[ReviewFigures.DayEdges.Length + 1];

    /// <summary>Seconds since arrival of what is open, and since its time ran out of what is overdue.</summary>
    public List<uint> OpenFor { get; } = [];

    public List<uint> OverdueFor { get; } = [];

    public int Requests { get; private set; }

    public int Complete { get; private set; }

    public int Clarifications { get; private set; }

    public int Clarified { get; private set; }

    public int Extensions { get; private set; }

    /// <summary>By outcome.</summary>
    public int[] Outcomes { get; } = new int[6];

    public int Rated { get; private set; }

    public int RatingsReplied { get; private set; }

    public int StatedLate { get; private set; }

    public long SlowestSeconds { get; private set; }

    /// <summary>The month's name: "2026-03".</summary>
    public static string Name(int month) =>
        string.Create(CultureInfo.InvariantCulture, $"{month / 12:D4}-{(month % 12) + 1:D2}");

    public void Add(TimeSpan age, bool complete, in MeasuredPhase phase, DateTimeOffset end)
    {
        Requests++;
        Complete += complete ? 1 : 0;
        Acknowledgement.Add(phase.Acknowledgement, end);
        FirstResponse.Add(phase.FirstResponse, end);
        Full.Add(phase.Full, end);
        if (phase.Full.Seconds is { } took)
        {
            FullDays[Column(took)]++;
        }
        Clarifications += phase.Clarifications;
        Clarified += phase.Clarifications > 0 ? 1 : 0;
        Extensions += phase.Extensions;
        Outcomes[(int)phase.Outcome]++;
        if (phase.Outcome is MeasuredOutcome.Open or MeasuredOutcome.AnsweredInPart)
        {
            OpenFor.Add(StepTally.Whole(age));
            if (phase.Full is { End: MeasuredEnd.Owed, Due: { } due } && end > due)
            {
                OverdueFor.Add(StepTally.Whole(end - due));
            }
        }
        foreach (var ground in phase.Grounds?.Split('\n') ?? [])
        {
            CollectionsMarshal.GetValueRefOrAddDefault(Grounds, ground, out _)++;
        }
        if (phase.Rated is { } marks)
        {
            Rated++;
            Marks[0][(int)marks.Complete]++;
            Marks[1][(int)marks.Usable]++;
            Marks[2][(int)marks.InForm]++;
        }
        RatingsReplied += phase.RatingReplied ? 1 : 0;
        Clarifying.Add(phase.Requester.Clarifying, end);
        Consulting.Add(phase.Requester.Consulting, end);
        if (phase.Requester.Rating is { } rating)
        {
            Rating.Add(rating, end);
        }
        StatedLate += phase.SlowestSeconds >= ReviewFigures.StatedLateSeconds ? 1 : 0;
        SlowestSeconds = Math.Max(SlowestSeconds, phase.SlowestSeconds);
    }

    public void Add(MonthTally other)
    {
        Requests += other.Requests;
        Complete += other.Complete;
        Acknowledgement.Add(other.Acknowledgement);
        FirstResponse.Add(other.FirstResponse);
        Full.Add(other.Full);
        Clarifications += other.Clarifications;
        Clarified += other.Clarified;
        Extensions += other.Extensions;
        Rated += other.Rated;
        RatingsReplied += other.RatingsReplied;
        StatedLate += other.StatedLate;
        SlowestSeconds = Math.Max(SlowestSeconds, other.SlowestSeconds);
        Clarifying.Add(other.Clarifying);
        Rating.Add(other.Rating);
        Consulting.Add(other.Consulting);
        OpenFor.AddRange(other.OpenFor);
        OverdueFor.AddRange(other.OverdueFor);
        Sum(FullDays, other.FullDays);
        Sum(Outcomes, other.Outcomes);
        for (var i = 0; i < Marks.Length; i++)
        {
            Sum(Marks[i], other.Marks[i]);
        }
        foreach (var (ground, count) in other.Grounds)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(Grounds, ground, out _) += count;
        }
    }

    private static void Sum(int[] into, int[] other)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] += other[i];
        }
    }

    private static int Column(long seconds)
    {
        var column = 0;
        while (column < ReviewFigures.DayEdges.Length && seconds > ReviewFigures.DayEdges[column] * 86_400L)
        {
            column++;
        }
        return column;
    }
}

/// <summary>Counts how one step stood, and gathers the times it took.</summary>
internal sealed class StepTally
{
    /// <summary>On time, late, overdue, running, lapsed, without limit, done without a clock that ran.</summary>
    public int[] Counts { get; } = new int[7];

    public List<uint> Seconds { get; } = [];

    /// <summary>In whole seconds, at most as many as 136 years have.</summary>
    public static uint Whole(TimeSpan time) => Whole(time.Ticks / TimeSpan.TicksPerSecond);

    public void Add(in MeasuredStep step, DateTimeOffset end)
    {
        Counts[
            step.End switch
            {
                MeasuredEnd.OnTime => 0,
                MeasuredEnd.Late => 1,
                MeasuredEnd.Lapsed => 4,
                MeasuredEnd.NoLimit => 5,
                MeasuredEnd.Unstarted => 6,
                _ => end > step.Due ? 2 : 3,
            }
        ]++;
        if (step.Seconds is { } seconds)
        {
            Seconds.Add(Whole(seconds));
        }
    }

    public void Add(StepTally other)
    {
        for (var i = 0; i < Counts.Length; i++)
        {
            Counts[i] += other.Counts[i];
        }
        Seconds.AddRange(other.Seconds);
    }

    private static uint Whole(long seconds) => (uint)Math.Clamp(seconds, 0, uint.MaxValue);
}

/// <summary>Gathers how long the requester let the other side wait for its word.</summary>
internal sealed class WaitTally
{
    public List<uint> Seconds { get; } = [];

    /// <summary>Of what is still waited for, since it is.</summary>
    public List<uint> WaitingFor { get; } = [];

    public void Add(in MeasuredWait wait, DateTimeOffset end)
    {
        if (wait.Seconds is { } seconds)
        {
            Seconds.Add((uint)Math.Clamp(seconds, 0, uint.MaxValue));
        }
        if (wait.Since is { } since)
        {
            WaitingFor.Add(StepTally.Whole(end - since));
        }
    }

    public void Add(WaitTally other)
    {
        Seconds.AddRange(other.Seconds);
        WaitingFor.AddRange(other.WaitingFor);
    }
}
