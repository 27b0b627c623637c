using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Parley.Record;

/// <summary>
/// The text form of a divergence: a head of lines, an empty line, the first note, an empty line, the second note.
/// </summary>
internal static class DivergenceText
{
    private const string Header = "parley divergence v1";
    private const int MaxLength = 256 * 1024;

    public static string Write(Divergence divergence)
    {
        var text = new StringBuilder(Header).Append('\n');
        switch (divergence.Kind)
        {
            case DivergenceKind.SameSize:
                text.Append("same-size\n");
                break;
            case DivergenceKind.NotAPrefix:
                text.Append("not-a-prefix\n");
                text.Append("prefix ").Append(divergence.PrefixRoot.ToBase64()).Append('\n');
                Append(text, "hash ", divergence.PrefixProof);
                break;
            case DivergenceKind.SameIndex:
                text.Append("same-index\n");
                text.Append(CultureInfo.InvariantCulture, $"index {divergence.Index}\n");
                Append(text, "first ", [divergence.First.Leaf, .. divergence.First.Path]);
                Append(text, "second ", [divergence.Second.Leaf, .. divergence.Second.Path]);
                break;
            default:
                throw new InvalidOperationException($"There is no divergence of kind {divergence.Kind}.");
        }
        return text.Append('\n').Append(divergence.FirstNote).Append('\n').Append(divergence.SecondNote).ToString();
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out Divergence? divergence)
    {
        divergence = null;
        ReadOnlySpan<char> lines = text;
        if (
            text.Length > MaxLength
            || !Lines.TryTake(ref lines, out var header)
            || header is not Header
            || !Lines.TryTake(ref lines, out var kind)
        )
        {
            return false;
        }
        var head = kind switch
        {
            "same-size" => new Divergence(DivergenceKind.SameSize, "", ""),
            "not-a-prefix" => TakePrefix(ref lines),
            "same-index" => TakeIndex(ref lines),
            _ => null,
        };
        if (
            head is null
            || !Lines.TryTake(ref lines, out var empty)
            || !empty.IsEmpty
            || !TryTakeNote(ref lines, out var first)
        )
        {
            return false;
        }
        if (
            !Lines.TryTake(ref lines, out empty)
            || !empty.IsEmpty
            || !TryTakeNote(ref lines, out var second)
            || !lines.IsEmpty
        )
        {
            return false;
        }
        divergence = head with { FirstNote = first, SecondNote = second };
        return true;
    }

    private static Divergence? TakePrefix(ref ReadOnlySpan<char> lines)
    {
        if (!Lines.TryTake(ref lines, "prefix ", out var root) || !Hash.TryParseBase64(root, out var prefix))
        {
            return null;
        }
        var proof = TakeHashes(ref lines, "hash ");
        return proof is { } hashes
            ? new Divergence(DivergenceKind.NotAPrefix, "", "") { PrefixRoot = prefix, PrefixProof = hashes }
            : null;
    }

    private static Divergence? TakeIndex(ref ReadOnlySpan<char> lines)
    {
        if (
            !Lines.TryTake(ref lines, "index ", out var number)
            || !Lines.TryParseNumber(number, out var index)
            || TakeHashes(ref lines, "first ") is not { IsEmpty: false } first
            || TakeHashes(ref lines, "second ") is not { IsEmpty: false } second
        )
        {
            return null;
        }
        return new Divergence(DivergenceKind.SameIndex, "", "")
        {
            Index = index,
            First = (first[0], first.RemoveAt(0)),
            Second = (second[0], second.RemoveAt(0)),
        };
    }

    private static ImmutableArray<Hash>? TakeHashes(ref ReadOnlySpan<char> lines, string prefix)
    {
        var hashes = ImmutableArray.CreateBuilder<Hash>();
        while (Lines.TryTake(ref lines, prefix, out var text))
        {
            // A consistency proof can be one hash longer than a path, and a leaf may stand before it.
            if (hashes.Count > InclusionProof.MaxPath + 1 || !Hash.TryParseBase64(text, out var hash))
            {
                return null;
            }
            hashes.Add(hash);
        }
        return hashes.DrainToImmutable();
    }

    // A note: three lines, an empty line, signature lines up to the next empty line or the end.
    private static bool TryTakeNote(ref ReadOnlySpan<char> lines, out string note)
    {
        note = "";
        var end = lines.IndexOf("\n\n");
        if (end < 0)
        {
            return false;
        }
        var after = lines[(end + 2)..].IndexOf("\n\n");
        var length = after < 0 ? lines.Length : end + 2 + after + 1;
        note = lines[..length].ToString();
        lines = lines[length..];
        return Checkpoint.TryParseNote(note, out _);
    }

    private static void Append(StringBuilder text, string prefix, ImmutableArray<Hash> hashes)
    {
        foreach (var hash in hashes)
        {
            text.Append(prefix).Append(hash.ToBase64()).Append('\n');
        }
    }
}
