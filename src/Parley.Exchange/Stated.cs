using System.Buffers.Binary;
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

    private static readonly Officer Nobody = new("", "", "");

    /// <summary>The random bytes that stood in it; 0 where they were erased.</summary>
    public UInt128 Salt { get; init; }

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
        )
        {
            Salt = SaltOf(frame),
        };

    /// <summary>A place whose words were erased.</summary>
    public static Stated Of(Side side, long index, ErasedEntry erased, DateTimeOffset? receivedAt) =>
        new(side, index, erased.At, erased.Seen, "", Nobody, null, new Erased(), receivedAt, Around);

    public static UInt128 SaltOf(Frame frame) => BinaryPrimitives.ReadUInt128BigEndian(frame.Salt.Span);
}
