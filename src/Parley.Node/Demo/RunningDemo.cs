using Parley.Cooperation;
using Parley.Node.Access;

namespace Parley.Node.Demo;

/// <summary>The demo at work: two nodes that have met, agreed, and lived through the last half-year.</summary>
public sealed class RunningDemo : IAsyncDisposable
{
    private RunningDemo(
        TwoNations nations,
        IReadOnlyList<NodeFolder> folders,
        IReadOnlyList<Persona> personas,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        Nations = nations;
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
    public static async Task<RunningDemo> Start(string folder, bool anyPorts, Action<long, long> progress)
    {
        var today = TimeProvider.System.GetUtcNow();
        var clock = new DemoClock();
        var personasFile = Samples("personas.json");
        var nations = new TwoNations();
        try
        {
            var folders = DemoParties.Make(folder, anyPorts, today);
            var personas = folders
                .SelectMany(f => Access.Personas.Read(personasFile, PartyCode.Parse(f.Settings().Party)))
                .ToList();
            var halfYear = new HalfYear(nations, clock, today, personas);
            clock.StandAt(halfYear.Begins);
            foreach (var node in folders)
            {
                await nations.Start(node, clock, personasFile);
            }
            await nations.Quiet();
            var guidelines = await halfYear.Agree(Samples("guidelines.json"));
            await halfYear.Replay(Story.ReadAll(Samples("half-year")), guidelines, progress);
            var (from, to) = await new DemoReview(nations, clock, today).State(halfYear);
            clock.RunWithTheWorld();
            nations.Greet();
            return new RunningDemo(nations, folders, personas, from, to);
        }
        catch
        {
            await nations.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Nations.DisposeAsync();

    /// <summary>The files that come with the program.</summary>
    private static string Samples(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);
}
