using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Parley.Sealing;

/// <summary>One signature line of a note: whose it claims to be, and the bytes.</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="KeyId">The four bytes that tell keys of one name apart.</param>
/// <param name="Signature">What the algorithm made, without the id.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    private const string Prefix = "— ";

    /// <summary>The line without its newline: em dash, space, name, space, base64 of id and signature.</summary>
    public string ToLine()
    {
        var bytes = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.Span.CopyTo(bytes.AsSpan(4));
        return $"{Prefix}{Name} {Convert.ToBase64String(bytes)}";
    }

    /// <summary>Reads exactly what <see cref="ToLine"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (line.Length > SignedNote.MaxLength || !line.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }
        var rest = line[Prefix.Length..];
        var space = rest.IndexOf(' ');
        if (space < 0)
        {
            return false;
        }
        var name = rest[..space].ToString();
        if (!Notes.IsKeyName(name) || !Notes.TryDecode(rest[(space + 1)..], out var bytes) || bytes.Length < 5)
        {
            return false;
        }
        signature = new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4));
        return true;
    }

    /// <summary>Whether the line claims to be of this key.</summary>
    public bool IsOf(string name, uint keyId) => KeyId == keyId && string.Equals(Name, name, StringComparison.Ordinal);

    public bool Equals(NoteSignature? other) =>
        other is not null && IsOf(other.Name, other.KeyId) && Signature.Span.SequenceEqual(other.Signature.Span);

    public override int GetHashCode() => HashCode.Combine(Name, KeyId, Signature.Length);
}

/// <summary>
/// A text and the signatures below it, in the C2SP signed-note format. Reading one proves nothing yet: whoever relies
/// on it names the key that must have signed.
/// </summary>
/// <param name="Text">The text, its last newline included.</param>
/// <param name="Signatures">The lines below it, in their order.</param>
public sealed record SignedNote(string Text, ImmutableArray<NoteSignature> Signatures)
{
    /// <summary>The longest note taken, in characters.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The most signatures taken.</summary>
    public const int MaxSignatures = 32;

    /// <summary>The whole note: text, empty line, signature lines.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
        {
            note.Append(signature.ToLine()).Append('\n');
        }
        return note.ToString();
    }

    /// <summary>The note with one more signature; the same note where that key has signed already.</summary>
    public SignedNote With(NoteSignature signature) =>
        Find(signature.Name, signature.KeyId) is null ? this with { Signatures = Signatures.Add(signature) } : this;

    /// <summary>The line of a key, or null.</summary>
    public NoteSignature? Find(string name, uint keyId)
    {
        foreach (var signature in Signatures)
        {
            if (signature.IsOf(name, keyId))
            {
                return signature;
            }
        }
        return null;
    }

    /// <summary>Reads a note, or says in one sentence why it is none. Each key may sign once.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out SignedNote? note,
        [NotNullWhen(false)] out string? problem
    )
    {
        note = null;
        problem = CheckCharacters(text);
        if (problem is not null)
        {
            return false;
        }
        var split = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || split + 2 == text.Length || text[^1] != '\n')
        {
            problem = "A note is a text, an empty line and signature lines, each line ending in a newline.";
            return false;
        }
        problem = ReadSignatures(text.AsSpan(split + 2), out var signatures);
        note = problem is null ? new SignedNote(text[..(split + 1)], signatures) : null;
        return problem is null;
    }

    private static string? ReadSignatures(ReadOnlySpan<char> lines, out ImmutableArray<NoteSignature> signatures)
    {
        var found = ImmutableArray.CreateBuilder<NoteSignature>();
        signatures = [];
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf('\n');
            if (!NoteSignature.TryParse(lines[..end], out var signature))
            {
                return "A signature line is not an em dash, a key name and base64.";
            }
            if (found.Count == MaxSignatures)
            {
                return $"A note bears at most {MaxSignatures} signatures.";
            }
            foreach (var earlier in found)
            {
                if (earlier.IsOf(signature.Name, signature.KeyId))
                {
                    return "A key has signed the note twice.";
                }
            }
            found.Add(signature);
            lines = lines[(end + 1)..];
        }
        signatures = found.DrainToImmutable();
        return null;
    }

    private static string? CheckCharacters(string text)
    {
        if (text.Length > MaxLength)
        {
            return "The note is longer than 64 KiB.";
        }
        foreach (var rune in text.EnumerateRunes())
        {
            if ((rune.Value < 0x20 && rune.Value != '\n') || rune.Value == 0xFFFD)
            {
                return "The note holds a control character or is not valid Unicode.";
            }
        }
        return null;
    }
}
