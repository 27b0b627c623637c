using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Bridge;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Parcels;

/// <summary>Files that cross between two real nodes over real TLS, with the requests that name them.</summary>
public sealed class ParcelTravelTests : IAsyncLifetime
{
    private static readonly Officer Someone = new("an-authority", "An Invented Officer", "liaison");
    private static readonly byte[] Large = ParcelVectors.File(5_000_003);

    private readonly Pair pair = new();
    private AgreedVersion guidelines = null!;

    public async ValueTask InitializeAsync()
    {
        await pair.Start();
        guidelines = await pair.Agree();
    }

    public ValueTask DisposeAsync() => pair.DisposeAsync();

    [Fact]
    public async Task A_file_of_some_megabytes_crosses_each_way_and_both_state_it()
    {
        var sent = await Seal(pair.Us!, Large);
        var about = await Ask(sent);
        await Came(about, sent);
        Assert.Equal(Large, await Opened(pair.Cn!, TwoFolders.US, Side.Theirs, sent));

        var back = await Seal(pair.Cn!, ParcelVectors.File(70_000));
        var sought = ((Request)pair.Cn!.Record.Reading.Find(TwoFolders.US, about)!).Current().Sought.First().Id;
        var prose = new Prose("The list.", "en", "清单。");
        var answer = new RequestStatement.Answered(
            Final: false,
            [new ItemAnswer(sought, ItemOutcome.Provided, prose)],
            UseLimits: null,
            [new Attached(back, sought, prose)]
        );
        Assert.Null((await pair.Cn!.Record.State(TwoFolders.US, about, answer, Someone)).Refusal);
        await Came(about, back);
        await pair.Quiet();
        var request = (Request)pair.Us!.Record.Reading.Find(TwoFolders.CN, about)!;
        Assert.Equal([TwoFolders.CN, TwoFolders.US], request.ParcelsReceived.Select(s => s.By));
        Assert.All(request.ParcelsReceived, s => Assert.Equal("node", s.Officer.Name));
    }

    [Fact]
    public async Task A_node_stopped_in_the_middle_of_a_file_goes_on_where_it_was()
    {
        await pair.StopCn();
        var cutting = new Cutting(Large.Length / 2);
        await pair.StartCn(throughParcels: line => cutting.Over(line));
        var sent = await Seal(pair.Us!, Large);
        var about = await Ask(sent);
        await TwoFolders.Until(() => cutting.WasCut, "the line was cut");
        await pair.StopCn();
        await pair.StartCn(throughParcels: line => cutting.Over(line));
        await Came(about, sent);
        Assert.True(cutting.AskedFrom[^1] > Large.Length / 4, "it began again");
        Assert.Equal(Large, await Opened(pair.Cn!, TwoFolders.US, Side.Theirs, sent));
    }

    [Fact]
    public async Task What_is_beyond_the_limits_is_refused_with_its_reason_and_comes_once_they_are_raised()
    {
        await pair.StopCn();
        Limit(new ParcelSettings(MostBytes: 100_000, MostHeld: 150_000));
        await pair.StartCn();
        var tooLarge = await Seal(pair.Us!, ParcelVectors.File(100_001));
        var first = await Seal(pair.Us!, ParcelVectors.File(80_000));
        var second = await Seal(pair.Us!, ParcelVectors.File(90_000));
        var about = await Ask(first, second, tooLarge);
        await TwoFolders.Until(() => Request(pair.Us!, about).ParcelsRefused.Length == 2, "two files are refused");
        await Came(about, first);
        Assert.Equal(
            [(second.SealedSha256, ParcelRefusal.QuotaExceeded), (tooLarge.SealedSha256, ParcelRefusal.TooLarge)],
            Request(pair.Us!, about)
                .ParcelsRefused.Select(s => (s.What.SealedSha256, s.What.Reason))
                .OrderBy(s => s.Reason is ParcelRefusal.TooLarge)
        );
        await pair.StopCn();
        Limit(new ParcelSettings());
        await pair.StartCn();
        await Came(about, second);
        await Came(about, tooLarge);
    }

    [Fact]
    public async Task Only_what_was_sent_to_a_party_is_handed_to_it_in_one_stretch()
    {
        var sent = await Seal(pair.Us!, ParcelVectors.File(1000));
        var unsent = await Seal(pair.Us!, ParcelVectors.File(1001));
        var about = await Ask(sent);
        using var client = HttpLink.Connect(pair.Folders.Cn.Self(), pair.Folders.Us.OwnCard());
        var hash = sent.SealedSha256;
        Assert.Equal((206, 1), await Get(client, hash, "bytes=0-0"));
        Assert.Equal((206, 1006), await Get(client, hash, "bytes=10-"));
        Assert.Equal((206, 5), await Get(client, hash, "bytes=5-9"));
        Assert.Equal((206, 1016), await Get(client, hash, "bytes=0-99999999"));
        Assert.Equal((200, 1016), await Get(client, hash, null));
        Assert.Equal((200, 1016), await Get(client, hash, "bytes=5-9", "\"another\""));
        Assert.Equal((206, 5), await Get(client, hash, "bytes=5-9", $"\"{hash}\""));
        foreach (var range in (string[])["bytes=1016-", "bytes=-5", "bytes=0-1,3-4", "bytes=9-5", "lines=1-2", "x"])
        {
            Assert.Equal(416, (await Get(client, hash, range)).Status);
        }
        string[] nothing =
        [
            unsent.SealedSha256,
            new string('0', 64),
            hash.ToUpperInvariant(),
            hash[1..],
            hash + "/",
            "",
            "..%2f..%2f..%2fnode.json",
            $"{hash[..2]}/{hash}",
        ];
        foreach (var name in nothing)
        {
            Assert.Equal(404, (await Get(client, name, "bytes=0-")).Status);
        }
        using var posted = await client.PostAsync(Address(hash), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        // What CN sent to US is not US's to hand out.
        var theirs = await Seal(pair.Cn!, ParcelVectors.File(5));
        Assert.Equal(404, (await Get(client, theirs.SealedSha256, "bytes=0-")).Status);
        await Came(about, sent);
    }

    [Fact]
    public async Task The_check_finds_a_file_that_is_missing_or_altered_and_none_that_was_erased()
    {
        var sent = new List<Parcel>();
        for (var i = 0; i < 3; i++)
        {
            sent.Add(await Seal(pair.Us!, ParcelVectors.File(1000 + i)));
        }
        var about = await Ask([.. sent]);
        foreach (var parcel in sent)
        {
            await Came(about, parcel);
        }
        using var shelf = new Parley.Node.Storage.SqliteShelf(pair.Folders.Cn.RecordFolder);
        var files = pair.Cn!.Services.GetRequiredService<IParcelShelf>();
        var (self, peer) = (pair.Folders.Cn.OwnCard(), pair.Folders.Us.OwnCard());
        Assert.Equal(3, (await ParcelVerification.Of(self, peer, shelf, files)).Held);

        files.Erase(TwoFolders.US, Side.Theirs, sent[0].SealedSha256);
        var lying = Directory.GetFiles(pair.Folders.Cn.ParcelsFolder, "*", SearchOption.AllDirectories);
        File.Delete(lying.Single(f => f.EndsWith(sent[1].SealedSha256, StringComparison.Ordinal)));
        var altered = lying.Single(f => f.EndsWith(sent[2].SealedSha256, StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(altered, TestContext.Current.CancellationToken);
        bytes[500] ^= 1;
        await File.WriteAllBytesAsync(altered, bytes, TestContext.Current.CancellationToken);

        var found = await ParcelVerification.Of(self, peer, shelf, files);
        Assert.Equal((0, 1), (found.Held, found.Erased));
        Assert.Equal(
            ["parcel-missing", "parcel-other-ciphertext"],
            found.Findings.Select(f => f.Code).Order(StringComparer.Ordinal)
        );
        // The record itself is sound all the same, and what was erased is not fetched again.
        Assert.All(RecordVerification.Ledgers(self, peer, shelf), l => Assert.Empty(l.Findings));
        Assert.Equal(ParcelPlace.Erased, files.PlaceOf(TwoFolders.US, Side.Theirs, sent[0].SealedSha256));
    }

    private async Task<SubjectId> Ask(params Parcel[] files)
    {
        var entry = new Entry.Parcels([.. files.Select(file => new Attached(file, null, null))]);
        var asking = await Pair.Ask(pair.Us!, guidelines, change: draft => draft.With("files", entry));
        Assert.True(asking.Refusal is null, asking.Refusal?.Sentence.En);
        return asking.About;
    }

    private static async Task<Parcel> Seal(RunningNode node, byte[] file)
    {
        var other = node.Record.Self.Code == TwoFolders.CN ? TwoFolders.US : TwoFolders.CN;
        var parcel = await ParcelSealing.Seal(
            node.Services.GetRequiredService<IParcelShelf>(),
            other,
            new MemoryStream(file),
            "disk.img",
            "application/octet-stream",
            file.Length,
            TestContext.Current.CancellationToken
        );
        return parcel!;
    }

    /// <summary>Both nodes hold that it was received.</summary>
    private Task Came(SubjectId about, Parcel parcel) =>
        TwoFolders.Until(
            () => new[] { pair.Cn!, pair.Us! }.All(node => IsReceived(Request(node, about), parcel)),
            "the file came and both nodes hold the statement of it",
            60
        );

    private static bool IsReceived(Request? request, Parcel parcel) =>
        request?.ParcelsReceived.Any(s => s.What.SealedSha256.Equals(parcel.SealedSha256, StringComparison.Ordinal))
            is true;

    private static Request Request(RunningNode node, SubjectId about) =>
        (Request)node.Record.Reading.Find(node.Record.Peers[0].Code, about)!;

    private static async Task<byte[]> Opened(RunningNode node, PartyCode peer, Side side, Parcel parcel)
    {
        var shelf = node.Services.GetRequiredService<IParcelShelf>();
        await using var held = shelf.Open(peer, side, parcel.SealedSha256)!;
        using var file = new MemoryStream();
        await ParcelSealing.Open(held, parcel, 0, parcel.Size, file, CancellationToken.None);
        return file.ToArray();
    }

    private void Limit(ParcelSettings limits)
    {
        var file = Path.Combine(pair.Folders.Cn.Path, "node.json");
        var settings = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!;
        settings["parcels"] = new System.Text.Json.Nodes.JsonObject();
        if (limits is { MostBytes: { } bytes, MostHeld: { } held })
        {
            settings["parcels"]!["mostBytes"] = bytes;
            settings["parcels"]!["mostHeld"] = held;
        }
        File.WriteAllText(file, settings.ToJsonString());
    }

    private Uri Address(string hash) =>
        new($"{TwoFolders.ExchangeOf(pair.Folders.Us).GetLeftPart(UriPartial.Authority)}/exchange/v1/parcels/{hash}");

    private async Task<(int Status, long Bytes)> Get(
        HttpClient client,
        string hash,
        string? range,
        string? ifRange = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(hash));
        if (range is not null)
        {
            request.Headers.TryAddWithoutValidation("Range", range);
        }
        if (ifRange is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Range", ifRange);
        }
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, body.Length);
    }
}
