using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Bridge;

/// <summary>
/// The port at which other nodes deliver: TLS 1.3, both sides by certificate, and whoever is not admitted does not get
/// past the handshake. It takes deliveries, hands out the parcels that were sent, and nothing else.
/// </summary>
public static class ExchangePort
{
    /// <summary>At most so many connections are open from one address; honest nodes have two.</summary>
    private const int MostFromOneAddress = 64;

    /// <summary>At most so many connections are open at this port at all.</summary>
    private const int MostConnections = 1024;

    private static readonly Problem Stranger = new(401, "not-admitted", "This certificate is not on an admitted card.");

    /// <summary>Listens for admitted parties.</summary>
    public static void ListenForPeers(this KestrelServerOptions kestrel, IPEndPoint where, JointRecord record)
    {
        var strangers = DoorOf("a stranger", kestrel.ApplicationServices);
        kestrel.Listen(
            where,
            listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => Bounded(next, strangers));
                listen.UseHttps(
                    new HttpsConnectionAdapterOptions
                    {
                        ServerCertificate = record.Self.TlsCertificate,
                        SslProtocols = SslProtocols.Tls13,
                        ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                        CheckCertificateRevocation = false,
                        ClientCertificateValidation = (certificate, _, _) =>
                        {
                            var known = Find(record, certificate) is not null;
                            if (!known)
                            {
                                strangers.Refused(Stranger);
                            }
                            return known;
                        },
                        HandshakeTimeout = TimeSpan.FromSeconds(5),
                    }
                );
            }
        );
    }

    /// <summary>
    /// Answers deliveries on the exchange's port and nothing else there; the pages' port does not know the path. Every
    /// refusal is logged with its reason.
    /// </summary>
    public static void UseExchange(this WebApplication app, int port, JointRecord record)
    {
        var doors = new ConcurrentDictionary<PartyCode, Door>();
        var parcels = app.Services.GetRequiredService<IParcelShelf>();
        app.MapWhen(
            http => http.Connection.LocalPort == port && http.Request.IsHttps,
            exchange =>
                exchange.Run(http =>
                    http.Connection.ClientCertificate is { } certificate && Find(record, certificate) is { } peer
                        ? Take(
                            http,
                            record,
                            parcels,
                            peer.Code,
                            doors.GetOrAdd(peer.Code, c => DoorOf($"{c}", app.Services))
                        )
                        // Its card was replaced since its handshake.
                        : Answer(http, Answered(Stranger))
                )
        );
    }

    private static Door DoorOf(string party, IServiceProvider services) =>
        new(
            party,
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ExchangePort)),
            TimeProvider.System
        );

    private static Task Take(HttpContext http, JointRecord record, IParcelShelf parcels, PartyCode peer, Door door) =>
        ParcelPort.IsFor(http) ? Hand(http, record, parcels, peer, door) : Take(http, record, peer, door);

    private static async Task Hand(
        HttpContext http,
        JointRecord record,
        IParcelShelf parcels,
        PartyCode peer,
        Door door
    )
    {
        if (door.EnterForFile() is { } busy)
        {
            await Refuse(http, door, Answered(busy));
            return;
        }
        try
        {
            if (await ParcelPort.Answer(http, record, parcels, peer) is { } problem)
            {
                await Refuse(http, door, Answered(problem));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            door.HungUp();
        }
        finally
        {
            door.LeaveWithFile();
        }
    }

    private static async Task Take(HttpContext http, JointRecord record, PartyCode peer, Door door)
    {
        if (door.Enter() is { } busy)
        {
            await Refuse(http, door, Answered(busy));
            return;
        }
        try
        {
            var answer = Misplaced(http) is { } problem ? Answered(problem) : await Receive(http, record, peer, door);
            await (answer.Status == 200 ? Answer(http, answer) : Refuse(http, door, answer));
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionResetException)
        {
            door.HungUp();
        }
        finally
        {
            door.Leave();
        }
    }

    private static Problem? Misplaced(HttpContext http) =>
        !http.Request.Path.Equals(HttpLink.Path, StringComparison.Ordinal)
            ? new Problem(404, "not-found", "Only deliveries are taken in here.")
        : !HttpMethods.IsPost(http.Request.Method) ? new Problem(405, "method", "Deliveries are posted.")
        : null;

    private static async Task<LinkAnswer> Receive(HttpContext http, JointRecord record, PartyCode peer, Door door)
    {
        try
        {
            return await ReadBody(http, door) is { } body
                ? await record.Receive(peer, body)
                : Answered(new Problem(413, "too-large", "A delivery is at most 1 MiB of entries."));
        }
        catch (IOException e) when (e is not ConnectionResetException)
        {
            // Bad chunks, or a body that came too slowly.
            var status = (e as Microsoft.AspNetCore.Http.BadHttpRequestException)?.StatusCode ?? 400;
            return Answered(new Problem(status, "malformed", "The body is not sent as HTTP says."));
        }
    }

    /// <summary>Strangers can hold a connection until the handshake is given up; they cannot hold them all.</summary>
    private static ConnectionDelegate Bounded(ConnectionDelegate next, Door strangers)
    {
        var open = new ConcurrentDictionary<IPAddress, int>();
        return async connection =>
        {
            var from = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
            var here = open.AddOrUpdate(from, 1, (_, count) => count + 1);
            try
            {
                if (here <= MostFromOneAddress && open.Values.Sum() <= MostConnections)
                {
                    await next(connection);
                }
                else
                {
                    strangers.Refused(new Problem(429, "busy", $"Too many connections from {from}, or at all."));
                    connection.Abort();
                }
            }
            finally
            {
                open.AddOrUpdate(from, 0, (_, count) => count - 1);
                open.TryRemove(new KeyValuePair<IPAddress, int>(from, 0));
            }
        };
    }

    private static Peer? Find(JointRecord record, X509Certificate2 certificate) =>
        record.Peers.FirstOrDefault(p => p.IsPinned(certificate));

    /// <summary>The body, or null where it is larger than a delivery may be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadBody(HttpContext http, Door door)
    {
        if (http.Request.ContentLength > LinkAnswer.MaxBody)
        {
            return null;
        }
        // Counted here, so that what is too large is answered as any other refusal; the server's own bound ends what
        // goes on after that.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = 2 * LinkAnswer.MaxBody;
        using var body = new MemoryStream((int)(http.Request.ContentLength ?? 4096));
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            door.Carried(read);
            if (body.Length + read > LinkAnswer.MaxBody)
            {
                return null;
            }
            body.Write(buffer, 0, read);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static LinkAnswer Answered(Problem problem) => new(problem.Status, problem.ToBytes());

    private static Task Refuse(HttpContext http, Door door, LinkAnswer refusal)
    {
        door.Refused(Problem.Read(refusal.Status, refusal.Body));
        if (refusal.Status == StatusCodes.Status413PayloadTooLarge)
        {
            // The rest of the body is not read, so the connection is of no further use.
            http.Response.Headers.Connection = "close";
        }
        return Answer(http, refusal);
    }

    private static async Task Answer(HttpContext http, LinkAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.Status == 200 ? "application/octet-stream" : "application/problem+json";
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }
}
