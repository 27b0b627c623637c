using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>What is known of a file once it was sealed: what a statement names it by.</summary>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Sha256">Hash of the file, lower-case hex.</param>
/// <param name="SealedSha256">Hash of its ciphertext, lower-case hex: the name under which it is kept and fetched.
/// </param>
public sealed record SealedFile(long Size, string Sha256, string SealedSha256);

/// <summary>
/// Seals a file of any size in chunks, each authenticated with its place and with whether it is the last (STREAM;
/// docs/spec/parcel.md, "Seal"). Memory stays flat, and nothing is handed out before it was authenticated.
/// </summary>
public static class ParcelSeal
{
    /// <summary>Bytes of the file in each chunk but the last.</summary>
    public const int ChunkLength = 64 * 1024;

    public const int TagLength = 16;

    public const int KeyLength = 32;

    /// <summary>The largest file: 1 TiB, 2^24 chunks, far below what the counter and one key can bear.</summary>
    public const long MostBytes = 1L << 40;

    internal const int SealedChunk = ChunkLength + TagLength;

    /// <summary>Chunks worked on at a time.</summary>
    internal const int Together = 16;

    private const int NonceLength = 12;
    private const int CounterAt = 7;

    /// <summary>A fresh key, for one file and no other.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <summary>Chunks of a file of a size; an empty file has one, which is empty.</summary>
    public static long Chunks(long size) => Math.Max(1, (size + ChunkLength - 1) / ChunkLength);

    /// <summary>Bytes of the ciphertext of a file of a size.</summary>
    public static long SealedLength(long size) => size + (Chunks(size) * TagLength);

    /// <summary>Reads a file to its end and writes its ciphertext.</summary>
    /// <param name="most">The most bytes taken.</param>
    /// <returns>What the file is named by, or null where it has more bytes; what was written is worthless then.
    /// </returns>
    public static async Task<SealedFile?> Seal(
        Stream file,
        Stream sealedTo,
        byte[] key,
        long most,
        CancellationToken cancel
    )
    {
        // One byte more than is sealed at a time: only who has seen it knows that a chunk is not the last.
        var plain = ArrayPool<byte>.Shared.Rent((Together * ChunkLength) + 1);
        var cipher = ArrayPool<byte>.Shared.Rent(Together * SealedChunk);
        try
        {
            using var aes = new AesGcm(key, TagLength);
            using var ofFile = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var ofSealed = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long size = 0;
            long counter = 0;
            var waiting = 0;
            for (var ended = false; !ended; )
            {
                var room = plain.AsMemory(waiting, (Together * ChunkLength) + 1 - waiting);
                var filled =
                    waiting + await file.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancel);
                ended = filled <= Together * ChunkLength;
                var length = ended ? filled : filled - 1;
                size += length;
                if (size > Math.Min(most, MostBytes))
                {
                    return null;
                }
                var (from, last, first) = (plain.AsMemory(0, length), ended, counter);
                var written = Task.Run(() => SealChunks(aes, first, from.Span, cipher, last), cancel);
                ofFile.AppendData(from.Span);
                var sealedChunks = cipher.AsMemory(0, await written);
                var writing = sealedTo.WriteAsync(sealedChunks, cancel);
                ofSealed.AppendData(sealedChunks.Span);
                await writing;
                counter += Together;
                waiting = filled - length;
                plain.AsSpan(length, waiting).CopyTo(plain);
            }
            return new SealedFile(size, Hex(ofFile), Hex(ofSealed));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
            ArrayPool<byte>.Shared.Return(cipher);
        }
    }

    /// <summary>The hash as it is written in statements, and the hashing ends.</summary>
    internal static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <summary>Seven bytes of zero, the chunk's number, and whether it is the last.</summary>
    internal static void Nonce(Span<byte> nonce, long counter, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[CounterAt..], checked((uint)counter));
        nonce[^1] = last ? (byte)1 : (byte)0;
    }

    /// <summary>Seals some chunks that follow one another.</summary>
    /// <returns>Bytes written.</returns>
    private static int SealChunks(AesGcm aes, long counter, ReadOnlySpan<byte> plain, Span<byte> cipher, bool ends)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        var written = 0;
        do
        {
            var length = Math.Min(plain.Length, ChunkLength);
            Nonce(nonce, counter++, ends && length == plain.Length);
            aes.Encrypt(nonce, plain[..length], cipher[..length], cipher.Slice(length, TagLength));
            plain = plain[length..];
            cipher = cipher[(length + TagLength)..];
            written += length + TagLength;
        } while (plain.Length > 0);
        return written;
    }
}
