using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Parcels;
using Parley.Tests.Api;
using Parley.Tests.Desk;
using Parley.Tests.Node;
using static Parley.Tests.Parcels.Stretches;

namespace Parley.Tests.Parcels;

/// <summary>Files that programs bring in stretches, to a running node.</summary>
public sealed class UploadTests(OpenNode open) : IClassFixture<OpenNode>
{
    private string List => $"requests/{open.Request}/files/uploads";

    private string Folder => Path.Combine(open.Folder.DeskFolder, "uploads");

    [Fact]
    public async Task A_program_brings_a_file_in_stretches_and_has_it_once()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var (asked, key) = (Begins("流水.csv", Bytes.Length), ProgramNodes.NewKey());
        var begun = await program.Post(List, asked, key);
        Assert.True(begun.Status == 201, begun.Text);
        Assert.Equal(begun.Text, (await program.Post(List, asked, key)).Text);
        var place = begun.Headers.Location!.OriginalString;
        var at = 0;
        foreach (var length in new[] { 1, 65_536, 1_000_003, 1_200_000 })
        {
            var part = await Bring(program, place, Bytes[at..(at + length)], at);
            Assert.Equal((204, $"{at += length}"), (part.Status, part.Headers.GetValues("Upload-Offset").Single()));
            Assert.Equal(at, (await program.Get(place)).Json.GetProperty("offset").GetInt64());
        }
        Assert.Equal(at + BlocksAround(4), new FileInfo(Path.Combine(Folder, Id(place))).Length);
        var whole = await Bring(program, place, Bytes[at..], at);
        Assert.True(whole.Status == 201, whole.Text);
        Assert.Equal(Hash(Bytes), whole.Json.GetProperty("parcel").GetProperty("sha256").GetString());
        Assert.Equal(Bytes, (await program.Get(whole.Headers.Location!.OriginalString)).Bytes);
        Assert.False(System.IO.File.Exists(Path.Combine(Folder, Id(place))));

        // Who did not hear the answer asks again.
        var again = await Bring(program, place, [], Bytes.Length);
        Assert.Equal((201, whole.Text), (again.Status, again.Text));
        Assert.True((await program.Get(place)).Json.GetProperty("whole").GetBoolean());
        Assert.Equal(200, (await program.Delete(whole.Headers.Location.OriginalString)).Status);
        Assert.Equal(200, (await program.Delete(place)).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(1_048_576)]
    [InlineData(1_500_001)]
    public async Task A_line_that_is_cut_is_gone_on_with_where_it_was(int cut)
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var place = await Begin(program, $"cut-{cut}.bin", Bytes.Length);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Bring(program, place, new CutContent(Bytes, cut), 0));
        var offset = -1L;
        // The node takes a moment to see that nobody is there any more.
        await TwoFolders.UntilAsync(
            async () =>
            {
                var told = await Bring(program, place, [], 0);
                offset = (await program.Get(place)).Json.GetProperty("offset").GetInt64();
                return told.Status != 409 || told.Code is not "upload-running";
            },
            "the node has seen that the line is cut"
        );
        // What still lay on the way when it was cut did not come.
        Assert.InRange(offset, 0, cut);
        var whole = await Bring(program, place, Bytes[(int)offset..], offset);
        Assert.True(whole.Status == 201, whole.Text);
        Assert.Equal(Hash(Bytes), whole.Json.GetProperty("parcel").GetProperty("sha256").GetString());
        await program.Delete(whole.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_wrong_offset_too_many_bytes_and_what_is_no_stretch_are_refused_and_change_nothing()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var place = await Begin(program, "wrong.bin", 1000);
        Assert.Equal(204, (await Bring(program, place, Bytes[..400], 0)).Status);
        foreach (var offset in new[] { 0, 399, 401, 1000, 5000 })
        {
            var told = await Bring(program, place, Bytes[..100], offset);
            Assert.Equal((409, "offset-differs"), (told.Status, told.Code));
            Assert.Equal("400", told.Headers.GetValues("Upload-Offset").Single());
        }
        var more = await Bring(program, place, Bytes[..601], 400);
        Assert.Equal((413, "more-than-said"), (more.Status, more.Code));
        // Also where nobody says how many come.
        var unsaid = await Bring(program, place, new UnsaidContent(Bytes[..601]), 400);
        Assert.Equal((413, "more-than-said"), (unsaid.Status, unsaid.Code));
        using var bare = new ByteArrayContent(Bytes[..10]);
        bare.Headers.ContentType = MediaTypeHeaderValue.Parse("application/offset+octet-stream");
        var none = await program.Send(HttpMethod.Patch, place, bare, key: null, version: null);
        Assert.Equal((400, "offset-missing"), (none.Status, none.Code));
        using var typed = new ByteArrayContent(Bytes[..10]);
        typed.Headers.TryAddWithoutValidation("Upload-Offset", "400");
        Assert.Equal(415, (await program.Send(HttpMethod.Patch, place, typed, key: null, version: null)).Status);
        Assert.Equal(400, (await program.Get(place)).Json.GetProperty("offset").GetInt64());
        Assert.Equal(200, (await program.Delete(place)).Status);
        Assert.Equal(404, (await program.Get(place)).Status);
        Assert.False(System.IO.File.Exists(Path.Combine(Folder, Id(place))));
    }

    [Fact]
    public async Task What_is_too_large_or_has_no_name_is_refused_before_a_byte_is_sent()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var limits = open.Node.Services.GetRequiredService<Quotas>().Usual;
        var large = await program.Post(List, Begins("large.bin", limits.MostBytes + 1));
        Assert.Equal((413, "too-large"), (large.Status, large.Code));
        var named = await program.Post(List, Begins("what?.bin", 1));
        Assert.Equal((422, "parcel-name", "/name"), (named.Status, named.Code, named.Pointer));
        Assert.Equal(422, (await program.Post(List, """{"name":"a.bin"}""")).Status);
        Assert.Equal(422, (await program.Post(List, """{"name":"a.bin","size":-1}""")).Status);
    }

    [Fact]
    public async Task Nobody_but_who_began_it_sees_it_or_goes_on_with_it()
    {
        var both = new Bilingual("Another Invented Drafter", "某人");
        Officers
            .Of(open.Folder.DeskFolder)
            .Add(
                "second",
                OpenDesk.Password,
                new NewOfficer(both, "cn-cyber-police", both, both, [Role.Drafter]),
                Doer.Command
            );
        using var program = ProgramNodes.Program(open.Node, "drafter");
        using var other = ProgramNodes.Program(open.Node, "second");
        var place = await Begin(program, "mine.bin", 1000);
        await Bring(program, place, Bytes[..400], 0);
        Assert.Equal(404, (await other.Get(place)).Status);
        Assert.Equal(404, (await Bring(other, place, Bytes[400..1000], 400)).Status);
        Assert.Equal(404, (await other.Delete(place)).Status);
        // Nor under another matter.
        var elsewhere = await open.Ask();
        var moved = place.Replace(open.Request, elsewhere, StringComparison.Ordinal);
        Assert.Equal(404, (await Bring(program, moved, Bytes[400..1000], 400)).Status);
        var whole = await Bring(program, place, Bytes[400..1000], 400);
        Assert.Equal(201, whole.Status);
        await program.Delete(whole.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Of_two_at_once_one_is_told_to_wait()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        using var other = ProgramNodes.Program(open.Node, "drafter");
        var place = await Begin(program, "twice.bin", Bytes.Length);
        var halting = new HaltingContent(Bytes, 1_200_000);
        var first = Bring(program, place, halting, 0);
        await halting.Halted;
        await TwoFolders.UntilAsync(
            async () => (await Bring(other, place, Bytes, 0)).Code is "upload-running",
            "the first is under way"
        );
        halting.GoOn();
        var whole = await first;
        Assert.True(whole.Status == 201, whole.Text);
        Assert.Equal(Hash(Bytes), whole.Json.GetProperty("parcel").GetProperty("sha256").GetString());
        await program.Delete(whole.Headers.Location!.OriginalString);
    }

    private static int BlocksAround(int stretches) => (stretches + 1) * Parley.Sealing.BegunSeal.Around;

    private Task<string> Begin(Caller program, string name, long size) => Stretches.Begin(program, List, name, size);
}
