using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>
/// Two real nodes, CN and US, with the model guidelines in force, an officer of every role at each, and programs with
/// their tokens. US opens every scope, CN only that to agree.
/// </summary>
public sealed class ProgramNodes : IAsyncLifetime
{
    private static int keys;

    private readonly Pair pair = new();

    internal RunningNode Cn => pair.Cn!;

    internal RunningNode Us => pair.Us!;

    internal NodeFolder CnFolder => pair.Folders.Cn;

    internal NodeFolder UsFolder => pair.Folders.Us;

    public async ValueTask InitializeAsync()
    {
        foreach (var folder in new[] { CnFolder, UsFolder })
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                Add(folder, $"{role}".ToLowerInvariant(), role);
            }
            Add(folder, "both", Role.Drafter, Role.Releaser);
        }
        await Open(UsFolder, "mayRelease", "mayCheck", "mayAgree", "mayKeep");
        await Open(CnFolder, "mayAgree");
        await pair.Start();
        await pair.Agree();
    }

    private static async Task Open(NodeFolder folder, params string[] acts)
    {
        var file = Path.Combine(folder.Path, "node.json");
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        settings["programs"] = new JsonObject(acts.Select(act => KeyValuePair.Create(act, (JsonNode?)true)));
        await File.WriteAllTextAsync(file, settings.ToJsonString());
    }

    public ValueTask DisposeAsync() => pair.DisposeAsync();

    internal Task Quiet() => pair.Quiet();

    /// <summary>A key no call had before.</summary>
    internal static string NewKey() => FormattableString.Invariant($"key-{Interlocked.Increment(ref keys)}");

    internal static string Sample(string name) =>
        File.ReadAllText(Path.Combine(Pair.Samples, "requests", $"{name}.json"));

    /// <summary>A program that acts for an officer with these scopes.</summary>
    internal static Caller Program(RunningNode node, string officer, params TokenScope[] scopes)
    {
        var account = node.Services.GetRequiredService<AccountShelf>().FindBySignInName(officer)!;
        var token = node
            .Services.GetRequiredService<ApiTokens>()
            .Make(account, "case system", scopes.Length > 0 ? scopes : Enum.GetValues<TokenScope>(), 30, Doer.Command);
        Assert.NotNull(token);
        return new Caller(new Uri(node.Address), token);
    }

    /// <summary>A request made by a person at one node, arrived at the other.</summary>
    internal async Task<string> Ask(RunningNode by, string sample = "information")
    {
        using var program = Program(by, "drafter");
        var (id, version) = await Draft(program, sample);
        Assert.Equal(200, (await program.Post($"drafts/{id}/offer", "{}", version: version)).Status);
        var account = by.Services.GetRequiredService<AccountShelf>().FindBySignInName("releaser")!;
        var released = await by.Services.GetRequiredService<Release>().Of(id, version, Releaser.Of(account));
        Assert.True(released.Refusal is null, released.Refusal?.Sentence.En);
        await Quiet();
        return $"{released.About}";
    }

    internal static async Task<(long Id, long Version)> Draft(Caller program, string sample = "information")
    {
        var made = await program.Post("drafts", $$"""{"draft":{{Sample(sample)}}}""");
        Assert.True(made.Status == 201, made.Text);
        return (made.Json.GetProperty("id").GetInt64(), made.Json.GetProperty("version").GetInt64());
    }

    private static void Add(NodeFolder folder, string name, params Role[] roles)
    {
        var both = new Bilingual($"An Invented {name}", "某人");
        var party = folder.Settings().Party.ToLowerInvariant();
        var officer = new NewOfficer(both, $"{party}-cyber-police", both, both, roles);
        Officers.Of(folder.DeskFolder).Add(name, OpenDesk.Password, officer, Doer.Command);
    }
}

/// <summary>One answer, read whole.</summary>
internal sealed record Told(int Status, string Text, HttpResponseHeaders Headers, string? Media, byte[] Bytes)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The code of a problem.</summary>
    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string? Pointer => Json.TryGetProperty("pointer", out var pointer) ? pointer.GetString() : null;

    public bool Replayed => Headers.Contains("Idempotency-Replayed");
}

/// <summary>A program with its token.</summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient client;

    public Caller(Uri node, string? token)
    {
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(node, "/api/v1/"),
            Timeout = TimeSpan.FromSeconds(60),
        };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Task<Told> Get(string path, string? range = null) =>
        Send(HttpMethod.Get, path, null, key: null, version: null, range);

    public Task<Told> Post(string path, string json, string? key = null, long? version = null) =>
        Send(HttpMethod.Post, path, Json(json), key ?? ProgramNodes.NewKey(), version);

    public Task<Told> Put(string path, string json, long? version) =>
        Send(HttpMethod.Put, path, Json(json), key: null, version);

    public Task<Told> Delete(string path, long? version = null) =>
        Send(HttpMethod.Delete, path, null, key: null, version);

    public Task<Told> Upload(string path, byte[] bytes, string? key = null)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return Send(HttpMethod.Post, path, content, key ?? ProgramNodes.NewKey(), version: null);
    }

    public async Task<Told> Send(
        HttpMethod method,
        string path,
        HttpContent? content,
        string? key,
        long? version,
        string? range = null
    )
    {
        using var asked = new HttpRequestMessage(method, path) { Content = content };
        if (key is { Length: > 0 })
        {
            asked.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }
        if (version is not null)
        {
            asked.Headers.TryAddWithoutValidation("If-Match", FormattableString.Invariant($"\"{version}\""));
        }
        if (range is not null)
        {
            asked.Headers.TryAddWithoutValidation("Range", range);
        }
        using var answer = await client.SendAsync(asked);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return new Told(
            (int)answer.StatusCode,
            Encoding.UTF8.GetString(bytes),
            answer.Headers,
            answer.Content.Headers.ContentType?.MediaType,
            bytes
        );
    }

    public void Dispose() => client.Dispose();

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
