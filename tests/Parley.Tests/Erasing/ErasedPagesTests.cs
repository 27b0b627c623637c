using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Erasing;

/// <summary>What an officer sees where the words of a request were erased.</summary>
public sealed partial class ErasedPagesTests : IAsyncLifetime
{
    private readonly ErasedNodes nodes = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var both = new Bilingual("An Invented Reader", "某人");
        Officers
            .Of(nodes.Pair.Folders.Cn.DeskFolder)
            .Add(
                "reader",
                OpenDesk.Password,
                new NewOfficer(both, "cn-cyber-police", both, both, [Role.Reader]),
                Doer.Command
            );
        await nodes.Start();
        await nodes.Live();
        await ReadAndHold();
        await nodes.Later(200);
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));
    }

    public ValueTask DisposeAsync() => nodes.DisposeAsync();

    /// <summary>What an officer does with it beforehand: takes out its file, and has it kept longer for a while.
    /// </summary>
    private async Task ReadAndHold()
    {
        using var handler = new HttpClientHandler { UseProxy = false, CookieContainer = new CookieContainer() };
        using var reader = new HttpClient(handler) { BaseAddress = new Uri(nodes.Cn.Address) };
        (await OpenDesk.SignIn(reader, "reader")).Dispose();
        var page = await reader.GetStringAsync($"/requests/{nodes.Asked}", Cancel);
        var file = FileAddress().Match(page).Value;
        Assert.NotEmpty(file);
        var bytes = await reader.GetByteArrayAsync(file, Cancel);
        Assert.Contains(ErasedNodes.Planted, Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        var holds = nodes.Cn.Services.GetRequiredService<KeepingHolds>();
        holds.Put(nodes.Asked, $"A court asks for {ErasedNodes.Planted}.", Doer.Command);
        holds.Lift(nodes.Asked, $"It has ruled on {ErasedNodes.Planted}.", Doer.Command);
    }

    [Fact]
    public async Task The_page_says_when_and_under_which_rule_and_no_page_shows_a_word_of_it()
    {
        using var handler = new HttpClientHandler { UseProxy = false, CookieContainer = new CookieContainer() };
        using var reader = new HttpClient(handler) { BaseAddress = new Uri(nodes.Cn.Address) };
        (await OpenDesk.SignIn(reader, "reader")).Dispose();
        Assert.Empty(ErasedNodes.Holding(nodes.Pair.Folders.Cn));
        var address = $"/requests/{nodes.Asked}";
        var page = WebUtility.HtmlDecode(await reader.GetStringAsync(address, Cancel));
        Assert.Contains("This request was erased", page, StringComparison.Ordinal);
        Assert.Contains("7.2", page, StringComparison.Ordinal);
        var entries = nodes.Cn.Record.Reading.ErasedEntries(TwoFolders.US, nodes.Asked);
        Assert.Equal(4, entries.Count);
        Assert.All(entries, entry => Assert.Contains(entry.Leaf, page, StringComparison.Ordinal));

        string[] gone = ["evidence", "letter"];
        foreach (var one in gone)
        {
            using var answer = await reader.GetAsync($"{address}/{one}", Cancel);
            Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        }
        var entryOf = $"{address}/{entries[0].By}/{entries[0].Index}";
        Assert.StartsWith("c2sp.org/tlog-proof@v1", await reader.GetStringAsync($"{entryOf}.tlog-proof", Cancel));
        Assert.Equal($"erased {entries[0].Leaf}", await reader.GetStringAsync($"{entryOf}.json", Cancel));
        string[] others =
        [
            "/",
            "/requests",
            address,
            $"{address}/evidence",
            "/record",
            "/record/US/US",
            "/record/US/CN",
            "/review",
            $"/search?q={nodes.Asked}",
        ];
        foreach (var one in others)
        {
            using var answer = await reader.GetAsync(one, Cancel);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.DoesNotContain(ErasedNodes.Planted, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(ErasedNodes.PlantedChinese, text, StringComparison.Ordinal);
        }
        var found = await reader.GetStringAsync($"/search?q={ErasedNodes.PlantedChinese[..4]}", Cancel);
        Assert.DoesNotContain(address, found, StringComparison.Ordinal);
        var ledger = await reader.GetStringAsync("/record/US/US", Cancel);
        Assert.Contains("Words erased", ledger, StringComparison.Ordinal);
    }

    [GeneratedRegex("/requests/[^\"/]+/files/[0-9a-f]{64}(?=\")", RegexOptions.None, 1000)]
    private static partial Regex FileAddress();
}
