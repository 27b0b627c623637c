using System.Net;
using System.Net.Http.Headers;
using Parley.Sealing;

namespace Parley.Tests.Node;

/// <summary>What an admitted peer may ask of the exchange's port besides deliveries: nothing.</summary>
internal static class HostileRequests
{
    private const int TooLarge = 2 * 1024 * 1024;

    public static IReadOnlyList<Hostile> All { get; } =
    [
        Asks("a GET of the deliveries", HttpMethod.Get, "/exchange/v1/deliveries", 405, "method"),
        Asks("a PUT", HttpMethod.Put, "/exchange/v1/deliveries", 405, "method"),
        Asks("a DELETE", HttpMethod.Delete, "/exchange/v1/deliveries", 405, "method"),
        Asks("an OPTIONS", HttpMethod.Options, "/exchange/v1/deliveries", 405, "method"),
        Asks("a method nobody knows", new HttpMethod("DELIVER"), "/exchange/v1/deliveries", 405, "method"),
        Asks("the root", HttpMethod.Get, "/", 404, "not-found"),
        Asks("another version", HttpMethod.Post, "/exchange/v2/deliveries", 404, "not-found"),
        Asks("capital letters", HttpMethod.Post, "/Exchange/v1/Deliveries", 404, "not-found"),
        Asks("a slash more", HttpMethod.Post, "/exchange/v1/deliveries/", 404, "not-found"),
        Asks("two slashes", HttpMethod.Post, "//exchange/v1/deliveries", 404, "not-found"),
        Asks("a way up", HttpMethod.Post, "/exchange/v1/%2e%2e/%2e%2e/etc/passwd", 404, "not-found"),
        Asks("an encoded slash", HttpMethod.Post, "/exchange%2fv1%2fdeliveries", 404, "not-found"),
        Asks("the page of sign-in", HttpMethod.Get, "/sign-in", 404, "not-found"),
        Asks("a page", HttpMethod.Get, "/requests", 404, "not-found"),
        Asks("the status meant for the command", HttpMethod.Get, "/local/status", 404, "not-found"),
        Asks("a style sheet", HttpMethod.Get, "/look/look.css", 404, "not-found"),
        Asks("the event stream", HttpMethod.Get, "/live?topics=record", 404, "not-found"),
        Posts("a body of 2 MiB, as announced", () => new ByteArrayContent(new byte[TooLarge])),
        Posts("a body of 2 MiB, unannounced", () => new EndlessContent(TooLarge)),
        new(
            "a body packed with gzip",
            400,
            Hostile.Malformed,
            p =>
            {
                var content = new ByteArrayContent(Chance.Bytes(500));
                content.Headers.ContentEncoding.Add("gzip");
                return p.Send(content);
            }
        ),
        new(
            "a form",
            400,
            Hostile.Malformed,
            p => p.Send(new FormUrlEncodedContent([new("delivery", "please"), new("from", "0")]))
        ),
        new(
            "a header of 64 KiB",
            431,
            null,
            p =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, p.Address)
                {
                    Content = new ByteArrayContent([1]),
                };
                request.Headers.Add("X-Long", new string('x', 64 * 1024));
                return p.Send(request);
            }
        ),
        new(
            "somebody else's bearer token",
            404,
            "not-found",
            p =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, new Uri(p.Address, "/local/resume/US"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", new string('a', 64));
                return p.Send(request);
            }
        ),
    ];

    private static Hostile Asks(string name, HttpMethod method, string path, int status, string code) =>
        new(
            name,
            status,
            code,
            peer =>
            {
                var raw = new Uri(
                    $"https://{peer.Address.Authority}{path}",
                    new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
                );
                var request = new HttpRequestMessage(method, raw);
                if (method != HttpMethod.Get && method != HttpMethod.Options)
                {
                    request.Content = new ByteArrayContent([1, 2, 3]);
                }
                return peer.Send(request);
            }
        );

    /// <summary>A line cut in the middle of the body is the same refusal: the rest of it is never read.</summary>
    private static Hostile Posts(string name, Func<HttpContent> content) =>
        new(
            name,
            413,
            "too-large",
            async peer =>
            {
                try
                {
                    return await peer.Send(content());
                }
                catch (HttpRequestException cut)
                {
                    return new Answered(413, "too-large", default, cut.Message);
                }
            }
        );

    /// <summary>A body whose length nobody is told, sent in chunks.</summary>
    internal sealed class EndlessContent(int bytes) : HttpContent
    {
        public int Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var chunk = new byte[64 * 1024];
            while (Sent < bytes)
            {
                await stream.WriteAsync(chunk);
                Sent += chunk.Length;
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
