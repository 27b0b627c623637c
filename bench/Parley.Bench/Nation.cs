using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node;

namespace Parley.Bench;

/// <summary>One nation's whole node in this process, linked with another in its own process.</summary>
internal sealed class Nation : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RunningNode node;
    private readonly ReceiptWatch receipts;
    private Requests? requests;
    private Asking? asking;

    private Nation(RunningNode node, CountedLink line)
    {
        this.node = node;
        Line = line;
        Peer = node.Record.Peers[0].Code;
        receipts = new ReceiptWatch(node.Record, Peer);
    }

    public JointRecord Record => node.Record;

    public IServiceProvider Services => node.Services;

    public PartyCode Peer { get; }

    /// <summary>What was sent so far.</summary>
    public CountedLink Line { get; }

    public static async Task<Nation> Start(NodeFolder folder)
    {
        CountedLink? line = null;
        var node = await RunningNode.Start(folder, TimeProvider.System, null, l => line = new CountedLink(l));
        return new Nation(node, line!);
    }

    /// <summary>Waits until the link is open and both have stated each other's cards.</summary>
    public async Task Opened()
    {
        var id = SubjectId.OfLink('L', Record.Self.Code, Peer);
        await Until(() => Record.Reading.Find(Peer, id) is Cooperation.Links.Link { Opened.Count: 2 });
    }

    /// <summary>Proposes the model guidelines and has the other side accept them.</summary>
    public async Task Agree(OtherSide other)
    {
        var content = StatementFormat.OneLine(await File.ReadAllTextAsync(Requests.File("guidelines.json")));
        var hash = StatementFormat.ContentHash(content);
        var title = new Bilingual("Guidelines for requests", "协查请求指引");
        var proposal = new AgreementStatement.Proposed("guidelines", 1, title, DateTimeOffset.UtcNow, content, hash);
        var officer = Requests.Releaser(Record.Self.Code);
        var proposed = await Record.Open(Peer, 'A', proposal, officer);
        await receipts.Receipted(proposed.Index);
        await other.Ask($"accept {proposed.About} {hash}");
        await Until(() => Record.Reading.GuidelinesInForce(Peer, DateTimeOffset.UtcNow) is not null);
        requests = new Requests(Record.Self.Code, new AgreedVersion(proposed.About, 1, hash));
    }

    /// <summary>States the next request and waits until its receipt is held.</summary>
    public async Task StateOne(int number)
    {
        var (made, officer) = requests![number];
        var stating = await Record.Open(Peer, 'R', made, officer);
        if (stating.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"{refusal.Code}: {refusal.Sentence.En}");
        }
        await receipts.Receipted(stating.Index);
    }

    /// <summary>States a request that carries a file.</summary>
    public async Task<SubjectId> StateWith(Attached file)
    {
        var (made, officer) = requests![0];
        var entries = made.Entries.SetItem("files", new Entry.Parcels([file]));
        var stating = await Record.Open(Peer, 'R', made with { Entries = entries }, officer);
        return stating.Refusal is { } refusal
            ? throw new InvalidOperationException($"{refusal.Code}: {refusal.Sentence.En}")
            : stating.About;
    }

    /// <summary>Makes the next request and sees it through until it is closed.</summary>
    public Task SeeThroughOne(int number)
    {
        var (made, officer) = requests![number];
        return (asking ??= new Asking(Record, Peer, receipts)).One(made, officer);
    }

    /// <summary>The bytes of what was stated first, all about one of each request, in the order stated.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> Stated()
    {
        var bytes = new List<ReadOnlyMemory<byte>>();
        foreach (var id in Record.Reading.All<Cooperation.Requests.Request>(Peer).Take(requests!.Count))
        {
            bytes.AddRange((await Record.Reading.Proofs(Peer, id.Id)).Select(p => p.Statement));
        }
        return bytes;
    }

    public static async Task Until(Func<bool> reached, TimeSpan? longest = null)
    {
        using var patience = new CancellationTokenSource(longest ?? Patience);
        while (!reached())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        receipts.Dispose();
        asking?.Dispose();
        await node.DisposeAsync();
    }
}

/// <summary>Counts what passes over a link.</summary>
internal sealed class CountedLink(ILink line) : ILink
{
    public long Deliveries { get; private set; }

    public long Bytes { get; private set; }

    public Task<LinkAnswer> Deliver(Peer peer, Uri address, ReadOnlyMemory<byte> delivery, CancellationToken cancel)
    {
        Deliveries++;
        Bytes += delivery.Length;
        return line.Deliver(peer, address, delivery, cancel);
    }
}
