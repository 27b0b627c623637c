using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Law;

namespace Parley.Node.Lines;

/// <summary>Requests that bear the identifiers of another over a time that overlaps.</summary>
public sealed partial class RequestLines
{
    /// <summary>So many of the last made are looked through first: of what very many bear, enough is met there.
    /// </summary>
    private const int Near = 512;

    /// <summary>The requests of a link that bear an identifier of a draft over a time that overlaps its own: those that
    /// bear most of them first, and of these the last made; of an identifier that very many bear, these alone.
    /// </summary>
    /// <param name="most">So many at most; the total is more than that where there are more.</param>
    /// <param name="without">Those that are not meant.</param>
    public Chosen Bearing(
        PartyCode peer,
        Draft draft,
        Hidden hidden,
        int most,
        IReadOnlyCollection<SubjectId> without
    ) =>
        lines.Read(reading =>
        {
            var left = without.Select(id => reading.IdOf(peer, id)).OfType<long>();
            var (shown, marks) = MatterMarks.Shown(hidden);
            // A hidden one is told of by nothing, so it takes nobody's place either.
            var rest = hidden.IsNothing ? "" : $" AND EXISTS (SELECT 1 FROM request_line r WHERE r.id = i.id{shown})";
            object?[] conditions = [$"[{string.Join(',', left)}]", .. marks];
            var times = BorneIdentifier.Times(draft);
            var keys = Duplicates.KeysOf(draft).ToHashSet();
            var found = new HashSet<long>();
            foreach (var (type, value) in keys)
            {
                var ids = new HashSet<long>();
                foreach (var time in times)
                {
                    ids.UnionWith(
                        Overlapping(reading, [value, type, peer.ToString()], time, rest, conditions, most + 1)
                    );
                }
                found.UnionWith(ids.OrderDescending().Take(most + 1));
            }
            var chosen = found
                .OrderByDescending(id => reading.Bears(id).Count(keys.Contains))
                .ThenByDescending(id => id)
                .Take(most);
            var places = new List<Place>();
            foreach (var id in chosen)
            {
                reading.Query("SELECT peer, about FROM line WHERE id = ?", row => places.Add(PlaceOf(row)), id);
            }
            return new Chosen(places, found.Count);
        });

    /// <summary>The last made first.</summary>
    private static List<long> Overlapping(
        LineReading reading,
        object?[] identifier,
        (long Since, long Until) time,
        string rest,
        object?[] conditions,
        int most
    )
    {
        var found = new List<long>();
        reading.Query(
            $"""
            SELECT DISTINCT i.id FROM (
                SELECT id, since, until FROM request_identifier
                WHERE value = ? AND type = ? AND peer = ? ORDER BY id DESC LIMIT {Near}
            ) i
            WHERE i.since <= ? AND i.until >= ? AND i.id NOT IN (SELECT value FROM json_each(?)){rest}
            ORDER BY i.id DESC LIMIT ?
            """,
            row => found.Add(row.Number(0)),
            [.. identifier, time.Until, time.Since, .. conditions, most]
        );
        if (found.Count == most)
        {
            return found;
        }
        found.Clear();
        // Not among the last made: by when they begin, each length of time for itself.
        reading.Query(
            $"""
            SELECT DISTINCT i.id FROM json_each(?) c CROSS JOIN request_identifier i INDEXED BY request_identifier_time
            WHERE i.value = ? AND i.type = ? AND i.peer = ? AND i.reach = c.value
                AND i.since BETWEEN ? - (3600000 << c.value) AND ? AND i.until >= ?
                AND i.id NOT IN (SELECT value FROM json_each(?)){rest}
            ORDER BY i.id DESC LIMIT ?
            """,
            row => found.Add(row.Number(0)),
            [BorneIdentifier.Reaches, .. identifier, time.Since, time.Until, time.Since, .. conditions, most]
        );
        return found;
    }
}
