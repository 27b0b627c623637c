using Microsoft.Playwright;
using Parley.Node.Demo;

[assembly: AssemblyFixture(typeof(Parley.Browser.TwoDesks))]

namespace Parley.Browser;

/// <summary>
/// The demo's two nodes, with their half-year, and a real Chromium: started once for all stories of the browser.
/// </summary>
public sealed class TwoDesks : IAsyncLifetime
{
    private string? folder;
    private RunningDemo? demo;
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Address of a party's pages.</summary>
    public string Address(string party) => demo!.Address(party);

    public async ValueTask InitializeAsync()
    {
        folder = Directory.CreateTempSubdirectory("parley-browser-").FullName;
        demo = await RunningDemo.Start(folder, anyPorts: true, (_, _) => { });
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

    /// <summary>A fresh session of one officer in one party's language.</summary>
    /// <param name="language">"en" or "zh-Hans".</param>
    public async Task<IPage> SignIn(
        string party,
        string persona,
        string language,
        bool script = true,
        bool dark = false
    )
    {
        var context = await browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = Address(party),
                Locale = language is "en" ? "en-GB" : "zh-CN",
                ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                JavaScriptEnabled = script,
                ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
            }
        );
        context.SetDefaultTimeout(15_000);
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
