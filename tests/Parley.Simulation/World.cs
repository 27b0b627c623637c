using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>What is played: everything else follows from it.</summary>
internal sealed record Play(ulong Seed)
{
    public Mutant Mutant { get; init; }

    /// <summary>Null: drawn from the seed.</summary>
    public Weather? Weather { get; init; }

    /// <summary>Null: two or three, drawn from the seed.</summary>
    public int? Nations { get; init; }

    /// <summary>One of the nations lies. Null: drawn from the seed.</summary>
    public bool? Liar { get; init; }
}

/// <summary>What a run showed.</summary>
internal sealed record Outcome(ulong Seed, long Happenings, ulong Hash, string? Broken, string Tail);

/// <summary>
/// Nations in one process under one seed: their nodes, the network between them, their officers, and everything that
/// can go wrong. One thread, no clock, no chance but the seed's.
/// </summary>
internal sealed class World
{
    private readonly List<Backup>[] backups;
    private readonly Desk desk;
    private bool healing;

    private World(Play play, Cast cast)
    {
        Play = play;
        Cast = cast;
        Dice = new Dice(play.Seed);
        Weather = play.Weather ?? Weather.Draw(Dice);
        var count = play.Nations ?? (Dice.Below(3) == 0 ? 3 : 2);
        Nations = [.. cast.Parties.Take(count).Select(p => new Nation(p, Clock))];
        backups = [.. Nations.Select(_ => new List<Backup>())];
        desk = new Desk(Dice.Fork(), fullForms: Dice.Below(12) == 0);
        Mutants = new Planted(this, play.Mutant);
        Watch = new Watch(this);
        Post = new Post(this);
        Wire = new Wire(this);
        Liar = play.Liar ?? Dice.Below(4) == 0 ? new Liar(this, Nations[^1]) : null;
    }

    public Play Play { get; }

    public Cast Cast { get; }

    public Dice Dice { get; }

    public Weather Weather { get; private set; }

    public Clockwork Clock { get; } = new();

    public Trace Trace { get; } = new();

    public IReadOnlyList<Nation> Nations { get; }

    public Planted Mutants { get; }

    public Watch Watch { get; }

    public Post Post { get; }

    public Wire Wire { get; }

    public Liar? Liar { get; }

    public Nation Nation(PartyCode code) => Nations.First(n => n.Code == code);

    /// <summary>Plays it to the end and says what broke, or null.</summary>
    public static Outcome Run(Play play)
    {
        var cast = Cast.Take();
        try
        {
            var world = new World(play, cast);
            string? broken = null;
            try
            {
                world.Run();
            }
            catch (BrokenPromiseException e)
            {
                broken = e.Message;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                broken = e.ToString();
            }
            return new Outcome(play.Seed, world.Trace.Count, world.Trace.Hash, broken, world.Trace.Tail(60));
        }
        finally
        {
            cast.GiveBack();
        }
    }

    /// <summary>A sealed body reaches a node: the liar's answers may be made up.</summary>
    public void Receive(Nation nation, PartyCode from, byte[] body, Action<LinkAnswer> answer)
    {
        if (Liar is not null && nation == Liar.Self && Liar.Answers(from, body, answer))
        {
            return;
        }
        Post.Receive(nation, from, body, answer);
    }

    private void Run()
    {
        foreach (var nation in Nations)
        {
            Prepare(nation);
            Start(nation);
        }
        if (Dice.Below(5) > 0)
        {
            Agree();
        }
        Clock.After(1, Officers);
        const long MostSteps = 20_000;
        for (long steps = 0; !healing; steps++)
        {
            Step(steps < MostSteps);
        }
        Heal();
        var until = Clock.Now + 10_800_000;
        for (long steps = 0; !Inspection.IsQuiet(this); steps++)
        {
            Step(steps < MostSteps && Clock.Now < until);
        }
        Trace.Add(Clock.Now, Happening.Quiet, "");
        Inspection.Check(this);
    }

    /// <summary>Most runs begin where two nations have agreed their guidelines in peace.</summary>
    private void Agree()
    {
        var weather = Weather;
        Weather = Weather.Calm;
        Settle();
        foreach (var nation in Nations)
        {
            foreach (var end in nation.Ends.Values.Where(e => e.Link.Peer.Code.CompareTo(nation.Code) > 0))
            {
                nation.Enter(work => desk.Propose(nation, end.Link, work), told => Watch.Stated(nation, end, told!));
                Settle();
                var other = Nation(end.Link.Peer.Code);
                var back = other.Ends[nation.Code.ToString()];
                other.Enter(work => desk.Accept(other, back.Link, work), told => Watch.Stated(other, back, told!));
                Settle();
            }
        }
        Weather = weather;
    }

    private void Settle()
    {
        do
        {
            Step(inTime: true);
        } while (!Inspection.IsQuiet(this));
    }

    private void Prepare(Nation nation)
    {
        nation.Peers = [.. Nations.Where(n => n != nation).Select(n => Peer.Parse(n.Self.CardText))];
        nation.Changed = change => Post.Wake(nation, change.Peer);
        nation.Committed = done =>
            Trace.Add(
                Clock.Now,
                done ? Happening.Committed
                    : nation.Up ? Happening.CommitFailed
                    : Happening.Crashed,
                nation.Code.ToString()
            );
        nation.Shelf.AtCommit = () =>
            Dice.PerMille(Weather.CommitFails) ? Fate.Fails
            : !Dice.PerMille(Weather.CrashAtCommit) ? Fate.Done
            : Dice.Below(2) == 0 ? Fate.CrashBefore
            : Fate.CrashAfter;
        nation.Shelf.AtLoad = () => Dice.PerMille(Weather.CrashAtLoad);
        nation.Skew = Dice.Between(-Weather.Skew, Weather.Skew);
        Mutants.Prepare(nation);
    }

    private void Step(bool inTime)
    {
        if (!inTime)
        {
            throw new BrokenPromiseException(
                healing ? $"The link did not become quiet: {Inspection.Describe(this)}" : "The nodes turn without end."
            );
        }
        var up = Nations.Where(n => n.Up).ToList();
        Clock.Step();
        foreach (var nation in Nations)
        {
            if (Weather.Together == 0 || !Dice.PerMille(Weather.Together))
            {
                nation.Pump();
            }
        }
        up.Where(n => !n.Up).ToList().ForEach(GoDown);
    }

    /// <summary>An officer acts, and something may go wrong; until enough was tried.</summary>
    private void Officers()
    {
        if (desk.Acts >= Weather.Acts)
        {
            healing = true;
            return;
        }
        var nation = Dice.Pick(Nations);
        if (nation.Up && nation.Ends.Count > 0)
        {
            var end = Dice.Pick([.. nation.Ends.Values]);
            Act(nation, end);
        }
        Misfortunes(nation);
        Clock.After(Dice.Between(1, 2 * Weather.Pace), Officers);
    }

    private void Act(Nation nation, LinkEnd end)
    {
        var told = false;
        nation.Enter(
            work =>
            {
                var stating = desk.Act(nation, end.Link, work);
                if (Mutants.Mutant == Mutant.ActsTwice && stating.Index >= 0 && Dice.Below(10) == 0)
                {
                    stating = desk.Again(nation, end.Link, work, stating);
                }
                if (Mutants.Mutant == Mutant.TellsTooEarly && stating.Index >= 0)
                {
                    told = true;
                    Watch.Stated(nation, end, stating);
                }
                return stating;
            },
            stating =>
            {
                var index = stating?.Index ?? -2;
                var what = index >= 0 ? Happening.Stated : Happening.Refused;
                Trace.Add(Clock.Now, what, nation.Code.ToString(), end.Link.Peer.Code.ToString(), index);
                if (index >= 0 && !told)
                {
                    Watch.Stated(nation, end, stating!);
                }
            }
        );
    }

    private void Misfortunes(Nation nation)
    {
        if (nation.Up && Dice.PerMille(Weather.BackUp))
        {
            Trace.Add(Clock.Now, Happening.BackedUp, nation.Code.ToString());
            backups[Nations.ToList().IndexOf(nation)].Add(nation.Shelf.BackUp());
        }
        if (Dice.PerMille(Weather.CrashAnywhere))
        {
            var both = Dice.PerMille(Weather.CrashBoth);
            foreach (var struck in Nations.Where(n => n.Up && (both || n == nation)))
            {
                struck.Stop();
            }
        }
        if (Dice.PerMille(Weather.Partition))
        {
            var other = Dice.Pick([.. Nations.Where(n => n != nation)]);
            var until = Clock.Now + Dice.Between(1_000, 900_000);
            Trace.Add(Clock.Now, Happening.Parted, nation.Code.ToString(), other.Code.ToString(), until);
            Wire.Part(nation.Code, other.Code, until);
            if (Dice.Below(2) == 0)
            {
                Wire.Part(other.Code, nation.Code, until);
            }
        }
        if (Dice.PerMille(Weather.ClockMoves))
        {
            nation.Skew = Dice.Between(-Weather.Skew, Weather.Skew);
            Trace.Add(Clock.Now, Happening.ClockMoved, nation.Code.ToString(), "", nation.Skew);
        }
        if (Dice.PerMille(Weather.TimePasses))
        {
            Clock.Jump(Dice.Between(60_000, 5 * 86_400_000L));
            Trace.Add(Clock.Now, Happening.TimePassed, "");
            Wire.LetLateOnesCome();
        }
        Liar?.Perhaps();
    }

    private void GoDown(Nation nation)
    {
        Trace.Add(Clock.Now, Happening.Crashed, nation.Code.ToString());
        Clock.After(Dice.Between(10, healing ? 1_000 : 120_000), () => Start(nation));
    }

    private void Start(Nation nation)
    {
        if (nation.Up)
        {
            return;
        }
        var old = backups[Nations.ToList().IndexOf(nation)];
        if (
            !healing
            && Liar is null
            && old.Count > 0
            && Dice.PerMille(Weather.RestoreAtRestart)
            && Watch.NobodyIsBehind
        )
        {
            Watch.Restored(nation);
            nation.Shelf.Restore(Dice.Pick(old));
            Trace.Add(Clock.Now, Happening.Restored, nation.Code.ToString());
        }
        Mutants.BeforeStart(nation);
        if (!nation.Start())
        {
            GoDown(nation);
            return;
        }
        Trace.Add(Clock.Now, Happening.Restarted, nation.Code.ToString());
        foreach (var end in nation.Ends.Values)
        {
            Post.Schedule(nation, end, 0, greet: false);
        }
    }

    private void Heal()
    {
        Weather = Weather.Calm;
        Wire.Heal();
        foreach (var nation in Nations)
        {
            if (Dice.Below(2) == 0)
            {
                nation.Skew = 0;
            }
        }
    }
}
