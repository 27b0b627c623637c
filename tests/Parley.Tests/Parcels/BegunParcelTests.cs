using System.Security.Cryptography;
using Parley.Cooperation.Parcels;
using Parley.Exchange;
using Parley.Node.Storage;
using Parley.Sealing;
using Parley.Tests.Node;

namespace Parley.Tests.Parcels;

/// <summary>What comes of a file in stretches lies sealed, goes on from any byte, and is the file in the end.</summary>
public sealed class BegunParcelTests : IDisposable
{
    private const int Block = BegunSeal.MostBlock;

    private static readonly byte[] File = RandomNumberGenerator.GetBytes((2 * Block) + 70_000);

    private readonly string folder = Directory.CreateTempSubdirectory("parley-begun-").FullName;
    private readonly byte[] key = BegunParcel.NewKey();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Cuts =>
        [
            0,
            1,
            65_535,
            65_536,
            65_537,
            Block - 1,
            Block,
            Block + 1,
            Block + 65_536,
            (2 * Block) - 1,
            2 * Block,
            (2 * Block) + 1,
            File.Length - 1,
            File.Length,
        ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Cut_anywhere_it_goes_on_at_the_very_byte(int cut)
    {
        var shelf = new ParcelFiles(Path.Combine(folder, "parcels"));
        await using var blocks = Blocks();
        var (place, how) = await Bring(blocks, default, new BreakingStream(File[..cut]));
        Assert.Equal(BroughtUpTo.Cut, how);
        Assert.Equal(cut, place.Offset);
        Assert.Equal(blocks.Length, place.Stored);
        (place, how) = await Bring(blocks, place, new MemoryStream(File[cut..]));
        Assert.Equal(BroughtUpTo.End, how);
        Assert.Equal(File.Length, place.Offset);
        var parcel = await Finish(shelf, blocks);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File)), parcel.Sha256);
        Assert.Equal(File, await Opened(shelf, parcel));
    }

    [Fact]
    public async Task In_stretches_of_any_length_it_is_the_same_file()
    {
        var shelf = new ParcelFiles(Path.Combine(folder, "parcels"));
        await using var blocks = Blocks();
        var place = default(BegunPlace);
        for (var (from, length) = (0, 1); from < File.Length; from += length, length = (length * 7) + 1)
        {
            var end = Math.Min(File.Length, from + length);
            (place, _) = await Bring(blocks, place, new MemoryStream(File[from..end]));
            Assert.Equal(end, place.Offset);
        }
        Assert.Equal(File, await Opened(shelf, await Finish(shelf, blocks)));
    }

    [Fact]
    public async Task What_was_lost_before_it_was_noted_is_written_over()
    {
        var shelf = new ParcelFiles(Path.Combine(folder, "parcels"));
        await using var blocks = Blocks();
        var (noted, _) = await Bring(blocks, default, new MemoryStream(File[..Block]));
        // The node stopped: these bytes came, and were not noted. Others come in their place.
        await Bring(blocks, noted, new MemoryStream(RandomNumberGenerator.GetBytes(100_000)));
        blocks.SetLength(noted.Stored);
        await Bring(blocks, noted, new MemoryStream(File[Block..]));
        Assert.Equal(File, await Opened(shelf, await Finish(shelf, blocks)));
    }

    [Fact]
    public async Task A_byte_changed_on_the_disk_a_block_moved_and_one_missing_are_found_and_nothing_is_kept()
    {
        await using var blocks = Blocks();
        await Bring(blocks, default, new MemoryStream(File));
        var whole = new byte[blocks.Length];
        blocks.Position = 0;
        await blocks.ReadExactlyAsync(whole, Cancel);
        const int sealedBlock = Block + BegunSeal.Around;
        byte[][] wrong =
        [
            [.. whole[..100], (byte)(whole[100] ^ 1), .. whole[101..]],
            [(byte)(whole[0] ^ 64), .. whole[1..]],
            [.. whole[sealedBlock..(2 * sealedBlock)], .. whole[..sealedBlock], .. whole[(2 * sealedBlock)..]],
            whole[..sealedBlock],
            whole[..^1],
        ];
        foreach (var bytes in wrong)
        {
            var shelf = new ParcelFiles(Path.Combine(folder, Guid.NewGuid().ToString("N")));
            blocks.SetLength(0);
            blocks.Position = 0;
            await blocks.WriteAsync(bytes, Cancel);
            await Assert.ThrowsAsync<InvalidDataException>(() => Finish(shelf, blocks));
            Assert.Empty(shelf.Held(TwoFolders.US, Side.Ours));
        }
    }

    [Fact]
    public async Task More_than_was_said_is_not_taken_and_an_empty_file_is_whole_at_once()
    {
        var shelf = new ParcelFiles(Path.Combine(folder, "parcels"));
        await using var blocks = Blocks();
        var (place, how) = await Bring(blocks, default, new MemoryStream([.. File, 1]));
        Assert.Equal(BroughtUpTo.TooMuch, how);
        Assert.Equal(0, place.Offset);
        blocks.SetLength(0);
        var parcel = await BegunParcel.Finish(shelf, TwoFolders.US, blocks, key, 0, "x", "text/plain", Cancel);
        Assert.Equal(0, parcel.Size);
    }

    [Fact]
    public async Task Nothing_of_it_lies_in_the_clear_and_no_two_blocks_are_alike()
    {
        var marker = "a planted marker of the evidence "u8.ToArray();
        var text = Enumerable.Repeat(marker, 40_000).SelectMany(one => one).ToArray();
        await using var blocks = Blocks();
        await Bring(blocks, default, new MemoryStream(text), text.Length);
        var first = await Read(blocks);
        Assert.True(first.AsSpan().IndexOf(marker) < 0);
        blocks.SetLength(0);
        await Bring(blocks, default, new MemoryStream(text), text.Length);
        var second = await Read(blocks);
        // The same bytes under the same key at the same place: under another nonce.
        Assert.NotEqual(first[4..48], second[4..48]);
    }

    private FileStream Blocks() =>
        new(Path.Combine(folder, "blocks"), FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private async Task<(BegunPlace Place, BroughtUpTo How)> Bring(
        FileStream blocks,
        BegunPlace from,
        Stream bytes,
        long? size = null
    )
    {
        var place = from;
        var how = await BegunParcel.Bring(
            blocks,
            key,
            from,
            size ?? File.Length,
            bytes,
            now =>
            {
                place = now;
                return true;
            },
            Cancel
        );
        return (place, how);
    }

    private Task<Parcel> Finish(ParcelFiles shelf, FileStream blocks) =>
        BegunParcel.Finish(shelf, TwoFolders.US, blocks, key, File.Length, "x.bin", "text/plain", Cancel);

    private static async Task<byte[]> Opened(ParcelFiles shelf, Parcel parcel)
    {
        await using var ciphertext = shelf.Open(TwoFolders.US, Side.Ours, parcel.SealedSha256)!;
        using var to = new MemoryStream();
        await ParcelSealing.Open(ciphertext, parcel, 0, parcel.Size, to, Cancel);
        return to.ToArray();
    }

    private static async Task<byte[]> Read(FileStream blocks)
    {
        var bytes = new byte[blocks.Length];
        blocks.Position = 0;
        await blocks.ReadExactlyAsync(bytes, Cancel);
        return bytes;
    }

    /// <summary>Breaks where its bytes end.</summary>
    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new InvalidDataException("The line was cut.");
        }
    }
}
