using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>
/// The key pair a party is sealed to: P-256, used for key agreement only. Whoever holds its public half can seal a
/// delivery that only this party opens. Safe from several threads at once.
/// </summary>
public sealed class SealingKey : IDisposable
{
    /// <summary>The length of a public key: uncompressed point, SEC 1.</summary>
    public const int PublicKeyLength = 65;

    private const int FieldLength = 32;

    private readonly ECDiffieHellman key;
    private readonly Lock agreeing = new();

    private SealingKey(ECDiffieHellman key)
    {
        this.key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        PublicKey = (byte[])[0x04, .. point.X!, .. point.Y!];
    }

    /// <summary>The public key, 65 bytes uncompressed.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    public static SealingKey Generate() => new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>
    /// Reads <see cref="ExportPkcs8"/>; throws <see cref="CryptographicException"/> on anything else.
    /// </summary>
    public static SealingKey ImportPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var imported = ECDiffieHellman.Create();
        try
        {
            imported.ImportPkcs8PrivateKey(pkcs8, out var read);
            if (read != pkcs8.Length || imported.KeySize != FieldLength * 8)
            {
                throw new CryptographicException("The key is not a P-256 private key.");
            }
            return new SealingKey(imported);
        }
        catch
        {
            imported.Dispose();
            throw;
        }
    }

    public byte[] ExportPkcs8() => key.ExportPkcs8PrivateKey();

    /// <summary>The key pair of a private scalar, 32 bytes big-endian: for test vectors.</summary>
    public static SealingKey FromScalar(ReadOnlySpan<byte> scalar) =>
        new(ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar.ToArray() }));

    /// <summary>Whether bytes are a point on the curve in uncompressed form.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != PublicKeyLength || publicKey[0] != 0x04)
        {
            return false;
        }
        try
        {
            using var point = Import(publicKey);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>
    /// The x coordinate both sides arrive at, 32 bytes. Throws where the bytes are no point of the curve.
    /// </summary>
    internal byte[] Agree(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != PublicKeyLength || publicKey[0] != 0x04)
        {
            throw new CryptographicException("The bytes are not an uncompressed P-256 point.");
        }
        using var other = Import(publicKey);
        using var otherKey = other.PublicKey;
        lock (agreeing)
        {
            return key.DeriveRawSecretAgreement(otherKey);
        }
    }

    public void Dispose() => key.Dispose();

    private static ECDiffieHellman Import(ReadOnlySpan<byte> publicKey) =>
        ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint
                {
                    X = publicKey.Slice(1, FieldLength).ToArray(),
                    Y = publicKey[(1 + FieldLength)..].ToArray(),
                },
            }
        );
}
