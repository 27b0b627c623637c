namespace Parley.Tests.Node;

/// <summary>
/// Hostile input at the real exchange port, over real TLS, from a peer that is admitted and holds its real keys.
/// </summary>
public sealed class ExchangePortTests(NodeUnderFire fire) : IClassFixture<NodeUnderFire>
{
    private static readonly Dictionary<string, Hostile> Known = HostileSeals
        .All.Select(h => h with { Name = $"seal: {h.Name}" })
        .Concat(HostileHeaders.Headers.Select(h => h with { Name = $"header: {h.Name}" }))
        .Concat(HostileHeaders.Checkpoints.Select(h => h with { Name = $"checkpoint: {h.Name}" }))
        .Concat(HostileStatements.All.Select(h => h with { Name = $"statement: {h.Name}" }))
        .Concat(HostileRequests.All.Select(h => h with { Name = $"request: {h.Name}" }))
        .ToDictionary(h => h.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Known.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task What_is_hostile_is_refused_and_nothing_is_changed(string hostile) => fire.Withstands(Known[hostile]);

    [Fact]
    public async Task A_bit_flipped_anywhere_in_a_sealed_delivery_is_refused()
    {
        await fire.SayHonestly();
        var before = await fire.Everything();
        var said = fire.Peer.Next.Bytes;
        var whole = fire.Peer.Seal(PlayedPeer.Plain(fire.Peer.Header(fire.Peer.Tree.Size, fire.Peer.With(said)), said));
        for (var bit = 0; bit < whole.Length * 8; bit += bit < PlayedPeer.HeadLength * 8 ? 3 : 61)
        {
            var spoilt = (byte[])whole.Clone();
            spoilt[bit / 8] ^= (byte)(1 << (bit % 8));
            var answer = await fire.Peer.Post(spoilt);
            Assert.True(
                (answer.Status, answer.Code) is (400, "malformed") or (410, "session-unknown"),
                $"bit {bit}: {answer.Status} {answer.Text}"
            );
        }
        Assert.Equal(before, await fire.Everything());
        await fire.SayHonestly();
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_in_the_first_of_a_session_is_refused()
    {
        fire.Peer.Forget(await fire.Peer.Post([.. PlayedPeer.Head(2, new byte[16], 1, []), .. new byte[64]]));
        var before = await fire.Everything();
        var said = fire.Peer.Next.Bytes;
        var whole = fire.Peer.Seal(PlayedPeer.Plain(fire.Peer.Header(fire.Peer.Tree.Size, fire.Peer.With(said)), said));
        for (var bit = 0; bit < (PlayedPeer.HeadLength + 66) * 8; bit += 13)
        {
            var spoilt = (byte[])whole.Clone();
            spoilt[bit / 8] ^= (byte)(1 << (bit % 8));
            var answer = await fire.Peer.Post(spoilt);
            Assert.True(
                (answer.Status, answer.Code) is (400, "malformed") or (410, "session-unknown"),
                $"bit {bit}: {answer.Status} {answer.Text}"
            );
        }
        Assert.Equal(before, await fire.Everything());
        fire.Peer.Forget();
        await fire.SayHonestly();
    }

    [Fact]
    public async Task What_is_delivered_twice_is_taken_in_once_and_receipted_alike()
    {
        await fire.SayHonestly();
        var said = fire.Peer.Next.Bytes;
        var header = fire.Peer.Header(fire.Peer.Tree.Size, fire.Peer.With(said), holds: fire.Peer.Tree.Size);
        var plain = PlayedPeer.Plain(header, said);
        var body = fire.Peer.Seal(plain);
        var first = await fire.Peer.Post(body);
        var once = await fire.Everything();
        var second = await fire.Peer.Post(body);
        var third = await fire.Peer.Deliver(plain);
        Assert.Equal([200, 200, 200], [first.Status, second.Status, third.Status]);
        Assert.Equal(once, await fire.Everything());
        Assert.Equal(Receipt(first), Receipt(third));
        // The peer itself had not noticed that it was taken in.
        var late = await fire.Peer.Say(said);
        Assert.Equal(200, late.Status);
        await fire.SayHonestly();
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off_soon_after_the_bound()
    {
        using var endless = new HostileRequests.EndlessContent(256 * 1024 * 1024);
        try
        {
            var answer = await fire.Peer.Send(endless);
            Assert.Equal(413, answer.Status);
        }
        catch (HttpRequestException)
        {
            Assert.True(endless.Sent > 0);
        }
        // What was still on its way in the buffers of both ends counts as sent.
        Assert.True(endless.Sent < 32 * 1024 * 1024, $"{endless.Sent} bytes were taken");
        await fire.SayHonestly();
    }

    [Fact]
    public async Task Deliveries_at_once_are_taken_in_one_after_the_other()
    {
        await fire.SayHonestly();
        var size = fire.Peer.Tree.Size;
        var said = Enumerable.Range(0, 20).Select(_ => fire.Peer.Next.Bytes).ToArray();
        var bodies = said.Select(one =>
                fire.Peer.Seal(PlayedPeer.Plain(fire.Peer.Header(size, fire.Peer.With(said)), said))
            )
            .ToList();
        var answers = await Task.WhenAll(bodies.Select(b => fire.Peer.Post(b)));
        Assert.All(answers, a => Assert.True(a.Status is 200 or 429, $"{a.Status} {a.Text}"));
        Assert.Contains(answers, a => a.Status == 200);
        Assert.Equal(200, (await fire.Peer.Say(said)).Status);
        Assert.Equal(size + 20, fire.Record.SizesOf(TwoFolders.US).Theirs);
        await fire.SayHonestly();
    }

    private static string Receipt(Answered answer) => answer.Body.GetProperty("cosignatures")[0].GetRawText();
}
