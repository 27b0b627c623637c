using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Parley.Node;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Tests.Node;

/// <summary>What the node answered: its status, the code of its refusal, or the reply opened.</summary>
internal sealed record Answered(int Status, string? Code, JsonElement Body, string Text)
{
    public long Size => Body.GetProperty("size").GetInt64();
}

/// <summary>
/// The other nation's node, played by the test with that nation's real keys: everything a peer with a sound card can
/// send. Written from docs/spec/delivery.md on the bare seals and trees, not on the node's own code for it.
/// </summary>
internal sealed class PlayedPeer : IDisposable
{
    public const int HeadLength = 29;

    private readonly HttpClient client;
    private readonly string path = "/exchange/v1/deliveries";
    private byte[] session = Chance.Bytes(16);
    private byte[]? enc;
    private HpkeContext? context;
    private ulong sequence;

    public PlayedPeer(NodeFolder own, NodeFolder node)
    {
        Keys = PartyKeys.Load(Path.Combine(own.Path, "keys"));
        Card = Read(own);
        Node = Read(node);
        Origin = Card.OriginTo(Node.Party);
        Address = new Uri(TwoFolders.ExchangeOf(node), path);
        client = Client(Keys.Tls);
    }

    public PartyKeys Keys { get; }

    public Card Card { get; }

    /// <summary>The card of the node under test.</summary>
    public Card Node { get; }

    public string Origin { get; }

    public Uri Address { get; }

    /// <summary>The ledger as this peer honestly wrote it.</summary>
    public Tree Tree { get; } = new();

    public List<byte[]> Statements { get; } = [];

    /// <summary>How much of the node's ledger this peer says it has seen.</summary>
    public long Seen { get; set; }

    /// <summary>The next statement as it would honestly be.</summary>
    public SaidText Next => new() { Seen = $"{Seen}" };

    /// <summary>A client with some certificate, which takes any server.</summary>
    public static HttpClient Client(X509Certificate2? certificate, SslProtocols protocols = SslProtocols.None)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = protocols,
                ClientCertificates = certificate is null ? null : [certificate],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            },
        };
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
    }

    /// <summary>A header as it honestly is for what is carried from an index on.</summary>
    public string Header(long from, Tree tree, long holds = 0) =>
        JsonSerializer.Serialize(
            new
            {
                from,
                holds,
                checkpoint = Sign(tree),
            }
        );

    /// <summary>The signed checkpoint of a tree, whatever it holds.</summary>
    public string Sign(Tree tree) => Sign(new Checkpoint(Origin, tree.Size, tree.Root()).ToText());

    public string Sign(string text, string? name = null) => Keys.Signer(name ?? Origin).Sign(text).ToString();

    /// <summary>The tree with some statements more.</summary>
    public Tree With(params IEnumerable<byte[]> more)
    {
        var tree = new Tree();
        foreach (var bytes in Statements.Concat(more))
        {
            tree.Append(Tree.LeafHash(bytes));
        }
        return tree;
    }

    /// <summary>A header line and statements as they stand under the seal.</summary>
    public static byte[] Plain(string header, params IEnumerable<byte[]> statements)
    {
        using var plain = new MemoryStream();
        plain.Write(Encoding.UTF8.GetBytes(header));
        plain.WriteByte((byte)'\n');
        foreach (var bytes in statements)
        {
            plain.Write(bytes);
            plain.WriteByte((byte)'\n');
        }
        return plain.ToArray();
    }

    /// <summary>States something honestly: delivered, taken in, receipted.</summary>
    public async Task<Answered> Say(params byte[][] statements)
    {
        var from = Tree.Size;
        var answer = await Deliver(Plain(Header(from, With(statements), holds: from), statements));
        if (answer.Status == 200)
        {
            foreach (var bytes in statements)
            {
                Statements.Add(bytes);
                Tree.Append(Tree.LeafHash(bytes));
            }
        }
        return answer;
    }

    /// <summary>Seals and posts; begins a new session where the node does not know this one.</summary>
    public async Task<Answered> Deliver(byte[] plain)
    {
        var answer = await Post(Seal(plain));
        if (answer.Status == 410)
        {
            Forget(answer);
            answer = await Post(Seal(plain));
        }
        return answer;
    }

    /// <summary>Seals as the next of the session; the first one carries the key.</summary>
    public byte[] Seal(byte[] plain)
    {
        var first = context is null;
        if (first)
        {
            var info = Encoding.UTF8.GetBytes($"parley delivery v1\n{Card.Party}\n{Node.Party}");
            (enc, context) = HpkeSender.Start(Node.SealKey.Span, info);
            sequence = 0;
        }
        var head = Head(first ? (byte)1 : (byte)2, session, sequence, first ? enc! : []);
        return [.. head, .. context!.Seal(sequence++, head, plain)];
    }

    /// <summary>The next delivery begins a session, under the name the node offered, if it did.</summary>
    public void Forget(Answered? refused = null)
    {
        context?.Dispose();
        context = null;
        session =
            refused?.Body.ValueKind == JsonValueKind.Object && refused.Body.TryGetProperty("session", out var offered)
                ? offered.GetBytesFromBase64()
                : Chance.Bytes(16);
    }

    public static byte[] Head(byte kind, byte[] session, ulong sequence, byte[] enc)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(number, sequence);
        return [.. "PLY1"u8, kind, .. session, .. number, .. enc];
    }

    public Task<Answered> Post(byte[] body) => Send(new ByteArrayContent(body), body);

    public Task<Answered> Send(HttpContent content, byte[]? body = null) =>
        Send(new HttpRequestMessage(HttpMethod.Post, Address) { Content = content }, body);

    /// <summary>Sends any request at all and reads what comes back.</summary>
    public async Task<Answered> Send(HttpRequestMessage request, byte[]? body = null)
    {
        request.Version = HttpVersion.Version11;
        using (request)
        using (var response = await client.SendAsync(request))
        {
            var bytes = await response.Content.ReadAsByteArrayAsync();
            var status = (int)response.StatusCode;
            if (status == 200)
            {
                return Opened(body!, bytes);
            }
            var isProblem = response.Content.Headers.ContentType is { MediaType: "application/problem+json" };
            var problem = isProblem ? JsonDocument.Parse(bytes).RootElement : default;
            var code = isProblem ? problem.GetProperty("code").GetString() : null;
            return new Answered(status, code, problem, Encoding.UTF8.GetString(bytes));
        }
    }

    public void Dispose()
    {
        client.Dispose();
        context?.Dispose();
        Keys.Dispose();
    }

    private Answered Opened(byte[] sent, byte[] reply)
    {
        Assert.True(reply.AsSpan().StartsWith("PLR1"u8));
        using var replies = new ReplySealing(context!, enc!);
        var head = sent[..(sent[4] == 1 ? HeadLength + enc!.Length : HeadLength)];
        var plain = replies.Open(head, reply.AsSpan(4));
        Assert.NotNull(plain);
        var text = Encoding.UTF8.GetString(plain);
        var line = text[..text.IndexOf('\n', StringComparison.Ordinal)];
        return new Answered(200, null, JsonDocument.Parse(line).RootElement, text);
    }

    private static Card Read(NodeFolder folder) =>
        Card.TryParse(folder.OwnCard().CardText, out var card, out var problem)
            ? card
            : throw new InvalidDataException(problem);
}
