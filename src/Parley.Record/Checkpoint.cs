using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Parley.Record;

/// <summary>
/// The text of a C2SP tlog-checkpoint: which ledger, how many statements, and the root over all of them. Signing it
/// signs everything stated so far. Extension lines are refused: they would be signed and yet not be part of the record.
/// </summary>
/// <param name="Origin">The ledger: the writer's domain, a slash, the reader's code: "us.parley.example/cn".</param>
/// <param name="Size">How many statements the ledger has, 0 to 2^53.</param>
/// <param name="Root">The root over them.</param>
public sealed record Checkpoint(string Origin, long Size, Hash Root)
{
    /// <summary>The largest size or index there can be: 2^53, so that every language reads it exactly.</summary>
    public const long MaxSize = 1L << 53;

    /// <summary>The longest origin, in characters.</summary>
    public const int MaxOriginLength = 200;

    /// <summary>Three lines, each ending in a newline: origin, size, root in base64.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");

    /// <summary>Reads what <see cref="ToText"/> writes and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        var lines = text;
        if (
            !Lines.TryTake(ref lines, out var origin)
            || !Lines.TryTake(ref lines, out var size)
            || !Lines.TryTake(ref lines, out var root)
            || !lines.IsEmpty
            || !IsOrigin(origin)
            || !Lines.TryParseNumber(size, out var number)
            || !Hash.TryParseBase64(root, out var hash)
        )
        {
            return false;
        }
        checkpoint = new Checkpoint(origin.ToString(), number, hash);
        return true;
    }

    /// <summary>Reads the checkpoint out of a signed note, whose signatures the caller checks.</summary>
    public static bool TryParseNote(ReadOnlySpan<char> note, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        var end = note.LastIndexOf("\n\n");
        return end >= 0 && TryParse(note[..(end + 1)], out checkpoint);
    }

    private static bool IsOrigin(ReadOnlySpan<char> origin)
    {
        if (origin.IsEmpty || origin.Length > MaxOriginLength)
        {
            return false;
        }
        foreach (var character in origin)
        {
            if (character is <= ' ' or '+' or >= '\u007F')
            {
                return false;
            }
        }
        return true;
    }
}
