using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Demo;

[assembly: AssemblyFixture(typeof(Parley.Browser.TwoDesks))]

namespace Parley.Browser;

/// <summary>
/// The demo's two nodes, with their half-year, and a real Chromium: started once for all stories of the browser.
/// </summary>
public sealed class TwoDesks : IAsyncLifetime
{
    /// <summary>How long a story waits for what is on its way, also on a machine with much else to do.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string? folder;
    private RunningDemo? demo;
    private IReadOnlyList<Request> lived = [];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Address of a party's pages.</summary>
    public string Address(string party) => demo!.Address(party);

    /// <summary>The addresses of all pages that name no matter, as the node knows them.</summary>
    public IReadOnlyList<string> Pages(string party) =>
        [
            .. demo!
                .Nations.Nodes[party is "CN" ? 0 : 1]
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
                .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
                // What is told as it happens never ends.
                .Where(path => path.IndexOfAny(['{', '.']) < 0 && path is not "/live")
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    public async ValueTask InitializeAsync()
    {
        folder = Directory.CreateTempSubdirectory("parley-browser-").FullName;
        demo = await RunningDemo.Start(folder, anyPorts: true, (_, _) => { });
        lived =
        [
            .. demo
                .Nations.Nodes[0]
                .Record.Reading.All<Request>(PartyCode.Parse("US"))
                .OrderBy(one => one.Id.ToString(), StringComparer.Ordinal),
        ];
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = "/usr/bin/chromium",
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>
    /// A request of the model files, made and arrived without the pages: for stories of what comes after. Each has one
    /// of its own, for whatever lies in the lists other stories move on.
    /// </summary>
    /// <param name="officer">Of the asking party: "liaison-1".</param>
    public async Task<string> Ask(string asking, string kind, string officer, Func<Draft, Draft>? change = null)
    {
        var by = PartyCode.Parse(asking);
        var to = demo!.Nations.Other(by);
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "requests", kind + ".json");
        if (!DraftFormat.TryRead(await File.ReadAllBytesAsync(file), out var model, out var problem))
        {
            throw new InvalidDataException($"{file}: {problem}");
        }
        var draft = change is null ? model : change(model);
        var now = TimeProvider.System.GetUtcNow();
        var (version, _) = demo.Nations.Record(by).Reading.GuidelinesInForce(to, now)!.Value;
        var made = new RequestStatement.Made(draft.Kind, draft.Urgency, version, draft.Language, draft.Entries);
        var persona = demo.Personas.First(p =>
            string.Equals(p.Id, $"{asking.ToLowerInvariant()}-{officer}", StringComparison.Ordinal)
        );
        var author = new Officer(persona.Authority, persona.Name.Both, persona.Title.Both);
        var about = await demo.Nations.Open(by, 'R', made, author, file);
        while (demo.Nations.Record(to).Reading.Find(by, about) is null)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < now + Patience, $"{about} did not arrive.");
            await Task.Delay(20);
        }
        return about.ToString();
    }

    /// <summary>The first request that a party made in the half-year and that stands so: no story touches those.
    /// </summary>
    public string Lived(string asking, Stage stage) =>
        lived.First(one => one.From == PartyCode.Parse(asking) && one.Stage == stage).Id.ToString();

    /// <summary>The number of the guidelines in force.</summary>
    public string Guidelines
    {
        get
        {
            var record = demo!.Nations.Nodes[0].Record;
            var peer = record.Peers[0].Code;
            var (version, _) = record.Reading.GuidelinesInForce(peer, TimeProvider.System.GetUtcNow())!.Value;
            return version.Agreement.ToString();
        }
    }

    /// <summary>The emergency of the half-year that its own side did not validate.</summary>
    public Request NotValidated => lived.First(one => one.Validated is { What.Outcome: Validation.NotValidated });

    /// <summary>A fresh session of one officer in one party's language.</summary>
    /// <param name="language">"en" or "zh-Hans".</param>
    public async Task<IPage> SignIn(
        string party,
        string persona,
        string language,
        bool script = true,
        bool dark = false,
        int width = 1280
    )
    {
        var context = await browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = Address(party),
                Locale = language is "en" ? "en-GB" : "zh-CN",
                ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                JavaScriptEnabled = script,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
            }
        );
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator($"button[value='{persona}']").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
        if (demo is not null)
        {
            await demo.DisposeAsync();
        }
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
