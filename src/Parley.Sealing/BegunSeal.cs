using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>
/// Seals what has come of a file that is not whole yet, block by block, so that it may lie on the disk until the rest
/// comes. What was lost in a cut is sent again, perhaps with other bytes: so each block has a nonce of chance, and no
/// nonce is ever met twice under one key. Once the file is whole it is opened and sealed as a parcel under a key of its
/// own.
/// </summary>
/// <remarks>A block is u32 length (big-endian), nonce, ciphertext, tag; its place in the file is authenticated with it.
/// Never sent anywhere: the form is this node's own.</remarks>
public sealed class BegunSeal(byte[] key) : IDisposable
{
    /// <summary>The most bytes of the file in one block.</summary>
    public const int MostBlock = 1 << 20;

    /// <summary>Bytes that a block has beside those of the file.</summary>
    public const int Around = LengthLength + NonceLength + ParcelSeal.TagLength;

    private const int LengthLength = 4;
    private const int NonceLength = 12;
    private const int HeadLength = LengthLength + NonceLength;

    private readonly AesGcm aes = new(key, ParcelSeal.TagLength);

    /// <summary>Seals one block.</summary>
    /// <param name="place">Where in the file it begins.</param>
    /// <param name="to">As many bytes as the block has, and those around it.</param>
    public void Seal(long place, ReadOnlySpan<byte> plain, Span<byte> to)
    {
        if (plain.Length is 0 or > MostBlock)
        {
            throw new ArgumentException("A block has at least one byte, and no more than it may.", nameof(plain));
        }
        Span<byte> about = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(about, place);
        BinaryPrimitives.WriteInt32BigEndian(to, plain.Length);
        var nonce = to.Slice(LengthLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(
            nonce,
            plain,
            to.Slice(HeadLength, plain.Length),
            to.Slice(HeadLength + plain.Length, ParcelSeal.TagLength),
            about
        );
    }

    /// <summary>Opens the block that begins where the stream stands.</summary>
    /// <param name="block">Room for one sealed block.</param>
    /// <param name="plain">Room for one block.</param>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="InvalidDataException">It is not what was sealed for this place.</exception>
    internal async ValueTask<int> Open(Stream from, long place, byte[] block, byte[] plain, CancellationToken cancel)
    {
        try
        {
            await from.ReadExactlyAsync(block.AsMemory(0, HeadLength), cancel);
            var length = BinaryPrimitives.ReadInt32BigEndian(block);
            if (length is <= 0 or > MostBlock)
            {
                throw new InvalidDataException("A block has no length it can have.");
            }
            await from.ReadExactlyAsync(block.AsMemory(HeadLength, length + ParcelSeal.TagLength), cancel);
            Decrypt(place, block, plain, length);
            return length;
        }
        catch (Exception e) when (e is EndOfStreamException or AuthenticationTagMismatchException)
        {
            throw new InvalidDataException("What has come of the file does not open.", e);
        }
    }

    public void Dispose() => aes.Dispose();

    private void Decrypt(long place, byte[] block, byte[] plain, int length)
    {
        Span<byte> about = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(about, place);
        aes.Decrypt(
            block.AsSpan(LengthLength, NonceLength),
            block.AsSpan(HeadLength, length),
            block.AsSpan(HeadLength + length, ParcelSeal.TagLength),
            plain.AsSpan(0, length),
            about
        );
    }
}
