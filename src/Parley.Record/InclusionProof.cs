using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Parley.Record;

/// <summary>
/// The evidence for one statement, as a C2SP tlog-proof: where the statement stands, the path from its leaf to the
/// root, and the checkpoint with both parties' signatures. With the statement's bytes and two public keys it needs no
/// node.
/// </summary>
/// <param name="Index">The statement's place in the ledger, counted from 0.</param>
/// <param name="Path">The hashes from the leaf's sibling up.</param>
/// <param name="Note">The signed checkpoint, verbatim.</param>
/// <param name="Extra">Opaque bytes nobody vouches for, in base64, or null.</param>
public sealed record InclusionProof(long Index, ImmutableArray<Hash> Path, string Note, string? Extra = null)
{
    /// <summary>The longest proof taken, in characters.</summary>
    public const int MaxLength = 128 * 1024;

    /// <summary>A path is never longer than the bits of a size.</summary>
    public const int MaxPath = 53;

    private const string Header = "c2sp.org/tlog-proof@v1";

    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(Header).Append('\n');
        if (Extra is not null)
        {
            text.Append("extra ").Append(Extra).Append('\n');
        }
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }
        return text.Append('\n').Append(Note).ToString();
    }

    /// <summary>Reads what <see cref="ToText"/> writes and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out InclusionProof? proof)
    {
        proof = null;
        var lines = text;
        if (text.Length > MaxLength || !Lines.TryTake(ref lines, out var header) || header is not Header)
        {
            return false;
        }
        string? extra = null;
        if (Lines.TryTake(ref lines, "extra ", out var opaque))
        {
            if (!IsCanonicalBase64(opaque))
            {
                return false;
            }
            extra = opaque.ToString();
        }
        if (
            !Lines.TryTake(ref lines, "index ", out var number)
            || !Lines.TryParseNumber(number, out var index)
            || !TryTakeHashes(ref lines, out var path)
            || !Checkpoint.TryParseNote(lines, out _)
        )
        {
            return false;
        }
        proof = new InclusionProof(index, path, lines.ToString(), extra);
        return true;
    }

    // One hash on each line, up to the empty line.
    private static bool TryTakeHashes(ref ReadOnlySpan<char> lines, out ImmutableArray<Hash> hashes)
    {
        hashes = [];
        var found = ImmutableArray.CreateBuilder<Hash>();
        while (Lines.TryTake(ref lines, out var line))
        {
            if (line.IsEmpty)
            {
                hashes = found.DrainToImmutable();
                return true;
            }
            if (found.Count == MaxPath || !Hash.TryParseBase64(line, out var hash))
            {
                return false;
            }
            found.Add(hash);
        }
        return false;
    }

    private static bool IsCanonicalBase64(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64Chars(text, bytes, out var length)
            && text.SequenceEqual(Convert.ToBase64String(bytes.AsSpan(0, length)));
    }
}
