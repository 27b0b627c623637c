using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Bridge;

/// <summary>
/// The link over the network: HTTPS with both certificates pinned by key. Names, validity and issuers count for
/// nothing; only the pin on the admitted card does.
/// </summary>
public sealed class HttpLink(Party self) : ILink, IDisposable
{
    /// <summary>Where deliveries are taken in.</summary>
    public const string Path = "/exchange/v1/deliveries";

    private readonly ConcurrentDictionary<PartyCode, HttpClient> clients = new();

    public async Task<LinkAnswer> Deliver(
        Peer peer,
        Uri address,
        ReadOnlyMemory<byte> delivery,
        CancellationToken cancel
    )
    {
        var client = clients.GetOrAdd(peer.Code, _ => Connect(self, peer));
        using var content = new ReadOnlyMemoryContent(delivery);
        content.Headers.ContentType = new("application/octet-stream");
        using var response = await client.PostAsync(new Uri(address, Path), content, cancel);
        var body = await response.Content.ReadAsByteArrayAsync(cancel);
        return new LinkAnswer((int)response.StatusCode, body);
    }

    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }

    /// <summary>A client that speaks to one peer alone.</summary>
    internal static HttpClient Connect(Party self, Peer peer)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxConnectionsPerServer = 2,
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls13,
                ClientCertificates = [self.TlsCertificate],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => self.TlsCertificate,
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    certificate is X509Certificate2 shown && peer.IsPinned(shown),
            },
        };
        return new HttpClient(handler)
        {
            Timeout = TimeSpan.FromSeconds(30),
            MaxResponseContentBufferSize = LinkAnswer.MaxBody,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }
}
