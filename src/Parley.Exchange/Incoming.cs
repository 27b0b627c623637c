using Parley.Cooperation;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>A delivery that was opened and read, before it is checked against the ledger.</summary>
internal sealed record OpenedDelivery(
    DeliveryHeader Header,
    SignedNote Note,
    Checkpoint Checkpoint,
    IReadOnlyList<Carried> Statements,
    Func<byte[], byte[]> Reply
);

/// <summary>What the reader answers: a reply to be sealed, or a problem in the clear.</summary>
internal sealed record Received(ReplyHeader? Reply, IReadOnlyList<ReadOnlyMemory<byte>> Statements, Problem? Problem)
{
    public static implicit operator Received(Problem problem) => new(null, [], problem);
}

/// <summary>
/// The trunk inward: opens a delivery, checks everything about it, and takes it in whole or not at all. Everything that
/// arrives is hostile until checked.
/// </summary>
internal static class Incoming
{
    /// <summary>A statement may lie so far after its receipt by the two clocks, not further.</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    /// <summary>Opens and reads a delivery. Needs no ledger, so that it may run beside other work.</summary>
    public static OpenedDelivery? Open(Correspondence link, ReadOnlyMemory<byte> body, out Problem? problem)
    {
        if (link.Sessions.Open(body, out problem) is not { } opened)
        {
            return null;
        }
        if (!Delivery.TryRead(opened.Plain, out DeliveryHeader header, out var statements, out var why))
        {
            problem = Problem.Malformed(why);
            return null;
        }
        problem = ReadCheckpoint(link, header.Checkpoint, out var note, out var checkpoint);
        if (problem is null && header.From + statements.Count != checkpoint!.Size)
        {
            problem = Problem.Malformed("The checkpoint does not lie at the end of the statements carried.");
        }
        return problem is null
            ? new OpenedDelivery(header, note!, checkpoint!, Carried.All(statements), opened.Reply)
            : null;
    }

    /// <summary>Checks the delivery against the ledger and takes it in.</summary>
    public static Received Receive(Correspondence link, IShelfWork work, OpenedDelivery delivery, DateTimeOffset now)
    {
        var theirs = link.Theirs;
        if (link.Condition == LinkCondition.Halted)
        {
            return Problem.Halted;
        }
        if (delivery.Header.From > theirs.Size)
        {
            return Problem.Gap(theirs.Size);
        }
        if (Overlap(link, delivery) is { } overlap)
        {
            return Diverged(link, work, delivery, overlap);
        }
        if (delivery.Checkpoint.Size <= theirs.Size)
        {
            return delivery.Checkpoint.Root == theirs.Tree.RootAt(delivery.Checkpoint.Size)
                ? Reply(link, work, delivery, Fresh(link, delivery, now))
                : Diverged(link, work, delivery, null);
        }
        return link.ClocksDiffer ? Problem.ClocksDiffer : TakeIn(link, work, delivery, now);
    }

    private static Problem? ReadCheckpoint(
        Correspondence link,
        string text,
        out SignedNote? note,
        out Checkpoint? checkpoint
    )
    {
        checkpoint = null;
        if (!SignedNote.TryParse(text, out note, out var why))
        {
            return Problem.Malformed($"The checkpoint is no signed note: {why}");
        }
        if (!Notes.Verify(note, link.TheirCheckpointKey))
        {
            return Problem.Refused("wrong-signature", "The checkpoint is not signed with the key on the card.");
        }
        return
            Checkpoint.TryParse(note.Text, out checkpoint)
            && string.Equals(checkpoint.Origin, link.Theirs.Origin, StringComparison.Ordinal)
            ? null
            : Problem.Malformed("The checkpoint is malformed or not of this ledger.");
    }

    /// <summary>The first index at which what is carried differs from what is held, or null.</summary>
    private static long? Overlap(Correspondence link, OpenedDelivery delivery)
    {
        var held = Math.Min(link.Theirs.Size - delivery.Header.From, delivery.Statements.Count);
        for (var i = 0; i < held; i++)
        {
            var index = delivery.Header.From + i;
            if (delivery.Statements[i].Leaf != link.Theirs.Tree.Leaf(index))
            {
                return index;
            }
        }
        return null;
    }

    private static Received TakeIn(Correspondence link, IShelfWork work, OpenedDelivery delivery, DateTimeOffset now)
    {
        var theirs = link.Theirs;
        var before = theirs.Now;
        var old = OldReceipt(link, delivery);
        var time = old?.Time ?? Outgoing.Later(WholeSeconds(now), theirs.LastReceiptTime);
        var skip = (int)(theirs.Size - delivery.Header.From);
        var taken = delivery.Statements.Skip(skip).ToList();
        var bytes = taken.Sum(carried => (long)carried.Bytes.Length);
        if (link.Room.Refuse(bytes, link.Limits(), now) is { } full)
        {
            return full;
        }
        foreach (var carried in taken)
        {
            if (Examine(link, carried, time) is { } problem)
            {
                theirs.Return(before);
                return problem;
            }
            theirs.Append(carried.Leaf, carried.Frame!);
        }
        if (theirs.Tree.Root() != delivery.Checkpoint.Root)
        {
            theirs.Return(before);
            return Problem.Refused("root-mismatch", "The statements do not hash to the checkpoint's root.");
        }
        Carried.DecodeFromTheEnd(taken);
        var line = old?.Line ?? link.Cosigner.Cosign(delivery.Note.Text, time).ToLine();
        var receipt = new Receipt(delivery.Checkpoint.Size, time, delivery.Note.ToString(), line);
        KeepAll(link, work, taken, before.Size, receipt);
        link.Room.Take(bytes, now);
        return Reply(link, work, delivery, []);
    }

    /// <summary>Checks one statement's frame against the ledger so far.</summary>
    /// <param name="receiptTime">When the statement is receipted, by this node's clock.</param>
    private static Problem? Examine(Correspondence link, Carried carried, DateTimeOffset receiptTime)
    {
        if (carried is not { Frame: { } frame, Problem: "" })
        {
            return Problem.Refused("statement-malformed", $"Statement {link.Theirs.Size}: {carried.Problem}");
        }
        if (frame.At < link.Theirs.LastAt)
        {
            return Problem.Refused("time-went-back", $"Statement {link.Theirs.Size} is older than the one before.");
        }
        if (frame.At > receiptTime + MaxAhead)
        {
            return new Problem(425, "clock-ahead", $"Statement {link.Theirs.Size} lies more than 5 minutes ahead.");
        }
        if (frame.Seen < link.Theirs.LastSeen)
        {
            return Problem.Refused(
                "seen-went-back",
                $"Statement {link.Theirs.Size} has seen less than the one before."
            );
        }
        if (frame.Seen <= link.Ours.Durable)
        {
            return null;
        }
        return link.Condition == LinkCondition.Open
            ? Problem.Refused("seen-impossible", $"Statement {link.Theirs.Size} has seen more than was ever written.")
            : Problem.Recovering;
    }

    /// <summary>This node's own receipt for what is delivered, lost here and brought back by the sender; null where
    /// there is none: then a new one is made.</summary>
    private static (DateTimeOffset Time, string Line)? OldReceipt(Correspondence link, OpenedDelivery delivery)
    {
        foreach (var line in delivery.Header.Receipts ?? [])
        {
            if (
                line.Size == delivery.Checkpoint.Size
                && NoteSignature.TryParse(line.Line, out var signature)
                && Notes.TryReadCosignature(delivery.Note.Text, signature, link.Self.Card.CosignKey, out var time)
                && time >= link.Theirs.LastReceiptTime
            )
            {
                return (time, line.Line);
            }
        }
        return null;
    }

    private static void KeepAll(Correspondence link, IShelfWork work, List<Carried> taken, long from, Receipt receipt)
    {
        var behind = link.Ours.LastSeen > from;
        foreach (var carried in taken)
        {
            var entry = Stated.Of(Side.Theirs, from, carried.Frame!, carried.Statement, receipt.Time);
            link.Docket.Add(work, carried.About, entry);
            work.Append(link.Peer.Code, Side.Theirs, from++, carried.Bytes, carried.About);
        }
        work.Keep(link.Peer.Code, Side.Theirs, receipt);
        link.Theirs.Receipt(receipt.Size, receipt.Time);
        if (behind && !link.Behind)
        {
            // Until now our own statements were folded without all they had seen.
            link.Docket.Rebuild(work);
        }
    }

    /// <summary>"Still here": a fresh cosignature of the present size, which is shown and not kept.</summary>
    private static List<ReceiptLine> Fresh(Correspondence link, OpenedDelivery delivery, DateTimeOffset now)
    {
        if (delivery.Checkpoint.Size != link.Theirs.Size || delivery.Header.Holds < link.Theirs.Receipted)
        {
            return [];
        }
        var time = Outgoing.Later(WholeSeconds(now), link.Theirs.LastReceiptTime);
        return [new ReceiptLine(link.Theirs.Size, link.Cosigner.Cosign(delivery.Note.Text, time).ToLine())];
    }

    private static Received Reply(
        Correspondence link,
        IShelfWork work,
        OpenedDelivery delivery,
        List<ReceiptLine> fresh
    )
    {
        var kept = work.Receipts(link.Peer.Code, Side.Theirs, delivery.Header.Holds, Delivery.MaxReceipts - 1);
        var lines = kept.Select(r => new ReceiptLine(r.Size, r.Line)).Concat(fresh).ToList();
        var header = new ReplyHeader(link.Theirs.Size, lines);
        var received =
            delivery.Statements.Count == 0 && delivery.Checkpoint.Size < link.Theirs.Size
                ? Recovery.GiveBack(link, work, delivery.Checkpoint.Size, header)
                : new Received(header, [], null);
        link.PeerLacksErased = received.Problem == Problem.ErasedHere;
        return received;
    }

    private static Received Diverged(Correspondence link, IShelfWork work, OpenedDelivery delivery, long? index)
    {
        var evidence = Evidence.Of(link, work, delivery, index);
        if (evidence is null)
        {
            return Problem.Refused("root-mismatch", "The statements do not hash to the checkpoint's root.");
        }
        work.KeepDivergence(link.Peer.Code, evidence);
        link.Condition = LinkCondition.Halted;
        return Problem.Halted;
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
