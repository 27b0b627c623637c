using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Requests;

namespace Parley.Node.Paper;

/// <summary>
/// One entry about a request as a formal letter: what was stated, by whom to whom, and the proof of it where the other
/// side has receipted it.
/// </summary>
/// <param name="Entry">The request itself, or what was answered to it.</param>
/// <param name="Proof">Under both parties' signatures; null until it is receipted.</param>
/// <param name="From">The party that stated it.</param>
/// <param name="Authority">Which authority of it issues the letter.</param>
public sealed record Letter(
    RequestSight Sight,
    TimelineEntry Entry,
    StatementProof? Proof,
    Bilingual From,
    Bilingual Authority,
    Bilingual To
)
{
    /// <summary>The language it was written in, "en" or "zh", which stands first on paper. An entry without a text is in
    /// the language in which its writer wrote about this request before.</summary>
    public string Language =>
        Entry.Statement is RequestStatement.Made made ? made.Language
        : WrittenIn is { } language ? language
        : Entry.By == Sight.Request.Made.By ? Made.Language
        : Made.Language is "zh" ? "en"
        : "zh";

    private RequestStatement.Made Made => Sight.Request.Made.What;

    private string? WrittenIn =>
        Spoken
            .Of(Sight.Request)
            .Where(one => one.By == Entry.By)
            .Select(one => one.What)
            .Prepend((RequestStatement)Entry.Statement)
            .SelectMany(one => StatedTexts.Of(one, Sight.Guidelines))
            .FirstOrDefault(one => one.Text.Original.Length > 0)
            ?.Text.Language;

    /// <summary>The letter of an entry, by its writer and place, or of the request itself; null where there is none.
    /// </summary>
    public static async Task<Letter?> Of(
        JointRecord record,
        RequestSight sight,
        AuthorityShelf authorities,
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
        var (from, to) = ours ? (record.Self.Name, peer) : (peer, record.Self.Name);
        return new Letter(sight, entry, proof, from, IssuingAuthority.NameOf(record, sight, entry, authorities), to);
    }

    private static bool IsWhole(Statement statement) => statement is RequestStatement.Made;
}
