using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Requests;

namespace Parley.Node.Paper;

/// <summary>
/// One entry about a request as a formal letter: what was stated, by whom to whom, and the proof of it where the other
/// side has receipted it.
/// </summary>
/// <param name="Entry">The request itself, or what was answered to it.</param>
/// <param name="Proof">Under both parties' signatures; null until it is receipted.</param>
public sealed record Letter(
    RequestSight Sight,
    TimelineEntry Entry,
    StatementProof? Proof,
    Bilingual From,
    Bilingual To
)
{
    /// <summary>The letter of an entry, by its writer and place, or of the request itself; null where there is none.
    /// </summary>
    public static async Task<Letter?> Of(
        JointRecord record,
        RequestSight sight,
        (PartyCode By, long Index)? which = null
    )
    {
        var timeline = await record.Reading.Timeline(sight.Peer, sight.Request.Id);
        var entry = timeline.FirstOrDefault(one =>
            one.WithoutEffect is null
            && (which is { } place ? one.By == place.By && one.Index == place.Index : IsWhole(one.Statement))
        );
        if (entry is not { Statement: RequestStatement })
        {
            return null;
        }
        var proofs = await record.Reading.Proofs(sight.Peer, sight.Request.Id);
        var proof = proofs.FirstOrDefault(one => one.By == entry.By && one.Index == entry.Index);
        var peer = record.Peers.First(one => one.Code == sight.Peer).Name;
        var ours = entry.By == record.Self.Code;
        return new Letter(sight, entry, proof, ours ? record.Self.Name : peer, ours ? peer : record.Self.Name);
    }

    private static bool IsWhole(Statement statement) => statement is RequestStatement.Made;
}
