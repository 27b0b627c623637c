using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Parley.Sealing;

/// <summary>
/// Signs texts as notes under one name: checkpoints under their ledger's origin, cards under the domain.
/// </summary>
public sealed class NoteSigner(string name, Ed25519Key key)
{
    /// <summary>What others verify with.</summary>
    public VerifierKey VerifierKey { get; } = new(name, VerifierKey.Ed25519Note, key.PublicKey);

    /// <summary>Signs a text, which ends in a newline.</summary>
    public SignedNote Sign(string text) =>
        text.EndsWith('\n')
            ? new SignedNote(text, [new(VerifierKey.Name, VerifierKey.KeyId, key.Sign(Encoding.UTF8.GetBytes(text)))])
            : throw new ArgumentException("The text of a note ends in a newline.", nameof(text));
}

/// <summary>
/// Cosigns checkpoints of the other party's ledger with the time of receipt: one line that proves what arrived and
/// when.
/// </summary>
public sealed class Cosigner(string name, Ed25519Key key)
{
    /// <summary>What others verify with.</summary>
    public VerifierKey VerifierKey { get; } = new(name, VerifierKey.Cosignature, key.PublicKey);

    /// <summary>The receipt's line for a note's text. The time is cut to whole seconds.</summary>
    public NoteSignature Cosign(string noteText, DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds();
        ArgumentOutOfRangeException.ThrowIfNegative(seconds, nameof(time));
        var signature = key.Sign(Notes.CosignedMessage(noteText, seconds));
        var timestamped = new byte[Notes.TimestampLength + signature.Length];
        BinaryPrimitives.WriteInt64BigEndian(timestamped, seconds);
        signature.CopyTo(timestamped, Notes.TimestampLength);
        return new NoteSignature(VerifierKey.Name, VerifierKey.KeyId, timestamped);
    }
}

/// <summary>Checks signatures on notes.</summary>
public static class Notes
{
    internal const int TimestampLength = 8;

    private static readonly long LatestSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Whether this very key, under its name, has signed the note's text.</summary>
    public static bool Verify(SignedNote note, VerifierKey key) =>
        key.Algorithm == VerifierKey.Ed25519Note
        && note.Find(key.Name, key.KeyId) is { } line
        && key.Verifies(Encoding.UTF8.GetBytes(note.Text), line.Signature.Span);

    /// <summary>
    /// Whether a line is the cosignature of this key on a text, and at what time it says it was made.
    /// </summary>
    public static bool TryReadCosignature(string noteText, NoteSignature line, VerifierKey key, out DateTimeOffset time)
    {
        time = default;
        if (
            key.Algorithm != VerifierKey.Cosignature
            || line.KeyId != key.KeyId
            || !string.Equals(line.Name, key.Name, StringComparison.Ordinal)
            || line.Signature.Length != TimestampLength + Ed25519.SignatureLength
        )
        {
            return false;
        }
        var seconds = BinaryPrimitives.ReadInt64BigEndian(line.Signature.Span);
        if (
            seconds < 0
            || seconds > LatestSecond
            || !key.Verifies(CosignedMessage(noteText, seconds), line.Signature.Span[TimestampLength..])
        )
        {
            return false;
        }
        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    /// <summary>Whether a text may name a key: not empty, no spaces, no plus, no control characters.</summary>
    public static bool IsKeyName([NotNullWhen(true)] string? name)
    {
        if (name is not { Length: > 0 and <= VerifierKey.MaxNameLength })
        {
            return false;
        }
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value is '+' or 0xFFFD)
            {
                return false;
            }
        }
        return true;
    }

    // C2SP tlog-cosignature, "Ed25519 signed message".
    internal static byte[] CosignedMessage(string noteText, long seconds) =>
        Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{noteText}")
        );

    /// <summary>Standard base64 in its one spelling: padded, no spaces, no stray trailing bits.</summary>
    internal static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        var buffer = new byte[(text.Length / 4 * 3) + 3];
        if (
            !Convert.TryFromBase64Chars(text, buffer, out var length)
            || !text.SequenceEqual(Convert.ToBase64String(buffer, 0, length))
        )
        {
            bytes = [];
            return false;
        }
        bytes = buffer.AsSpan(0, length).ToArray();
        return true;
    }
}
