using Parley.Node.Law;

namespace Parley.Node.Lines;

/// <summary>Finds by their lines the requests of which somebody is to be reminded or told.</summary>
public sealed class RemindedLines(LineShelf lines, RequestLines requests)
{
    /// <summary>Requests whose data may be held no longer soon, or was held until just now; takes the instant twice.
    /// </summary>
    internal const string NotLong = "hold_told_until > ? AND hold_alarm <= ?";

    /// <summary>Requests whose data may be held no longer soon, those that end first first, and how many there are.
    /// </summary>
    public Chosen HeldNotLong(DateTimeOffset now, int most, Hidden hidden)
    {
        var (shown, values) = MatterMarks.Shown(hidden);
        var at = RequestLine.Milliseconds(now);
        var places = requests.Places(
            $"""
            SELECT l.peer, l.about FROM request_line r JOIN line l USING (id)
            WHERE {NotLong}{shown} ORDER BY hold_lapses LIMIT ?
            """,
            [at, at, .. values, most]
        );
        var all = lines.Read(reading =>
            reading.Number($"SELECT count(*) FROM request_line WHERE {NotLong}{shown}", [at, at, .. values])
        );
        return new Chosen(places, (int)(all ?? 0));
    }

    /// <summary>All of them, with when their data may be held no longer.</summary>
    internal IReadOnlyList<(Place Place, DateTimeOffset LapsesAt)> HeldNotLong(DateTimeOffset now)
    {
        var at = RequestLine.Milliseconds(now);
        var found = new List<(Place, DateTimeOffset)>();
        lines.Read(reading =>
        {
            reading.Query(
                $"""
                SELECT l.peer, l.about, hold_lapses FROM request_line r JOIN line l USING (id)
                WHERE {NotLong} ORDER BY hold_lapses
                """,
                row => found.Add((RequestLines.PlaceOf(row), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(2)))),
                at,
                at
            );
            return true;
        });
        return found;
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

    /// <summary>The clocks of the other sides that have run out, the last run out first.</summary>
    internal IReadOnlyList<(Place Place, TheirClock Clock)> RunOutThere(DateTimeOffset now, int most)
    {
        var at = RequestLine.Milliseconds(now);
        var found = new List<(Place, TheirClock)>();
        lines.Read(reading =>
        {
            reading.Query(
                $"""
                SELECT l.peer, l.about, r.their_clocks FROM request_line r JOIN line l USING (id)
                WHERE {RequestLines.LateThere} ORDER BY r.their_due_at DESC LIMIT ?
                """,
                row =>
                    found.AddRange(
                        TheirClock
                            .Read(row.Text(2))
                            .Where(one => one.DueAt < at)
                            .Select(one => (RequestLines.PlaceOf(row), one))
                    ),
                at,
                at,
                most
            );
            return true;
        });
        return found;
    }

    /// <summary>Requests of the other sides on which they were consulted before a refusal and have not answered; their
    /// index (0009-lines.sql) holds no others.</summary>
    public IReadOnlyList<Place> Consulting(int most, Hidden hidden)
    {
        var (shown, values) = MatterMarks.Shown(hidden);
        return requests.Places(
            $"""
            SELECT l.peer, l.about FROM request_line r JOIN line l USING (id)
            WHERE r.stage = 12 AND r.way = 0{shown} ORDER BY id LIMIT ?
            """,
            [.. values, most]
        );
    }

    /// <summary>Requests on which the other side proposes a day for a step; their index (0017-lines.sql) holds no
    /// others.</summary>
    public IReadOnlyList<Place> Proposed(int most, Hidden hidden)
    {
        var (shown, values) = MatterMarks.Shown(hidden);
        return requests.Places(
            $"""
            SELECT l.peer, l.about FROM request_line r JOIN line l USING (id)
            WHERE r.proposed = 1{shown} ORDER BY id LIMIT ?
            """,
            [.. values, most]
        );
    }

    /// <summary>What the other side said last on requests, where this party said nothing since; the last come first.
    /// </summary>
    internal IReadOnlyList<(Place Place, LastWord Word)> Arrived(int most)
    {
        var found = new List<(Place, LastWord)>();
        lines.Read(reading =>
        {
            reading.Query(
                """
                SELECT l.peer, l.about, r.word, r.word_came FROM request_line r JOIN line l USING (id)
                WHERE r.word_came IS NOT NULL ORDER BY r.word_came DESC LIMIT ?
                """,
                row => found.Add((RequestLines.PlaceOf(row), new LastWord(row.Text(2), row.Number(3)))),
                most
            );
            return true;
        });
        return found;
    }
}
