using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Parley.Record;

/// <summary>
/// A SHA-256 hash held inline, so that a tree of a million leaves is a few flat arrays and no garbage.
/// Everything in the record is named by one: leaves, subtrees, roots.
/// </summary>
public readonly record struct Hash
{
    /// <summary>The length of a hash, in bytes.</summary>
    public const int Length = 32;

    private const int Base64Length = 44;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    private Hash(ReadOnlySpan<byte> bytes)
    {
        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The SHA-256 of some bytes.</summary>
    public static Hash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[Length];
        SHA256.HashData(bytes, digest);
        return new Hash(digest);
    }

    /// <summary>Takes exactly 32 bytes that are a hash already.</summary>
    public static Hash FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length
            ? new Hash(bytes)
            : throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Writes the 32 bytes to the beginning of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], fourth);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Standard base64 with padding, 44 characters (RFC 4648, section 4).</summary>
    public string ToBase64()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads what <see cref="ToBase64"/> writes and nothing else: no spaces, no stray trailing bits.</summary>
    public static bool TryParseBase64(ReadOnlySpan<char> text, out Hash hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (
            text.Length != Base64Length
            || !Convert.TryFromBase64Chars(text, bytes, out var written)
            || written != Length
        )
        {
            return false;
        }
        Span<char> canonical = stackalloc char[Base64Length];
        if (!Convert.TryToBase64Chars(bytes, canonical, out _) || !text.SequenceEqual(canonical))
        {
            return false;
        }
        hash = new Hash(bytes);
        return true;
    }

    /// <summary>Lower-case hexadecimal, 64 characters.</summary>
    public string ToHex()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    public override string ToString() => ToBase64();
}
