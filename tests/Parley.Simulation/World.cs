using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>
/// Nations in one process under one seed: their nodes, the network between them, their officers, and everything that
/// can go wrong. One thread, no clock, no chance but the seed's.
/// </summary>
internal sealed class World
{
    // Three nations that crash while they start need some twenty thousand; whoever never comes to rest needs more.
    private const long MostSteps = 60_000;

    private readonly Desk desk;
    private bool healing;

    public World(Play play, Cast cast)
    {
        Play = play;
        Cast = cast;
        Dice = new Dice(play.Seed);
        Weather = play.Weather ?? Weather.Draw(Dice);
        var count = play.Nations ?? (Dice.Below(3) == 0 ? 3 : 2);
        Nations = [.. cast.Parties.Take(count).Select(p => new Nation(p, Clock))];
        desk = new Desk(Dice.Fork(), fullForms: Dice.Below(12) == 0);
        Mutants = new Planted(this, play.Mutant);
        Watch = new Watch(this);
        Freight = new Freight(this);
        desk.Files = Freight.Some;
        Post = new Post(this);
        Wire = new Wire(this);
        Misfortune = new Misfortune(this);
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

    public Freight Freight { get; }

    public Post Post { get; }

    public Wire Wire { get; }

    public Misfortune Misfortune { get; }

    public Liar? Liar { get; }

    /// <summary>A node was set back to an old backup: nobody there sends again what was sent before.</summary>
    public void SetBack(Nation nation) => desk.Forget(nation.Code);

    /// <summary>Faults have stopped.</summary>
    public bool Healing => healing;

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
            return Outcome.Of(play, world, broken);
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
        Begin();
        if (Play.Agreed ?? Dice.Below(4) > 0)
        {
            Agree();
        }
        Clock.After(1, Officers);
        for (long steps = 0; !healing; steps++)
        {
            Step(steps < MostSteps);
        }
        End();
    }

    /// <summary>All nodes start.</summary>
    public void Begin()
    {
        foreach (var nation in Nations)
        {
            Prepare(nation);
            Misfortune.Start(nation);
        }
        Freight.Begin();
    }

    /// <summary>Faults stop; once the links are quiet, everything is inspected.</summary>
    public void End()
    {
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
    public void Agree()
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

    /// <summary>Goes on for so many milliseconds.</summary>
    public void Let(long milliseconds)
    {
        var until = Clock.Now + milliseconds;
        Clock.After(milliseconds, () => { });
        while (Clock.Now < until)
        {
            Step(inTime: true);
        }
    }

    /// <summary>Goes on until nothing is under way.</summary>
    public void Settle()
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
        {
            var what =
                done ? Happening.Committed
                : nation.Up ? Happening.CommitFailed
                : Happening.Crashed;
            Trace.Add(Clock.Now, what, nation.Code.ToString());
            Misfortune.Committed(nation);
        };
        nation.Shelf.AtCommit = () =>
            Dice.PerMille(Weather.CommitFails) ? Fate.Fails
            : !Dice.PerMille(Weather.CrashAtCommit) ? Fate.Done
            : Dice.Below(2) == 0 ? Fate.CrashBefore
            : Fate.CrashAfter;
        nation.Lines.Dice = new Dice(~Play.Seed);
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
        up.Where(n => !n.Up).ToList().ForEach(Misfortune.GoDown);
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
        nation.FollowRecord();
        Misfortune.Perhaps(nation);
        Liar?.Perhaps();
        Clock.After(Dice.Between(1, 2 * Weather.Pace), Officers);
    }

    /// <summary>An officer of a nation does something on a link.</summary>
    public void Act(Nation nation, LinkEnd end)
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

    private void Heal()
    {
        healing = true;
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
