using Parley.Cooperation.Requests;
using Parley.Node.Law;

namespace Parley.Node.Lines;

/// <summary>Finds by their lines the requests of which somebody is to be reminded or told.</summary>
public sealed class RemindedLines(LineShelf lines, RequestLines requests)
{
    /// <summary>Requests whose data may be held no longer soon: by their own terms, or as others extend them, which is
    /// read from these.</summary>
    public IReadOnlyList<Place> HeldNotLong(DateTimeOffset now, int most, Hidden hidden)
    {
        var (shown, values) = MatterMarks.Shown(hidden);
        const string held = "SELECT l.peer, l.about FROM request_line r JOIN line l USING (id)";
        var at = RequestLine.Milliseconds(now);
        // Of those that lapse by themselves the first to lapse; of those that another may have extended the last.
        return
        [
            .. requests.Places(
                $"{held} WHERE hold_lapses > ? AND hold_alarm <= ?{shown} ORDER BY hold_lapses LIMIT ?",
                [at, at, .. values, most]
            ),
            .. requests.Places(
                $"""
                {held} WHERE hold_lapses <= ? AND EXISTS (SELECT 1 FROM request_names WHERE name = l.about){shown}
                ORDER BY hold_lapses DESC LIMIT ?
                """,
                [at, .. values, most]
            ),
        ];
    }

    /// <summary>The clocks of this party of which half has run, request by request.</summary>
    internal IReadOnlyList<(Place Place, OwnClock Clock)> HalfRun(DateTimeOffset now)
    {
        var at = RequestLine.Milliseconds(now);
        var found = new List<(Place, OwnClock)>();
        lines.Read(reading =>
        {
            reading.Query(
                """
                SELECT l.peer, l.about, r.own_clocks FROM request_line r JOIN line l USING (id)
                WHERE (r.turn = 1 OR r.own_due_at < 9007199254740991) AND r.half_at <= ? ORDER BY r.own_due_at
                """,
                row =>
                    found.AddRange(
                        OwnClock
                            .Read(row.Text(2))
                            .Where(one => one.HalfAt <= at)
                            .Select(one => (RequestLines.PlaceOf(row), one))
                    ),
                at
            );
            return true;
        });
        return found;
    }

    /// <summary>What this party is to act upon since the other side said something: a new request, a question, an
    /// answer or a refusal; the last heard first.</summary>
    internal IReadOnlyList<(Place Place, Stage Stage)> Arrived(int most)
    {
        var found = new List<(Place, Stage)>();
        lines.Read(reading =>
        {
            reading.Query(
                $"""
                SELECT l.peer, l.about, r.stage FROM request_line r JOIN line l USING (id)
                WHERE r.turn = 1 AND r.heard_at IS NOT NULL AND r.stage IN ({(int)Stage.Made},
                    {(int)Stage.ClarificationAsked}, {(int)Stage.Answered}, {(int)Stage.Refused})
                ORDER BY r.heard_at DESC LIMIT ?
                """,
                row => found.Add((RequestLines.PlaceOf(row), (Stage)row.Number(2))),
                most
            );
            return true;
        });
        return found;
    }
}
