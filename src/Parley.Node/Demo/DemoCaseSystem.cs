using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Webhooks;

namespace Parley.Node.Demo;

/// <summary>
/// The case system of the demo: a tiny receiver on this machine that both nodes tell of events. It takes a message
/// whose signature is right, and nothing else; the first one it leaves, as one does that is just starting, so that the
/// page shows a message that is sent again.
/// </summary>
internal sealed class DemoCaseSystem : IAsyncDisposable
{
    /// <summary>What the page of programs calls it: the end of its address.</summary>
    private const string Name = "demo-case-system-演示办案系统";

    /// <summary>So many days before its end the half-year tells it of events.</summary>
    private const int Days = 10;

    private const int LongestBody = 64 * 1024;

    private static readonly EventKind[] Kinds =
    [
        EventKind.RequestArrived,
        EventKind.AnswerArrived,
        EventKind.FileArrived,
        EventKind.ClockOver,
        EventKind.SentBack,
    ];

    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, byte[]> secrets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> begun = new(StringComparer.Ordinal);
    private readonly Uri address = new($"http://127.0.0.1:{DemoParties.FreePort()}/");
    private readonly Task listening;
    private volatile bool closing;

    public DemoCaseSystem()
    {
        listener.Prefixes.Add(address.AbsoluteUri);
        listener.Start();
        listening = Listen();
    }

    /// <summary>An operator of each node makes the webhook.</summary>
    public Occasion Connect(TwoNations nations, HalfYear halfYear) =>
        new(
            halfYear.On(HalfYear.Days - Days),
            () => Task.WhenAll(nations.Nodes.Select(node => Task.Run(() => Connect(node))))
        );

    public async ValueTask DisposeAsync()
    {
        closing = true;
        listener.Close();
        await listening;
    }

    private void Connect(RunningNode node)
    {
        var code = node.Record.Self.Code.ToString().ToLowerInvariant();
        var at = new Uri(address, $"{code}/{Name}");
        var by = new Doer($"{code}-operator-1", "192.0.2.10");
        var shelf = node.Services.GetRequiredService<WebhookShelf>();
        var made = shelf.Add("Case system (demo)", at, Kinds, by.Name);
        secrets[code] = Convert.FromBase64String(made!.Value.Secret[WebhookLine.SecretBegins.Length..]);
        node.Services.GetRequiredService<SecurityEvents>()
            .Note(by, SecurityAct.WebhookAdded, more: shelf.Find(made.Value.Id)!.Which);
    }

    private async Task Listen()
    {
        while (true)
        {
            HttpListenerContext call;
            try
            {
                call = await listener.GetContextAsync();
            }
            catch (Exception e)
                when (closing && e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            await Answer(call);
        }
    }

    private async Task Answer(HttpListenerContext call)
    {
        try
        {
            call.Response.StatusCode = (int)await Judge(call.Request);
            call.Response.Close();
        }
        catch (Exception e)
            when (e is IOException or HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever called has hung up, and calls again; or the demo ends.
            if (!closing)
            {
                call.Response.Abort();
            }
        }
    }

    private async Task<HttpStatusCode> Judge(HttpListenerRequest asked)
    {
        var code = asked.Url!.Segments.ElementAtOrDefault(1)?.TrimEnd('/') ?? "";
        if (asked.ContentLength64 is < 0 or > LongestBody || !secrets.TryGetValue(code, out var secret))
        {
            return HttpStatusCode.NotFound;
        }
        using var reader = new StreamReader(asked.InputStream, Encoding.UTF8);
        return !IsGenuine(secret, asked.Headers, await reader.ReadToEndAsync()) ? HttpStatusCode.Unauthorized
            : begun.TryAdd(code, 0) ? HttpStatusCode.ServiceUnavailable
            : HttpStatusCode.NoContent;
    }

    /// <summary>By the signature alone: how old a message is says nothing here, for the time of the story leaps.
    /// </summary>
    private static bool IsGenuine(
        byte[] secret,
        System.Collections.Specialized.NameValueCollection headers,
        string body
    ) =>
        headers["webhook-id"] is { } id
        && headers["webhook-signature"] is { } signature
        && long.TryParse(headers["webhook-timestamp"], CultureInfo.InvariantCulture, out var timestamp)
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature),
            Encoding.UTF8.GetBytes(WebhookLine.Sign(secret, id, timestamp, body))
        );
}
