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
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(Party self, Peer peer, IShelfReading shelf, string folder, Action<long, long>? progress)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{self.Code}.card"), self.Card.Text);
        File.WriteAllText(Path.Combine(folder, $"{peer.Code}.card"), peer.Card.Text);
        var all = shelf.Count(peer.Code, Side.Ours) + shelf.Count(peer.Code, Side.Theirs);
        var written = 0L;
        foreach (var side in (Side[])[Side.Ours, Side.Theirs])
        {
            var name = side == Side.Ours ? $"{self.Code}-to-{peer.Code}" : $"{peer.Code}-to-{self.Code}";
            // What is not receipted yet is not part of the joint record: the other side may not hold it.
            var upto = shelf.ReceiptUpTo(peer.Code, side, long.MaxValue)?.Size ?? 0;
            using (var lines = File.Create(Path.Combine(folder, $"{name}.jsonl")))
            {
                foreach (var statement in shelf.Statements(peer.Code, side, 0, upto))
                {
                    lines.Write(statement.Span);
                    lines.WriteByte((byte)'\n');
                    progress?.Invoke(++written, all);
                }
            }
            WriteCheckpoints(shelf, peer.Code, side, Path.Combine(folder, $"{name}.checkpoints"));
        }
    }

    /// <summary>The proof of one statement, or null while it is not receipted.</summary>
    internal static StatementProof? Proof(Correspondence link, IShelfReading shelf, ShelvedStatement statement)
    {
        var receipt = shelf.ReceiptOf(link.Peer.Code, statement.Side, statement.Index);
        if (receipt is null)
        {
            return null;
        }
        var ours = statement.Side == Side.Ours;
        var tree = (ours ? link.Ours : link.Theirs).Tree;
        var path = tree.ProveInclusion(statement.Index, receipt.Size);
        var proof = new InclusionProof(statement.Index, path, Note(receipt));
        return new StatementProof(
            ours ? link.Self.Code : link.Peer.Code,
            statement.Index,
            statement.Bytes,
            proof.ToText()
        );
    }

    /// <summary>The signed checkpoint with its cosignature: the receipt as anyone can check it.</summary>
    internal static string Note(Receipt receipt) => $"{receipt.Checkpoint}{receipt.Line}\n";

    private static void WriteCheckpoints(IShelfReading shelf, PartyCode peer, Side side, string path)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false));
        var above = 0L;
        for (var first = true; ; )
        {
            var receipts = shelf.Receipts(peer, side, above, 1000);
            foreach (var receipt in receipts)
            {
                file.Write(first ? "" : "\n");
                file.Write(Note(receipt));
                first = false;
                above = receipt.Size;
            }
            if (receipts.Count == 0)
            {
                return;
            }
        }
    }
}
