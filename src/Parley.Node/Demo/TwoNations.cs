using Parley.Cooperation;
using Parley.Cooperation.Links;
using Parley.Cooperation.Parcels;
using Parley.Exchange;

namespace Parley.Node.Demo;

/// <summary>The two nodes of the demo, and what it takes to let them act in turn.</summary>
public sealed class TwoNations : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SortedDictionary<PartyCode, (RunningNode Node, HeldLink Line)> nodes = [];
    private readonly SemaphoreSlim moved = new(0);

    /// <summary>The nodes in order of party code.</summary>
    public IReadOnlyList<RunningNode> Nodes => [.. nodes.Values.Select(n => n.Node)];

    /// <summary>Starts one of them.</summary>
    public async Task Start(NodeFolder folder, TimeProvider clock, string personas)
    {
        HeldLink? line = null;
        var node = await RunningNode.Start(folder, clock, personas, network => line = new HeldLink(network));
        node.Record.Changed += _ => moved.Release();
        nodes.Add(node.Record.Self.Code, (node, line!));
    }

    public JointRecord Record(PartyCode party) => nodes[party].Node.Record;

    /// <summary>Where the files of a party's node lie.</summary>
    public IParcelShelf Parcels(PartyCode party) => nodes[party].Node.Services.GetRequiredService<IParcelShelf>();

    public PartyCode Other(PartyCode party) => nodes.Keys.First(p => p != party);

    /// <summary>Opens a subject for a party.</summary>
    /// <param name="where">Named where it is refused.</param>
    public async Task<SubjectId> Open(PartyCode by, char letter, Statement statement, Officer officer, string where) =>
        Taken(await Record(by).Open(Other(by), letter, statement, officer), statement, where);

    /// <summary>States something for a party.</summary>
    public async Task State(PartyCode by, SubjectId about, Statement statement, Officer officer, string where) =>
        Taken(await Record(by).State(Other(by), about, statement, officer), statement, where);

    /// <summary>Lets nothing through until <see cref="LetGo"/>.</summary>
    public void Hold()
    {
        foreach (var (_, line) in nodes.Values)
        {
            line.Hold();
        }
    }

    public void LetGo()
    {
        foreach (var (_, line) in nodes.Values)
        {
            line.LetGo();
        }
        Greet();
    }

    /// <summary>Each hears from the other now.</summary>
    public void Greet()
    {
        foreach (var (node, _) in nodes.Values)
        {
            node.Record.Hurry();
        }
    }

    /// <summary>Waits until everything is delivered and receipted, and every file has come, on both sides.</summary>
    public async Task Quiet()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (nodes.Values.Any(n => !IsQuiet(n.Node.Record)))
        {
            try
            {
                await moved.WaitAsync(TimeSpan.FromMilliseconds(500), patience.Token);
            }
            catch (OperationCanceledException e)
            {
                var states = nodes.Values.SelectMany(n =>
                    n.Node.Record.Peers.Select(p => n.Node.Record.StateOf(p.Code))
                );
                throw new IOException("The nodes do not come to rest: " + string.Join("; ", states), e);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (node, _) in nodes.Values)
        {
            await node.DisposeAsync();
        }
        moved.Dispose();
    }

    private static bool IsQuiet(JointRecord record) =>
        record.Peers.All(p =>
            record.StateOf(p.Code) is { Condition: LinkCondition.Open, Waiting: 0 }
            && IsOpened(record, p.Code)
            && record.Reading.ParcelsOf(p.Code, Side.Theirs, ParcelStanding.Named, 1).Count == 0
        );

    /// <summary>The first entry of each ledger opens the link; nobody acts before both have said so.</summary>
    private static bool IsOpened(JointRecord record, PartyCode peer) =>
        record.Reading.Find(peer, SubjectId.OfLink('L', record.Self.Code, peer)) is Link { Agreed: true };

    private static SubjectId Taken(Stating stating, Statement statement, string where) =>
        stating.Refusal is null
            ? stating.About
            : throw new InvalidDataException(
                $"{where}, {statement.GetType().Name}: {stating.Refusal.Sentence.En} ({stating.Refusal.Code})"
            );
}
