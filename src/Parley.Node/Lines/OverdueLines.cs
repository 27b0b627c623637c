using Parley.Cooperation.Requests;
using Parley.Node.Law;

namespace Parley.Node.Lines;

/// <summary>
/// Requests on which a side has let its time run out: one meaning for the figures of the desk, its lists, the list of
/// requests and the notices, so that they cannot differ. Where nothing more can be said, nothing is overdue.
/// </summary>
public sealed partial class RequestLines
{
    /// <summary>What this party owes is overdue; takes the instant twice.</summary>
    internal const string LateHere = "own_due_at < ? AND own_due_at < 9007199254740991 AND rest_at >= ?";

    /// <summary>What the other side owes is overdue; takes the instant twice.</summary>
    internal const string LateThere = "their_due_at < ? AND their_due_at < 9007199254740991 AND rest_at >= ?";

    /// <summary>Those waited for longest, and how many there are.</summary>
    public Chosen OverdueHere(DateTimeOffset now, int most, Hidden hidden) =>
        Overdue(LateHere, "own_due_at", now, most, hidden);

    /// <summary>The same, and before them as many of the urgencies named on which something else is owed than what
    /// follows an answer.</summary>
    public Chosen OverdueHere(DateTimeOffset now, int most, Hidden hidden, IReadOnlySet<string> urgencies)
    {
        var longest = OverdueHere(now, most, hidden);
        if (longest.Total <= longest.Places.Count)
        {
            return longest;
        }
        var (shown, values) = MatterMarks.Shown(hidden);
        var at = RequestLine.Milliseconds(now);
        var groupings = lines.Read(reading =>
            string.Join(
                ',',
                reading.Groupings().Where(one => urgencies.Contains(one.Value.Urgency)).Select(one => one.Key)
            )
        );
        if (groupings.Length == 0)
        {
            return longest;
        }
        // With the plus the index of what is due is taken, which has the order wanted.
        var urgent = Places(
            $"""
            SELECT l.peer, l.about FROM request_line r JOIN line l USING (id)
            WHERE {LateHere}{shown} AND +r.grouping IN ({groupings})
                AND r.stage NOT IN ({(int)Stage.Answered}, {(int)Stage.Rated}, {(int)Stage.Refused})
            ORDER BY r.own_due_at LIMIT ?
            """,
            [at, at, .. values, most]
        );
        return longest with { Places = [.. urgent.Union(longest.Places)] };
    }

    /// <summary>The same of the other sides.</summary>
    public Chosen OverdueThere(DateTimeOffset now, int most, Hidden hidden) =>
        Overdue(LateThere, "their_due_at", now, most, hidden);

    /// <summary>What either side lets wait, or one of them; takes the instant twice.</summary>
    private static string Late(string? owes) =>
        owes switch
        {
            "us" => LateHere,
            "them" => LateThere,
            _ => "min(own_due_at, their_due_at) < ? AND min(own_due_at, their_due_at) < 9007199254740991 "
                + "AND rest_at >= ?",
        };

    private Chosen Overdue(string late, string order, DateTimeOffset now, int most, Hidden hidden)
    {
        var (shown, values) = MatterMarks.Shown(hidden);
        var at = RequestLine.Milliseconds(now);
        var places =
            most == 0
                ? []
                : Places(
                    $"""
                    SELECT l.peer, l.about FROM request_line r JOIN line l USING (id)
                    WHERE {late}{shown} ORDER BY r.{order} LIMIT ?
                    """,
                    [at, at, .. values, most]
                );
        var all = lines.Read(reading =>
            reading.Number(
                $"SELECT count(*) FROM (SELECT 1 FROM request_line r WHERE {late}{shown} LIMIT {MostCounted})",
                [at, at, .. values]
            )
        );
        return new Chosen(places, (int)(all ?? 0));
    }
}
