using System.Net;
using System.Text;
using Parley.Node.Access;
using Parley.Node.Paper;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Paper;

/// <summary>Nobody keeps the others from the press, however often they ask.</summary>
public sealed class PaperTurnsTests(OpenNode node) : IClassFixture<OpenNode>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_few_wait_one_for_each_account_and_no_document_is_written_before_its_turn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell stands in for the browser.");
        using var folder = new TemporaryFolder();
        var press = new PaperPress(folder["paper"], ScriptBrowser.PrintsOnce(folder, folder["go"]));
        using var turns = new PaperTurns(press);
        var written = 0;
        var pressed = Ask("pressed");
        using var leaves = new CancellationTokenSource();
        var waiting = new List<Task<byte[]?>> { Ask("pressed"), turns.Print("leaves", Written, leaves.Token) };
        Assert.Null(await Ask("pressed"));
        Assert.Null(await Ask("leaves"));
        for (var i = waiting.Count; i < PaperTurns.MostWaiting; i++)
        {
            waiting.Add(Ask($"officer {i}"));
        }
        Assert.Null(await Ask("too many"));
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting[1]);
        waiting[1] = Ask("not too many");
        Assert.Equal(1, written);

        await File.WriteAllTextAsync(folder["go"], "", Cancel);
        Assert.All(await Task.WhenAll(waiting.Prepend(pressed)), Assert.NotNull);
        Assert.Equal(1 + PaperTurns.MostWaiting, written);

        Task<byte[]?> Ask(string account) => turns.Print(account, Written, Cancel);

        Task<string> Written()
        {
            Interlocked.Increment(ref written);
            return Task.FromResult("<!DOCTYPE html><p>Letter</p>");
        }
    }

    [Theory]
    [InlineData("en", "Too many papers wait to be made")]
    [InlineData("zh-CN", "等待生成的文件较多")]
    public async Task Who_asks_too_often_is_told_at_once_to_come_again(string language, string told)
    {
        Assert.SkipWhen(!PaperPress.Of("").CanPrint, "No Chromium on this host.");
        const string address = "/review/figures.pdf";
        using var browser = await node.SignedIn(Role.Drafter);
        browser.DefaultRequestHeaders.Add("Accept-Language", language);
        List<Task<HttpResponseMessage>> asked;
        var paper = Directory.CreateDirectory(Path.Combine(node.Folder.DeskFolder, "paper")).FullName;
        // As a command beside the node does while it presses.
        using (File.Open(Path.Combine(paper, "pressing"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            asked = [.. Enumerable.Range(0, 3).Select(_ => browser.GetAsync(address, Cancel))];
            var first = await Task.WhenAny(asked);
            asked.Remove(first);
            using var refused = await first;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(30), refused.Headers.RetryAfter?.Delta);
            Assert.Contains(told, await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        foreach (var one in asked)
        {
            using var answer = await one;
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var pdf = await answer.Content.ReadAsByteArrayAsync(Cancel);
            Assert.Equal("%PDF-", Encoding.ASCII.GetString(pdf, 0, 5));
        }
    }
}
