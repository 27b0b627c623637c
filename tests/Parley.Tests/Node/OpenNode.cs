using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Node;

/// <summary>
/// A real node, CN, with the model guidelines in force, a request from US before it, and an officer for every role.
/// </summary>
public sealed class OpenNode : IAsyncLifetime
{
    private readonly Pair pair = new();
    private readonly Dictionary<Role, CookieContainer> sessions = [];
    private AgreedVersion guidelines = null!;

    internal RunningNode Node => pair.Cn!;

    internal NodeFolder Folder => pair.Folders.Cn;

    /// <summary>The other side: the node that asks.</summary>
    internal RunningNode Other => pair.Us!;

    internal NodeFolder OtherFolder => pair.Folders.Us;

    internal string Request { get; private set; } = "";

    internal Uri Address => new(Folder.Settings().Desk);

    /// <summary>Every page and form there is, as the node itself knows them.</summary>
    internal IReadOnlyList<RouteEndpoint> Endpoints =>
        [
            .. Node
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .DistinctBy(e => $"{MethodOf(e)} {e.RoutePattern.RawText}", StringComparer.Ordinal),
        ];

    public async ValueTask InitializeAsync()
    {
        // Everything there is is asked for at once, many times over.
        var file = Path.Combine(Folder.Path, "node.json");
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        settings["requestsPerMinute"] = 100_000;
        await File.WriteAllTextAsync(file, settings.ToJsonString());
        foreach (var role in Enum.GetValues<Role>())
        {
            var name = $"{role}".ToLowerInvariant();
            var both = new Bilingual($"An Invented {role}", "某人");
            Officers
                .Of(Folder.DeskFolder)
                .Add(
                    name,
                    OpenDesk.Password,
                    new NewOfficer(both, "cn-cyber-police", both, both, [role]),
                    Doer.Command
                );
        }
        await pair.Start();
        guidelines = await pair.Agree();
        Request = await Ask();
    }

    /// <summary>A request from US as the sample says, changed; its number.</summary>
    internal async Task<string> Ask(Func<Draft, Draft>? change = null)
    {
        var asking = await Pair.Ask(pair.Us!, guidelines, change: change);
        Assert.True(asking.Refusal is null, asking.Refusal?.Sentence.En);
        await pair.Quiet();
        return asking.About.ToString();
    }

    /// <summary>A request from CN, the node itself, as the sample says; its number.</summary>
    internal async Task<string> AskOther(string sample = "information", Func<Draft, Draft>? change = null)
    {
        var asking = await Pair.Ask(pair.Cn!, guidelines, sample, change);
        Assert.True(asking.Refusal is null, asking.Refusal?.Sentence.En);
        await pair.Quiet();
        return asking.About.ToString();
    }

    internal Task Quiet() => pair.Quiet();

    public ValueTask DisposeAsync() => pair.DisposeAsync();

    internal static string MethodOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";

    /// <summary>A browser that keeps cookies and follows nothing by itself.</summary>
    internal HttpClient Browser(CookieContainer? cookies = null) =>
        new(
            new HttpClientHandler
            {
                AllowAutoRedirect = false,
                CookieContainer = cookies ?? new CookieContainer(),
                UseProxy = false,
            }
        )
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(30),
        };

    /// <summary>Signed in once for all tests: one address may not try it often.</summary>
    internal async Task<HttpClient> SignedIn(Role role)
    {
        if (sessions.TryGetValue(role, out var cookies))
        {
            return Browser(cookies);
        }
        cookies = new CookieContainer();
        var browser = Browser(cookies);
        using var answer = await OpenDesk.SignIn(browser, $"{role}".ToLowerInvariant());
        Assert.Equal(302, (int)answer.StatusCode);
        sessions[role] = cookies;
        return browser;
    }

    /// <summary>Everything a refused form must leave as it was.</summary>
    internal string Everything() =>
        $"{Node.Record.SizesOf(TwoFolders.US)} {Node.Record.Reading.StateHash(TwoFolders.US)} "
        + string.Join(' ', new AccountShelf(Folder.DeskFolder).All().Select(a => $"{a.SignInName} {a.SecurityStamp}"));
}
