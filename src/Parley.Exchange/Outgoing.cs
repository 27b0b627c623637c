using Parley.Cooperation;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>What became of an attempt to state something: its place in the ledger, or why it may not be stated.
/// </summary>
/// <param name="Index">Place in our ledger; -1 with a refusal.</param>
public sealed record Stating(SubjectId About, long Index, Refusal? Refusal);

/// <summary>What is to be delivered next, read back from the shelf.</summary>
internal sealed record Parcelled(
    long From,
    long End,
    SignedNote Checkpoint,
    DeliveryHeader Header,
    IReadOnlyList<ReadOnlyMemory<byte>> Statements
);

/// <summary>What an answer means for the loop that sends.</summary>
/// <param name="PeerHolds">How many of our statements the peer holds.</param>
/// <param name="Problem">Why nothing came forward, or null: then the loop may go on at once.</param>
internal sealed record Settled(long PeerHolds, string? Problem);

/// <summary>The trunk outward: states, delivers in order, and settles what comes back.</summary>
internal static class Outgoing
{
    /// <summary>The largest body of one statement, in bytes; with its frame it stays below a statement's limit.
    /// </summary>
    public const int MaxBody = Frame.MaxLength - 2048;

    /// <summary>States something about a subject: ruled, written, hashed and folded in one work.</summary>
    public static Stating State(
        Correspondence link,
        IShelfWork work,
        SubjectId about,
        Wording wording,
        Officer officer,
        DateTimeOffset now
    )
    {
        var draft = Draft(link, wording, officer, now);
        var ruling = Ruling(link, work, about, draft);
        if (ruling.Refusal is { } refusal)
        {
            return new Stating(about, -1, refusal);
        }
        if (Write(about, draft, officer) is not { } frame)
        {
            return new Stating(about, -1, LinkRefusals.NotWritable);
        }
        Append(link, work, frame, draft.Stated with { Salt = Stated.SaltOf(frame) }, about, ruling);
        return new Stating(about, draft.Stated.Index, null);
    }

    /// <summary>The ruling that <see cref="State"/> would give now, without stating anything.</summary>
    public static Refusal? Ruling(
        Correspondence link,
        IShelfReading shelf,
        SubjectId about,
        Wording wording,
        Officer officer,
        DateTimeOffset now
    ) => Ruling(link, shelf, about, Draft(link, wording, officer, now)).Refusal;

    /// <summary>The next delivery, or null when there is nothing to say. With <paramref name="greet"/>, an empty one
    /// is made even so: the heartbeat.</summary>
    public static Parcelled? Next(Correspondence link, IShelfReading shelf, long peerHolds, bool greet)
    {
        var ours = link.Ours;
        if (link.Condition == LinkCondition.Halted)
        {
            return null;
        }
        if (link.ClocksDiffer)
        {
            // Only to hear the other side's clock again.
            return Empty(link, Math.Min(peerHolds, ours.Durable));
        }
        var silent = link.Condition != LinkCondition.Open;
        if (silent || peerHolds >= ours.Durable)
        {
            return silent || greet || ours.Receipted < ours.Durable ? Empty(link, ours.Durable) : null;
        }
        if (LacksErased(link, shelf, peerHolds))
        {
            // It cannot have them; it is asked again whether it still lacks them.
            return Empty(link, ours.Durable);
        }
        var end = peerHolds < ours.Receipted ? RewindEnd(link, shelf, peerHolds) : ours.Durable;
        var statements = ReadBack(link, shelf, peerHolds, end);
        end = peerHolds + statements.Count;
        var receipts =
            peerHolds < ours.Receipted
                ? shelf
                    .Receipts(link.Peer.Code, Side.Ours, peerHolds, Delivery.MaxReceipts)
                    .Where(r => r.Size <= end)
                    .Select(r => new ReceiptLine(r.Size, r.Line))
                    .ToList()
                : null;
        var checkpoint = link.Checkpoint(end);
        var header = new DeliveryHeader(peerHolds, ours.Receipted, checkpoint.ToString(), receipts);
        return new Parcelled(peerHolds, end, checkpoint, header, statements);
    }

    /// <summary>Takes in a reply: keeps the receipts, fetches back what a restored node lost. An answer that brings
    /// nothing forward is a problem, so that no peer keeps this node turning.</summary>
    public static Settled Settle(
        Correspondence link,
        IShelfWork work,
        Parcelled sent,
        ReplyHeader reply,
        IReadOnlyList<ReadOnlyMemory<byte>> statements,
        DateTimeOffset now
    )
    {
        if (reply.Size < sent.End)
        {
            return new Settled(sent.From, $"The other side says it holds {reply.Size} after it took in {sent.End}.");
        }
        var before = (link.Ours.Receipted, link.Condition, link.Ours.Size);
        if (reply.Size > link.Ours.Size)
        {
            var problem = reply.Yours is null
                ? "The other side says it holds more than this node wrote, and does not show it."
                : Recovery.TakeBack(link, work, reply.Yours, statements);
            if (problem is not null)
            {
                return new Settled(sent.End, problem);
            }
        }
        Confirm(link, reply.Size);
        if (Receipting.TakeIn(link, work, reply.Cosignatures, now) is { } fault)
        {
            return new Settled(sent.End, fault);
        }
        var holds = Math.Min(reply.Size, link.Ours.Size);
        if (before != (link.Ours.Receipted, link.Condition, link.Ours.Size))
        {
            return new Settled(holds, null);
        }
        return new Settled(
            holds,
            link.Ours.Receipted < sent.End ? "The other side gives no receipt for what it holds."
                : link.Condition == LinkCondition.Recovering ? "Waiting for the other side to bring back its record."
                : link.ClocksDiffer ? LinkRefusals.ClocksDiffer.Sentence.En
                : null
        );
    }

    /// <summary>The peer said how much of our ledger it holds: not more than we do, so nothing was lost here. The link
    /// is open again once we also hold all that our own statements had seen of the peer's.</summary>
    public static LinkCondition Confirm(Correspondence link, long peerHolds)
    {
        if (peerHolds <= link.Ours.Durable && link.Condition is (LinkCondition.Unconfirmed or LinkCondition.Recovering))
        {
            link.Condition = link.Behind ? LinkCondition.Recovering : LinkCondition.Open;
        }
        return link.Condition;
    }

    internal static void Append(
        Correspondence link,
        IShelfWork work,
        Frame frame,
        Stated entry,
        SubjectId about,
        (Subject? State, Refusal? Refusal)? ruling = null
    )
    {
        link.Docket.Add(work, about, entry, ruling);
        work.Append(link.Peer.Code, Side.Ours, entry.Index, frame.Bytes, about);
        link.Ours.Append(Tree.LeafHash(frame.Bytes.Span), frame);
        link.AwaitingReceipt.Add(entry.Index, (about, entry.At));
    }

    /// <summary>The statement as written, or null where its text cannot stand in one: too deep, or with characters
    /// that no statement may hold.</summary>
    private static Frame? Write(SubjectId about, (Stated Stated, byte[] Body) draft, Officer officer)
    {
        var author = new Author(officer.Authority, officer.Name, officer.Role);
        var entry = draft.Stated;
        var salt = Chance.Bytes(Frame.SaltLength);
        try
        {
            return Frame.Make(entry.At, entry.Seen, about.ToString(), entry.Type, author, null, salt, draft.Body);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static (Subject? State, Refusal? Refusal) Ruling(
        Correspondence link,
        IShelfReading shelf,
        SubjectId about,
        (Stated Stated, byte[] Body) draft
    ) =>
        (Standing(link) ?? (draft.Body.Length > MaxBody ? LinkRefusals.TooLarge : null)) is { } refusal
            ? (null, refusal)
            : link.Docket.Ruling(shelf, about, draft.Stated);

    /// <summary>The entry as it would stand next.</summary>
    private static (Stated Stated, byte[] Body) Draft(
        Correspondence link,
        Wording wording,
        Officer officer,
        DateTimeOffset now
    )
    {
        var at = Later(WholeMilliseconds(now), link.Ours.LastAt);
        var (type, body, read) = wording;
        return (
            new Stated(
                Side.Ours,
                link.Ours.Size,
                at,
                link.Theirs.Size,
                type,
                officer,
                null,
                read,
                null,
                Stated.Around + body.Length
            ),
            body
        );
    }

    private static Refusal? Standing(Correspondence link) =>
        link.Condition switch
        {
            LinkCondition.Open => link.ClocksDiffer ? LinkRefusals.ClocksDiffer : null,
            LinkCondition.Halted => LinkRefusals.Halted,
            _ => LinkRefusals.NotConfirmed,
        };

    private static Parcelled Empty(Correspondence link, long size)
    {
        var checkpoint = link.Checkpoint(size);
        var header = new DeliveryHeader(size, link.Ours.Receipted, checkpoint.ToString());
        return new Parcelled(size, size, checkpoint, header, []);
    }

    /// <summary>Where the peer lost what it had receipted, deliveries end where receipts do, so that its old receipts
    /// count again.</summary>
    private static long RewindEnd(Correspondence link, IShelfReading shelf, long from) =>
        shelf
            .Receipts(link.Peer.Code, Side.Ours, from, Delivery.MaxReceipts)
            .TakeWhile(r => r.Size <= from + Delivery.MaxStatements)
            .Select(r => r.Size)
            .DefaultIfEmpty(Math.Min(link.Ours.Durable, from + Delivery.MaxStatements))
            .First();

    /// <summary>Whether the peer, set back to an old backup, lacks next what was erased here.</summary>
    internal static bool LacksErased(Correspondence link, IShelfReading shelf, long peerHolds) =>
        peerHolds < link.Ours.Receipted
        && shelf
            .Statements(link.Peer.Code, Side.Ours, peerHolds, RewindEnd(link, shelf, peerHolds) - peerHolds)
            .Any(s => ErasedEntry.TryRead(s, out _));

    /// <summary>Reads statements back from the shelf and compares them with the tree before anything is signed.
    /// </summary>
    private static List<ReadOnlyMemory<byte>> ReadBack(Correspondence link, IShelfReading shelf, long from, long end)
    {
        var most = Math.Min(end - from, Delivery.MaxStatements);
        var statements = new List<ReadOnlyMemory<byte>>();
        long bytes = 0;
        foreach (var statement in shelf.Statements(link.Peer.Code, Side.Ours, from, most))
        {
            bytes += statement.Length;
            if (bytes > Delivery.MaxBytes)
            {
                break;
            }
            if (Tree.LeafHash(statement.Span) != link.Ours.Tree.Leaf(from + statements.Count))
            {
                throw new InvalidDataException($"{link.Ours.Origin} {from + statements.Count} changed on the disk.");
            }
            statements.Add(statement);
        }
        return statements;
    }

    internal static DateTimeOffset WholeMilliseconds(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    internal static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
