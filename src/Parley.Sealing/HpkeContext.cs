using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>
/// An agreed session in which messages are sealed and opened under explicit sequence numbers, so that a message that
/// was lost or repeated on the way does not put both sides out of step. The sender must never seal two different
/// messages under one number. Safe from several threads at once.
/// </summary>
public sealed class HpkeContext : IDisposable
{
    /// <summary>By how much a sealed message is longer than its plaintext, in bytes.</summary>
    public const int Overhead = Hpke.TagLength;

    private readonly AesGcm cipher;
    private readonly byte[] baseNonce;
    private readonly byte[] exporterSecret;
    private readonly Lock ciphering = new();

    internal HpkeContext(byte[] key, byte[] baseNonce, byte[] exporterSecret)
    {
        cipher = new AesGcm(key, Hpke.TagLength);
        CryptographicOperations.ZeroMemory(key);
        this.baseNonce = baseNonce;
        this.exporterSecret = exporterSecret;
    }

    /// <summary>Seals a message: ciphertext, then the tag of 16 bytes.</summary>
    public byte[] Seal(ulong sequence, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        var sealedMessage = new byte[plaintext.Length + Overhead];
        Seal(sequence, aad, plaintext, sealedMessage);
        return sealedMessage;
    }

    /// <summary>Seals a message into a place that is longer than it by <see cref="Overhead"/>.</summary>
    public void Seal(ulong sequence, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, Span<byte> sealedMessage)
    {
        Span<byte> nonce = stackalloc byte[Hpke.NonceLength];
        Nonce(sequence, nonce);
        lock (ciphering)
        {
            cipher.Encrypt(nonce, plaintext, sealedMessage[..^Overhead], sealedMessage[^Overhead..], aad);
        }
    }

    /// <summary>Opens a message; null where it was not sealed so: other key, number, aad or bytes.</summary>
    public byte[]? Open(ulong sequence, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> sealedMessage)
    {
        if (sealedMessage.Length < Overhead)
        {
            return null;
        }
        Span<byte> nonce = stackalloc byte[Hpke.NonceLength];
        Nonce(sequence, nonce);
        var plaintext = new byte[sealedMessage.Length - Overhead];
        try
        {
            lock (ciphering)
            {
                cipher.Decrypt(nonce, sealedMessage[..^Overhead], sealedMessage[^Overhead..], plaintext, aad);
            }
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>A secret both sides share, for a purpose named by the context (RFC 9180, section 5.3).</summary>
    public byte[] Export(ReadOnlySpan<byte> exporterContext, int length) =>
        Hpke.Export(exporterSecret, exporterContext, length);

    public void Dispose()
    {
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(exporterSecret);
    }

    // RFC 9180, section 5.2: the base nonce, its last eight bytes mixed with the number.
    private void Nonce(ulong sequence, Span<byte> nonce)
    {
        baseNonce.CopyTo(nonce);
        var tail = nonce[^sizeof(ulong)..];
        BinaryPrimitives.WriteUInt64BigEndian(tail, BinaryPrimitives.ReadUInt64BigEndian(tail) ^ sequence);
    }
}
