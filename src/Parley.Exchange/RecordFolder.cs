using System.Collections.Immutable;
using System.Text;
using Parley.Cooperation;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>
/// The record as a folder that anyone can check (docs/spec/ledger.md, "Record folder"): cards, one line for each
/// statement, and the checkpoints with their receipts.
/// </summary>
public static class RecordFolder
{
    /// <summary>Writes the record of one link into a folder.</summary>
    /// <param name="self">This party, by the card that was compared when the link was opened.</param>
    /// <param name="peer">The other party, likewise.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(Peer self, Peer peer, IShelfReading shelf, string folder, Action<long, long>? progress)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{self.Code}.card"), self.Card.Text);
        File.WriteAllText(Path.Combine(folder, $"{peer.Code}.card"), peer.Card.Text);
        var all = shelf.Count(peer.Code, Side.Ours) + shelf.Count(peer.Code, Side.Theirs);
        var written = 0L;
        var cut = Cut(peer.Code, shelf);
        foreach (var side in (Side[])[Side.Ours, Side.Theirs])
        {
            var name = side == Side.Ours ? $"{self.Code}-to-{peer.Code}" : $"{peer.Code}-to-{self.Code}";
            var upto = cut[side];
            using (var lines = File.Create(Path.Combine(folder, $"{name}.jsonl")))
            {
                foreach (var statement in shelf.Statements(peer.Code, side, 0, upto))
                {
                    lines.Write(Line(statement).Span);
                    lines.WriteByte((byte)'\n');
                    progress?.Invoke(++written, all);
                }
            }
            WriteCheckpoints(shelf, peer.Code, side, upto, Path.Combine(folder, $"{name}.checkpoints"));
        }
    }

    /// <summary>The proof of one statement, or null while it is not receipted.</summary>
    internal static StatementProof? Proof(Correspondence link, IShelfReading shelf, ShelvedStatement statement)
    {
        var receipt = shelf.ReceiptOf(link.Peer.Code, statement.Side, statement.Index);
        var ours = statement.Side == Side.Ours;
        var tree = (ours ? link.Ours : link.Theirs).Tree;
        // A command that reads beside a running node has not read what came since.
        if (receipt is null || receipt.Size > tree.Size)
        {
            return null;
        }
        var path = tree.ProveInclusion(statement.Index, receipt.Size);
        var proof = new InclusionProof(statement.Index, path, Note(receipt));
        return new StatementProof(
            ours ? link.Self.Code : link.Peer.Code,
            statement.Index,
            Line(statement.Bytes),
            proof.ToText()
        );
    }

    /// <summary>The signed checkpoint with its cosignature: the receipt as anyone can check it.</summary>
    internal static string Note(Receipt receipt) => $"{receipt.Checkpoint}{receipt.Line}\n";

    /// <summary>
    /// Up to where each ledger belongs into the folder: what is receipted, since the other side may lack the rest; and
    /// nothing that had seen more of the other ledger than the folder shows as receipted.
    /// </summary>
    private static Dictionary<Side, long> Cut(PartyCode peer, IShelfReading shelf)
    {
        var cut = new Dictionary<Side, long>();
        foreach (var side in (Side[])[Side.Ours, Side.Theirs])
        {
            cut[side] = shelf.ReceiptUpTo(peer, side, long.MaxValue)?.Size ?? 0;
        }
        for (var changed = true; changed; )
        {
            changed = false;
            foreach (
                var (side, other) in (ReadOnlySpan<(Side, Side)>)[(Side.Ours, Side.Theirs), (Side.Theirs, Side.Ours)]
            )
            {
                // `seen` never decreases, so the last statement had seen the most.
                while (cut[side] > 0 && SeenBy(shelf, peer, side, cut[side] - 1) > cut[other])
                {
                    cut[side] = shelf.ReceiptUpTo(peer, side, cut[side] - 1)?.Size ?? 0;
                    changed = true;
                }
            }
        }
        return cut;
    }

    private static long SeenBy(IShelfReading shelf, PartyCode peer, Side side, long index) =>
        ErasedEntry.PlacedBy(shelf.Statements(peer, side, index, 1).First())?.Seen ?? 0;

    /// <summary>A statement as it stands in a folder; of an erased one, its hash.</summary>
    private static ReadOnlyMemory<byte> Line(ReadOnlyMemory<byte> kept) =>
        ErasedEntry.TryRead(kept, out var erased) ? ErasedLine.Write(erased.Leaf) : kept;

    private static void WriteCheckpoints(IShelfReading shelf, PartyCode peer, Side side, long upto, string path)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false));
        var above = 0L;
        for (var first = true; ; )
        {
            var receipts = shelf.Receipts(peer, side, above, 1000);
            foreach (var receipt in receipts.Where(r => r.Size <= upto))
            {
                file.Write(first ? "" : "\n");
                file.Write(Note(receipt));
                first = false;
                above = receipt.Size;
            }
            if (receipts.Count == 0 || receipts[^1].Size >= upto)
            {
                return;
            }
        }
    }
}
