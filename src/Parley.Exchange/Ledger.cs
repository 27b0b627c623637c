using Parley.Record;

namespace Parley.Exchange;

/// <summary>
/// One direction of a link in memory: its tree and what bounds the next statement. It can be brought back to a mark,
/// for the case that a transaction fails.
/// </summary>
internal sealed class Ledger(string origin)
{
    private Standing standing = new(DateTimeOffset.MinValue, 0, 0, DateTimeOffset.MinValue);

    public string Origin { get; } = origin;

    public Tree Tree { get; } = new();

    public long Size => Tree.Size;

    /// <summary>How many statements are on the disk. Only these may be signed or shown to the other side.</summary>
    public long Durable { get; private set; }

    public DateTimeOffset LastAt => standing.LastAt;

    public long LastSeen => standing.LastSeen;

    /// <summary>The largest size for which a receipt is held.</summary>
    public long Receipted => standing.Receipted;

    public DateTimeOffset LastReceiptTime => standing.LastReceiptTime;

    public void Append(Hash leaf, Frame frame) => Append(leaf, frame.At, frame.Seen);

    public void Append(Hash leaf, DateTimeOffset at, long seen)
    {
        Tree.Append(leaf);
        standing = standing with { LastAt = at, LastSeen = seen };
    }

    public void Receipt(long size, DateTimeOffset time)
    {
        if (size > Receipted)
        {
            standing = standing with { Receipted = size, LastReceiptTime = time };
        }
    }

    public Mark Now => new(Size, standing);

    /// <summary>Forgets everything since the mark.</summary>
    public void Return(Mark mark)
    {
        Tree.Truncate(mark.Size);
        standing = mark.Standing;
    }

    public void Committed() => Durable = Size;

    /// <summary>What bounds the next statement and the next receipt.</summary>
    internal readonly record struct Standing(
        DateTimeOffset LastAt,
        long LastSeen,
        long Receipted,
        DateTimeOffset LastReceiptTime
    );

    /// <summary>A point to which the ledger can be brought back.</summary>
    internal readonly record struct Mark(long Size, Standing Standing);
}
