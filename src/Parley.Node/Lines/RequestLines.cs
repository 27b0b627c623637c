using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Node.Storage;

namespace Parley.Node.Lines;

/// <summary>Chooses requests by their lines.</summary>
public sealed partial class RequestLines(LineShelf lines)
{
    /// <summary>Beyond so many it does not matter to anybody how many more there are, and to count costs.</summary>
    public const int MostCounted = 10_000;

    /// <summary>How many requests lines are kept of.</summary>
    public int Known => (int)lines.Read(r => r.Number("SELECT count(*) FROM request_line") ?? 0);

    /// <summary>How many requests are hidden from an officer.</summary>
    public int Count(Hidden hidden)
    {
        var (shown, values) = MatterMarks.Shown(hidden);
        return hidden.IsNothing
            ? 0
            : Known
                - (int)lines.Read(r => r.Number($"SELECT count(*) FROM request_line WHERE 1{shown}", [.. values]) ?? 0);
    }

    /// <summary>One page of the list of requests.</summary>
    /// <param name="held">By who has them, where that narrows the list.</param>
    public Chosen Page(RequestFilter filter, DateTimeOffset now, Hidden hidden, HeldPlaces? held = null)
    {
        var asked = filter.Search is { } search ? SearchText.Query(search) : null;
        if (filter.Search is not null && asked is null)
        {
            return new Chosen([], 0);
        }
        return lines.Read(reading =>
        {
            var (where, values) = Where(filter, now, reading, asked);
            where += For(hidden, held, reading, values);
            // What is searched may stand in very many: those last made are looked at.
            var from = asked is null
                ? "request_line r"
                : $"(SELECT rowid AS hit FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT {MostCounted}) "
                    + "CROSS JOIN request_line r ON r.id = hit";
            var (few, ofFew) =
                asked is null && held is not { Except: false } && OfGroups(filter, reading) is { } groups
                    ? ("request_line r INDEXED BY request_group", $"{groups} AND {where}")
                    : (from, where);
            var total = (int)(
                reading.Number(
                    $"SELECT count(*) FROM (SELECT 1 FROM {few} WHERE {ofFew} LIMIT {MostCounted})",
                    [.. values]
                ) ?? 0
            );
            // Few are sorted; of very many, one page is soon met on the way through all in their order.
            (from, where) = total < MostCounted ? (few, ofFew) : (from, where);
            var skip = (filter.Page - 1) * RequestFilter.PageSize;
            var places = new List<Place>();
            reading.Query(
                $"""
                SELECT l.peer, l.about FROM (
                    SELECT r.id AS chosen FROM {from} WHERE {where} ORDER BY {Order(filter)}
                    LIMIT {RequestFilter.PageSize} OFFSET {skip}
                ) CROSS JOIN line l ON l.id = chosen
                """,
                row => places.Add(PlaceOf(row)),
                [.. values]
            );
            return new Chosen(places, total);
        });
    }

    /// <summary>The counts on the desk.</summary>
    public OpenCounts Counts(DateTimeOffset now, Hidden hidden)
    {
        var (shown, values) = MatterMarks.Shown(hidden);
        var turns = new Dictionary<Turn, int>();
        lines.Read(reading =>
        {
            reading.Query(
                $"SELECT turn, count(*) FROM request_line WHERE closed = 0{shown} GROUP BY turn",
                row => turns[(Turn)row.Number(0)] = (int)row.Number(1),
                [.. values]
            );
            return true;
        });
        return new OpenCounts(
            turns.GetValueOrDefault(Turn.Ours),
            turns.GetValueOrDefault(Turn.Theirs),
            OverdueHere(now, most: 0, hidden).Total,
            OverdueThere(now, most: 0, hidden).Total
        );
    }

    /// <summary>The requests about which the other sides said something last.</summary>
    public IReadOnlyList<Place> LastHeard(int most, Hidden hidden)
    {
        var (shown, values) = MatterMarks.Shown(hidden);
        return Places(
            $"""
            SELECT l.peer, l.about FROM request_line r JOIN line l USING (id) WHERE heard_at IS NOT NULL{shown}
            ORDER BY heard_at DESC LIMIT ?
            """,
            [.. values, most]
        );
    }

    /// <summary>What waits for this party or is owed by it and not overdue, those due first first.</summary>
    internal IReadOnlyList<WaitingLine> Waiting(DateTimeOffset now, Hidden hidden)
    {
        var (shown, values) = MatterMarks.Shown(hidden);
        var at = RequestLine.Milliseconds(now);
        var found = new List<WaitingLine>();
        lines.Read(reading =>
        {
            var groupings = reading.Groupings();
            reading.Query(
                $"""
                SELECT id, turn, stage, own_due_at, half_at, grouping, own_clocks FROM request_line
                WHERE (turn = 1 OR own_due_at < 9007199254740991) AND own_due_at >= ? AND rest_at >= ?{shown}
                ORDER BY own_due_at
                """,
                row =>
                    found.Add(
                        new WaitingLine(
                            row.Number(0),
                            row.Number(1) == 1,
                            (Stage)row.Number(2),
                            row.Number(3),
                            row.IsNull(4) ? null : row.Number(4),
                            // A group may be new since they were read.
                            groupings.TryGetValue(row.Number(5), out var group)
                                ? group.Urgency
                                : "",
                            OwnClock.Holds(row.Text(6), DeadlineStep.Validation)
                        )
                    ),
                [at, at, .. values]
            );
            return true;
        });
        return found;
    }

    /// <summary>The subject of a line.</summary>
    internal Place? Of(long id) =>
        Places("SELECT peer, about FROM line WHERE id = ?", id) is [var place] ? place : null;

    internal IReadOnlyList<Place> Places(string sql, params object?[] values)
    {
        var found = new List<Place>();
        lines.Read(reading =>
        {
            reading.Query(sql, row => found.Add(PlaceOf(row)), values);
            return true;
        });
        return found;
    }

    internal static (string Sql, List<object?> Values) Where(
        RequestFilter filter,
        DateTimeOffset now,
        LineReading reading,
        string? asked
    )
    {
        var conditions = new List<string> { "1" };
        var values = new List<object?>(asked is null ? [] : [asked]);
        void Add(string condition, params ReadOnlySpan<object?> more)
        {
            conditions.Add(condition);
            values.AddRange(more);
        }
        var at = RequestLine.Milliseconds(now);
        var day = (long)TimeSpan.FromDays(1).TotalMilliseconds;
        switch (filter.View)
        {
            case "open":
                Add("closed = 0");
                break;
            case "with-us":
                Add("turn = 1");
                break;
            case "with-them":
                Add("turn = 2 AND closed = 0");
                break;
            case "overdue":
                Add(Late(filter.Owes), at, at);
                break;
        }
        switch (filter.Due)
        {
            case "overdue":
                Add(Late(filter.Owes), at, at);
                break;
            case "day":
                Add("due_at BETWEEN ? AND ?", at, at + day);
                break;
            case "week":
                Add("due_at BETWEEN ? AND ?", at, at + (7 * day));
                break;
            case "hold":
                Add(RemindedLines.NotLong, at, at);
                break;
            case "none":
                Add("due_at = ?", RequestLine.NoDue);
                break;
        }
        if (filter.Way is not null)
        {
            Add("way = ?", filter.Way is "out" ? 1 : 0);
        }
        if (filter.Stage is { } stage)
        {
            Add("stage = ?", NumberOf(stage));
        }
        if ((filter.Kind ?? filter.Urgency ?? filter.Area) is not null)
        {
            // With the plus no index is taken for it that has not the order wanted.
            Add($"+grouping IN ({Groups(filter, reading)})");
        }
        return (string.Join(" AND ", conditions), values);
    }

    /// <summary>The condition by which the index of groups finds few among all; null where the filter has none, or the
    /// view itself is of few.</summary>
    private static string? OfGroups(RequestFilter filter, LineReading reading) =>
        (filter.View, filter.Kind ?? filter.Urgency ?? filter.Area ?? filter.Stage) is not ("all", not null) ? null
        : filter.Stage is { } stage ? $"r.grouping IN ({Groups(filter, reading)}) AND r.stage = {NumberOf(stage)}"
        : $"r.grouping IN ({Groups(filter, reading)})";

    private static string Groups(RequestFilter filter, LineReading reading)
    {
        var only = new Cooperation.Review.ReviewFilter(null, filter.Kind, filter.Urgency, filter.Area);
        return string.Join(',', reading.Groupings().Where(g => only.Takes(g.Value)).Select(g => g.Key));
    }

    private static int NumberOf(string stage) => Enum.TryParse<Stage>(stage, out var known) ? (int)known : -1;

    /// <summary>What an officer may see, and what somebody has.</summary>
    internal static string For(Hidden hidden, HeldPlaces? held, LineReading reading, List<object?> values)
    {
        var (where, more) = MatterMarks.Shown(hidden);
        values.AddRange(more);
        if (held is null)
        {
            return where;
        }
        var ids = held.Places.Select(place => reading.IdOf(place.Peer, place.Id)).OfType<long>();
        values.Add($"[{string.Join(',', ids)}]");
        return $"{where} AND r.id {(held.Except ? "NOT IN" : "IN")} (SELECT value FROM json_each(?))";
    }

    private static string Order(RequestFilter filter) =>
        filter.Sorted switch
        {
            "due" when filter.Due is "hold" => "hold_lapses",
            "due" => "due_at, made_at DESC",
            "oldest" => "made_at",
            "changed" => "changed_at DESC",
            _ => "made_at DESC",
        };

    internal static Place PlaceOf(Prepared row) => new(PartyCode.Parse(row.Text(0)), SubjectId.Parse(row.Text(1)));
}
