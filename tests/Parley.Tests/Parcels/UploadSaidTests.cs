using System.Text.Json;
using Parley.Node.Api;
using Parley.Node.Parcels;
using Parley.Tests.Api;
using Parley.Tests.Node;
using static Parley.Tests.Parcels.Stretches;

namespace Parley.Tests.Parcels;

/// <summary>No two files grow into one: what is said of a file at its beginning is compared with what comes.
/// </summary>
public sealed class UploadSaidTests(OpenNode open) : IClassFixture<OpenNode>
{
    private const int First = (int)UploadSaid.First;

    private static byte[] Long { get; } = [.. Bytes, .. Bytes, .. Bytes, .. Bytes];

    private string List => $"requests/{open.Request}/files/uploads";

    [Fact]
    public async Task Only_a_file_that_begins_alike_is_gone_on_with()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        byte[] other = [(byte)(Bytes[0] ^ 1), .. Bytes[1..]];
        var said = Begins("disk.img", Bytes.Length, modified: 5, Hash(Bytes));
        var place = (await program.Post(List, said)).Headers.Location!.OriginalString;
        Assert.Equal(204, (await Bring(program, place, Bytes[..1000], 0)).Status);
        var places = new List<string> { place };
        foreach (
            var another in new[]
            {
                Begins("disk.img", Bytes.Length, modified: 5, Hash(other)),
                Begins("disk.img", Bytes.Length, modified: 6, Hash(Bytes)),
                Begins("disk.img", Bytes.Length, modified: 5, Hash(Bytes), Hash(Bytes)),
                // Too little to know it again.
                Begins("disk.img", Bytes.Length, modified: 5),
                Begins("disk.img", Bytes.Length, modified: 5),
                Begins("disk.img", Bytes.Length, modified: null, Hash(Bytes)),
            }
        )
        {
            var begun = await program.Post(List, another);
            Assert.Equal((201, 0), (begun.Status, begun.Json.GetProperty("offset").GetInt32()));
            places.Add(begun.Headers.Location!.OriginalString);
        }
        var same = await program.Post(List, said);
        Assert.Equal((200, 1000), (same.Status, same.Json.GetProperty("offset").GetInt32()));
        Assert.Equal(Id(place), same.Json.GetProperty("upload").GetString());
        Assert.Equal(places.Count, places.Distinct(StringComparer.Ordinal).Count());
        foreach (var one in places)
        {
            Assert.Equal(200, (await program.Delete(one)).Status);
        }
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(First - 1)]
    [InlineData(First)]
    [InlineData(First + 1)]
    public async Task What_begins_otherwise_than_was_said_is_removed_as_soon_as_that_is_here(int cut)
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        byte[] other = [.. Long[..(First - 1)], (byte)(Long[First - 1] ^ 1), .. Long[First..]];
        var place = await Began(program, Begins("other.bin", Long.Length, modified: 5, Hash(Long[..First])));
        var told = await Bring(program, place, other[..cut], 0);
        if (cut < First)
        {
            Assert.Equal(204, told.Status);
            told = await Bring(program, place, other[cut..(First + 5)], cut);
        }
        Assert.Equal((422, "begins-otherwise", "/begins"), (told.Status, told.Code, told.Pointer));
        Assert.Equal(404, (await program.Get(place)).Status);

        var right = await Began(program, Begins("right.bin", Long.Length, modified: 5, Hash(Long[..First])));
        Assert.Equal(204, (await Bring(program, right, Long[..cut], 0)).Status);
        var whole = await Bring(program, right, Long[cut..], cut);
        Assert.Equal(Hash(Long), whole.Json.GetProperty("parcel").GetProperty("sha256").GetString());
        Assert.Equal(200, (await program.Delete(whole.Headers.Location!.OriginalString)).Status);
    }

    [Fact]
    public async Task A_file_that_is_not_what_was_said_is_not_attached()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var place = await Began(program, Begins("short.bin", 1000, sha256: Hash(Bytes[..1000])));
        var told = await Bring(program, place, Bytes[1..1001], 0);
        Assert.Equal((422, "sha256-differs", "/sha256"), (told.Status, told.Code, told.Pointer));
        Assert.Equal(404, (await program.Get(place)).Status);
        Assert.Equal(
            0,
            (await program.Get($"requests/{open.Request}/files")).Json.GetProperty("ready").GetArrayLength()
        );
        place = await Began(program, Begins("short.bin", 1000, sha256: Hash(Bytes[..1000])));
        var whole = await Bring(program, place, Bytes[..1000], 0);
        Assert.True(whole.Status == 201, whole.Text);
        Assert.Equal(200, (await program.Delete(whole.Headers.Location!.OriginalString)).Status);
        foreach (var hash in new[] { "", Hash([1])[1..], Hash([1]).ToUpperInvariant(), $"{Hash([1])}0" })
        {
            var begins = await program.Post(List, Begins("a.bin", 1, begins: hash));
            Assert.Equal((422, "/begins"), (begins.Status, begins.Pointer));
            var all = await program.Post(List, Begins("a.bin", 1, sha256: hash));
            Assert.Equal((422, "/sha256"), (all.Status, all.Pointer));
        }
    }

    [Fact]
    public async Task The_example_is_begun_and_gone_on_with()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var call = JsonDocument
            .Parse(ApiDocument.Bytes)
            .RootElement.GetProperty("paths")
            .GetProperty("/requests/{number}/files/uploads")
            .GetProperty("post");
        var asked = Json(call.GetProperty("requestBody")).GetRawText();
        foreach (var status in new[] { "201", "200" })
        {
            var told = await program.Post(List, asked);
            Assert.Equal(status, $"{told.Status}");
            var example = Json(call.GetProperty("responses").GetProperty(status));
            Assert.Equal(
                example.EnumerateObject().Select(member => member.Name),
                told.Json.EnumerateObject().Select(member => member.Name)
            );
            Assert.Equal(example.GetProperty("size").GetInt64(), told.Json.GetProperty("size").GetInt64());
        }

        static JsonElement Json(JsonElement of) =>
            of.GetProperty("content").GetProperty("application/json").GetProperty("example");
    }

    private async Task<string> Began(Caller program, string said)
    {
        var begun = await program.Post(List, said);
        Assert.True(begun.Status == 201, begun.Text);
        return begun.Headers.Location!.OriginalString;
    }
}
