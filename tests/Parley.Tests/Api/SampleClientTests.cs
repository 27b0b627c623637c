using CaseSystem;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Node.Webhooks;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Api;

/// <summary>The client that is shipped as a sample, at work between two real nodes.</summary>
public sealed class SampleClientTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task It_drafts_attaches_offers_follows_acknowledges_and_checks_what_it_is_told()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["draft.json"], ProgramNodes.Sample("information"));
        await File.WriteAllTextAsync(folder["evidence.csv"], "a,b\n1,2\n");
        var asked = await Run(nodes.Us, "ask", folder["draft.json"], folder["evidence.csv"]);
        Assert.Contains("another officer releases it", asked, StringComparison.Ordinal);
        // Run again, it finds what it made before.
        await Run(nodes.Us, "ask", folder["draft.json"], folder["evidence.csv"]);
        var shelf = nodes.Us.Services.GetRequiredService<DraftShelf>();
        var draft = Assert.Single(shelf.All(), one => one.OfferedBy is not null);
        var file = Assert.IsType<Entry.Parcels>(draft.Draft.Entries["files"]).Files.Single();
        Assert.Equal("evidence.csv", file.Parcel.Name);

        using var stop = new CancellationTokenSource();
        var hook = new Uri($"http://127.0.0.1:{Random.Shared.Next(20_000, 30_000)}/");
        var webhooks = nodes.Cn.Services.GetRequiredService<WebhookShelf>();
        var secret = webhooks.Add("Case system", hook, [EventKind.RequestArrived], "operator")!.Value.Secret;
        Environment.SetEnvironmentVariable("PARLEY_WEBHOOK", secret);
        using var received = new StringWriter();
        var receiving = Client.Run(["receive", hook.AbsoluteUri], TextWriter.Synchronized(received), stop.Token);

        await Run(nodes.Cn, "watch", folder["cursor"], "once");
        var account = nodes.Us.Services.GetRequiredService<AccountShelf>().FindBySignInName("releaser")!;
        var stating = await nodes
            .Us.Services.GetRequiredService<Release>()
            .Of(draft.Id, draft.Version, Releaser.Of(account));
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        await nodes.Quiet();
        var watched = await Run(nodes.Cn, "watch", folder["cursor"], "once");
        Assert.Contains($"Acknowledged {stating.About}", watched, StringComparison.Ordinal);
        var request = nodes.Cn.Services.GetRequiredService<RequestBook>().Find($"{stating.About}")!.Request;
        Assert.NotNull(request.Acknowledged);
        await TwoFolders.Until(
            () => received.ToString().Contains($"{stating.About}", StringComparison.Ordinal),
            "the webhook was received and believed"
        );
        await stop.CancelAsync();
        Assert.Equal(0, await receiving);
    }

    [Fact]
    public async Task It_saves_a_step_half_written_and_tells_what_is_still_missing()
    {
        var number = await nodes.Ask(nodes.Cn);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder["move.json"],
            """{"type":"request.clarification-asked","body":{"questions":[]}}"""
        );
        var saved = await Run(nodes.Us, "save", number, folder["move.json"]);
        // Run again, it finds what it saved before.
        Assert.Equal(saved, await Run(nodes.Us, "save", number, folder["move.json"]));
        Assert.Contains($"of {number}", saved, StringComparison.Ordinal);
        Assert.DoesNotContain("as it stands", saved, StringComparison.Ordinal);
        var shelf = nodes.Us.Services.GetRequiredService<MoveDraftShelf>();
        Assert.Single(shelf.All(), one => one.About == SubjectId.Parse(number));
        Assert.Contains(number, await Run(nodes.Us, "list", "half-written?most=1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drafts", "\"state\":")]
    [InlineData("requests", "\"gist\":")]
    [InlineData("agreements", "\"contentHash\":")]
    public async Task It_prints_a_list_to_its_end(string list, string member)
    {
        await nodes.Ask(nodes.Us);
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        await ProgramNodes.Draft(program);
        var whole = (await program.Get($"{list}?most=200")).Json.GetProperty(list).GetArrayLength();
        var printed = (await Run(nodes.Us, "list", $"{list}?most=1")).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        Assert.Equal(whole, printed.Length);
        Assert.All(printed, line => Assert.Contains(member, line, StringComparison.Ordinal));
    }

    [Fact]
    public void It_believes_only_what_is_signed_fresh_and_whole()
    {
        var key = new byte[32];
        var receiver = new WebhookReceiver("whsec_" + Convert.ToBase64String(key));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string Signed(long at) => WebhookLine.Sign(key, "msg_1", at, "{}");
        Assert.True(receiver.IsGenuine("msg_1", $"{now}", Signed(now), "{}"));
        Assert.True(receiver.IsGenuine("msg_1", $"{now}", "v1,AAAA " + Signed(now), "{}"));
        Assert.False(receiver.IsGenuine("msg_1", $"{now}", Signed(now), "{ }"));
        Assert.False(receiver.IsGenuine("msg_2", $"{now}", Signed(now), "{}"));
        Assert.False(receiver.IsGenuine("msg_1", $"{now - 400}", Signed(now - 400), "{}"));
        Assert.False(receiver.IsGenuine(null, null, null, "{}"));
    }

    private static async Task<string> Run(RunningNode node, params string[] args)
    {
        var account = node.Services.GetRequiredService<AccountShelf>().FindBySignInName("drafter")!;
        var scopes = new[] { TokenScope.Read, TokenScope.Draft, TokenScope.Act };
        Environment.SetEnvironmentVariable("PARLEY_NODE", node.Address);
        Environment.SetEnvironmentVariable(
            "PARLEY_TOKEN",
            node.Services.GetRequiredService<ApiTokens>().Make(account, "sample", scopes, 30, Doer.Command)
        );
        using var output = new StringWriter();
        Assert.True(await Client.Run(args, output, default) == 0, output.ToString());
        return output.ToString();
    }
}
