using System.Buffers;
using System.Security.Cryptography;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>How far a file has come.</summary>
/// <param name="Offset">Bytes of the file.</param>
/// <param name="Stored">Bytes of their blocks on the disk.</param>
public readonly record struct BegunPlace(long Offset, long Stored);

/// <summary>How the bytes that were being brought came to an end.</summary>
public enum BroughtUpTo
{
    /// <summary>All that was sent is here.</summary>
    End,

    /// <summary>The line was cut; what came is here.</summary>
    Cut,

    /// <summary>There was more than the file was said to have.</summary>
    TooMuch,
}

/// <summary>
/// A file that comes in stretches, over a line that may be cut: what has come lies sealed, and once it is whole it is
/// made a parcel. Memory stays flat.
/// </summary>
public static class BegunParcel
{
    /// <summary>What is here for good is noted after so many blocks, so that a node that stops loses little.</summary>
    private const int BlocksBetweenNotes = 16;

    /// <summary>A fresh key, for what comes of one file and nothing else.</summary>
    public static byte[] NewKey() => ParcelSeal.NewKey();

    /// <summary>Seals what comes behind what is here, and notes how far it is once that is on the disk.</summary>
    /// <param name="blocks">What is here; written from <paramref name="place"/> on.</param>
    /// <param name="size">Bytes of the whole file.</param>
    /// <param name="note">False where nobody wants it any more.</param>
    /// <param name="from">Throws <see cref="InvalidDataException"/> where the line is cut.</param>
    public static async Task<BroughtUpTo> Bring(
        FileStream blocks,
        byte[] key,
        BegunPlace place,
        long size,
        Stream from,
        Func<BegunPlace, bool> note,
        CancellationToken cancel
    )
    {
        var plain = ArrayPool<byte>.Shared.Rent(BegunSeal.MostBlock);
        var block = ArrayPool<byte>.Shared.Rent(BegunSeal.MostBlock + BegunSeal.Around);
        using var seal = new BegunSeal(key);
        blocks.Position = place.Stored;
        try
        {
            for (var unnoted = 1; ; unnoted++)
            {
                var (filled, end) = await Fill(plain, from, cancel);
                if (place.Offset + filled > size)
                {
                    return BroughtUpTo.TooMuch;
                }
                if (filled > 0)
                {
                    seal.Seal(place.Offset, plain.AsSpan(0, filled), block);
                    var sealedLength = filled + BegunSeal.Around;
                    // Written whole even where the line is cut: the bytes are here.
                    await blocks.WriteAsync(block.AsMemory(0, sealedLength), CancellationToken.None);
                    place = new BegunPlace(place.Offset + filled, place.Stored + sealedLength);
                }
                if (end is not null || unnoted % BlocksBetweenNotes == 0)
                {
                    blocks.Flush(flushToDisk: true);
                    if (!note(place))
                    {
                        return BroughtUpTo.Cut;
                    }
                }
                if (end is { } how)
                {
                    return how;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>SHA-256 of the first bytes of what is here.</summary>
    /// <param name="length">No more than are here.</param>
    /// <exception cref="InvalidDataException">What lies on the disk is not what came.</exception>
    public static async Task<string> Begins(
        Stream blocks,
        byte[] key,
        BegunPlace place,
        long length,
        CancellationToken cancel
    )
    {
        blocks.Position = 0;
        await using var file = new BegunOpening(blocks, key, place.Offset);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var plain = ArrayPool<byte>.Shared.Rent(BegunSeal.MostBlock);
        try
        {
            for (var left = length; left > 0; )
            {
                var read = await file.ReadAsync(plain.AsMemory(0, (int)Math.Min(left, BegunSeal.MostBlock)), cancel);
                if (read == 0)
                {
                    throw new InvalidDataException("Less of the file is here than was noted.");
                }
                hash.AppendData(plain, 0, read);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Opens what has come whole and seals it as a parcel, under a key of its own.</summary>
    /// <exception cref="InvalidDataException">What lies on the disk is not what came.</exception>
    public static async Task<Parcel> Finish(
        IParcelShelf shelf,
        PartyCode peer,
        Stream blocks,
        byte[] key,
        long size,
        string name,
        string mediaType,
        CancellationToken cancel
    )
    {
        blocks.Position = 0;
        await using var file = new BegunOpening(blocks, key, size);
        return await ParcelSealing.Seal(shelf, peer, file, name, mediaType, size, cancel)
            ?? throw new InvalidDataException("There is more of the file than was said.");
    }

    private static async Task<(int Filled, BroughtUpTo? End)> Fill(byte[] plain, Stream from, CancellationToken cancel)
    {
        var filled = 0;
        try
        {
            while (filled < BegunSeal.MostBlock)
            {
                var read = await from.ReadAsync(plain.AsMemory(filled, BegunSeal.MostBlock - filled), cancel);
                if (read == 0)
                {
                    return (filled, BroughtUpTo.End);
                }
                filled += read;
            }
            return (filled, null);
        }
        catch (Exception e) when (e is InvalidDataException or OperationCanceledException)
        {
            return (filled, BroughtUpTo.Cut);
        }
    }
}
