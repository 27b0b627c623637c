using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Parley.Exchange;

namespace Parley.Node.Bridge;

/// <summary>
/// The port at which other nodes deliver: TLS 1.3, both sides by certificate, and whoever is not admitted does not get
/// past the handshake. It serves nothing but deliveries.
/// </summary>
public static class ExchangePort
{
    /// <summary>Listens for admitted parties.</summary>
    public static void ListenForPeers(this KestrelServerOptions kestrel, IPEndPoint where, JointRecord record) =>
        kestrel.Listen(
            where,
            listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(
                    new HttpsConnectionAdapterOptions
                    {
                        ServerCertificate = record.Self.TlsCertificate,
                        SslProtocols = SslProtocols.Tls13,
                        ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                        CheckCertificateRevocation = false,
                        ClientCertificateValidation = (certificate, _, _) => Find(record, certificate) is not null,
                        HandshakeTimeout = TimeSpan.FromSeconds(5),
                    }
                );
            }
        );

    /// <summary>
    /// Answers deliveries on the exchange's port and nothing else there; the pages' port does not know the path.
    /// </summary>
    public static void UseExchange(this WebApplication app, int port, JointRecord record) =>
        app.MapWhen(
            http => http.Connection.LocalPort == port && http.Request.IsHttps,
            exchange => exchange.Run(http => Take(http, record))
        );

    private static async Task Take(HttpContext http, JointRecord record)
    {
        var certificate = http.Connection.ClientCertificate;
        var peer = certificate is null ? null : Find(record, certificate);
        if (peer is null)
        {
            await Answer(http, new Problem(401, "not-admitted", "This certificate is not on an admitted card."));
        }
        else if (!http.Request.Path.Equals(HttpLink.Path, StringComparison.Ordinal))
        {
            await Answer(http, new Problem(404, "not-found", "Only deliveries are taken in here."));
        }
        else if (!HttpMethods.IsPost(http.Request.Method))
        {
            await Answer(http, new Problem(405, "method", "Deliveries are posted."));
        }
        else if (await ReadBody(http) is { } body)
        {
            await Answer(http, await record.Receive(peer.Code, body));
        }
        else
        {
            await Answer(http, new Problem(413, "too-large", "A delivery is at most 1 MiB of entries."));
        }
    }

    private static Peer? Find(JointRecord record, X509Certificate2 certificate) =>
        record.Peers.FirstOrDefault(p => p.IsPinned(certificate));

    /// <summary>The body, or null where it is larger than a delivery may be.</summary>
    private static async Task<byte[]?> ReadBody(HttpContext http)
    {
        if (http.Request.ContentLength > LinkAnswer.MaxBody)
        {
            return null;
        }
        using var body = new MemoryStream((int)(http.Request.ContentLength ?? 4096));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + read > LinkAnswer.MaxBody)
            {
                return null;
            }
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private static Task Answer(HttpContext http, Problem problem) =>
        Answer(http, new LinkAnswer(problem.Status, problem.ToBytes()));

    private static async Task Answer(HttpContext http, LinkAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.Status == 200 ? "application/octet-stream" : "application/problem+json";
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }
}
