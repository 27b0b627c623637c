using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Webhooks;

namespace Parley.Tests.Api;

/// <summary>Webhooks: what is told to whom, how often, and where nothing is sent.</summary>
public sealed class WebhookTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public void A_signature_is_that_of_standard_webhooks() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookLine.Sign(
                Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                """{"test": 2432232314}"""
            )
        );

    [Fact]
    public async Task A_webhook_is_told_what_happened_signed_and_without_content()
    {
        await using var sink = new WebhookSink();
        var shelf = nodes.Cn.Services.GetRequiredService<WebhookShelf>();
        var (id, secret) = shelf.Add("Case system", sink.Address, [EventKind.RequestArrived], "operator")!.Value;
        var number = await nodes.Ask(nodes.Us);
        var came = await sink.Until(one => one.Body.Contains(number, StringComparison.Ordinal));
        var timestamp = long.Parse(came.Timestamp, CultureInfo.InvariantCulture);
        var key = Convert.FromBase64String(secret[WebhookLine.SecretBegins.Length..]);
        Assert.Equal(WebhookLine.Sign(key, came.Id, timestamp, came.Body), came.Signature);
        using var told = JsonDocument.Parse(came.Body);
        Assert.Equal("request-arrived", told.RootElement.GetProperty("type").GetString());
        var change = told.RootElement.GetProperty("data").GetProperty("change");
        using var program = ProgramNodes.Program(nodes.Cn, "reader", TokenScope.Read);
        var address = change.GetProperty("address").GetString()!;
        Assert.Equal(number, (await program.Get(address)).Json.GetProperty("number").GetString());
        Assert.DoesNotContain("Marrowstone", came.Body, StringComparison.Ordinal);
        Assert.True(shelf.Remove(id));
    }

    [Fact]
    public async Task What_is_not_taken_is_sent_again_under_its_name_until_it_is()
    {
        await using var sink = new WebhookSink();
        using var apart = new ApartWebhooks(nodes.Us);
        var id = apart.Shelf.Add("Case system", sink.Address, [EventKind.Stated], "operator")!.Value.Id;
        apart.Outbox.Test(id);
        sink.Answers.Enqueue(500);
        sink.Answers.Enqueue(410);
        await apart.Sender.Round(default);
        await apart.Sender.Round(default);
        Assert.Single(sink.All);
        Assert.NotNull(apart.Shelf.Find(id)!.Failing);
        // Another process of the node finds it on the disk.
        using var later = new ApartWebhooks(nodes.Us, apart);
        later.Clock.Ahead += TimeSpan.FromSeconds(7);
        await later.Sender.Round(default);
        later.Clock.Ahead += TimeSpan.FromSeconds(80);
        await later.Sender.Round(default);
        Assert.Equal(3, sink.All.Count);
        Assert.Single(sink.All.Select(one => one.Id).Distinct(StringComparer.Ordinal));
        Assert.Null(later.Shelf.Find(id)!.Failing);
        Assert.Equal(0, later.Outbox.Waiting(id));
        Assert.Equal(
            [TryOutcome.Taken, TryOutcome.NotTaken, TryOutcome.NotTaken],
            later.Outbox.Tries(id, 10).Select(one => one.Outcome)
        );
        Assert.True(later.Outbox.Again(id, later.Outbox.Tries(id, 1)[0].Id));
        await later.Sender.Round(default);
        Assert.Equal(4, sink.All.Count);
        Assert.Single(sink.All.Select(one => one.Id).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_is_taken_for_days_it_is_stopped_and_noted_and_may_go_on()
    {
        await using var sink = new WebhookSink();
        using var apart = new ApartWebhooks(nodes.Us);
        var id = apart.Shelf.Add("Case system", sink.Address, [EventKind.Stated], "operator")!.Value.Id;
        for (var day = 0; day < 7; day++)
        {
            apart.Outbox.Test(id);
            for (var hour = 0; hour < 24; hour += 4)
            {
                sink.Answers.Enqueue(503);
                await apart.Sender.Round(default);
                apart.Clock.Ahead += TimeSpan.FromHours(4);
            }
        }
        var stopped = apart.Shelf.Find(id)!;
        Assert.NotNull(stopped.Stopped);
        Assert.Equal("", stopped.StoppedBy);
        Assert.Contains(
            nodes.Us.Services.GetRequiredService<SecurityEvents>().Page(1),
            one =>
                one.Act is SecurityAct.WebhookStopped && one.More.StartsWith("Case system · ", StringComparison.Ordinal)
        );
        sink.Answers.Clear();
        Assert.True(apart.Shelf.Resume(id));
        await apart.Sender.Round(default);
        Assert.Equal(0, apart.Outbox.Waiting(id));
        Assert.Null(apart.Shelf.Find(id)!.Stopped);
    }

    [Fact]
    public async Task A_slow_or_redirecting_place_takes_nothing_and_is_not_followed()
    {
        await using var sink = new WebhookSink();
        await using var elsewhere = new WebhookSink();
        using var apart = new ApartWebhooks(nodes.Us, patience: TimeSpan.FromMilliseconds(500));
        var id = apart.Shelf.Add("Case system", sink.Address, [EventKind.Stated], "operator")!.Value.Id;
        sink.To = elsewhere.Address.AbsoluteUri;
        sink.Answers.Enqueue(307);
        apart.Outbox.Test(id);
        await apart.Sender.Round(default);
        Assert.Equal(TryOutcome.Redirected, apart.Outbox.Tries(id, 1)[0].Outcome);
        Assert.Empty(elsewhere.All);
        sink.Slowly = TimeSpan.FromSeconds(3);
        apart.Outbox.Test(id);
        await apart.Sender.Round(default);
        Assert.Equal(TryOutcome.TooSlow, apart.Outbox.Tries(id, 1)[0].Outcome);
    }

    [Theory]
    [InlineData("hook.example", "93.184.215.14", true)]
    [InlineData("hook.example", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("localhost", "::1", true)]
    [InlineData("hook.example", "::ffff:127.0.0.1", false)]
    [InlineData("hook.example", "10.1.2.3", false)]
    [InlineData("hook.example", "::ffff:10.1.2.3", false)]
    [InlineData("hook.example", "10.20.3.4", true)]
    [InlineData("hook.example", "192.168.1.1", false)]
    [InlineData("hook.example", "172.31.0.1", false)]
    [InlineData("hook.example", "169.254.169.254", false)]
    [InlineData("hook.example", "100.64.0.1", false)]
    [InlineData("hook.example", "0.0.0.0", false)]
    [InlineData("hook.example", "255.255.255.255", false)]
    [InlineData("hook.example", "fe80::1", false)]
    [InlineData("hook.example", "fd00::1", false)]
    [InlineData("hook.example", "64:ff9b::a9fe:a9fe", false)]
    [InlineData("hook.example", "2002:a00:1::", false)]
    [InlineData("hook.example", "2606:2800:21f::1", true)]
    public void Nothing_is_sent_to_where_only_the_node_could_reach(string host, string found, bool allowed) =>
        Assert.Equal(allowed, new WebhookGate([IPNetwork.Parse("10.20.0.0/16")]).Allows(host, IPAddress.Parse(found)));

    [Theory]
    [InlineData("https://hook.example/a", true)]
    [InlineData("http://hook.example/a", false)]
    [InlineData("http://127.0.0.1:8080/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("https://user:secret@hook.example/", false)]
    [InlineData("https://hook.example/#part", false)]
    [InlineData("ftp://hook.example/", false)]
    [InlineData("file:///etc/passwd", false)]
    public void A_webhook_is_over_https_or_on_this_machine(string address, bool allowed) =>
        Assert.Equal(allowed, WebhookGate.IsAddress(new Uri(address)));

    [Fact]
    public async Task A_place_that_may_not_be_reached_is_not_called()
    {
        using var apart = new ApartWebhooks(nodes.Us);
        var id = apart
            .Shelf.Add("Case system", new Uri("https://10.255.255.1/"), [EventKind.Stated], "operator")!
            .Value.Id;
        apart.Outbox.Test(id);
        await apart.Sender.Round(default);
        Assert.Equal(TryOutcome.AddressNotAllowed, apart.Outbox.Tries(id, 1)[0].Outcome);
    }

    [Fact]
    public void A_webhook_bears_the_name_of_its_system_and_one_of_before_that_of_its_host()
    {
        using var apart = new ApartWebhooks(nodes.Us);
        var (kinds, at) = ((EventKind[])[EventKind.Stated], new Uri("https://cases.example/parley"));
        var named = apart.Shelf.Add("Case system", at, kinds, "operator")!.Value.Id;
        var before = apart.Shelf.Add("", at, kinds, "operator")!.Value.Id;
        Assert.Equal("Case system", apart.Shelf.Find(named)!.Name);
        Assert.Equal("cases.example", apart.Shelf.Find(before)!.Name);
        Assert.True(apart.Shelf.Rename(before, "Archive"));
        Assert.Equal("Archive · https://cases.example/parley", apart.Shelf.Find(before)!.Which);
        Assert.False(apart.Shelf.Rename("none", "Archive"));
    }

    [Theory]
    [InlineData(" Case system ", "Case system")]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    [InlineData("two\nlines", null)]
    public void A_name_is_one_line_that_says_something(string? typed, string? kept) =>
        Assert.Equal(kept, Webhook.NameOf(typed));

    [Fact]
    public void A_name_has_an_end() => Assert.Null(Webhook.NameOf(new string('a', Webhook.LongestName + 1)));

    [Fact]
    public async Task The_secret_of_a_webhook_is_kept_sealed()
    {
        using var apart = new ApartWebhooks(nodes.Us);
        var secret = apart
            .Shelf.Add("Case system", new Uri("https://hook.example/"), [EventKind.Stated], "operator")!
            .Value.Secret;
        foreach (var file in Directory.EnumerateFiles(apart.Folder, "api.db*"))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, Encoding.Latin1);
            Assert.DoesNotContain(secret[6..], await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }
}
