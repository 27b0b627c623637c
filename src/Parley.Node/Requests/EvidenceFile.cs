using System.Globalization;
using System.IO.Compression;
using System.Text;
using Parley.Exchange;

namespace Parley.Node.Requests;

/// <summary>
/// The evidence of one request as a file that anyone can check with the two public keys alone: every entry exactly as
/// written, each with its proof, and both parties' cards.
/// </summary>
public static class EvidenceFile
{
    public static byte[] Pack(RequestSight sight, IReadOnlyList<StatementProof> proofs, JointRecord record)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var peer = record.Peers.First(one => one.Code == sight.Peer);
            Add(zip, $"{record.Self.Code}.card", Encoding.UTF8.GetBytes(record.Self.CardText));
            Add(zip, $"{peer.Code}.card", Encoding.UTF8.GetBytes(peer.CardText));
            foreach (var proof in proofs)
            {
                var name = $"{proof.By}-{proof.Index:D6}";
                Add(zip, name + ".json", proof.Statement.Span);
                Add(zip, name + ".tlog-proof", Encoding.UTF8.GetBytes(proof.Proof));
            }
            Add(zip, "README.txt", Encoding.UTF8.GetBytes(ReadMe(sight, proofs, record, peer)));
        }
        return file.ToArray();
    }

    private static string ReadMe(
        RequestSight sight,
        IReadOnlyList<StatementProof> proofs,
        JointRecord record,
        Peer peer
    )
    {
        var cards = $"--card {record.Self.Code}.card --card {peer.Code}.card";
        var text = new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"Evidence of {sight.Id}: {proofs.Count} entries, each receipted by the other party."
            )
            .AppendLine(CultureInfo.InvariantCulture, $"{sight.Id} 的证据：共 {proofs.Count} 条，每条均有对方回执。")
            .AppendLine()
            .AppendLine("Check each entry; no secret and no running node is needed:")
            .AppendLine("逐条核验，无需任何密钥或运行中的节点：")
            .AppendLine();
        foreach (var proof in proofs)
        {
            var name = $"{proof.By}-{proof.Index:D6}";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  parley-verify proof --statement {name}.json --proof {name}.tlog-proof {cards}"
            );
        }
        return text.ToString();
    }

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> bytes)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        entry.Write(bytes);
    }
}
