using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Parley.Sealing;

/// <summary>
/// A public key with the name it signs under, in the C2SP form "name+hash+base64" that every note verifier reads.
/// Keys of algorithms this version does not know are read and shown, and never verify anything.
/// </summary>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    /// <summary>Ed25519 over the note's text (C2SP signed-note).</summary>
    public const byte Ed25519Note = 0x01;

    /// <summary>Ed25519 cosignature with a time (C2SP tlog-cosignature).</summary>
    public const byte Cosignature = 0x04;

    /// <summary>The longest key name, in characters.</summary>
    public const int MaxNameLength = 200;

    private const int MaxLength = 8 * 1024;

    private readonly Lazy<OpenSsl.KeyHandle?> handle;

    /// <summary>Throws <see cref="ArgumentException"/> where the name or the key could not be.</summary>
    public VerifierKey(string name, byte algorithm, ReadOnlyMemory<byte> publicKey)
    {
        if (!Notes.IsKeyName(name))
        {
            throw new ArgumentException("A key name is not empty and has no spaces and no plus.", nameof(name));
        }
        if (publicKey.IsEmpty || (IsEd25519(algorithm) && !Ed25519.IsPublicKey(publicKey.Span)))
        {
            throw new ArgumentException("The bytes are not a public key of that algorithm.", nameof(publicKey));
        }
        Name = name;
        Algorithm = algorithm;
        PublicKey = publicKey.ToArray();
        KeyId = ComputeKeyId(name, algorithm, publicKey.Span);
        handle = new Lazy<OpenSsl.KeyHandle?>(Open);
    }

    public string Name { get; }

    /// <summary>The signature type of C2SP signed-note.</summary>
    public byte Algorithm { get; }

    /// <summary>The key, without the algorithm's byte.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The first four bytes of SHA-256(name || newline || algorithm || key), big-endian.</summary>
    public uint KeyId { get; }

    /// <summary>
    /// The key under another name: a party signs each ledger's checkpoints under that ledger's origin.
    /// </summary>
    public VerifierKey Under(string name) => new(name, Algorithm, PublicKey);

    public static VerifierKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException("The text is not a verifier key.");

    /// <summary>Reads exactly what <see cref="ToString"/> writes; the hash must be the right one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out VerifierKey? key)
    {
        key = null;
        if (text is null || text.Length > MaxLength || text.Split('+', 3) is not [var name, var id, var encoded])
        {
            return false;
        }
        if (!Notes.IsKeyName(name) || !Notes.TryDecode(encoded, out var material) || material.Length < 2)
        {
            return false;
        }
        if (IsEd25519(material[0]) && !Ed25519.IsPublicKey(material.AsSpan(1)))
        {
            return false;
        }
        var read = new VerifierKey(name, material[0], material.AsMemory(1));
        if (!string.Equals(id, read.HexId, StringComparison.Ordinal))
        {
            return false;
        }
        key = read;
        return true;
    }

    public bool Equals(VerifierKey? other) =>
        other is not null
        && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && Algorithm == other.Algorithm
        && PublicKey.Span.SequenceEqual(other.PublicKey.Span);

    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    public override int GetHashCode() => HashCode.Combine(Name, KeyId);

    public override string ToString() => $"{Name}+{HexId}+{Convert.ToBase64String([Algorithm, .. PublicKey.Span])}";

    /// <summary>
    /// Whether a signature over a message is by this key, whatever the name; false for unknown algorithms.
    /// </summary>
    internal bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        handle.Value is { } key
        && signature.Length == Ed25519.SignatureLength
        && OpenSsl.Verify(key, message, signature);

    private string HexId => KeyId.ToString("x8", CultureInfo.InvariantCulture);

    private static bool IsEd25519(byte algorithm) => algorithm is Ed25519Note or Cosignature;

    private OpenSsl.KeyHandle? Open()
    {
        if (!IsEd25519(Algorithm))
        {
            return null;
        }
        var key = OpenSsl.PublicKey(PublicKey.Span);
        return key.IsInvalid ? null : key;
    }

    private static uint ComputeKeyId(string name, byte algorithm, ReadOnlySpan<byte> key)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes(name));
        sha.AppendData([(byte)'\n', algorithm]);
        sha.AppendData(key);
        return BinaryPrimitives.ReadUInt32BigEndian(sha.GetHashAndReset());
    }
}
