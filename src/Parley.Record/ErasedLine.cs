using System.Text;

namespace Parley.Record;

/// <summary>
/// What stands in a record folder in the place of a statement whose words were erased: the word "erased", a space, and
/// the hash of its leaf in base64. The tree needs nothing else, and there is nothing else in it that could be changed
/// unnoticed. docs/spec/ledger.md, "Erased statements".
/// </summary>
public static class ErasedLine
{
    /// <summary>The length of the line, without its newline.</summary>
    public const int Length = 51;

    private static ReadOnlySpan<byte> Word => "erased "u8;

    public static byte[] Write(Hash leaf) => [.. Word, .. Encoding.ASCII.GetBytes(leaf.ToBase64())];

    /// <summary>Reads exactly such a line. No statement begins so: those begin with a brace.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out Hash leaf)
    {
        leaf = default;
        return line.Length == Length
            && line.StartsWith(Word)
            && Hash.TryParseBase64(Encoding.Latin1.GetString(line[Word.Length..]), out leaf);
    }
}
