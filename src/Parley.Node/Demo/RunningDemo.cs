using Parley.Cooperation;
using Parley.Node.Access;

namespace Parley.Node.Demo;

/// <summary>The demo at work: two nodes that have met, agreed, and lived through the last half-year.</summary>
public sealed class RunningDemo : IAsyncDisposable
{
    private readonly DemoCaseSystem caseSystem;

    private RunningDemo(
        TwoNations nations,
        DemoCaseSystem caseSystem,
        IReadOnlyList<NodeFolder> folders,
        IReadOnlyList<Persona> personas,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        Nations = nations;
        this.caseSystem = caseSystem;
        Folders = folders;
        Personas = personas;
        From = from;
        To = to;
    }

    public TwoNations Nations { get; }

    public IReadOnlyList<NodeFolder> Folders { get; }

    public IReadOnlyList<Persona> Personas { get; }

    /// <summary>The period both nodes have reviewed: its first instant.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The instant at which the period ends.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Where a party's pages are.</summary>
    public string Address(string party) =>
        Folders.Select(f => f.Settings()).First(s => string.Equals(s.Party, party, StringComparison.Ordinal)).Desk;

    /// <summary>Makes both nodes in a folder, replays the half-year, and lets the clock run with the world.</summary>
    /// <param name="anyPorts">Take any free ports, so that several demos can run side by side.</param>
    /// <param name="on">The instant at which the half-year has just ended; null for now.</param>
    public static async Task<RunningDemo> Start(
        string folder,
        bool anyPorts,
        Action<long, long> progress,
        DateTimeOffset? on = null
    )
    {
        var now = TimeProvider.System.GetUtcNow();
        var today = on ?? now;
        var clock = new DemoClock(today - now);
        var personasFile = Samples("personas.json");
        var nations = new TwoNations();
        var caseSystem = new DemoCaseSystem();
        try
        {
            var folders = DemoParties.Make(folder, anyPorts, now);
            var personas = folders
                .SelectMany(f => Access.Personas.Read(personasFile, PartyCode.Parse(f.Settings().Party)))
                .ToList();
            var halfYear = new HalfYear(nations, clock, today, personas);
            clock.StandAt(halfYear.Meet);
            foreach (var node in folders)
            {
                await nations.Start(node, clock, personasFile);
            }
            await nations.Quiet();
            var guidelines = await halfYear.Agree(Samples("guidelines.json"));
            var review = new DemoReview(nations, clock, today, halfYear);
            await halfYear.Replay(
                [.. Story.ReadAll(Samples("year-before")), .. Story.ReadAll(Samples("half-year"))],
                guidelines,
                [
                    .. DemoKeeping.Occasions(nations, halfYear, clock),
                    DemoQuota.Set(nations, halfYear),
                    caseSystem.Connect(nations, halfYear),
                    .. review.Published(),
                ],
                progress
            );
            var (from, to) = await review.State();
            DemoKeeping.KeepLonger(nations, today);
            await DemoAccounts.Fill(nations, today);
            DemoTogether.Fill(nations, halfYear, today);
            DemoNotices.Fill(nations, today);
            await DemoDrafts.Fill(nations, halfYear, Samples("requests"), today);
            await DemoAgreements.Fill(nations, today);
            clock.RunWithTheWorld();
            nations.Greet();
            return new RunningDemo(nations, caseSystem, folders, personas, from, to);
        }
        catch
        {
            await nations.DisposeAsync();
            await caseSystem.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Nations.DisposeAsync();
        await caseSystem.DisposeAsync();
    }

    /// <summary>The files that come with the program.</summary>
    private static string Samples(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);
}
