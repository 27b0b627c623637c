using Parley.Cooperation;
using Parley.Exchange;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Simulation;

/// <summary>What an officer was told is stated, and must not be lost.</summary>
internal sealed record ToldAct(long Index, Hash Leaf);

/// <summary>One direction of a link, as an honest bystander would have seen it.</summary>
internal sealed class Seen
{
    /// <summary>The longest history that was shown and taken in.</summary>
    public Tree Shown { get; } = new();

    public List<ToldAct> Told { get; } = [];
}

/// <summary>Looks over every shoulder while a run goes on, and knows what may never happen.</summary>
internal sealed class Watch(World world)
{
    private readonly Dictionary<(PartyCode By, PartyCode To), Seen> seen = [];
    private readonly Dictionary<PartyCode, Dictionary<PartyCode, long>> behind = [];

    public Seen Of(PartyCode by, PartyCode to)
    {
        if (!seen.TryGetValue((by, to), out var found))
        {
            seen.Add((by, to), found = new Seen());
        }
        return found;
    }

    /// <summary>Every node that was set back to a backup has what it lost again. While one has not, no other is set
    /// back: two copies lost at once are lost.</summary>
    public bool NobodyIsBehind => world.Nations.All(n => !IsBehind(n));

    /// <summary>A delivery is about to leave: what it shows must be on the disk.</summary>
    public void Sealed(Nation nation, LinkEnd end, Parcelled parcelled)
    {
        var ledger = nation.Shelf.Of(end.Link.Peer.Code).Ours;
        Hold(
            Checkpoint.TryParse(parcelled.Checkpoint.Text, out var checkpoint)
                && checkpoint.Size == parcelled.End
                && checkpoint.Size <= ledger.Durable.Size
                && checkpoint.Root == ledger.Durable.RootAt(checkpoint.Size),
            $"{nation.Code} signs what is not on its disk."
        );
        for (var i = 0; i < parcelled.Statements.Count; i++)
        {
            var kept = ledger.Statements[(int)parcelled.From + i];
            Hold(
                parcelled.Statements[i].Span.SequenceEqual(kept.Span),
                $"{nation.Code} sends other bytes than it keeps."
            );
        }
    }

    /// <summary>A node answers a delivery: what it receipts must be on its disk, and its writer must have told one
    /// history only.</summary>
    public void Answered(Nation nation, LinkEnd end, OpenedDelivery delivery, Received received)
    {
        var from = end.Link.Peer.Code;
        var ledger = nation.Shelf.Of(from).Theirs;
        if (received.Reply is not { } reply)
        {
            Hold(
                received.Problem!.Code != "halted" || world.Liar?.Self.Code == from,
                $"{nation.Code} halts the link with {from}, which is honest: {nation.Shelf.Divergence(from)}"
            );
            return;
        }
        if (world.Liar?.Self.Code != from)
        {
            Shown(from, nation.Code, delivery, ledger.Durable);
        }
        Hold(reply.Size <= ledger.Durable.Size, $"{nation.Code} says it holds what is not on its disk.");
        foreach (var line in reply.Cosignatures.Where(l => l.Size > 0))
        {
            var kept = nation.Shelf.ReceiptUpTo(from, Side.Theirs, line.Size);
            var stillHere = line.Size == reply.Size && kept is not null && delivery.Header.Holds >= line.Size;
            Hold(
                line.Size <= ledger.Durable.Size
                    && kept?.Size == line.Size
                    && (stillHere || string.Equals(kept.Line, line.Line, StringComparison.Ordinal)),
                $"{nation.Code} gives a receipt for {line.Size} that is not on its disk."
            );
        }
    }

    /// <summary>A node settled an answer: every receipt it holds names what the reader holds.</summary>
    public void Settled(Nation nation, LinkEnd end)
    {
        var reader = world.Nation(end.Link.Peer.Code);
        if (IsBehind(reader) || world.Liar?.Self == reader)
        {
            return;
        }
        var newest = nation.Shelf.ReceiptUpTo(reader.Code, Side.Ours, long.MaxValue);
        var theirs = reader.Shelf.Of(nation.Code).Theirs.Durable;
        if (newest is not null && world.Liar?.Self != nation)
        {
            Hold(
                newest.Size <= theirs.Size
                    && theirs.RootAt(newest.Size) == nation.Shelf.Of(reader.Code).Ours.Durable.RootAt(newest.Size),
                $"{nation.Code} holds a receipt for {newest.Size}, and {reader.Code} does not hold that."
            );
        }
    }

    /// <summary>An officer was told that it is stated.</summary>
    public void Stated(Nation nation, LinkEnd end, Stating stating)
    {
        var ledger = nation.Shelf.Of(end.Link.Peer.Code).Ours;
        Of(nation.Code, end.Link.Peer.Code)
            .Told.Add(new ToldAct(stating.Index, ErasedEntry.LeafOf(ledger.Statements[(int)stating.Index])));
    }

    /// <summary>A node is about to be set back: what only its own disk held may be lost, and nothing else.</summary>
    public void Restored(Nation nation)
    {
        var lost = behind[nation.Code] = [];
        foreach (var peer in nation.Peers)
        {
            lost[peer.Code] = nation.Shelf.Count(peer.Code, Side.Theirs);
            var held = world.Nation(peer.Code).Shelf.Count(nation.Code, Side.Theirs);
            Of(nation.Code, peer.Code).Told.RemoveAll(t => t.Index >= held);
        }
    }

    public bool IsBehind(Nation nation)
    {
        if (!behind.TryGetValue(nation.Code, out var lost))
        {
            return false;
        }
        foreach (var (peer, size) in lost)
        {
            if (
                !nation.Up
                || nation.Ends[peer.ToString()].Link.Condition != LinkCondition.Open
                || nation.Shelf.Of(peer).Theirs.Durable.Size < size
                || nation.Shelf.Of(peer).Ours.Durable.Size < Of(nation.Code, peer).Shown.Size
            )
            {
                return true;
            }
        }
        behind.Remove(nation.Code);
        return false;
    }

    public static void Hold(bool promise, string otherwise)
    {
        if (!promise)
        {
            throw new BrokenPromiseException(otherwise);
        }
    }

    private void Shown(PartyCode by, PartyCode to, OpenedDelivery delivery, Tree taken)
    {
        var history = Of(by, to).Shown;
        while (history.Size < taken.Size)
        {
            history.Append(taken.Leaf(history.Size));
        }
        for (var i = 0; i < delivery.Statements.Count; i++)
        {
            var index = delivery.Header.From + i;
            var leaf = Tree.LeafHash(delivery.Statements[i].Bytes.Span);
            Hold(index < history.Size && history.Leaf(index) == leaf, $"{by} showed two histories to {to}.");
        }
        var size = delivery.Checkpoint.Size;
        Hold(
            size <= history.Size && history.RootAt(size) == delivery.Checkpoint.Root,
            $"{by} showed two histories to {to}: the checkpoint of {size}."
        );
        Hold(
            Notes.Verify(delivery.Note, world.Nation(by).Self.Card.CheckpointKeyTo(to.ToString())),
            $"{to} took a checkpoint that {by} did not sign."
        );
    }
}
