using Parley.Cooperation;
using Parley.Exchange;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Simulation;

/// <summary>The steps of a node as they are, or with a planted bug.</summary>
internal sealed class Planted(World world, Mutant mutant)
{
    private readonly Dice dice = new(world.Play.Seed ^ 0xB06);

    public Mutant Mutant => mutant;

    /// <summary>Plants what lies in the shelf.</summary>
    public void Prepare(Nation nation)
    {
        nation.Mutant = mutant;
        var flaws = nation.Shelf.Flaws;
        flaws.Torn = mutant == Mutant.TornCommit;
        flaws.MixesLinks = mutant == Mutant.MixesLinks;
        flaws.LosesDivergence = mutant == Mutant.LosesTheEvidence;
        flaws.LosesKeys = mutant == Mutant.ForgetsWhatWasSent;
        flaws.LosesReceipt = side =>
            (
                (mutant == Mutant.ReaderLosesReceipts && side == Side.Theirs)
                || (mutant == Mutant.WriterLosesReceipts && side == Side.Ours)
            )
            && dice.Below(10) == 0;
        flaws.LosesView = () => mutant == Mutant.ViewsLost && dice.Below(20) == 0;
    }

    /// <summary>What happens to a disk while its node is down.</summary>
    public void BeforeStart(Nation nation)
    {
        if (mutant != Mutant.BitsRot)
        {
            return;
        }
        foreach (var peer in nation.Peers)
        {
            var ledger = nation.Shelf.Of(peer.Code).Ledger(dice.Pick((Side[])[Side.Ours, Side.Theirs]));
            if (ledger.Statements.Count > 0)
            {
                var at = dice.Below(ledger.Statements.Count);
                var bytes = ledger.Statements[at].ToArray();
                bytes[dice.Below(bytes.Length)] ^= 1;
                ledger.Statements[at] = bytes;
            }
        }
    }

    public OpenedDelivery? Open(Nation nation, LinkEnd end, byte[] body, out Problem? problem)
    {
        var opened = Incoming.Open(end.Link, body, out problem);
        if (opened is null && mutant == Mutant.BelievesAnySignature && problem!.Code == "wrong-signature")
        {
            opened = OpenUnchecked(end, body);
        }
        if (opened is not null && mutant == Mutant.BelievesTheOverlap)
        {
            var held = end.Link.Theirs.Size - opened.Header.From;
            if (held > 0 && held <= opened.Statements.Count)
            {
                opened = opened with
                {
                    Header = opened.Header with { From = end.Link.Theirs.Size },
                    Statements = [.. opened.Statements.Skip((int)held)],
                    Checkpoint = WithOurPrefix(end, opened, (int)held),
                };
            }
        }
        return opened;
    }

    public Received Receive(Nation nation, LinkEnd end, IShelfWork work, OpenedDelivery opened)
    {
        if (mutant == Mutant.ReceiptsAnew)
        {
            opened = opened with { Header = opened.Header with { Receipts = null } };
        }
        var stale =
            mutant == Mutant.NeverFoldsAnew && end.Link.Behind
                ? nation.Shelf.Of(end.Link.Peer.Code).Subjects.ToList()
                : null;
        var received = Incoming.Receive(end.Link, work, opened, nation.Now);
        if (mutant == Mutant.GoesOnAfterDivergence && end.Link.Condition == LinkCondition.Halted)
        {
            end.Link.Condition = LinkCondition.Open;
        }
        if (stale is not null && !end.Link.Behind)
        {
            foreach (var (id, view) in stale.Where(s => !end.Link.Docket.Touched.Contains(s.Key)))
            {
                work.Keep(end.Link.Peer.Code, view);
            }
        }
        if (mutant == Mutant.ReplyLosesACosignature && received.Reply is { Cosignatures.Count: > 1 } reply)
        {
            return received with { Reply = reply with { Cosignatures = [.. reply.Cosignatures.Skip(1)] } };
        }
        return received;
    }

    /// <summary>What became of an attempt to fetch a parcel.</summary>
    public Fetched Fetched(Fetched fetched) =>
        mutant == Mutant.ReceivesBeforeItIsWhole && fetched is { Problem: not null, Moved: true }
            ? new Fetched(null, null, Moved: true)
            : fetched;

    public Settled Settle(Nation nation, LinkEnd end, IShelfWork work, Parcelled sent, Answered answer)
    {
        foreach (var line in mutant == Mutant.BelievesAnyReceipt ? answer.Reply?.Cosignatures ?? [] : [])
        {
            if (line.Size > end.Link.Ours.Receipted && line.Size <= end.Link.Ours.Durable)
            {
                var note = end.Link.Checkpoint(line.Size).ToString();
                work.Keep(end.Link.Peer.Code, Side.Ours, new Receipt(line.Size, nation.Now, note, line.Line));
                end.Link.Ours.Receipt(line.Size, nation.Now);
            }
        }
        var settled = end.Delivering.Settle(work, sent, answer, nation.Now);
        if (mutant == Mutant.SpeaksBeforeItHasCaughtUp && end.Link.Condition == LinkCondition.Recovering)
        {
            if (end.Link.Behind && answer.Reply is { Yours: null })
            {
                end.Link.Condition = LinkCondition.Open;
            }
        }
        return settled;
    }

    public Parcelled? Next(LinkEnd end, IShelfWork work, bool greet)
    {
        if (mutant == Mutant.SignsBeforeTheCommit)
        {
            end.Link.Ours.Committed();
        }
        return end.Delivering.Next(work, greet);
    }

    public Parcelled? Ahead(LinkEnd end, IShelfWork work, Parcelled sent, Answered answer)
    {
        if (mutant == Mutant.SignsBeforeTheCommit)
        {
            end.Link.Ours.Committed();
        }
        return end.Delivering.Ahead(work, sent, answer);
    }

    /// <summary>No answer came.</summary>
    public void Silence(LinkEnd end, Parcelled sent)
    {
        if (mutant == Mutant.TakesSilenceForAReceipt)
        {
            end.Link.Ours.Receipt(sent.End, end.Link.Ours.LastReceiptTime);
        }
    }

    public void Take(Nation nation, LinkEnd end, Answered answer, Settled settled)
    {
        if (
            (mutant == Mutant.KeepsADeadSession && answer.Problem is { Status: 410 })
            || (mutant == Mutant.NeverRewinds && answer.Problem is { Status: 409 })
        )
        {
            if (end.Heard || mutant == Mutant.NeverRewinds)
            {
                return;
            }
        }
        end.Heard |= answer.Reply is not null;
        end.Delivering.Take(answer, settled);
    }

    private OpenedDelivery? OpenUnchecked(LinkEnd end, byte[] body)
    {
        if (
            end.Link.Sessions.Open(body, out _) is not { } opened
            || !Delivery.TryRead(opened.Plain, out DeliveryHeader header, out var statements, out _)
            || !SignedNote.TryParse(header.Checkpoint, out var note, out _)
            || !Checkpoint.TryParse(note.Text, out var checkpoint)
        )
        {
            return null;
        }
        return new OpenedDelivery(header, note, checkpoint, Carried.All(statements), opened.Reply);
    }

    /// <summary>The checkpoint there would be, had the overlap been what is held.</summary>
    private static Checkpoint WithOurPrefix(LinkEnd end, OpenedDelivery opened, int held)
    {
        var tree = new Tree();
        for (var i = 0L; i < end.Link.Theirs.Size; i++)
        {
            tree.Append(end.Link.Theirs.Tree.Leaf(i));
        }
        foreach (var statement in opened.Statements.Skip(held))
        {
            tree.Append(statement.Leaf);
        }
        return opened.Checkpoint with { Root = tree.Root() };
    }
}
