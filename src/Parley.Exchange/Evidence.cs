using Parley.Record;

namespace Parley.Exchange;

/// <summary>
/// Makes the evidence that a peer has shown two histories: both signed checkpoints and what shows that they exclude
/// each other. Anyone can check it with the peer's public key.
/// </summary>
internal static class Evidence
{
    /// <summary>The evidence, or null where what arrived proves nothing: then it is merely refused.</summary>
    /// <param name="index">Where a statement carried differs from the one held; null: only the root differs.</param>
    public static string? Of(Correspondence link, IShelfReading shelf, OpenedDelivery delivery, long? index)
    {
        if (shelf.ReceiptUpTo(link.Peer.Code, Side.Theirs, long.MaxValue) is not { } held)
        {
            return null;
        }
        var divergence = index is { } at ? AtOnePlace(link, held, delivery, at) : null;
        if (divergence is null && delivery.Checkpoint.Size <= held.Size)
        {
            divergence = OfRoots(link, held, delivery);
        }
        return divergence?.Holds() == true ? divergence.ToText() : null;
    }

    private static Divergence OfRoots(Correspondence link, Receipt held, OpenedDelivery delivery)
    {
        var shown = delivery.Checkpoint;
        return shown.Size == held.Size
            ? Divergence.SameSize(held.Checkpoint, delivery.Note.ToString())
            : Divergence.NotAPrefix(delivery.Note.ToString(), held.Checkpoint, link.Theirs.Tree, shown.Size, held.Size);
    }

    /// <summary>Rebuilds the history that was shown, to prove that its checkpoint really contains the other statement.
    /// </summary>
    private static Divergence? AtOnePlace(Correspondence link, Receipt held, OpenedDelivery delivery, long index)
    {
        var leaves = delivery.Statements.Select(s => s.Leaf).ToList();
        // Cheaply first: what proves nothing must cost nothing, however long the ledger is.
        if (index >= held.Size || link.Theirs.Tree.RootWith(delivery.Header.From, leaves) != delivery.Checkpoint.Root)
        {
            return null;
        }
        var shown = new Tree();
        for (var i = 0L; i < delivery.Header.From; i++)
        {
            shown.Append(link.Theirs.Tree.Leaf(i));
        }
        leaves.ForEach(shown.Append);
        return Divergence.SameIndex(
            link.Theirs.Tree.Leaf(index),
            new InclusionProof(index, link.Theirs.Tree.ProveInclusion(index, held.Size), held.Checkpoint),
            shown.Leaf(index),
            new InclusionProof(index, shown.ProveInclusion(index, shown.Size), delivery.Note.ToString())
        );
    }
}
