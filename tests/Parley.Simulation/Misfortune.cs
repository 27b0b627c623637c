namespace Parley.Simulation;

/// <summary>What befalls nodes and the ways between them: crashes, old backups, partitions, clocks that move.</summary>
internal sealed class Misfortune(World world)
{
    private const int TailKept = 3;

    /// <summary>What nations erase by themselves.</summary>
    public Oblivion Oblivion { get; } = new(world);

    private readonly List<Backup>[] backups = [.. world.Nations.Select(_ => new List<Backup>())];
    private readonly Queue<Backup>[] tails = [.. world.Nations.Select(_ => new Queue<Backup>())];

    /// <summary>Something may go wrong now, at this nation or between it and others.</summary>
    public void Perhaps(Nation nation)
    {
        Oblivion.Perhaps(nation);
        if (nation.Up && world.Dice.PerMille(world.Weather.BackUp))
        {
            world.Trace.Add(world.Clock.Now, Happening.BackedUp, nation.Code.ToString());
            backups[world.Nations.ToList().IndexOf(nation)].Add(nation.Shelf.BackUp());
        }
        if (world.Dice.PerMille(world.Weather.CrashAnywhere))
        {
            var both = world.Dice.PerMille(world.Weather.CrashBoth);
            foreach (var struck in world.Nations.Where(n => n.Up && (both || n == nation)))
            {
                struck.Stop();
            }
        }
        if (world.Dice.PerMille(world.Weather.Partition))
        {
            var other = world.Dice.Pick([.. world.Nations.Where(n => n != nation)]);
            var until = world.Clock.Now + world.Dice.Between(1_000, 900_000);
            world.Trace.Add(world.Clock.Now, Happening.Parted, nation.Code.ToString(), other.Code.ToString(), until);
            world.Wire.Part(nation.Code, other.Code, until);
            if (world.Dice.Below(2) == 0)
            {
                world.Wire.Part(other.Code, nation.Code, until);
            }
        }
        if (world.Dice.PerMille(world.Weather.ClockMoves))
        {
            nation.Skew = world.Dice.Between(-world.Weather.Skew, world.Weather.Skew);
            world.Trace.Add(world.Clock.Now, Happening.ClockMoved, nation.Code.ToString(), "", nation.Skew);
        }
        if (world.Dice.PerMille(world.Weather.TimePasses))
        {
            world.Clock.Jump(world.Dice.Between(60_000, 5 * 86_400_000L));
            world.Trace.Add(world.Clock.Now, Happening.TimePassed, "");
            world.Wire.LetLateOnesCome();
        }
    }

    /// <summary>Nobody sets a node back to before this: what was erased since could not be brought back.</summary>
    public void ForgetBackups()
    {
        foreach (var one in backups)
        {
            one.Clear();
        }
        foreach (var one in tails)
        {
            one.Clear();
        }
    }

    /// <summary>A node committed: its disk may not have kept that.</summary>
    public void Committed(Nation nation)
    {
        if (world.Weather.TailLost == 0)
        {
            return;
        }
        var tail = tails[world.Nations.ToList().IndexOf(nation)];
        tail.Enqueue(nation.Shelf.BackUp());
        if (tail.Count > TailKept)
        {
            tail.Dequeue();
        }
    }

    /// <summary>A node stopped; it starts again after a while.</summary>
    public void GoDown(Nation nation)
    {
        world.Freight.Stopped(nation);
        world.Trace.Add(world.Clock.Now, Happening.Crashed, nation.Code.ToString());
        world.Clock.After(world.Dice.Between(10, world.Healing ? 1_000 : 120_000), () => Start(nation));
    }

    /// <summary>A node starts, perhaps from an old backup of its disk.</summary>
    public void Start(Nation nation)
    {
        if (nation.Up)
        {
            return;
        }
        if (!world.Healing && world.Liar is null && world.Watch.NobodyIsBehind && Old(nation) is { } old)
        {
            world.Watch.Restored(nation);
            nation.Shelf.Restore(old);
            world.SetBack(nation);
            world.Trace.Add(world.Clock.Now, Happening.Restored, nation.Code.ToString());
        }
        tails[world.Nations.ToList().IndexOf(nation)].Clear();
        world.Mutants.BeforeStart(nation);
        if (!nation.Start())
        {
            GoDown(nation);
            return;
        }
        world.Trace.Add(world.Clock.Now, Happening.Restarted, nation.Code.ToString());
        foreach (var end in nation.Ends.Values)
        {
            world.Post.Schedule(nation, end, 0, greet: false);
        }
    }

    /// <summary>What the disk is set back to, or null: it kept everything.</summary>
    private Backup? Old(Nation nation)
    {
        var at = world.Nations.ToList().IndexOf(nation);
        return backups[at].Count > 0 && world.Dice.PerMille(world.Weather.RestoreAtRestart)
                ? world.Dice.Pick(backups[at])
            : tails[at].Count > 0 && world.Dice.PerMille(world.Weather.TailLost) ? world.Dice.Pick([.. tails[at]])
            : null;
    }
}
