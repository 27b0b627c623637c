using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Requests;

namespace Parley.Node.Paper;

/// <summary>
/// A certificate that came with an answer, as a sheet of its own to be signed and sealed, with the proof of that
/// answer.
/// </summary>
/// <param name="Number">Its number among all certificates given to the request, in their order: 1, 2 … It never
/// changes, for answers only follow one another.</param>
/// <param name="Sheet">Which sheet of its form it is in its answer, and of how many.</param>
/// <param name="Entry">The answer.</param>
/// <param name="Proof">Null until that answer is receipted.</param>
/// <param name="From">The party that gave it.</param>
/// <param name="Authority">Which authority of it.</param>
/// <param name="To">Who asked for it.</param>
public sealed record Certificate(
    RequestSight Sight,
    int Number,
    CertificateForm Form,
    CertificateGiven Given,
    (int Number, int Of) Sheet,
    TimelineEntry Entry,
    StatementProof? Proof,
    Bilingual From,
    Bilingual Authority,
    Bilingual To
)
{
    /// <summary>Every certificate that was given to a request, in order.</summary>
    public static async Task<IReadOnlyList<Certificate>> All(
        JointRecord record,
        RequestSight sight,
        AuthorityShelf authorities
    )
    {
        var timeline = await record.Reading.Timeline(sight.Peer, sight.Request.Id);
        var proofs = await record.Reading.Proofs(sight.Peer, sight.Request.Id);
        var peer = record.Peers.First(one => one.Code == sight.Peer).Name;
        var all = new List<Certificate>();
        foreach (var entry in timeline)
        {
            var given = Of(entry);
            for (var at = 0; at < given.Count; at++)
            {
                var ours = entry.By == record.Self.Code;
                all.Add(
                    new Certificate(
                        sight,
                        all.Count + 1,
                        // Where an answer took effect its certificates are of forms the guidelines know.
                        sight.Guidelines.Certificate(given[at].Form)!,
                        given[at],
                        AnswerContent.SheetOf([.. given], at),
                        entry,
                        proofs.FirstOrDefault(proof => proof.By == entry.By && proof.Index == entry.Index),
                        ours ? record.Self.Name : peer,
                        IssuingAuthority.NameOf(record, sight, entry, authorities),
                        ours ? peer : record.Self.Name
                    )
                );
            }
        }
        return all;
    }

    /// <summary>The one with this number, or null.</summary>
    public static async Task<Certificate?> Of(
        JointRecord record,
        RequestSight sight,
        AuthorityShelf authorities,
        int number
    ) => number > 0 ? (await All(record, sight, authorities)).ElementAtOrDefault(number - 1) : null;

    /// <summary>The number of the first certificate of an entry of a timeline; null where it came with none.</summary>
    public static int? FirstOf(TimelineEntry entry, IReadOnlyList<TimelineEntry> timeline) =>
        Of(entry).Count > 0 ? timeline.TakeWhile(one => one != entry).Sum(one => Of(one).Count) + 1 : null;

    private static IReadOnlyList<CertificateGiven> Of(TimelineEntry entry) =>
        entry
            is {
                WithoutEffect: null,
                Statement: RequestStatement.Answered { Certificates: { IsDefault: false } given }
            }
            ? given
            : [];
}
