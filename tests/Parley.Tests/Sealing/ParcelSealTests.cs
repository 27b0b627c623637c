using System.Buffers.Text;
using FsCheck;
using FsCheck.Fluent;
using Parley.Sealing;

namespace Parley.Tests.Sealing;

public sealed class ParcelSealTests
{
    private const int Chunk = ParcelSeal.ChunkLength;
    private const int Sealed = Chunk + ParcelSeal.TagLength;

    [Fact]
    public async Task The_good_vectors_are_sealed_to_the_byte_and_open()
    {
        var vectors = VectorFiles.Json("parcel.json");
        foreach (var good in vectors.GetProperty("good").EnumerateArray())
        {
            var size = good.GetProperty("size").GetInt32();
            var (ciphertext, named) = ParcelVectors.Seal(ParcelVectors.File(size));
            Assert.Equal(good.GetProperty("sha256").GetString(), named.Sha256);
            Assert.Equal(good.GetProperty("sealedSha256").GetString(), named.SealedSha256);
            Assert.Equal(good.GetProperty("sealedSize").GetInt64(), ParcelSeal.SealedLength(size));
            Assert.Equal(ciphertext.Length, ParcelSeal.SealedLength(size));
            Assert.Equal(ParcelVectors.File(size), await Opened(ciphertext, size));
            Assert.Null(await Checked(ciphertext, named));
        }
    }

    [Fact]
    public async Task The_bad_vectors_are_refused()
    {
        var vectors = VectorFiles.Json("parcel.json");
        Assert.True(vectors.GetProperty("bad").GetArrayLength() >= 15);
        foreach (var bad in vectors.GetProperty("bad").EnumerateArray())
        {
            var name = bad.GetProperty("name").GetString();
            var whole = ParcelVectors.Seal(ParcelVectors.File(bad.GetProperty("of").GetInt32())).Ciphertext;
            var ciphertext = new List<byte>();
            foreach (var stretch in bad.GetProperty("stretches").EnumerateArray())
            {
                ciphertext.AddRange(whole[stretch[0].GetInt32()..stretch[1].GetInt32()]);
            }
            if (bad.GetProperty("changed") is { ValueKind: System.Text.Json.JsonValueKind.Number } changed)
            {
                ciphertext[changed.GetInt32()] ^= 1;
            }
            var key = bad.TryGetProperty("key", out var other)
                ? Base64Url.DecodeFromChars(other.GetString())
                : ParcelVectors.Key;
            var size = bad.GetProperty("size").GetInt32();
            var refusal = await Xunit.Record.ExceptionAsync(() => Opened([.. ciphertext], size, key));
            Assert.True(refusal is InvalidDataException, $"{name}: {refusal}");
        }
    }

    [Fact]
    public async Task Nothing_comes_out_that_was_not_authenticated_at_its_place()
    {
        var file = ParcelVectors.File((40 * Chunk) + 9);
        var (ciphertext, _) = ParcelVectors.Seal(file);
        ciphertext[(33 * Sealed) + 100] ^= 0x40;
        using var to = new MemoryStream();
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            ParcelOpening.Open(
                new MemoryStream(ciphertext),
                file.Length,
                ParcelVectors.Key,
                0,
                file.Length,
                to,
                CancellationToken.None
            )
        );
        Assert.True(to.Length <= 33L * Chunk);
        Assert.Equal(file[..(int)to.Length], to.ToArray());
    }

    [Fact]
    public async Task What_is_wrong_with_a_ciphertext_is_told_apart()
    {
        var (ciphertext, named) = ParcelVectors.Seal(ParcelVectors.File(Chunk + 1));
        Assert.Equal(ParcelFault.OtherCiphertext, await Checked(ciphertext[..^1], named));
        Assert.Equal(ParcelFault.OtherCiphertext, await Checked([.. ciphertext, 0], named));
        Assert.Equal(ParcelFault.DoesNotOpen, await Checked(ciphertext, named, new byte[ParcelSeal.KeyLength]));
        Assert.Equal(ParcelFault.DoesNotOpen, await Checked(ciphertext, named with { Size = Chunk }));
        Assert.Equal(ParcelFault.OtherFile, await Checked(ciphertext, named with { Sha256 = new string('0', 64) }));
    }

    [Fact]
    public async Task A_file_larger_than_allowed_is_not_sealed()
    {
        var named = await ParcelSeal.Seal(
            new MemoryStream(new byte[1001]),
            Stream.Null,
            ParcelVectors.Key,
            1000,
            CancellationToken.None
        );
        Assert.Null(named);
    }

    [Fact]
    public void A_sealed_file_opens_to_itself_and_so_does_every_stretch_of_it() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(ushort, ushort, ushort)>(),
                ((ushort Size, ushort From, ushort Length) one) =>
                {
                    // Around the ends of chunks, where faults would lie.
                    var size = (one.Size % 3 * Chunk) + (one.Size % 7);
                    var file = ParcelVectors.File(size);
                    var (ciphertext, named) = ParcelVectors.Seal(file);
                    var from = Math.Min(size, (one.From % 3 * Chunk) + (one.From % 5));
                    var length = Math.Min(size - from, one.Length);
                    var stretch = Opened(ciphertext, size, null, from, length).GetAwaiter().GetResult();
                    return stretch.AsSpan().SequenceEqual(file.AsSpan(from, length))
                        && Checked(ciphertext, named).GetAwaiter().GetResult() is null;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_stream_that_gives_little_at_a_time_is_sealed_alike() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<PositiveInt>(),
                most =>
                {
                    var file = ParcelVectors.File(Chunk + 77);
                    using var to = new MemoryStream();
                    using var slow = new Slow(file, 1 + (most.Get % 9000));
                    var named = ParcelSeal
                        .Seal(slow, to, ParcelVectors.Key, file.Length, CancellationToken.None)
                        .GetAwaiter()
                        .GetResult();
                    return named == ParcelVectors.Seal(file).Named;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Two_keys_are_never_alike_and_so_is_no_ciphertext()
    {
        var file = ParcelVectors.File(100);
        Assert.NotEqual(
            ParcelVectors.Seal(file, ParcelSeal.NewKey()).Named.SealedSha256,
            ParcelVectors.Seal(file, ParcelSeal.NewKey()).Named.SealedSha256
        );
    }

    private static Task<ParcelFault?> Checked(byte[] ciphertext, SealedFile named, byte[]? key = null) =>
        ParcelOpening.Check(new MemoryStream(ciphertext), named, key ?? ParcelVectors.Key, CancellationToken.None);

    private static async Task<byte[]> Opened(
        byte[] ciphertext,
        int size,
        byte[]? key = null,
        int from = 0,
        int? length = null
    )
    {
        using var to = new MemoryStream();
        await ParcelOpening.Open(
            new MemoryStream(ciphertext),
            size,
            key ?? ParcelVectors.Key,
            from,
            length ?? size,
            to,
            CancellationToken.None
        );
        return to.ToArray();
    }

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class Slow(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
