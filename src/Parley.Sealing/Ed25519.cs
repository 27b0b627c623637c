using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>Ed25519 (RFC 8032): the baseline signature of every note.</summary>
public static class Ed25519
{
    public const int PublicKeyLength = 32;
    public const int SignatureLength = 64;
    public const int SeedLength = 32;

    /// <summary>
    /// Whether these 32 bytes may serve as a public key. The few points of small order are refused: under such a key
    /// one signature fits many messages, and its owner could later deny having signed any of them.
    /// </summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> key) =>
        key.Length == PublicKeyLength && !Ed25519Points.IsWeak(key);

    /// <summary>
    /// Whether a signature over a message is by this key. False, never an exception, for anything malformed.
    /// </summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!IsPublicKey(publicKey) || signature.Length != SignatureLength)
        {
            return false;
        }
        using var key = OpenSsl.PublicKey(publicKey);
        return !key.IsInvalid && OpenSsl.Verify(key, message, signature);
    }
}

/// <summary>An Ed25519 key pair. Signing is safe from several threads at once.</summary>
public sealed class Ed25519Key : IDisposable
{
    private const string Oid = "1.3.101.112";

    private readonly byte[] seed;
    private readonly OpenSsl.KeyHandle handle;

    private Ed25519Key(byte[] seed)
    {
        this.seed = seed;
        handle = OpenSsl.PrivateKey(seed);
        PublicKey = OpenSsl.PublicBytes(handle);
    }

    /// <summary>The public key, 32 bytes (RFC 8032).</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    public static Ed25519Key Generate() => new(RandomNumberGenerator.GetBytes(Ed25519.SeedLength));

    /// <summary>The key pair of a 32-byte seed, which is the private key of RFC 8032.</summary>
    public static Ed25519Key FromSeed(ReadOnlySpan<byte> seed) =>
        seed.Length == Ed25519.SeedLength
            ? new Ed25519Key(seed.ToArray())
            : throw new ArgumentException($"A seed has {Ed25519.SeedLength} bytes.", nameof(seed));

    /// <summary>The private key itself, 32 bytes. It never leaves the party.</summary>
    public byte[] ExportSeed() => [.. seed];

    /// <summary>Signs a message; 64 bytes, the same for the same message.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => OpenSsl.Sign(handle, message);

    /// <summary>The private key as PKCS #8 (RFC 8410), which openssl and others read.</summary>
    public byte[] ExportPkcs8()
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        inner.WriteOctetString(seed);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oid);
            }
            writer.WriteOctetString(inner.Encode());
        }
        return writer.Encode();
    }

    /// <summary>
    /// Reads <see cref="ExportPkcs8"/>; throws <see cref="CryptographicException"/> on anything else.
    /// </summary>
    public static Ed25519Key ImportPkcs8(ReadOnlyMemory<byte> pkcs8)
    {
        try
        {
            var sequence = new AsnReader(pkcs8, AsnEncodingRules.DER).ReadSequence();
            sequence.ReadInteger();
            var algorithm = sequence.ReadSequence().ReadObjectIdentifier();
            if (!string.Equals(algorithm, Oid, StringComparison.Ordinal))
            {
                throw new CryptographicException("The key is not an Ed25519 key.");
            }
            return FromSeed(new AsnReader(sequence.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString());
        }
        catch (Exception exception) when (exception is AsnContentException or ArgumentException)
        {
            throw new CryptographicException("The key is not an Ed25519 private key in PKCS #8.", exception);
        }
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(seed);
        handle.Dispose();
    }
}
