using System.Security.Cryptography;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Tests.Api;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Parcels;

/// <summary>A file that comes in stretches outlives a stop of the node; and however large, memory stays flat.</summary>
[Collection(nameof(Alone))]
public sealed class UploadRestartTests : IAsyncLifetime
{
    private const int Large = 256 << 20;

    /// <summary>What may be made anew on the way of all of it, in bytes: a small part of it.</summary>
    private const long Bound = 64 << 20;

    private readonly Pair pair = new();
    private string list = "";

    public async ValueTask InitializeAsync()
    {
        var both = new Bilingual("An Invented Drafter", "某人");
        Officers
            .Of(pair.Folders.Cn.DeskFolder)
            .Add(
                "drafter",
                OpenDesk.Password,
                new NewOfficer(both, "cn-test", both, both, [Role.Drafter]),
                Doer.Command
            );
        await pair.Start();
        var asked = await Pair.Ask(pair.Us!, await pair.Agree());
        await pair.Quiet();
        list = $"requests/{asked.About}/files/uploads";
    }

    public ValueTask DisposeAsync() => pair.DisposeAsync();

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_was()
    {
        var file = RandomNumberGenerator.GetBytes(3_000_000);
        string place;
        using (var before = ProgramNodes.Program(pair.Cn!, "drafter"))
        {
            place = await Begin(before, file.Length);
            Assert.Equal(
                204,
                (await Stretches.Bring(before, place, new ByteArrayContent(file[..1_700_000]), 0)).Status
            );
        }
        await pair.StopCn();
        // Bytes that were written and not noted when the node stopped.
        var blocks = BlocksOf(place);
        await File.AppendAllBytesAsync(blocks, file[..5000], TestContext.Current.CancellationToken);
        await pair.StartCn();
        using var after = ProgramNodes.Program(pair.Cn!, "drafter");
        Assert.Equal(1_700_000, (await after.Get(place)).Json.GetProperty("offset").GetInt64());
        var whole = await Stretches.Bring(after, place, new ByteArrayContent(file[1_700_000..]), 1_700_000);
        Assert.True(whole.Status == 201, whole.Text);
        Assert.Equal(file, (await after.Get(whole.Headers.Location!.OriginalString)).Bytes);
    }

    [Fact]
    public async Task What_was_damaged_on_the_disk_is_never_taken_for_the_file()
    {
        var file = RandomNumberGenerator.GetBytes(200_000);
        using var program = ProgramNodes.Program(pair.Cn!, "drafter");
        var place = await Begin(program, file.Length);
        Assert.Equal(204, (await Stretches.Bring(program, place, new ByteArrayContent(file[..100_000]), 0)).Status);
        var blocks = BlocksOf(place);
        var bytes = await File.ReadAllBytesAsync(blocks, TestContext.Current.CancellationToken);
        bytes[5000] ^= 1;
        await File.WriteAllBytesAsync(blocks, bytes, TestContext.Current.CancellationToken);
        var told = await Stretches.Bring(program, place, new ByteArrayContent(file[100_000..]), 100_000);
        Assert.Equal((410, "upload-damaged"), (told.Status, told.Code));
        Assert.Equal(404, (await program.Get(place)).Status);
    }

    [Fact]
    public async Task What_was_lost_of_it_on_the_disk_is_met_at_once()
    {
        var file = RandomNumberGenerator.GetBytes(300_000);
        using var program = ProgramNodes.Program(pair.Cn!, "drafter");
        var said = Stretches.Begins("lost.bin", file.Length, modified: 7, Stretches.Hash(file));
        foreach (var begunAnew in new[] { false, true })
        {
            var begun = await program.Post(list, said);
            Assert.True(begun.Status == 201, begun.Text);
            var place = begun.Headers.Location!.OriginalString;
            Assert.Equal(204, (await Stretches.Bring(program, place, new ByteArrayContent(file[..100_000]), 0)).Status);
            await using (var blocks = new FileStream(BlocksOf(place), FileMode.Open))
            {
                blocks.SetLength(blocks.Length - 1);
            }
            if (begunAnew)
            {
                var anew = await program.Post(list, said);
                Assert.Equal((201, 0), (anew.Status, anew.Json.GetProperty("offset").GetInt32()));
            }
            else
            {
                // Not the last stretch: nothing is opened yet.
                var told = await Stretches.Bring(program, place, new ByteArrayContent(file[100_000..200_000]), 100_000);
                Assert.Equal((410, "upload-damaged"), (told.Status, told.Code));
            }
            Assert.Equal(404, (await program.Get(place)).Status);
        }
    }

    [Fact]
    public async Task A_large_file_passes_through_little_memory()
    {
        using var program = ProgramNodes.Program(pair.Cn!, "drafter");
        var place = await Begin(program, Large);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var whole = await Stretches.Bring(program, place, new StreamContent(new Zeros(Large), 1 << 16), 0);
        var made = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(whole.Status == 201, whole.Text);
        Assert.True(made < Bound, $"{made >> 20} MiB were made on the way");
        await program.Delete(whole.Headers.Location!.OriginalString);
    }

    private string BlocksOf(string place) => Path.Combine(pair.Folders.Cn.DeskFolder, "uploads", Stretches.Id(place));

    private Task<string> Begin(Caller program, long size) => Stretches.Begin(program, list, "a.bin", size);
}
