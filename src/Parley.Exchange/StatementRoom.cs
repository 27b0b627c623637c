using Parley.Cooperation;

namespace Parley.Exchange;

/// <summary>How much of one party's statements is taken, in bytes: in one day by UTC, and held in all.</summary>
public sealed record StatementLimits(long MostADay, long MostHeld)
{
    /// <summary>Everything is taken.</summary>
    public static readonly StatementLimits None = new(long.MaxValue, long.MaxValue);

    /// <summary>What is taken where nobody set another limit: many times what a busy link says.</summary>
    public static readonly StatementLimits Usual = new(1L << 30, 100L << 30);

    /// <summary>The least a day may be set to: several deliveries, so that none is too large.</summary>
    public const long LeastADay = 10 << 20;
}

/// <summary>How much of a party's statements was taken.</summary>
/// <param name="RefusedAt">When some were last refused for want of room since this node started.</param>
public sealed record StatementsTaken(long Today, long InAll, DateTimeOffset? RefusedAt);

/// <summary>
/// Counts what a party's statements take on the disk and refuses more than is allowed: a whole delivery, before
/// anything of it is kept, so that nothing is lost. The sender tries again; tomorrow there is room for another day.
/// </summary>
internal sealed class StatementRoom
{
    private const string Code = "no-room";
    private Count count = new(0, default, 0);
    private Count before = new(0, default, 0);
    private DateTimeOffset? refusedAt;

    /// <summary>Knows what lies on the shelf; of today, what was receipted since it began.</summary>
    /// <param name="all">Bytes of all statements.</param>
    public void Know(long all, IShelfReading shelf, PartyCode peer, DateTimeOffset now)
    {
        var day = DayOf(now);
        var today = all == 0 ? 0 : Sum(shelf, peer, SizeBefore(shelf, peer, day));
        count = before = new Count(all, day, today);
    }

    /// <summary>Why so much more is not taken now; null where it is.</summary>
    public Problem? Refuse(long more, StatementLimits limits, DateTimeOffset now)
    {
        var detail =
            count.InAll + more > limits.MostHeld ? "This node holds as much of this party's statements as it may."
            : TodayAt(now) + more > limits.MostADay
                ? "This node has taken as much of this party's statements today as it may in one day."
            : null;
        if (detail is null)
        {
            return null;
        }
        refusedAt = now;
        return new Problem(507, Code, detail);
    }

    public void Take(long more, DateTimeOffset now) =>
        count = new Count(count.InAll + more, DayOf(now), TodayAt(now) + more);

    public StatementsTaken Taken(DateTimeOffset now) => new(TodayAt(now), count.InAll, refusedAt);

    public void Begin() => before = count;

    /// <summary>Nothing of the transaction is on the disk.</summary>
    public void Failed() => count = before;

    private long TodayAt(DateTimeOffset now) => count.Day == DayOf(now) ? count.Today : 0;

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static long Sum(IShelfReading shelf, PartyCode peer, long from) =>
        shelf.Statements(peer, Side.Theirs, from, long.MaxValue).Sum(bytes => (long)bytes.Length);

    /// <summary>How many statements were receipted before a day began. Receipts' times never go back.</summary>
    private static long SizeBefore(IShelfReading shelf, PartyCode peer, DateOnly day)
    {
        var (low, high) = (0L, shelf.Count(peer, Side.Theirs));
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (shelf.ReceiptUpTo(peer, Side.Theirs, middle) is { } receipt && DayOf(receipt.Time) >= day)
            {
                high = middle - 1;
            }
            else
            {
                low = middle;
            }
        }
        return low;
    }

    private sealed record Count(long InAll, DateOnly Day, long Today);
}
