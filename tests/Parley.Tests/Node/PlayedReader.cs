using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Parley.Node;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Tests.Node;

/// <summary>A delivery of the node under test, opened, and what seals an answer to it.</summary>
internal sealed record Delivered(JsonElement Header, IReadOnlyList<string> Statements, Func<string, byte[]> Seal)
{
    public long From => Header.GetProperty("from").GetInt64();

    public long End => From + Statements.Count;

    public string Checkpoint => Header.GetProperty("checkpoint").GetString()!;
}

/// <summary>What the played reader answers.</summary>
internal sealed record Played(int Status, byte[] Body, string? Location = null);

/// <summary>
/// The other nation's exchange port, played by the test: takes the node's deliveries with the real keys, and answers
/// whatever the test wants.
/// </summary>
internal sealed class PlayedReader : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (HpkeContext Context, byte[] Enc)> sessions = new();
    private readonly PartyKeys keys;
    private readonly Card own;
    private readonly Card writer;
    private readonly WebApplication app;

    public PlayedReader(NodeFolder self, NodeFolder node)
    {
        keys = PartyKeys.Load(Path.Combine(self.Path, "keys"));
        own = Read(self);
        writer = Read(node);
        Answer = Honestly;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPEndPoint.Parse(self.Settings().Exchange), listen => Secure(listen))
        );
        app = builder.Build();
        app.Run(Take);
    }

    /// <summary>What is answered to every delivery from now on.</summary>
    public Func<Delivered, Played> Answer { get; set; }

    /// <summary>How many deliveries came.</summary>
    public int Count { get; private set; }

    /// <summary>The node's ledger, as far as it was delivered here.</summary>
    public List<string> Held { get; } = [];

    public Task Start() => app.StartAsync();

    /// <summary>Takes in what is delivered and receipts it.</summary>
    public Played Honestly(Delivered delivered)
    {
        lock (Held)
        {
            if (delivered.From > Held.Count)
            {
                var gap = $"{{\"status\":409,\"code\":\"gap\",\"detail\":\"x\",\"size\":{Held.Count}}}";
                return new Played(409, Encoding.UTF8.GetBytes(gap));
            }
            Held.AddRange(delivered.Statements.Skip((int)(Held.Count - delivered.From)));
        }
        return Reply(delivered, delivered.End, Cosign(delivered.Checkpoint));
    }

    public static Played Reply(Delivered delivered, object size, string? line, object? at = null, string more = "")
    {
        var receipts = line is null ? "" : $"{{\"size\":{at ?? size},\"line\":{JsonSerializer.Serialize(line)}}}";
        return new Played(200, delivered.Seal($"{{\"size\":{size},\"cosignatures\":[{receipts}]{more}}}\n"));
    }

    /// <summary>The receipt of a checkpoint, at a time of one's choice, with a key of one's choice.</summary>
    public string Cosign(string checkpoint, DateTimeOffset? at = null, Ed25519Key? key = null)
    {
        var text = checkpoint[..(checkpoint.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var cosigner = new Cosigner(Card.ReceiptsName(own.Domain), key ?? keys.Cosign);
        return cosigner.Cosign(text, at ?? TimeProvider.System.GetUtcNow()).ToLine();
    }

    /// <summary>A note this party signs under any name.</summary>
    public string Sign(string name, long size, Hash root) =>
        keys.Signer(name).Sign(new Checkpoint(name, size, root).ToText()).ToString();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        keys.Dispose();
    }

    private void Secure(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.UseHttps(
            new HttpsConnectionAdapterOptions
            {
                ServerCertificate = keys.Tls,
                SslProtocols = SslProtocols.Tls13,
                ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                ClientCertificateValidation = (shown, _, _) =>
                    string.Equals(TlsPins.Of(shown), writer.TlsPin, StringComparison.Ordinal),
            }
        );
    }

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Count++;
        var played = Answer(Open(body.ToArray()));
        http.Response.StatusCode = played.Status;
        if (played.Location is not null)
        {
            http.Response.Headers.Location = played.Location;
        }
        await http.Response.Body.WriteAsync(played.Body);
    }

    private Delivered Open(byte[] body)
    {
        var first = body[4] == 1;
        var head = body[..(first ? PlayedPeer.HeadLength + 65 : PlayedPeer.HeadLength)];
        var name = Convert.ToHexString(body, 5, 16);
        if (first)
        {
            var enc = head[PlayedPeer.HeadLength..];
            var info = Encoding.UTF8.GetBytes($"parley delivery v1\n{writer.Party}\n{own.Party}");
            sessions[name] = (HpkeRecipient.Open(keys.Seal, enc, info), enc);
        }
        var (context, key) = sessions[name];
        var sequence = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(body.AsSpan(21));
        var plain = context.Open(sequence, head, body.AsSpan(head.Length))!;
        var lines = Encoding.UTF8.GetString(plain).Split('\n');
        return new Delivered(
            JsonDocument.Parse(lines[0]).RootElement,
            lines[1..^1],
            text =>
            {
                using var replies = new ReplySealing(context, key);
                return [.. "PLR1"u8, .. replies.Seal(head, Encoding.UTF8.GetBytes(text))];
            }
        );
    }

    private static Card Read(NodeFolder folder) =>
        Card.TryParse(folder.OwnCard().CardText, out var card, out var problem)
            ? card
            : throw new InvalidDataException(problem);
}
