using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>
/// The key schedule of RFC 9180 in base mode, for the one suite Parley uses: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
/// AES-256-GCM.
/// </summary>
internal static class Hpke
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;
    public const int SecretLength = 32;

    private static readonly byte[] KemSuite = [.. "KEM"u8, 0x00, 0x10];
    private static readonly byte[] Suite = [.. "HPKE"u8, 0x00, 0x10, 0x00, 0x01, 0x00, 0x02];

    /// <summary>RFC 9180, section 4.1: the shared secret of an agreed point.</summary>
    public static byte[] SharedSecret(byte[] agreed, ReadOnlySpan<byte> enc, ReadOnlySpan<byte> recipient)
    {
        var extracted = Extract(KemSuite, [], "eae_prk"u8, agreed);
        byte[] context = [.. enc, .. recipient];
        return Expand(KemSuite, extracted, "shared_secret"u8, context, SecretLength);
    }

    /// <summary>
    /// RFC 9180, section 5.1: key, base nonce and exporter secret, in base mode without pre-shared key.
    /// </summary>
    public static HpkeContext Schedule(byte[] sharedSecret, ReadOnlySpan<byte> info)
    {
        const byte BaseMode = 0;
        byte[] context =
        [
            BaseMode,
            .. Extract(Suite, [], "psk_id_hash"u8, []),
            .. Extract(Suite, [], "info_hash"u8, info),
        ];
        var secret = Extract(Suite, sharedSecret, "secret"u8, []);
        return new HpkeContext(
            Expand(Suite, secret, "key"u8, context, KeyLength),
            Expand(Suite, secret, "base_nonce"u8, context, NonceLength),
            Expand(Suite, secret, "exp"u8, context, SecretLength)
        );
    }

    public static byte[] Export(byte[] exporterSecret, ReadOnlySpan<byte> context, int length) =>
        Expand(Suite, exporterSecret, "sec"u8, context, length);

    // LabeledExtract and LabeledExpand of RFC 9180, section 4.
    private static byte[] Extract(byte[] suite, byte[] salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> input)
    {
        byte[] labeled = [.. "HPKE-v1"u8, .. suite, .. label, .. input];
        return HKDF.Extract(HashAlgorithmName.SHA256, labeled, salt);
    }

    private static byte[] Expand(
        byte[] suite,
        byte[] key,
        ReadOnlySpan<byte> label,
        ReadOnlySpan<byte> info,
        int length
    )
    {
        Span<byte> size = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(size, checked((ushort)length));
        byte[] labeled = [.. size, .. "HPKE-v1"u8, .. suite, .. label, .. info];
        return HKDF.Expand(HashAlgorithmName.SHA256, key, length, labeled);
    }
}

/// <summary>The sending side: a fresh key agreement to a recipient's public key.</summary>
public static class HpkeSender
{
    /// <summary>
    /// Starts a session. <c>Enc</c> (65 bytes) goes to the recipient with the first message. Throws
    /// <see cref="CryptographicException"/> where the recipient's key is no point of the curve.
    /// </summary>
    public static (byte[] Enc, HpkeContext Context) Start(
        ReadOnlySpan<byte> recipientPublicKey,
        ReadOnlySpan<byte> info
    )
    {
        using var ephemeral = SealingKey.Generate();
        return Start(recipientPublicKey, info, ephemeral);
    }

    internal static (byte[] Enc, HpkeContext Context) Start(
        ReadOnlySpan<byte> recipientPublicKey,
        ReadOnlySpan<byte> info,
        SealingKey ephemeral
    )
    {
        var enc = ephemeral.PublicKey.ToArray();
        var secret = Hpke.SharedSecret(ephemeral.Agree(recipientPublicKey), enc, recipientPublicKey);
        return (enc, Hpke.Schedule(secret, info));
    }
}

/// <summary>The receiving side.</summary>
public static class HpkeRecipient
{
    /// <summary>
    /// Arrives at the sender's context. Throws <see cref="CryptographicException"/> where enc is no point.
    /// </summary>
    public static HpkeContext Open(SealingKey key, ReadOnlySpan<byte> enc, ReadOnlySpan<byte> info) =>
        Hpke.Schedule(Hpke.SharedSecret(key.Agree(enc), enc, key.PublicKey.Span), info);
}
