using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>One message as it came in.</summary>
internal sealed record Came(string Id, string Timestamp, string Signature, string Body);

/// <summary>A small receiver on this machine, which answers as it is told to.</summary>
internal sealed class WebhookSink : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task work;

    public WebhookSink()
    {
        // A port may be taken between the asking and the listening.
        for (var tries = 0; ; tries++)
        {
            Address = new Uri($"http://127.0.0.1:{Random.Shared.Next(20_000, 30_000)}/hook/");
            listener.Prefixes.Clear();
            listener.Prefixes.Add(Address.AbsoluteUri);
            try
            {
                listener.Start();
                break;
            }
            catch (HttpListenerException) when (tries < 20)
            {
                continue;
            }
        }
        work = Task.Run(Work);
    }

    public Uri Address { get; }

    public ConcurrentQueue<Came> All { get; } = [];

    /// <summary>What the next calls are answered with; when empty, 204.</summary>
    public ConcurrentQueue<int> Answers { get; } = [];

    public TimeSpan Slowly { get; set; }

    /// <summary>Nothing is answered before this.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    public string? To { get; set; }

    public Task<Came> First(string type) =>
        Until(one => one.Body.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal));

    public async Task<Came> Until(Func<Came, bool> wanted)
    {
        await TwoFolders.Until(() => All.Any(wanted), "the message came");
        return All.First(wanted);
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await work;
    }

    private async Task Work()
    {
        while (true)
        {
            HttpListenerContext call;
            try
            {
                call = await listener.GetContextAsync();
            }
            catch (Exception e)
                when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
            var headers = call.Request.Headers;
            All.Enqueue(
                new Came(
                    headers["webhook-id"]!,
                    headers["webhook-timestamp"]!,
                    headers["webhook-signature"]!,
                    await reader.ReadToEndAsync()
                )
            );
            await Task.WhenAll(Task.Delay(Slowly), Before);
            if (listener.IsListening)
            {
                Answer(call.Response);
            }
        }
    }

    private void Answer(HttpListenerResponse response)
    {
        try
        {
            response.StatusCode = Answers.TryDequeue(out var status) ? status : 204;
            if (To is not null)
            {
                response.Headers["Location"] = To;
            }
            response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Whoever called has hung up.
            response.Abort();
        }
    }
}
