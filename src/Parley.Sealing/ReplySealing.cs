using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>
/// Seals the replies to the messages of one session, in the manner of RFC 9458, section 4.4: every reply has its own
/// key, from the session's exported secret and 16 fresh random bytes. Both sides make one from their context.
/// </summary>
public sealed class ReplySealing : IDisposable
{
    /// <summary>The length of the random bytes every reply begins with.</summary>
    public const int SaltLength = 16;

    private static readonly byte[] ExportLabel = "parley reply v1"u8.ToArray();

    private readonly byte[] secret;
    private readonly byte[] enc;

    /// <summary>Takes the session's context and the <c>enc</c> it was opened with.</summary>
    public ReplySealing(HpkeContext context, ReadOnlySpan<byte> enc)
    {
        secret = context.Export(ExportLabel, Hpke.SecretLength);
        this.enc = enc.ToArray();
    }

    /// <summary>
    /// Seals a reply: salt, ciphertext, tag. The aad binds it to the message it answers; docs/spec/delivery.md says
    /// how.
    /// </summary>
    public byte[] Seal(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> salt = stackalloc byte[SaltLength];
        RandomNumberGenerator.Fill(salt);
        return Seal(salt, aad, plaintext);
    }

    internal byte[] Seal(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        var reply = new byte[SaltLength + plaintext.Length + Hpke.TagLength];
        salt.CopyTo(reply);
        var (key, nonce) = Derive(salt);
        using var cipher = new AesGcm(key, Hpke.TagLength);
        cipher.Encrypt(nonce, plaintext, reply.AsSpan(SaltLength, plaintext.Length), reply.AsSpan()[^16..], aad);
        return reply;
    }

    /// <summary>Opens a reply; null where it was not sealed in this session for this message.</summary>
    public byte[]? Open(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> reply)
    {
        if (reply.Length < SaltLength + Hpke.TagLength)
        {
            return null;
        }
        var (key, nonce) = Derive(reply[..SaltLength]);
        using var cipher = new AesGcm(key, Hpke.TagLength);
        var plaintext = new byte[reply.Length - SaltLength - Hpke.TagLength];
        try
        {
            cipher.Decrypt(nonce, reply[SaltLength..^Hpke.TagLength], reply[^Hpke.TagLength..], plaintext, aad);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(secret);

    private (byte[] Key, byte[] Nonce) Derive(ReadOnlySpan<byte> salt)
    {
        var extracted = HKDF.Extract(HashAlgorithmName.SHA256, secret, [.. enc, .. salt]);
        return (
            HKDF.Expand(HashAlgorithmName.SHA256, extracted, Hpke.KeyLength, "key"u8.ToArray()),
            HKDF.Expand(HashAlgorithmName.SHA256, extracted, Hpke.NonceLength, "nonce"u8.ToArray())
        );
    }
}
