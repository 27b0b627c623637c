using System.Security.Cryptography;
using Microsoft.Playwright;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>Files that go with a request and with its answer: brought on one side, read on the other.</summary>
public class FileTests(TwoDesks desks) : Story(desks)
{
    /// <summary>A file on an officer's own disk.</summary>
    private sealed record OwnFile(string Name, string Type, byte[] Bytes)
    {
        public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes));

        public static OwnFile Of(string name, string type, int size) =>
            new(name, type, RandomNumberGenerator.GetBytes(size));
    }

    [Theory]
    [InlineData("US", false, 1280)]
    [InlineData("CN", true, 390)]
    public async Task A_file_goes_with_a_request_and_another_with_its_answer(string asking, bool dark, int width)
    {
        var eyes = new Eyes();
        var asked = Other(asking);
        var asks = await Officer(asking, "liaison", 1, dark, width);
        var draft = await Draft(asks, "information", "routine");
        await asks.GotoAsync(draft + "/parts/links");
        await Press(asks, "button[name=act][value='files.files']");
        // More than one piece of what is sealed, and as long a name as there may be, with nowhere to break it.
        var sent = OwnFile.Of($"账户流水-{new string('m', 191)}.csv", "text/csv", 200_000);
        await Bring(asks, sent, eyes);
        await Describe(asks, eyes);
        var number = await Released(Desks, asks, await Officer(asking, "liaison", 2), draft, eyes);

        var answers = await Officer(asked, "liaison", 1, !dark, width);
        await There(answers, number);
        var read = await Take(answers, number, sent, eyes);
        Assert.Contains("流水明细", await answers.InnerTextAsync("section#files"), StringComparison.Ordinal);
        await answers.GotoAsync($"/requests/{number}/do/Answer");
        // What is written so far is kept meanwhile.
        await Press(answers, "#ready button");
        var given = OwnFile.Of("Opening of the account – 开户申请.pdf", "application/pdf", 70_000);
        await Bring(answers, given, eyes);
        await Bring(answers, OwnFile.Of($"{new string('w', 196)}.txt", "text/plain", 0), eyes);
        await answers.Locator("#files .file", new() { HasText = "www" }).Locator("button.link-button").ClickAsync();
        await answers
            .Locator("#files .file", new() { HasText = "www" })
            .WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await Press(answers, "a.govuk-back-link");
        Assert.Contains(given.Name, await answers.InnerTextAsync("#ready"), StringComparison.Ordinal);
        await Move(answers, number, "Answer", Finally, eyes);
        await Release(await Officer(asked, "liaison", 2, dark), number, eyes);
        var readToo = await Take(asks, number, given, eyes);

        await InTheLog(asked, "liaison-1", number, read, eyes);
        await InTheLog(asking, "liaison-1", number, readToo, eyes);
        // What leaves byte for byte says beside how it is to be handled, and for what it may be used.
        var file = await asks.APIRequest.GetAsync(Desks.Address(asking) + readToo);
        Assert.StartsWith("H", file.Headers["parley-handling"], StringComparison.Ordinal);
        Assert.StartsWith("stated-purpose-only", file.Headers["parley-use"], StringComparison.Ordinal);
        Assert.Empty(eyes.Found);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_large_file_goes_on_where_it_was_when_the_same_is_chosen_again(int width)
    {
        var eyes = new Eyes();
        var page = await Officer("US", "liaison", 1, dark: width is 390, width);
        await page.GotoAsync(await Draft(page, "information", "routine") + "/files/files");
        var folder = Directory.CreateTempSubdirectory("parley-large-");
        try
        {
            // Two pieces and a half.
            var bytes = RandomNumberGenerator.GetBytes(20 << 20);
            var file = Path.Combine(folder.FullName, "disk image 磁盘.bin");
            await File.WriteAllBytesAsync(file, bytes);
            var pieces = 0;
            await page.RouteAsync(
                "**/uploads/*",
                route => route.Request.Method is "PATCH" && ++pieces > 1 ? route.AbortAsync() : route.ContinueAsync()
            );
            await page.SetInputFilesAsync("#file", file);
            await page.ClickAsync("[data-upload-button]");
            await page.GetByText("The connection to this node was cut. The upload goes on by itself").WaitForAsync();
            await page.UnrouteAsync("**/uploads/*");
            await page.ReloadAsync();
            var begun = page.Locator("section.upload .file");
            Assert.Contains("40 %", await begun.InnerTextAsync(), StringComparison.Ordinal);
            await Eyes.On(page, eyes);
            await page.SetInputFilesAsync("#file", file);
            await page.ClickAsync("[data-upload-button]");
            await page.Locator("#files .file", new() { HasText = "disk image" }).WaitForAsync();
            var list = await page.InnerTextAsync("#files");
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(bytes)), list, StringComparison.Ordinal);
            Assert.Equal(0, await begun.CountAsync());
            Assert.Empty(eyes.Found);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_small_file_that_is_stopped_is_not_attached_or_said_to_be_so()
    {
        var eyes = new Eyes();
        var page = await Officer("US", "liaison", 1);
        await page.GotoAsync(await Draft(page, "information", "routine") + "/files/files");
        var stop = page.Locator("[data-upload-list] button");
        var small = new FilePayload
        {
            Name = "small.csv",
            MimeType = "text/csv",
            Buffer = RandomNumberGenerator.GetBytes(5000),
        };
        // The bytes do not reach the node before it is stopped.
        var (sent, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteAsync(
            "**/files/files/uploads/*",
            async route =>
            {
                if (route.Request.Method is "PATCH")
                {
                    sent.TrySetResult();
                    await stopped.Task;
                    await route.AbortAsync();
                    return;
                }
                await route.ContinueAsync();
            }
        );
        await page.SetInputFilesAsync("#file", small);
        await page.ClickAsync("[data-upload-button]");
        await sent.Task;
        await stop.ClickAsync();
        stopped.SetResult();
        await page.Locator("[data-upload-list]").GetByText("Cancelled", new() { Exact = true }).WaitForAsync();
        await page.UnrouteAsync("**/files/files/uploads/*");
        await page.ReloadAsync();
        Assert.Equal(0, await page.Locator("#files .file, section.upload .file").CountAsync());

        // The node has it whole; its answer comes after it is stopped.
        await page.EvaluateAsync(HoldAnswer);
        await page.SetInputFilesAsync("#file", small);
        await page.ClickAsync("[data-upload-button]");
        await page.WaitForFunctionAsync("() => window.heldAnswer");
        await stop.ClickAsync();
        await page.EvaluateAsync("() => window.heldAnswer()");
        await page.GetByRole(AriaRole.Alert).GetByText("was attached before it could be cancelled").WaitForAsync();
        Assert.Equal(1, await page.Locator("#files .file", new() { HasText = small.Name }).CountAsync());
        await Eyes.On(page, eyes);
        Assert.Empty(eyes.Found);
    }

    /// <summary>Holds back the answer to the call that brings the bytes of a file.</summary>
    private const string HoldAnswer = """
        () => {
          const send = XMLHttpRequest.prototype.send;
          XMLHttpRequest.prototype.send = function (body) {
            const done = this.onload;
            const isBytes = body instanceof Blob || body instanceof FormData;
            if (isBytes) this.onload = (event) => (window.heldAnswer = () => done(event));
            send.call(this, body);
          };
        }
        """;

    /// <summary>Brings a file at the page for it.</summary>
    private static async Task Bring(IPage page, OwnFile file, Eyes eyes)
    {
        await Eyes.On(page, eyes);
        await page.SetInputFilesAsync(
            "#file",
            new FilePayload
            {
                Name = file.Name,
                MimeType = file.Type,
                Buffer = file.Bytes,
            }
        );
        await Press(page, "[data-upload-button]");
        await page.Locator("#files .file", new() { HasText = file.Name }).WaitForAsync();
        Assert.Contains(file.Hash, await page.InnerTextAsync("#files"), StringComparison.Ordinal);
        await Eyes.On(page, eyes);
    }

    /// <summary>Says of the file on the page what it is, in Chinese first, and who translated it.</summary>
    private static async Task Describe(IPage page, Eyes eyes)
    {
        await page.ClickAsync("#files .file__acts a");
        await Eyes.On(page, eyes);
        await page.CheckAsync("input[name=language][value=zh]");
        await page.FillAsync("[name='text.text']", "流水明细");
        await page.FillAsync("[name='text.translation']", "Statement of the account");
        await page.FillAsync("#translatedBy", "Lin Yue");
        await page.FillAsync("#reviewedBy", "Zhou Min");
        await Press(page, "button[value=save]");
        Assert.Contains("Lin Yue", await page.InnerTextAsync("#files"), StringComparison.Ordinal);
        await Eyes.On(page, eyes);
    }

    /// <summary>Takes a file from the page of the request, once it has come; where it lies there.</summary>
    private static async Task<string> Take(IPage page, string number, OwnFile file, Eyes eyes)
    {
        var link = $"section#files li:has(code:text-is('{file.Hash}')) a[download]";
        await Shown(page, $"/requests/{number}", link);
        await Eyes.On(page, eyes);
        var path = (await page.GetAttributeAsync(link, "href"))!;
        var taken = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(link));
        var bytes = await File.ReadAllBytesAsync(await taken.PathAsync());
        Assert.Equal(file.Hash, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(file.Name, taken.SuggestedFilename);
        return path;
    }

    /// <summary>The local ledger tells who took the file.</summary>
    private async Task InTheLog(string party, string officer, string number, string path, Eyes eyes)
    {
        var auditor = await Officer(party, "auditor", 1, dark: party is "US", width: party is "US" ? 390 : 1280);
        await auditor.GotoAsync($"/log?subject={number}");
        await Eyes.On(auditor, eyes);
        var lines = auditor
            .Locator("main tbody tr", new() { Has = auditor.Locator($"[title='{path}']") })
            .Filter(new() { Has = auditor.Locator($"a[href='/log?who={party.ToLowerInvariant()}-{officer}']") });
        Assert.True(await lines.CountAsync() == 1, $"{path}: {await auditor.InnerTextAsync("main")}");
    }
}
