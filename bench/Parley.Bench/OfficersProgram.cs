using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Parley.Bench;

/// <summary>A program that acts for an officer over the node's interface for programs, with its token.</summary>
internal sealed class OfficersProgram : IDisposable
{
    private readonly HttpClient client;

    public OfficersProgram(Uri desk, string token)
    {
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(desk, "/api/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<JsonElement> Get(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await Read(answer);
    }

    public Task<JsonElement> Post(string path, string json, long? version = null) =>
        Send(path, new StringContent(json, Encoding.UTF8, "application/json"), version);

    /// <summary>Posts a file as it is read.</summary>
    public Task<JsonElement> Send(string path, Stream file)
    {
        var content = new StreamContent(file, 1 << 16);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return Send(path, content, version: null);
    }

    /// <summary>Sends a file in stretches, as a large one is best brought; how many bytes each of them has.</summary>
    public async Task<JsonElement> Send(string path, Stream file, string name, int stretch)
    {
        var begun = await Post(
            $"{path}/uploads",
            string.Create(CultureInfo.InvariantCulture, $$"""{"name":"{{name}}","size":{{file.Length}}}""")
        );
        var upload = new Uri($"{path}/uploads/{begun.GetProperty("upload").GetString()}", UriKind.Relative);
        var bytes = new byte[stretch];
        for (var at = 0L; ; )
        {
            var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false);
            using var sent = new HttpRequestMessage(HttpMethod.Patch, upload)
            {
                Content = new ByteArrayContent(bytes, 0, count),
            };
            sent.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
            sent.Headers.Add("Upload-Offset", at.ToString(CultureInfo.InvariantCulture));
            using var answer = await client.SendAsync(sent);
            at += count;
            if (answer.StatusCode is HttpStatusCode.NoContent)
            {
                continue;
            }
            return at == file.Length
                ? await Read(answer)
                : throw new HttpRequestException($"{(int)answer.StatusCode} at {at} of {file.Length}");
        }
    }

    /// <summary>Reads a file to its end and keeps nothing of it.</summary>
    /// <returns>Its SHA-256, lower-case hex.</returns>
    public async Task<string> Download(string path)
    {
        using var answer = await client.GetAsync(
            new Uri(path, UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        answer.EnsureSuccessStatusCode();
        await using var file = await answer.Content.ReadAsStreamAsync();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }

    public void Dispose() => client.Dispose();

    private async Task<JsonElement> Send(string path, HttpContent content, long? version)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        asked.Headers.Add("Idempotency-Key", $"{Guid.NewGuid():N}");
        if (version is { } of)
        {
            asked.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{of}\""));
        }
        using var answer = await client.SendAsync(asked);
        return await Read(answer);
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{(int)answer.StatusCode}: {text}");
        }
        using var told = JsonDocument.Parse(text);
        return told.RootElement.Clone();
    }
}
