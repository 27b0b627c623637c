using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Parley.Node.Webhooks;

/// <summary>
/// Sends one message to a webhook, signed by Standard Webhooks: the name is looked up once, each address it leads to is
/// judged, and the connection is made to one that was; nothing is followed, nothing of the answer is read but its
/// status.
/// </summary>
public sealed class WebhookLine : IDisposable
{
    /// <summary>How every secret begins where it is shown.</summary>
    public const string SecretBegins = "whsec_";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly WebhookGate gate;
    private readonly HttpClient client;

    /// <summary>A line through a gate.</summary>
    /// <param name="patience">How long an answer is waited for; null: as usual.</param>
    public WebhookLine(WebhookGate gate, TimeSpan? patience = null)
    {
        this.gate = gate;
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                MaxResponseHeadersLength = 16,
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
                ConnectCallback = Connect,
            }
        )
        {
            Timeout = patience ?? Patience,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Parley-Webhooks/1");
    }

    /// <summary>The signature of a message: over its id, its time and its body.</summary>
    public static string Sign(byte[] secret, string id, long timestamp, string body) =>
        "v1,"
        + Convert.ToBase64String(
            HMACSHA256.HashData(
                secret,
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"))
            )
        );

    /// <summary>Sends it once.</summary>
    /// <param name="at">When it is sent, which is signed with it: what is old may be refused.</param>
    public async Task<(TryOutcome Outcome, int? Status)> Send(
        Uri address,
        byte[] secret,
        string id,
        string body,
        DateTimeOffset at,
        CancellationToken stop
    )
    {
        var timestamp = at.ToUnixTimeSeconds();
        using var message = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("webhook-id", id);
        message.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("webhook-signature", Sign(secret, id, timestamp, body));
        try
        {
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, stop);
            var outcome =
                answer.IsSuccessStatusCode ? TryOutcome.Taken
                : (int)answer.StatusCode is >= 300 and < 400 ? TryOutcome.Redirected
                : TryOutcome.NotTaken;
            return (outcome, (int)answer.StatusCode);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (TryOutcome.TooSlow, null);
        }
        catch (HttpRequestException e)
        {
            return (
                e.GetBaseException() is AddressException ? TryOutcome.AddressNotAllowed : TryOutcome.NotReached,
                null
            );
        }
    }

    public void Dispose() => client.Dispose();

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(host, stop);
        var judged = found.Where(address => gate.Allows(host, address)).ToArray();
        if (judged.Length == 0)
        {
            throw new AddressException();
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(judged, port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The name leads only to addresses to which nothing is sent.</summary>
    private sealed class AddressException() : IOException("Nothing is sent to this address.");
}
