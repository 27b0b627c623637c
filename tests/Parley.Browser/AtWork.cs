using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>What an officer does at the pages: begins, fills in, states, waits.</summary>
internal static class AtWork
{
    /// <summary>The button that sends the form of a move; beside it lies the one that keeps it half written.</summary>
    public const string Submit = "form#move button.govuk-button:not([name])";

    private const string PartsLeft = ".govuk-task-list__item:not(:has(.tag--good)) .govuk-task-list__link";

    /// <summary>Begins a draft, fills every part, and returns its address once nothing is left to do.</summary>
    public static async Task<string> Draft(
        IPage page,
        string kind,
        string urgency,
        Eyes? eyes = null,
        bool byHand = false
    )
    {
        var draft = await Begin(page, kind, urgency, eyes);
        await FillAll(page, eyes, byHand);
        return draft;
    }

    /// <summary>Fills every part of the draft whose list of parts the page shows.</summary>
    public static async Task FillAll(IPage page, Eyes? eyes = null, bool byHand = false)
    {
        var draft = new Uri(page.Url).AbsolutePath;
        var parts = await Links(page, ".govuk-task-list__link");
        // Again where an answer brought further items into question.
        for (var again = 0; again < 3 && parts.Length > 0; again++)
        {
            foreach (var part in parts)
            {
                await page.GotoAsync(part);
                await (byHand ? Filling.ByHand(page) : Filling.InOneGo(page));
                await Eyes.On(page, eyes);
                await Press(page, "button[value=save]:not([hidden])");
            }
            await page.GotoAsync(draft);
            parts = await Links(page, PartsLeft);
        }
    }

    public static async Task<string> Begin(IPage page, string kind, string urgency, Eyes? eyes = null)
    {
        await page.GotoAsync("/drafts/new");
        await Eyes.On(page, eyes);
        await page.CheckAsync($"input[name=kind][value={kind}]");
        await page.CheckAsync($"input[name=urgency][value={urgency}]");
        await Press(page, "main form button.govuk-button");
        await page.WaitForURLAsync("**/drafts/*");
        await Eyes.On(page, eyes);
        return page.Url;
    }

    /// <summary>Offers a draft that lacks nothing, lets the legal check be given where one is asked for, and releases
    /// it; its number.</summary>
    public static async Task<string> Released(
        TwoDesks desks,
        IPage writer,
        IPage releaser,
        string draft,
        Eyes? eyes = null
    )
    {
        await writer.GotoAsync(draft + "/check");
        await Eyes.On(writer, eyes);
        var offers = await writer.Locator("form[action$='/offer'] button").CountAsync() > 0;
        Assert.True(offers, $"Something is missing: {await writer.InnerTextAsync("main")}");
        await Press(writer, "form[action$='/offer'] button");
        await Offered(writer);
        await Checked(desks, writer.Url);
        await releaser.GotoAsync(draft + "/check");
        await Eyes.On(releaser, eyes);
        await Press(releaser, "form[action$='/release'] button");
        await releaser.WaitForURLAsync("**/sent");
        await Eyes.On(releaser, eyes);
        return releaser.Url.Split('/')[^2];
    }

    public static async Task Move(
        IPage page,
        string number,
        string move,
        Func<IPage, Task>? more = null,
        Eyes? eyes = null
    )
    {
        await page.GotoAsync($"/requests/{number}/do/{move}");
        await Filling.InOneGo(page);
        if (more is not null)
        {
            await more(page);
            await Filling.InOneGo(page);
        }
        await Eyes.On(page, eyes);
        await Press(page, Submit);
        Assert.True(
            page.Url.EndsWith($"/requests/{number}", StringComparison.Ordinal),
            $"{move} was not taken: {await page.InnerTextAsync("main")}"
        );
    }

    /// <summary>Releases what another officer prepared about a request.</summary>
    public static async Task Release(IPage releaser, string number, Eyes? eyes = null)
    {
        await releaser.GotoAsync($"/requests/{number}");
        await Eyes.On(releaser, eyes);
        await Press(releaser, "form[action^='/prepared/'][action$='/release'] button");
    }

    /// <summary>The answer is the last one.</summary>
    public static Task Finally(IPage page) => page.CheckAsync("input[name=final][value=true]");

    /// <summary>Waits until what was offered is.</summary>
    public static async Task Offered(IPage writer) =>
        await writer.WaitForSelectorAsync(
            "form[action$='/offer']",
            new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached }
        );

    /// <summary>Gives every legal check that stands before the release on a page of one of the desks.</summary>
    public static async Task Checked(TwoDesks desks, string page)
    {
        var party = page.StartsWith(desks.Address("US"), StringComparison.Ordinal) ? "US" : "CN";
        var adviser = await desks.SignIn(party, $"{party.ToLowerInvariant()}-central-3", "en");
        await adviser.GotoAsync(page);
        while (await adviser.Locator(".steps__form button[value=approve]").CountAsync() > 0)
        {
            await Press(adviser, ".steps__form button[value=approve] >> nth=0");
            await adviser.GotoAsync(page);
        }
        await adviser.Context.CloseAsync();
    }

    /// <summary>Presses a button or follows a link, and waits for the page it leads to.</summary>
    public static async Task Press(IPage page, string what)
    {
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Came(object? sender, IFrame frame)
        {
            if (frame == page.MainFrame)
            {
                came.TrySetResult();
            }
        }
        page.FrameNavigated += Came;
        try
        {
            await page.ClickAsync(what);
            await came.Task.WaitAsync(TwoDesks.Patience);
        }
        finally
        {
            page.FrameNavigated -= Came;
        }
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    /// <summary>Reloads until the text is there: what was sent has then arrived on this side.</summary>
    public static Task Arrived(IPage page, string path, string text) =>
        Until(
            page,
            path,
            async () => (await page.InnerTextAsync("main")).Contains(text, StringComparison.Ordinal),
            $"'{text}'"
        );

    /// <summary>Waits until the request has arrived at the other node.</summary>
    public static Task There(IPage page, string number) => Shown(page, $"/requests/{number}", "#request");

    /// <summary>Waits until a move is open: what it follows has then arrived.</summary>
    public static Task Open(IPage page, string number, string move) =>
        Shown(page, $"/requests/{number}", $"main a[href$='/do/{move}']");

    public static Task Shown(IPage page, string path, string what) =>
        Until(page, path, async () => await page.Locator(what).CountAsync() > 0, what);

    private static async Task Until(IPage page, string path, Func<Task<bool>> isThere, string what)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ; )
        {
            await page.GotoAsync(path);
            if (await isThere())
            {
                return;
            }
            Assert.True(
                TimeProvider.System.GetElapsedTime(since) < TwoDesks.Patience,
                $"{what} is not on {path}: {await page.InnerTextAsync("body")}"
            );
            await page.WaitForTimeoutAsync(200);
        }
    }

    private static Task<string[]> Links(IPage page, string which) =>
        page.Locator(which).EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
}
