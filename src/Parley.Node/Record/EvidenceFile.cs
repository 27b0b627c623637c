using System.IO.Compression;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;

namespace Parley.Node.Record;

/// <summary>
/// The evidence about one subject as a file that anyone can check with the two public keys alone: every entry exactly
/// as written, each with its proof, and both parties' cards.
/// </summary>
public static class EvidenceFile
{
    /// <summary>The ZIP's bytes, or null while nothing about the subject is receipted, and where it was erased.
    /// </summary>
    public static async Task<byte[]?> Of(JointRecord record, Peer peer, SubjectId about)
    {
        var proofs = await record.Reading.Proofs(peer.Code, about);
        // Of what was erased nothing could be shown to a court.
        if (proofs.Count == 0 || record.Reading.Erased(peer.Code, about) is not null)
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
            var timeline = await record.Reading.Timeline(peer.Code, about);
            var parcels = Parcels(timeline, proofs);
            var text = new EvidenceText(record, peer, about, proofs, timeline, parcels.Length > 0);
            Add(zip, "README.txt", Encoding.UTF8.GetBytes(text.HowToCheck()));
            if (parcels.Length > 0)
            {
                Add(zip, "parcels.sha256", Encoding.UTF8.GetBytes(parcels));
            }
        }
        return file.ToArray();
    }

    /// <summary>How the files of one entry are named, without their ending.</summary>
    public static string Name(StatementProof proof) => $"{proof.By}-{proof.Index:D6}";

    private static string Parcels(IEnumerable<TimelineEntry> timeline, IReadOnlyList<StatementProof> proofs) =>
        ParcelLines.Of(
            timeline
                .Where(entry => proofs.Any(proof => proof.By == entry.By && proof.Index == entry.Index))
                .SelectMany(entry => SentParcel.NamedIn(entry.Statement))
                .Select(file => file.Parcel)
        );

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> bytes)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        entry.Write(bytes);
    }
}
