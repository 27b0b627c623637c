using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node;
using Parley.Node.Demo;
using Parley.Node.Storage;

namespace Parley.Bench;

/// <summary>
/// Makes a large record the way a record is made: every entry ruled on, sealed, delivered, receipted and folded on both
/// sides, within one process and without the network between.
/// </summary>
internal sealed class LargeRecord : IAsyncDisposable
{
    private const int InFlight = 256;

    private readonly SqliteShelf[] shelves;
    private readonly JointRecord[] records;
    private readonly ReceiptWatch[] receipts;

    public LargeRecord(IReadOnlyList<NodeFolder> folders)
    {
        shelves = [.. folders.Select(f => new SqliteShelf(f.RecordFolder))];
        records = [.. folders.Select((f, i) => JointRecord.Open(f.Self(), f.Peers(), shelves[i], TimeProvider.System))];
        receipts = [new ReceiptWatch(records[0], Code(1)), new ReceiptWatch(records[1], Code(0))];
        records[0].Deliver(new DirectLink(records[1], Code(0)));
        records[1].Deliver(new DirectLink(records[0], Code(1)));
    }

    /// <summary>Makes it, unless the folder holds one already; gives the folder of the party that asks.</summary>
    public static async Task<NodeFolder> Make(string folder, int statements)
    {
        var path = Path.Combine(folder, "large");
        if (Directory.Exists(path))
        {
            return new NodeFolder(Path.Combine(path, "us"));
        }
        var folders = DemoParties.Make(path, anyPorts: true, DateTimeOffset.UtcNow);
        await using var large = new LargeRecord(folders);
        await large.Fill(statements);
        return folders[1];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var record in records)
        {
            await record.DisposeAsync();
        }
        foreach (var shelf in shelves)
        {
            shelf.Dispose();
        }
        Array.ForEach(receipts, r => r.Dispose());
    }

    private PartyCode Code(int side) => records[side].Self.Code;

    private async Task Fill(int statements)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        await Open();
        var requests = new Requests(Code(1), await Agree());
        var officer = Requests.Releaser(Code(0));
        var next = -1;
        // Each request is four entries: made, acknowledged, withdrawn, closed.
        var all = statements / 4;
        await Task.WhenAll(
            Enumerable
                .Range(0, InFlight)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        for (var i = Interlocked.Increment(ref next); i < all; i = Interlocked.Increment(ref next))
                        {
                            await Live(requests[i], officer);
                        }
                    })
                )
        );
        var took = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        Console.WriteLine($"Made        {statements} entries in {took.TotalSeconds:N0} s");
    }

    private async Task Live((RequestStatement.Made Made, Officer Officer) request, Officer other)
    {
        var made = await Said(1, records[1].Open(Code(0), 'R', request.Made, request.Officer));
        await Said(0, records[0].State(Code(1), made.About, new RequestStatement.Acknowledged(null), other));
        var reason = new Prose("The account was found by other means.", "en", "已通过其他途径找到该账户。");
        await Said(1, records[1].State(Code(0), made.About, new RequestStatement.Withdrawn(reason), request.Officer));
        await Said(1, records[1].State(Code(0), made.About, new RequestStatement.Closed(null), request.Officer));
    }

    public async Task Open()
    {
        await Nation.Until(() =>
            records[0].StateOf(Code(1)).Condition == LinkCondition.Open
            && records[1].StateOf(Code(0)).Condition == LinkCondition.Open
        );
        var cards = records.ToDictionary(r => r.Self.Code.ToString(), r => r.Self.CardHash, StringComparer.Ordinal);
        var link = SubjectId.OfLink('L', Code(0), Code(1));
        var node = new Officer("node", "node", "operator");
        for (var side = 0; side < 2; side++)
        {
            var opened = new Cooperation.Links.LinkStatement.Opened(cards);
            await Said(side, records[side].State(Code(1 - side), link, opened, node));
        }
    }

    public async Task<AgreedVersion> Agree()
    {
        var content = StatementFormat.OneLine(await File.ReadAllTextAsync(Requests.File("guidelines.json")));
        var hash = StatementFormat.ContentHash(content);
        var title = new Bilingual("Guidelines for requests", "协查请求指引");
        var proposal = new AgreementStatement.Proposed("guidelines", 1, title, DateTimeOffset.UtcNow, content, hash);
        var proposed = await Said(1, records[1].Open(Code(0), 'A', proposal, Requests.Releaser(Code(1))));
        var accepted = new AgreementStatement.Accepted(1, hash);
        await Said(0, records[0].State(Code(1), proposed.About, accepted, Requests.Releaser(Code(0))));
        return new AgreedVersion(proposed.About, 1, hash);
    }

    private async Task<Stating> Said(int side, Task<Stating> saying)
    {
        var stating = await saying;
        if (stating.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"{refusal.Code}: {refusal.Sentence.En}");
        }
        await receipts[side].Receipted(stating.Index);
        return stating;
    }

    /// <summary>Hands deliveries over within the process.</summary>
    private sealed class DirectLink(JointRecord other, PartyCode sender) : ILink
    {
        public Task<LinkAnswer> Deliver(
            Peer peer,
            Uri address,
            ReadOnlyMemory<byte> delivery,
            CancellationToken cancel
        ) => other.Receive(sender, delivery);
    }
}
