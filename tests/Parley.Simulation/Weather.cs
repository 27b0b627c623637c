namespace Parley.Simulation;

/// <summary>
/// How bad things are in one run: chances in a thousand, spans in milliseconds. Each seed draws its own, from calm to
/// foul, so that rare faults also meet undisturbed runs.
/// </summary>
internal sealed record Weather
{
    public int Drop { get; init; }
    public int Repeat { get; init; }
    public int Truncate { get; init; }
    public int Flip { get; init; }
    public int Swap { get; init; }
    public int SlowDelivery { get; init; }
    public int CommitFails { get; init; }
    public int CrashAtCommit { get; init; }
    public int CrashAnywhere { get; init; }
    public int CrashAtLoad { get; init; }
    public int CrashBoth { get; init; }
    public int RestoreAtRestart { get; init; }
    public int BackUp { get; init; }

    /// <summary>At a restart the last commits are gone: the disk had said they were synced.</summary>
    public int TailLost { get; init; }
    public int Partition { get; init; }
    public int ClockMoves { get; init; }
    public int TimePasses { get; init; }
    public int ForgetSession { get; init; }
    public int Together { get; init; }

    /// <summary>Clocks are off by at most so much.</summary>
    public long Skew { get; init; }

    /// <summary>The usual way of a message.</summary>
    public long Way { get; init; } = 50;

    /// <summary>The mean pause between two acts of officers.</summary>
    public long Pace { get; init; } = 4_000;

    /// <summary>How many things officers attempt in all.</summary>
    public int Acts { get; init; } = 60;

    /// <summary>Nothing goes wrong.</summary>
    public static Weather Calm { get; } = new();

    public static Weather Draw(Dice dice)
    {
        int Some(int most) => dice.Below(3) == 0 ? 0 : dice.Below(most + 1);
        return new Weather
        {
            Drop = Some(200),
            Repeat = Some(150),
            Truncate = Some(40),
            Flip = Some(40),
            Swap = Some(40),
            SlowDelivery = Some(150),
            CommitFails = Some(60),
            CrashAtCommit = Some(50),
            CrashAnywhere = Some(25),
            CrashAtLoad = Some(200),
            CrashBoth = Some(500),
            RestoreAtRestart = Some(500),
            BackUp = Some(40),
            TailLost = Some(300),
            Partition = Some(20),
            ClockMoves = Some(40),
            TimePasses = Some(10),
            ForgetSession = Some(30),
            Together = Some(500),
            Skew = dice.Below(3) == 0 ? 0 : dice.Between(0, 600_000),
            Way = dice.Between(1, 400),
            Pace = dice.Between(20, 20_000),
            Acts = (int)dice.Between(20, 90),
        };
    }
}
