using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Node.Lines;

/// <summary>Chooses requests that are at their end, for what is done with them later.</summary>
public sealed class EndedLines(LineShelf lines)
{
    /// <summary>The kinds of all requests there are.</summary>
    public IReadOnlyList<string> Kinds() =>
        lines.Read(reading =>
            reading
                .Groupings()
                .Values.Select(g => g.Kind)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .ToList()
        );

    /// <summary>Requests of one link and kind that ended and were made before an instant, the first made first; read in
    /// parts.</summary>
    public IEnumerable<Place> Of(PartyCode peer, string kind, DateTimeOffset madeBefore, int atOnce)
    {
        for (var after = 0L; ; )
        {
            var some = Read(peer, kind, madeBefore, after, atOnce);
            foreach (var (id, place) in some)
            {
                after = id;
                yield return place;
            }
            if (some.Count < atOnce)
            {
                yield break;
            }
        }
    }

    private List<(long Id, Place Place)> Read(
        PartyCode peer,
        string kind,
        DateTimeOffset madeBefore,
        long after,
        int atOnce
    ) =>
        lines.Read(reading =>
        {
            var found = new List<(long, Place)>();
            reading.Query(
                """
                SELECT r.id, l.about FROM request_line r JOIN line l USING (id)
                WHERE l.peer = ? AND r.id > ? AND r.stage >= ? AND r.made_at < ?
                    AND r.grouping IN (SELECT g.id FROM grouping g WHERE g.kind = ?)
                ORDER BY r.id LIMIT ?
                """,
                row => found.Add((row.Number(0), new Place(peer, SubjectId.Parse(row.Text(1))))),
                peer.ToString(),
                after,
                (int)Stage.Answered,
                RequestLine.Milliseconds(madeBefore),
                kind,
                atOnce
            );
            return found;
        });
}
