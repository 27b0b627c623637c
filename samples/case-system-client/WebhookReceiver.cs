using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CaseSystem;

/// <summary>
/// A tiny receiver of webhooks. It believes a message only by its signature (Standard Webhooks), only while it is
/// fresh, and takes each once, for the same may come twice.
/// </summary>
public sealed class WebhookReceiver(string secret)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    private readonly byte[] key = Convert.FromBase64String(
        secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret["whsec_".Length..] : secret
    );

    /// <summary>Is the message the node's, and of now?</summary>
    public bool IsGenuine(string? id, string? timestamp, string? signatures, string body)
    {
        if (
            id is null
            || signatures is null
            || !long.TryParse(timestamp, CultureInfo.InvariantCulture, out var seconds)
            || (TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Fresh
        )
        {
            return false;
        }
        var own = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        return signatures
            .Split(' ')
            .Where(one => one.StartsWith("v1,", StringComparison.Ordinal))
            .Any(one =>
                CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(one[3..]),
                    Encoding.UTF8.GetBytes(Convert.ToBase64String(own))
                )
            );
    }

    /// <summary>Listens until stopped.</summary>
    public async Task Listen(Uri address, TextWriter output, CancellationToken stop)
    {
        using var listener = new HttpListener { Prefixes = { address.AbsoluteUri } };
        listener.Start();
        await using var stopped = stop.Register(listener.Stop);
        while (!stop.IsCancellationRequested)
        {
            HttpListenerContext call;
            try
            {
                call = await listener.GetContextAsync();
            }
            catch (Exception e)
                when (e is HttpListenerException or ObjectDisposedException && stop.IsCancellationRequested)
            {
                return;
            }
            using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(stop);
            var headers = call.Request.Headers;
            var id = headers["webhook-id"];
            var genuine = IsGenuine(id, headers["webhook-timestamp"], headers["webhook-signature"], body);
            if (genuine && taken.Add(id!))
            {
                await output.WriteLineAsync($"{id} {body}");
            }
            call.Response.StatusCode = genuine ? 204 : 401;
            call.Response.Close();
        }
    }
}
