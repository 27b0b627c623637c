using System.Buffers;
using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>What is wrong with a ciphertext.</summary>
public enum ParcelFault
{
    /// <summary>The ciphertext is not the one named: its length or its hash is another.</summary>
    OtherCiphertext,

    /// <summary>It does not open with the key named.</summary>
    DoesNotOpen,

    /// <summary>It opens to a file other than the one named.</summary>
    OtherFile,
}

/// <summary>
/// Opens what <see cref="ParcelSeal"/> sealed: chunk by chunk, each handed on only when it was authenticated at its
/// place. Whoever cut, reordered, repeated or lengthened the ciphertext is found at the first chunk concerned.
/// </summary>
public static class ParcelOpening
{
    private const int NonceLength = 12;

    /// <summary>Opens a stretch of a file.</summary>
    /// <param name="ciphertext">All of the ciphertext; where the stretch does not begin at 0, one that can be sought in.
    /// </param>
    /// <param name="size">Bytes of the file, as its statement says.</param>
    /// <param name="from">The first byte of the file that is wanted.</param>
    /// <param name="length">How many bytes are wanted.</param>
    /// <exception cref="InvalidDataException">The ciphertext is not what was sealed with this key at this size; what was
    /// written before is a true beginning of the stretch.</exception>
    public static async Task Open(
        Stream ciphertext,
        long size,
        byte[] key,
        long from,
        long length,
        Stream to,
        CancellationToken cancel
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, size - from);
        var first = from / ParcelSeal.ChunkLength;
        if (first > 0)
        {
            ciphertext.Seek(first * ParcelSeal.SealedChunk, SeekOrigin.Begin);
        }
        var skip = from - (first * ParcelSeal.ChunkLength);
        var left = length;
        var whole = from == 0 && length == size;
        await Chunks(
            ciphertext,
            size,
            key,
            first,
            null,
            async plain =>
            {
                var stretch = plain[(int)skip..];
                stretch = stretch[..(int)Math.Min(left, stretch.Length)];
                skip = 0;
                left -= stretch.Length;
                await to.WriteAsync(stretch, cancel);
                return left > 0 || whole;
            },
            cancel
        );
        if (whole && await ciphertext.ReadAsync(new byte[1], cancel) > 0)
        {
            throw new InvalidDataException("The ciphertext goes on after its last chunk.");
        }
    }

    /// <summary>Reads a ciphertext to its end and compares everything a statement says of it.</summary>
    /// <returns>What is wrong, or null where it is the file named.</returns>
    public static async Task<ParcelFault?> Check(
        Stream ciphertext,
        SealedFile named,
        byte[] key,
        CancellationToken cancel
    )
    {
        using var ofFile = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var ofSealed = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var opens = true;
        try
        {
            await Chunks(
                ciphertext,
                named.Size,
                key,
                0,
                ofSealed,
                plain =>
                {
                    ofFile.AppendData(plain.Span);
                    return ValueTask.FromResult(true);
                },
                cancel
            );
        }
        catch (InvalidDataException)
        {
            // Whether the ciphertext is the wrong one, or is what was named and does not open, the hash of all of it
            // tells.
            opens = false;
        }
        await HashRest(ciphertext, ofSealed, cancel);
        return !string.Equals(ParcelSeal.Hex(ofSealed), named.SealedSha256, StringComparison.Ordinal)
                ? ParcelFault.OtherCiphertext
            : !opens ? ParcelFault.DoesNotOpen
            : !string.Equals(ParcelSeal.Hex(ofFile), named.Sha256, StringComparison.Ordinal) ? ParcelFault.OtherFile
            : null;
    }

    /// <summary>Reads chunks from one on, some at a time, and hands on what was authenticated.</summary>
    /// <param name="hash">Takes all that is read.</param>
    /// <param name="opened">Takes what was opened; false: no more is wanted.</param>
    private static async Task Chunks(
        Stream ciphertext,
        long size,
        byte[] key,
        long first,
        IncrementalHash? hash,
        Func<ReadOnlyMemory<byte>, ValueTask<bool>> opened,
        CancellationToken cancel
    )
    {
        var plain = ArrayPool<byte>.Shared.Rent(ParcelSeal.Together * ParcelSeal.ChunkLength);
        var cipher = ArrayPool<byte>.Shared.Rent(ParcelSeal.Together * ParcelSeal.SealedChunk);
        try
        {
            using var aes = new AesGcm(key, ParcelSeal.TagLength);
            var chunks = ParcelSeal.Chunks(size);
            var rest = ParcelSeal.SealedLength(size) - (first * ParcelSeal.SealedChunk);
            var more = true;
            for (var counter = first; counter < chunks && more; counter += ParcelSeal.Together)
            {
                var wanted = (int)Math.Min(rest, ParcelSeal.Together * ParcelSeal.SealedChunk);
                var read = await ciphertext.ReadAtLeastAsync(
                    cipher.AsMemory(0, wanted),
                    wanted,
                    throwOnEndOfStream: false,
                    cancel
                );
                rest -= read;
                var (at, sealedChunks) = (counter, cipher.AsMemory(0, read));
                var opening = Task.Run(() => OpenChunks(aes, at, sealedChunks.Span, plain, chunks), cancel);
                hash?.AppendData(sealedChunks.Span);
                var length = await opening;
                if (read < wanted || length < 0)
                {
                    throw new InvalidDataException(
                        read < wanted ? "The ciphertext ends too early." : "A chunk does not open at its place."
                    );
                }
                more = await opened(plain.AsMemory(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
            ArrayPool<byte>.Shared.Return(cipher);
        }
    }

    /// <summary>Opens chunks that follow one another.</summary>
    /// <returns>Bytes of the file, or -1 where one does not open.</returns>
    private static int OpenChunks(AesGcm aes, long counter, ReadOnlySpan<byte> cipher, Span<byte> plain, long chunks)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        var written = 0;
        while (cipher.Length >= ParcelSeal.TagLength)
        {
            var length = Math.Min(cipher.Length, ParcelSeal.SealedChunk) - ParcelSeal.TagLength;
            ParcelSeal.Nonce(nonce, counter, counter == chunks - 1);
            counter++;
            try
            {
                aes.Decrypt(nonce, cipher[..length], cipher.Slice(length, ParcelSeal.TagLength), plain[..length]);
            }
            catch (AuthenticationTagMismatchException)
            {
                return -1;
            }
            cipher = cipher[(length + ParcelSeal.TagLength)..];
            plain = plain[length..];
            written += length;
        }
        return cipher.Length == 0 ? written : -1;
    }

    private static async Task HashRest(Stream ciphertext, IncrementalHash hash, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ParcelSeal.SealedChunk);
        try
        {
            int read;
            while ((read = await ciphertext.ReadAsync(buffer, cancel)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
