using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Parley.Sealing;

namespace Parley.Tests.Node;

/// <summary>Whoever is not admitted does not get past the handshake of the exchange port.</summary>
public sealed partial class StrangerTests(NodeUnderFire fire) : IClassFixture<NodeUnderFire>
{
    private const string Post = "POST /exchange/v1/deliveries HTTP/1.1\r\nHost: x\r\n";

    [Fact]
    public Task Without_a_certificate_nothing_is_answered() => Stays_outside(null);

    [Fact]
    public async Task A_stranger_s_certificate_is_not_let_in()
    {
        using var keys = PartyKeys.Generate("us.parley.example", TimeProvider.System.GetUtcNow());
        await Stays_outside(keys.Tls);
    }

    [Fact]
    public async Task The_peer_s_certificate_under_another_key_is_not_let_in()
    {
        // Same subject, same dates, same names: only the key counts.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(fire.Peer.Keys.Tls.SubjectName, key, HashAlgorithmName.SHA256);
        var alike = fire.Peer.Keys.Tls;
        using var forged = request.CreateSelfSigned(
            new DateTimeOffset(alike.NotBefore),
            new DateTimeOffset(alike.NotAfter)
        );
        await Stays_outside(forged);
    }

    [Fact]
    public async Task The_node_s_own_certificate_is_not_let_in()
    {
        using var own = PartyKeys.Load(Path.Combine(fire.Folders.Cn.Path, "keys"));
        await Stays_outside(own.Tls);
    }

    [Fact]
    public Task TLS_1_2_is_not_spoken() => Stays_outside(fire.Peer.Keys.Tls, SslProtocols.Tls12);

    [Fact]
    public async Task The_pinned_key_counts_whatever_the_certificate_says()
    {
        using var key = fire.Peer.Keys.Tls.GetECDsaPrivateKey()!;
        var request = new CertificateRequest("CN=expired.example", key, HashAlgorithmName.SHA256);
        var then = TimeProvider.System.GetUtcNow().AddYears(-3);
        using var expired = request.CreateSelfSigned(then, then.AddYears(1));
        using var client = PlayedPeer.Client(expired);
        using var response = await client.PostAsync(fire.Peer.Address, new ByteArrayContent([1]));
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("plain HTTP", Post + "Content-Length: 1\r\n\r\nx")]
    [InlineData("a greeting of another protocol", "SSH-2.0-OpenSSH_9.7\r\n")]
    [InlineData("zeros", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("half a greeting of TLS", "\u0016\u0003\u0001\u0002\0\u0001\0")]
    public async Task What_is_no_TLS_is_cut_off(string what, string text)
    {
        using var line = new TcpClient();
        await line.ConnectAsync(fire.Peer.Address.Host, fire.Peer.Address.Port);
        await line.GetStream().WriteAsync(text.Select(c => (byte)c).ToArray());
        Assert.True(await IsCut(line), what);
        await fire.SayHonestly();
    }

    [Fact]
    public async Task Silent_connections_do_not_keep_the_peer_out()
    {
        var silent = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 200; i++)
            {
                // Another address of this machine than the peer's.
                var line = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.0.7"), 0));
                silent.Add(line);
                try
                {
                    await line.ConnectAsync(fire.Peer.Address.Host, fire.Peer.Address.Port);
                }
                catch (SocketException)
                {
                    // One too many, cut off before the call returned.
                    break;
                }
            }
            using var fresh = PlayedPeer.Client(fire.Peer.Keys.Tls);
            using var response = await fresh.PostAsync(fire.Peer.Address, new ByteArrayContent([1]));
            Assert.Equal(400, (int)response.StatusCode);
            Assert.True(!silent[^1].Connected || await IsCut(silent[^1]), "one too many is cut off at once");
            Assert.True(await IsCut(silent[0]), "a silent one is cut off when its handshake takes too long");
        }
        finally
        {
            silent.ForEach(line => line.Dispose());
        }
        await fire.SayHonestly();
    }

    [Theory]
    [InlineData("a length below zero", Post + "Content-Length: -1\r\n\r\n")]
    [InlineData("a length beyond every number", Post + "Content-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("two lengths", Post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx")]
    [InlineData("a chunk that is none", Post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("a chunk beyond every number", Post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("a version nobody knows", "POST /exchange/v1/deliveries HTTP/9.9\r\nHost: x\r\n\r\n")]
    [InlineData("no version", "POST  /exchange/v1/deliveries\r\n\r\n")]
    [InlineData("no host", "POST /exchange/v1/deliveries HTTP/1.1\r\n\r\n")]
    [InlineData("the greeting of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    public async Task HTTP_that_is_none_is_refused_inside_TLS_too(string what, string text)
    {
        var before = await fire.Everything();
        using var line = new TcpClient();
        await line.ConnectAsync(fire.Peer.Address.Host, fire.Peer.Address.Port);
        await using var tls = new SslStream(line.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "x",
                LocalCertificateSelectionCallback = (_, _, _, _, _) => fire.Peer.Keys.Tls,
                ClientCertificates = [fire.Peer.Keys.Tls],
            }
        );
        await tls.WriteAsync(text.Select(c => (byte)c).ToArray());
        using var reader = new StreamReader(tls);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var first = await reader.ReadLineAsync(patience.Token) ?? "closed";
        Assert.True(Refusal().IsMatch(first), $"{what}: {first}");
        Assert.Equal(before, await fire.Everything());
        await fire.SayHonestly();
    }

    private async Task Stays_outside(X509Certificate2? certificate, SslProtocols protocols = SslProtocols.None)
    {
        var before = await fire.Everything();
        using var client = PlayedPeer.Client(certificate, protocols);
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            client.PostAsync(fire.Peer.Address, new ByteArrayContent([1]))
        );
        Assert.Equal(before, await fire.Everything());
        await fire.SayHonestly();
    }

    [GeneratedRegex("^(HTTP/1.1 (4|505)|closed)")]
    private static partial Regex Refusal();

    private static async Task<bool> IsCut(TcpClient line)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            var buffer = new byte[256];
            while (await line.GetStream().ReadAsync(buffer, patience.Token) > 0)
            {
                // An alert may come before the end.
            }
            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
