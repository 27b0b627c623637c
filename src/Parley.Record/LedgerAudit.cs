using System.Collections.Immutable;
using System.Globalization;

namespace Parley.Record;

/// <summary>Something wrong in a record: a stable code, a sentence for a person, and where.</summary>
/// <param name="Code">Kebab-case: "wrong-root".</param>
/// <param name="Sentence">What is wrong, in plain words.</param>
/// <param name="Index">The place in the ledger, counted from 0, or null where it is about the whole.</param>
public sealed record Finding(string Code, string Sentence, long? Index = null);

/// <summary>
/// Checks one ledger from front to back, statement by statement and checkpoint by checkpoint, in memory that does not
/// grow. It knows no keys: who feeds it checkpoints has checked their signatures. The independent verifier and the node
/// itself use the same one, so neither can be more lenient than the other. docs/spec/ledger.md, "Audit".
/// </summary>
public sealed class LedgerAudit(string origin)
{
    /// <summary>More findings than this say nothing new; they are counted, not kept.</summary>
    public const int MaxFindings = 1000;

    /// <summary>How far a statement's time may lie after its receipt's: two clocks are never quite alike.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly Frontier tree = new();
    private readonly ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();

    private DateTimeOffset lastAt = DateTimeOffset.MinValue;
    private long lastAtIndex;
    private long lastCheckpoint = -1;
    private DateTimeOffset lastReceipt = DateTimeOffset.MinValue;

    /// <summary>How many statements were fed.</summary>
    public long Size => tree.Size;

    /// <summary>Of how many of them only the hash is there, for their words were erased.</summary>
    public long Erased { get; private set; }

    /// <summary>The most any statement had seen of the other ledger.</summary>
    public long MaxSeen { get; private set; }

    /// <summary>Up to which size the ledger is signed by its writer.</summary>
    public long SignedSize { get; private set; }

    /// <summary>Up to which size the reader has receipted it.</summary>
    public long ReceiptedSize { get; private set; }

    /// <summary>The time of the last receipt, or null before the first.</summary>
    public DateTimeOffset? LastReceipt => ReceiptedSize == 0 ? null : lastReceipt;

    /// <summary>What was found so far, at most <see cref="MaxFindings"/>.</summary>
    public ImmutableArray<Finding> Findings => findings.ToImmutable();

    /// <summary>How much was found, kept or not.</summary>
    public long FindingCount { get; private set; }

    /// <summary>The root over what was fed.</summary>
    public Hash Root => tree.Root();

    /// <summary>Feeds the next statement.</summary>
    public void Add(ReadStatement statement)
    {
        var index = tree.Size;
        tree.Append(statement.Leaf);
        if (statement.IsErased)
        {
            Erased++;
            return;
        }
        if (statement.Frame is not { } frame)
        {
            Find("malformed-statement", $"Statement {index} is not well-formed. {statement.Problem}", index);
            return;
        }
        if (frame.Seen < MaxSeen)
        {
            Find(
                "seen-decreases",
                $"Statement {index} has seen {frame.Seen}, less than the {MaxSeen} before it.",
                index
            );
        }
        MaxSeen = Math.Max(MaxSeen, frame.Seen);
        if (frame.At < lastAt)
        {
            Find("time-decreases", $"Statement {index} bears a time before that of statement {lastAtIndex}.", index);
        }
        else
        {
            lastAt = frame.At;
            lastAtIndex = index;
        }
    }

    /// <summary>
    /// Feeds a checkpoint that the writer has signed, once all statements it covers are fed, and the time at which the
    /// reader receipted it, or null where it did not.
    /// </summary>
    public void Add(Checkpoint checkpoint, DateTimeOffset? receiptedAt)
    {
        var size = checkpoint.Size;
        if (!string.Equals(checkpoint.Origin, origin, StringComparison.Ordinal))
        {
            Find("wrong-origin", $"A checkpoint is of the ledger {checkpoint.Origin}, not of {origin}.", null);
            return;
        }
        if (size != tree.Size)
        {
            Find(
                "checkpoint-out-of-place",
                $"A checkpoint of size {size} stands where {tree.Size} statements do.",
                null
            );
            return;
        }
        if (size == lastCheckpoint)
        {
            Find("checkpoint-repeated", $"There are two checkpoints of size {size}.", null);
        }
        lastCheckpoint = size;
        if (checkpoint.Root != tree.Root())
        {
            var sentence = $"The checkpoint of size {size} has another root than the statements before it.";
            Find("wrong-root", sentence, size == 0 ? null : size - 1);
            return;
        }
        SignedSize = size;
        if (receiptedAt is { } receipt)
        {
            AddReceipt(size, receipt);
        }
    }

    /// <summary>
    /// Says what can only be said at the end: whether all is signed, and whether this writer has seen more than the
    /// other ledger has, or than it has receipted there. Call once.
    /// </summary>
    /// <param name="other">The audit of the other ledger, complete, or null where it is not at hand.</param>
    /// <param name="receiptsOnTheWay">The other ledger may be receipted further than is known here, as at a node whose
    /// peer's last answers were lost: then only what was never written counts as impossible to have seen.</param>
    public void Close(LedgerAudit? other, bool receiptsOnTheWay = false)
    {
        if (SignedSize < Size)
        {
            var sentence = $"The statements from {SignedSize} on are under no signed checkpoint.";
            Find("not-signed", sentence, SignedSize);
        }
        if (other is not null && MaxSeen > (receiptsOnTheWay ? other.Size : other.ReceiptedSize))
        {
            var sentence =
                $"A statement says its writer had seen {MaxSeen} statements of the other ledger, which it receipted "
                + $"only up to {other.ReceiptedSize}.";
            Find("seen-not-receipted", sentence, null);
        }
    }

    /// <summary>Adds what the caller found: a signature that does not verify, a line that is no note.</summary>
    public void Find(string code, string sentence, long? index)
    {
        FindingCount++;
        if (findings.Count < MaxFindings)
        {
            findings.Add(new Finding(code, sentence, index));
        }
    }

    private void AddReceipt(long size, DateTimeOffset receipt)
    {
        if (receipt < lastReceipt)
        {
            Find("receipt-time-decreases", $"The receipt of size {size} is older than the one before it.", null);
        }
        if (size > ReceiptedSize && lastAt > receipt + ClockTolerance)
        {
            var sentence = string.Create(
                CultureInfo.InvariantCulture,
                $"Statement {lastAtIndex} bears a time more than five minutes after its receipt ({receipt:u})."
            );
            Find("stated-after-receipt", sentence, lastAtIndex);
        }
        lastReceipt = receipt > lastReceipt ? receipt : lastReceipt;
        ReceiptedSize = size;
    }
}
