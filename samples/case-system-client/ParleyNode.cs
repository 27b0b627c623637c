using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaseSystem;

/// <summary>What the node says it does not do, and why: the code never changes, the sentence is for people.</summary>
public sealed class NodeProblemException(string code, string sentence) : Exception(sentence)
{
    public string Code { get; } = code;
}

/// <summary>
/// A node as a case system calls it: with a token, with a key for every act, and again where the line was cut. The same
/// key makes sure that nothing is done twice.
/// </summary>
public sealed class ParleyNode(Uri node, string token) : IDisposable
{
    private const int Tries = 5;

    private readonly HttpClient client = new()
    {
        BaseAddress = new Uri(node, "/api/v1/"),
        Timeout = TimeSpan.FromSeconds(100),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public static ParleyNode FromEnvironment() => new(new Uri(Variable("PARLEY_NODE")), Variable("PARLEY_TOKEN"));

    /// <summary>A key that is the same whenever the same is meant.</summary>
    public static string KeyOf(string act, string what) =>
        $"{act}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..32]}";

    public Task<JsonElement> Get(string path, CancellationToken stop) =>
        Send(() => new HttpRequestMessage(HttpMethod.Get, path), stop);

    /// <summary>A whole list, page after page: each names the address of the next, and the last names none.</summary>
    public async IAsyncEnumerable<JsonElement> Pages(string path, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var next = path; next is not null; )
        {
            var page = await Get(next, stop);
            yield return page;
            next = page.GetProperty("next").GetString();
        }
    }

    public Task<JsonElement> Post(string path, JsonObject body, string key, long? version, CancellationToken stop) =>
        Send(
            () =>
            {
                var asked = new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
                };
                asked.Headers.Add("Idempotency-Key", key);
                if (version is not null)
                {
                    asked.Headers.Add("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
                }
                return asked;
            },
            stop
        );

    /// <summary>Sends a file piece by piece; sent again after a cut, it is the same file and there once.</summary>
    public async Task<JsonElement> Attach(string path, string file, CancellationToken stop)
    {
        var name = Path.GetFileName(file);
        await using var read = File.OpenRead(file);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(read, stop));
        return await Send(
            () =>
            {
                var asked = new HttpRequestMessage(HttpMethod.Post, $"{path}?name={Uri.EscapeDataString(name)}")
                {
                    Content = new StreamContent(File.OpenRead(file)),
                };
                asked.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                asked.Headers.Add("Idempotency-Key", KeyOf("attach", $"{path} {name} {hash}"));
                return asked;
            },
            stop
        );
    }

    public void Dispose() => client.Dispose();

    private async Task<JsonElement> Send(Func<HttpRequestMessage> asks, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var asked = asks();
                using var answer = await client.SendAsync(asked, stop);
                var text = await answer.Content.ReadAsStringAsync(stop);
                var isForLater = (int)answer.StatusCode >= 500 || answer.StatusCode is HttpStatusCode.TooManyRequests;
                if (!isForLater || tries == Tries)
                {
                    return Read(answer, text);
                }
            }
            catch (HttpRequestException) when (tries < Tries)
            {
                // The line was cut: whether it was done, the next try tells.
            }
            await Task.Delay(TimeSpan.FromSeconds(1 << tries), stop);
        }
    }

    private static JsonElement Read(HttpResponseMessage answer, string text)
    {
        using var told = JsonDocument.Parse(text);
        return answer.IsSuccessStatusCode
            ? told.RootElement.Clone()
            : throw new NodeProblemException(
                told.RootElement.GetProperty("code").GetString()!,
                told.RootElement.GetProperty("title").GetString()!
            );
    }

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name)
        ?? throw new NodeProblemException("not-set", $"Set {name} in the environment.");
}
