using Parley.Cooperation;
using Parley.Exchange;
using Parley.Exchange.Formats;

namespace Parley.Node.Storage;

/// <summary>What the shelf can tell of erased requests.</summary>
internal partial class SqliteReading
{
    private const string ErasedRows =
        "SELECT about, number, at, rule, state, kind, made, measures, files, settled FROM erased ";

    public ErasedSubject? Erased(PartyCode peer, SubjectId id) =>
        Erased("WHERE peer = ? AND about = ?", peer.ToString(), id.ToString()) is [var left] ? left : null;

    public IReadOnlyList<ErasedSubject> ErasedAbove(PartyCode peer, long number, int most) =>
        Erased("WHERE peer = ? AND number > ? ORDER BY number LIMIT ?", peer.ToString(), number, most);

    public IReadOnlyList<ErasedSubject> ErasedUnsettled(PartyCode peer) =>
        Erased("WHERE peer = ? AND settled = 0 ORDER BY number", peer.ToString());

    public IReadOnlyList<SubjectId> SaidSinceErased(PartyCode peer, int most)
    {
        var found = new List<SubjectId>();
        // By the code of LinkRefusals.ErasedHere, as the index has it.
        Query(
            "SELECT DISTINCT about FROM without_effect WHERE peer = ? AND code = 'request-erased' ORDER BY about LIMIT ?",
            r => found.Add(SubjectId.Parse(r.Text(0))),
            peer.ToString(),
            most
        );
        return found;
    }

    public long ErasedCount(PartyCode peer) =>
        Number("SELECT max(number) FROM erased WHERE peer = ?", peer.ToString()) ?? 0;

    private List<ErasedSubject> Erased(string where, params ReadOnlySpan<object> values)
    {
        var found = new List<ErasedSubject>();
        Query(
            ErasedRows + where,
            r =>
                found.Add(
                    new ErasedSubject(
                        SubjectId.Parse(r.Text(0)),
                        DateTimeOffset.FromUnixTimeMilliseconds(r.Number(2)),
                        r.Text(3),
                        r.Text(4),
                        r.Text(5),
                        r.Number(6),
                        r.IsNull(7) ? null : ErasedFormat.Measures(r.Span(7)),
                        ErasedFormat.Files(r.Span(8))
                    )
                    {
                        Number = r.Number(1),
                        Settled = r.Number(9) == 1,
                    }
                ),
            values
        );
        return found;
    }
}
