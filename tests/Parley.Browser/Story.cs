using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>
/// A story with the officers whom it signs in. At its end they go home, so that no page left open takes time from the
/// stories beside it; and where it failed, it tells what each of them had before their eyes.
/// </summary>
public abstract class Story(TwoDesks desks) : IAsyncDisposable
{
    private const int Told = 1_500;

    private readonly List<IPage> pages = [];

    protected TwoDesks Desks => desks;

    /// <summary>A fresh session of one officer in one party's language; see <see cref="TwoDesks.SignIn"/>.</summary>
    protected async Task<IPage> SignIn(
        string party,
        string persona,
        string language,
        bool script = true,
        bool dark = false,
        int width = 1280
    )
    {
        var page = await desks.SignIn(party, persona, language, script, dark, width);
        pages.Add(page);
        return page;
    }

    /// <summary>An officer of an office, by number, in the language of their nation.</summary>
    protected Task<IPage> Officer(string party, string office, int which, bool dark = false, int width = 1280) =>
        SignIn(
            party,
            $"{party.ToLowerInvariant()}-{office}-{which}",
            party is "US" ? "en" : "zh-Hans",
            dark: dark,
            width: width
        );

    /// <summary>The other of the two parties.</summary>
    protected static string Other(string party) => party is "US" ? "CN" : "US";

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            foreach (var page in pages)
            {
                TestContext.Current.TestOutputHelper?.WriteLine(await Seen(page));
            }
        }
        foreach (var page in pages)
        {
            await page.Context.CloseAsync();
        }
    }

    private static async Task<string> Seen(IPage page)
    {
        try
        {
            var text = await page.InnerTextAsync("main", new() { Timeout = 2_000 });
            return $"{page.Url}: {(text.Length > Told ? text[..Told] + "…" : text)}";
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return $"{page.Url}: {e.Message}";
        }
    }
}
