using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>
/// Looks at the pages a story comes by, at each kind of page twice: as the officer has it, and on a screen of the other
/// width at the other time of the day. Nothing keeps anybody from using it, and it is no wider than its screen. What
/// another story has come by in the same shape, language, width and light is not searched for obstacles again.
/// </summary>
internal sealed partial class Eyes
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const int Small = 390;
    private const int Large = 1280;

    private static readonly ConcurrentDictionary<string, bool> Searched = new(StringComparer.Ordinal);

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<string> found = [];

    /// <summary>What stood in somebody's way, page by page.</summary>
    public IReadOnlyList<string> Found => found;

    /// <summary>How many kinds of pages were looked at.</summary>
    public int Count => seen.Count;

    /// <summary>Looks at a page, where one of its kind was not looked at.</summary>
    /// <param name="after">What has happened since, so that it may look otherwise: a page of that kind is looked at again.
    /// </param>
    public static Task On(IPage page, Eyes? eyes, string after = "") =>
        eyes is null ? Task.CompletedTask : eyes.Look(page, after);

    /// <summary>Whether a page is wider than its screen, or a card than its table, and what of it sticks out; null
    /// where nothing does.</summary>
    public static async Task<string?> SticksOut(IPage page)
    {
        if (await CutOff(page) is { Length: > 0 } cut)
        {
            return $"cut off on a screen of {page.ViewportSize!.Width}: {string.Join(" | ", cut)}";
        }
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (width <= page.ViewportSize!.Width)
        {
            return null;
        }
        var what = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('main *, header *, footer *')]
              .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
              .map(e => e.cloneNode(false).outerHTML.slice(0, 120) + ' ' + e.textContent.trim().slice(0, 60)).slice(-3)
            """
        );
        return $"{width} wide on a screen of {page.ViewportSize.Width}, by {string.Join(" | ", what)}";
    }

    /// <summary>Where tables are shown as cards, nothing is to be reached by moving sideways.</summary>
    private static Task<string[]> CutOff(IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.grid--cards td, .grid--cards tbody th')]
              .filter(cell => getComputedStyle(cell).display !== 'table-cell')
              .flatMap(cell => [...cell.querySelectorAll('*')].filter(part => part.checkVisibility()
                && part.getBoundingClientRect().right > cell.closest('table').getBoundingClientRect().right + 0.5))
              .map(part => part.outerHTML.slice(0, 120)).slice(0, 3)
            """
        );

    /// <summary>What axe finds on a page. Run in the page itself: its own way by a second page takes four times as
    /// long, and no page of ours has frames. Meanwhile the page refreshes nothing, which would take away what is being
    /// looked at; it does so afterwards.</summary>
    public static async Task<string[]> Violations(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }
        return await page.EvaluateAsync<string[]>(
            """
            async () => {
              const missed = new Set();
              const hold = (event) => {
                const { verb, triggeringEvent } = event.detail.requestConfig;
                if (verb !== "get" || !triggeringEvent) return;
                event.preventDefault();
                missed.add(triggeringEvent.type);
              };
              document.body.addEventListener("htmx:beforeRequest", hold);
              while (document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling"))
                await new Promise((done) => setTimeout(done, 20));
              try {
                const result = await axe.run(document, { resultTypes: ["violations"] });
                return result.violations.flatMap((found) =>
                  found.nodes.map((node) => found.id + ": " + node.html.slice(0, 160)));
              } finally {
                document.body.removeEventListener("htmx:beforeRequest", hold);
                for (const type of missed) window.htmx.trigger(document.body, type);
              }
            }
            """
        );
    }

    private async Task Look(IPage page, string after)
    {
        var path = new Uri(page.Url).AbsolutePath;
        if (!seen.Add($"{Numbers().Replace(path, "#")} {page.Url.Split('/')[2]} {after}"))
        {
            return;
        }
        var (screen, dark) = (page.ViewportSize!, await IsDark(page));
        await LookOnce(page, path);
        await page.SetViewportSizeAsync(screen.Width == Small ? Large : Small, screen.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Light : ColorScheme.Dark });
        await LookOnce(page, path);
        await page.SetViewportSizeAsync(screen.Width, screen.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
    }

    private async Task LookOnce(IPage page, string path)
    {
        var where = $"{path} on {page.ViewportSize!.Width}{(await IsDark(page) ? " at night" : "")}";
        if (await SticksOut(page) is { } wide)
        {
            found.Add($"{where}: {wide}");
        }
        var (width, dark) = (page.ViewportSize!.Width, await IsDark(page));
        if (Searched.TryAdd($"{await PageShape.Of(page)} {width} {dark}", true))
        {
            found.AddRange((await Violations(page)).Select(one => $"{where}: {one}"));
        }
    }

    private static Task<bool> IsDark(IPage page) =>
        page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches");

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
