using System.Globalization;
using System.IO.Compression;
using System.Text;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Record;

/// <summary>
/// The evidence about one subject as a file that anyone can check with the two public keys alone: every entry exactly
/// as written, each with its proof, and both parties' cards.
/// </summary>
public static class EvidenceFile
{
    /// <summary>The ZIP's bytes, or null while nothing about the subject is receipted.</summary>
    public static async Task<byte[]?> Of(JointRecord record, Peer peer, SubjectId about)
    {
        var proofs = await record.Reading.Proofs(peer.Code, about);
        if (proofs.Count == 0)
        {
            return null;
        }
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, $"{record.Self.Code}.card", Encoding.UTF8.GetBytes(record.Self.CardText));
            Add(zip, $"{peer.Code}.card", Encoding.UTF8.GetBytes(peer.CardText));
            foreach (var proof in proofs)
            {
                Add(zip, Name(proof) + ".json", proof.Statement.Span);
                Add(zip, Name(proof) + ".tlog-proof", Encoding.UTF8.GetBytes(proof.Proof));
            }
            Add(zip, "README.txt", Encoding.UTF8.GetBytes(HowToCheck(about, proofs, record.Self.Code, peer.Code)));
        }
        return file.ToArray();
    }

    private static string HowToCheck(
        SubjectId about,
        IReadOnlyList<StatementProof> proofs,
        PartyCode self,
        PartyCode peer
    )
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"Evidence of {about}: {proofs.Count} entries.\n")
            .Append(CultureInfo.InvariantCulture, $"{about} 的证据：共 {proofs.Count} 条。\n\n")
            .Append("Each entry is under a checkpoint that its writer signed and the other party receipted.\n")
            .Append(
                "Check the keys on the cards with both parties, then each entry. No secret and no node is needed:\n"
            )
            .Append(
                "每条均在其作者签名、对方回执的检查点之下。请先向双方核对名片上的公钥，再逐条核验；无需密钥或节点：\n\n"
            );
        foreach (var proof in proofs)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  parley-verify proof --statement {Name(proof)}.json --proof {Name(proof)}.tlog-proof "
                    + $"--card {self}.card --card {peer}.card\n"
            );
        }
        return text.Append("\nFormats: c2sp.org/tlog-proof, c2sp.org/tlog-cosignature, and docs/spec of Parley.\n")
            .ToString();
    }

    /// <summary>How the files of one entry are named, without their ending.</summary>
    public static string Name(StatementProof proof) => $"{proof.By}-{proof.Index:D6}";

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> bytes)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        entry.Write(bytes);
    }
}
