using Parley.Cooperation;
using Parley.Exchange.Formats;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>One statement in its place, read once: what the fold and the pages need of it.</summary>
/// <param name="ReceivedAt">Time of its receipt, or null while that is not held.</param>
/// <param name="Length">Bytes of its body, and as much as stands around the smallest: what it costs to hold it.</param>
internal sealed record Stated(
    Side Side,
    long Index,
    DateTimeOffset At,
    long Seen,
    string Type,
    Officer Officer,
    string? Exercise,
    Statement Statement,
    DateTimeOffset? ReceivedAt,
    int Length
)
{
    public const int Around = 512;

    /// <summary>Is this the same place in the same ledger?</summary>
    public bool IsAt(Stated other) => Side == other.Side && Index == other.Index;

    public static Stated Of(Side side, long index, Frame frame, DateTimeOffset? receivedAt) =>
        Of(side, index, frame, StatementFormat.Read(frame.Type, frame.Body), receivedAt);

    public static Stated Of(Side side, long index, Frame frame, Statement statement, DateTimeOffset? receivedAt) =>
        new(
            side,
            index,
            frame.At,
            frame.Seen,
            frame.Type,
            new Officer(frame.By.Authority, frame.By.Officer, frame.By.Role),
            frame.Exercise,
            statement,
            receivedAt,
            Around + frame.Body.Length
        );
}
