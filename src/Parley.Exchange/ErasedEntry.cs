using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Parley.Cooperation;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>
/// What a shelf keeps in the place of a statement whose words were erased: the hash of its leaf, so that the tree and
/// every proof stand; when it was stated and how much it had seen, so that what is stated next can be compared with it;
/// and its subject. Nothing of who said what. It never leaves the node in this form.
/// </summary>
internal sealed record ErasedEntry(Hash Leaf, DateTimeOffset At, long Seen, SubjectId About)
{
    private const int MaxLength = 200;

    /// <summary>The line of a record folder, and behind it what only this node needs.</summary>
    public byte[] ToBytes() =>
        [
            .. ErasedLine.Write(Leaf),
            .. Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $" {At.ToUnixTimeMilliseconds()} {Seen} {About}")
            ),
        ];

    /// <summary>Reads what <see cref="ToBytes"/> writes. No statement begins so.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out ErasedEntry? entry)
    {
        entry = null;
        if (
            bytes.Length is <= ErasedLine.Length or > MaxLength
            || !ErasedLine.TryRead(bytes.Span[..ErasedLine.Length], out var leaf)
        )
        {
            return false;
        }
        var parts = Encoding.Latin1.GetString(bytes.Span[ErasedLine.Length..]).Split(' ');
        if (
            parts is ["", var at, var seen, var about]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            && long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            && SubjectId.TryParse(about, out var id)
        )
        {
            entry = new ErasedEntry(leaf, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), known, id);
        }
        return entry is not null;
    }

    /// <summary>The leaf of what is kept at one place, be it there or erased.</summary>
    internal static Hash LeafOf(ReadOnlyMemory<byte> bytes) =>
        TryRead(bytes, out var erased) ? erased.Leaf : Tree.LeafHash(bytes.Span);

    /// <summary>What is kept at one place as an audit reads it.</summary>
    internal static ReadStatement Read(ReadOnlyMemory<byte> bytes) =>
        TryRead(bytes, out var erased) ? ReadStatement.Erased(erased.Leaf)
        // The line of a folder alone is nothing that a shelf keeps.
        : ErasedLine.TryRead(bytes.Span, out _)
            ? new ReadStatement(
                Tree.LeafHash(bytes.Span),
                null,
                "It is marked as erased, and half of the mark is missing."
            )
        : ReadStatement.Of(bytes);

    /// <summary>How much the writer of what is kept at one place had seen, and about what it is; null where that is
    /// malformed.</summary>
    internal static (long Seen, SubjectId About)? PlacedBy(ReadOnlyMemory<byte> bytes) =>
        TryRead(bytes, out var erased) ? (erased.Seen, erased.About)
        : Frame.TryRead(bytes, out var frame, out _) ? (frame.Seen, SubjectId.Parse(frame.About))
        : null;
}
