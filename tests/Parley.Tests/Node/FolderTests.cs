using System.Net;
using Parley.Cooperation;
using Parley.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Node;

/// <summary>What a node's folder withstands: stops half-way, cards of others, addresses open to all.</summary>
public sealed class FolderTests
{
    private static readonly Bilingual Name = new("France", "法国");

    [Fact]
    public async Task A_broken_card_is_named_and_left_out_and_admitting_it_again_mends_it()
    {
        using var folders = new TwoFolders();
        var card = Path.Combine(folders.Cn.Path, "peers", "US.card");
        var whole = await File.ReadAllTextAsync(card);
        await File.WriteAllTextAsync(card, whole[..(whole.Length / 2)]);
        var named = new List<string>();
        Assert.Empty(folders.Cn.Peers(named.Add));
        Assert.Contains("US.card is left out", Assert.Single(named), StringComparison.Ordinal);
        await using (var node = await RunningNode.Start(folders.Cn, TimeProvider.System))
        {
            Assert.Empty(node.Record.Peers);
            folders.Cn.Admit(folders.Us.OwnCard());
            await TwoFolders.Until(() => node.Record.Peers.Count == 1, "the mended card is taken in");
        }
        Assert.Equal(whole, await File.ReadAllTextAsync(card));
        Assert.Equal(["US.card"], Directory.GetFiles(Path.GetDirectoryName(card)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Neither_its_own_party_nor_a_domain_or_key_known_already_is_admitted()
    {
        using var folders = new TwoFolders();
        Assert.Throws<IOException>(() => folders.Cn.Admit(folders.Cn.OwnCard()));
        foreach (var domain in new[] { "us.parley.example", "cn.parley.example" })
        {
            var other = Made(folders[$"fr-{domain}"], domain: domain);
            var refused = Assert.Throws<IOException>(() => folders.Cn.Admit(other.OwnCard()));
            Assert.Contains("domain or a key", refused.Message, StringComparison.Ordinal);
        }
        folders.Cn.Admit(Made(folders["fr"]).OwnCard());
        Assert.Equal(["FR", "US"], folders.Cn.Peers().Select(peer => peer.Code.ToString()));
    }

    [Fact]
    public void A_making_that_was_stopped_half_way_is_begun_anew()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder[".making/keys"]);
        File.WriteAllText(folder[".making/keys/sign.pem"], "half");
        var made = Made(folder.Path);
        Assert.Equal("FR", made.Self().Code.ToString());
        Assert.False(Directory.Exists(folder[".making"]));
    }

    [Fact]
    public void Keys_without_settings_are_never_overwritten()
    {
        using var folder = new TemporaryFolder();
        Made(folder.Path);
        var key = File.ReadAllText(folder["keys/sign.pem"]);
        File.Delete(folder["node.json"]);
        var refused = Assert.Throws<IOException>(() => Made(folder.Path));
        Assert.Contains("node.json", refused.Message, StringComparison.Ordinal);
        Assert.Equal(key, File.ReadAllText(folder["keys/sign.pem"]));
    }

    [Theory]
    [InlineData("https://127.0.0.1:6540", null)]
    [InlineData("http://0.0.0.0:6540", null)]
    [InlineData("http://192.0.2.7:6540", null)]
    [InlineData("http://[::]:6540", null)]
    [InlineData("https://127.0.0.1:6540", "192.0.2.1")]
    [InlineData("http://127.0.0.1:6540", "not an address")]
    public void Pages_are_never_served_in_the_clear_beyond_this_machine(string desk, string? proxy)
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ArgumentException>(() => Made(folder.Path, desk, proxy: proxy));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("http://127.0.0.1:6540", null)]
    [InlineData("http://[::1]:6540", null)]
    [InlineData("http://localhost:6540", null)]
    [InlineData("http://0.0.0.0:6540", "192.0.2.1")]
    [InlineData("http://127.0.0.1:6540", "192.0.2.1")]
    public void This_machine_alone_or_behind_a_proxy_is_well(string desk, string? proxy)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(desk, Made(folder.Path, desk, proxy: proxy).Settings().Desk);
    }

    [Fact]
    public async Task Behind_a_proxy_cookies_travel_over_TLS_alone_and_other_host_names_are_refused()
    {
        using var folders = new TwoFolders();
        var port = new Uri(folders.Cn.Settings().Desk).Port;
        var node = Made(folders["fr"], $"http://127.0.0.1:{port}", proxy: "192.0.2.1");
        await using var running = await RunningNode.Start(node, TimeProvider.System);
        using var browser = new HttpClient { BaseAddress = new Uri(node.Settings().Desk) };
        using var page = await browser.SendAsync(Asking("desk.fr.example"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.All(
            page.Headers.GetValues("Set-Cookie"),
            cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase)
        );
        using var rebound = await browser.SendAsync(Asking("elsewhere.example"));
        Assert.Equal(HttpStatusCode.BadRequest, rebound.StatusCode);
    }

    [Fact]
    public void Whether_a_node_runs_is_asked_without_hindering_one()
    {
        using var folder = new TemporaryFolder();
        var node = Made(folder.Path);
        Assert.False(node.IsRunning);
        Assert.False(File.Exists(folder["running"]));
        using (node.Hold())
        {
            Assert.True(node.IsRunning);
            Assert.Contains("is running", Assert.Throws<IOException>(node.Hold).Message, StringComparison.Ordinal);
        }
        Assert.False(node.IsRunning);
        var asking = new FileStream(folder["running"], FileMode.Open, FileAccess.Read, FileShare.Read);
        var letGo = new Thread(() =>
        {
            Thread.Sleep(60);
            asking.Dispose();
        });
        letGo.Start();
        node.Hold().Dispose();
        letGo.Join();
    }

    [Fact]
    public void What_cannot_be_written_is_not_called_running()
    {
        using var folder = new TemporaryFolder();
        var node = Made(folder.Path);
        Directory.CreateDirectory(folder["running"]);
        var told = Assert.ThrowsAny<Exception>(node.Hold);
        Assert.DoesNotContain("is running", told.Message, StringComparison.Ordinal);
    }

    private static HttpRequestMessage Asking(string host)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "192.0.2.9");
        return request;
    }

    private static NodeFolder Made(
        string path,
        string desk = "http://127.0.0.1:6541",
        string domain = "fr.parley.example",
        string? proxy = null
    )
    {
        var node = new NodeFolder(path);
        node.Make(
            new NodeSettings("FR", desk, "127.0.0.1:6543", proxy is null ? null : [proxy], ["desk.fr.example"]),
            Name,
            domain,
            ["https://127.0.0.1:6543"],
            TimeProvider.System.GetUtcNow()
        );
        return node;
    }
}
