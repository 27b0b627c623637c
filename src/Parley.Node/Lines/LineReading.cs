using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Storage;

namespace Parley.Node.Lines;

/// <summary>Reads lines over one connection.</summary>
internal class LineReading(SqliteConnection connection) : PreparedSet(connection)
{
    public LinesReached Reached(PartyCode peer)
    {
        var reached = LinesReached.Nothing;
        Query(
            "SELECT ours, theirs, receipted, erased, mark FROM followed WHERE peer = ?",
            r => reached = new LinesReached(Extent(r), r.Text(4)),
            peer.ToString()
        );
        return reached;
    }

    public Followed? AsOf(PartyCode peer, SubjectId about)
    {
        Followed? found = null;
        Query(
            "SELECT ours, theirs, receipted, erased FROM line WHERE peer = ? AND about = ?",
            r => found = Extent(r),
            peer.ToString(),
            about.ToString()
        );
        return found;
    }

    private static Followed Extent(Prepared r) => new(r.Number(0), r.Number(1), r.Number(2), r.Number(3));

    public long? IdOf(PartyCode peer, SubjectId about) =>
        Number("SELECT id FROM line WHERE peer = ? AND about = ?", peer.ToString(), about.ToString());

    public IReadOnlyList<SubjectId> Kept(PartyCode peer)
    {
        var found = new List<SubjectId>();
        Query(
            "SELECT about FROM line WHERE peer = ? ORDER BY about",
            r => found.Add(SubjectId.Parse(r.Text(0))),
            peer.ToString()
        );
        return found;
    }

    /// <summary>What a request builds on, as its line says.</summary>
    public IReadOnlyList<SubjectId> BuiltOn(PartyCode peer, SubjectId id) =>
        IdOf(peer, id) is { } known
            ?
            [
                .. Texts("SELECT name, '' FROM request_builds WHERE id = ? ORDER BY 1", known)
                    .Select(one => SubjectId.Parse(one.One)),
            ]
            : [];

    /// <summary>The requests whose lines say that they build on this one, the first of them: nobody has the end of a
    /// hold reckoned from more.</summary>
    public IReadOnlyList<SubjectId> Building(PartyCode peer, SubjectId id)
    {
        var found = new List<SubjectId>();
        Query(
            "SELECT l.about FROM request_builds b JOIN line l USING (id) WHERE b.name = ? AND l.peer = ?"
                + $" ORDER BY b.id LIMIT {LineKeeper.MostBuilding}",
            r => found.Add(SubjectId.Parse(r.Text(0))),
            id.ToString(),
            peer.ToString()
        );
        return found;
    }

    /// <summary>The identifiers a request bears, whatever time it is about.</summary>
    public IReadOnlySet<(string Type, string Value)> Bears(long id)
    {
        var found = new HashSet<(string, string)>();
        Query("SELECT type, value FROM request_identifier WHERE id = ?", r => found.Add((r.Text(0), r.Text(1))), id);
        return found;
    }

    protected IReadOnlyList<long> Ids(PartyCode peer)
    {
        var found = new List<long>();
        Query("SELECT id FROM line WHERE peer = ?", r => found.Add(r.Number(0)), peer.ToString());
        return found;
    }

    /// <summary>By what requests are told apart, by the number they are kept under.</summary>
    public IReadOnlyDictionary<long, MeasuredGroup> Groupings()
    {
        var found = new Dictionary<long, MeasuredGroup>();
        Query(
            "SELECT id, asking, asked, kind, urgency, area FROM grouping",
            r =>
                found.Add(
                    r.Number(0),
                    new MeasuredGroup(
                        PartyCode.Parse(r.Text(1)),
                        PartyCode.Parse(r.Text(2)),
                        r.Text(3),
                        r.Text(4),
                        r.Text(5) is { Length: > 0 } area ? area : null
                    )
                )
        );
        return found;
    }

    /// <summary>Whether everything kept of a subject is this.</summary>
    public bool Holds(PartyCode peer, SubjectId about, LineRow row)
    {
        long? id = null;
        Query(
            "SELECT id, mechanism, words_hash FROM line WHERE peer = ? AND about = ?",
            r => id = Same(r.Text(1), row.Mechanism) && Same(r.Text(2), row.WordsHash) ? r.Number(0) : null,
            peer.ToString(),
            about.ToString()
        );
        return id is { } known
            && Number("SELECT count(*) FROM words WHERE rowid = ?", known) == 1
            && RequestOf(known) == row.Request
            && Texts("SELECT name, '' FROM request_names WHERE id = ? ORDER BY 1", known)
                .Select(n => n.One)
                .SequenceEqual(row.Names, StringComparer.Ordinal)
            && BuiltOn(peer, about).Select(one => one.ToString()).SequenceEqual(row.BuiltOn, StringComparer.Ordinal)
            && Identifiers(known).SequenceEqual(row.Identifiers)
            && HoldsMeasures(peer, known, row.Measures);
    }

    private List<BorneIdentifier> Identifiers(long id)
    {
        var found = new List<BorneIdentifier>();
        Query(
            "SELECT value, type, since, until, reach FROM request_identifier WHERE id = ?",
            r =>
            {
                var one = new BorneIdentifier(r.Text(0), r.Text(1), r.Number(2), r.Number(3));
                // One that is kept as longer or shorter than it is would not be found.
                found.Add(one.Reach == r.Number(4) ? one : one with { Type = "" });
            },
            id
        );
        return [.. BorneIdentifier.InOrder(found)];
    }

    private RequestLine? RequestOf(long id)
    {
        RequestLine? found = null;
        var groupings = Groupings();
        Query(
            """
            SELECT grouping, exercise, way, stage, turn, made_at, changed_at, heard_at, due_at, own_due_at, half_at,
                hold_alarm, hold_lapses, own_clocks, their_clocks, word, word_came, marks, their_due_at, rest_at,
                hold_half, hold_told_until, proposed
            FROM request_line WHERE id = ? AND closed = (stage = ?)
            """,
            r =>
                found = groupings.TryGetValue(r.Number(0), out var group)
                    ? new RequestLine(
                        group,
                        r.IsNull(1) ? null : r.Text(1),
                        r.Number(2) == 1,
                        (Stage)r.Number(3),
                        (Turn)r.Number(4),
                        r.Number(5),
                        r.Number(6),
                        Perhaps(r, 7),
                        r.Number(8),
                        r.Number(9),
                        r.Number(18),
                        r.Number(19),
                        Perhaps(r, 10),
                        Perhaps(r, 20),
                        Perhaps(r, 11),
                        Perhaps(r, 12),
                        Perhaps(r, 21),
                        r.Text(13),
                        r.Text(14),
                        r.IsNull(15) ? null : new LastWord(r.Text(15), r.Number(16)),
                        r.Text(17),
                        r.Number(22) == 1
                    )
                    : null,
            id,
            (int)Stage.Closed
        );
        return found;
    }

    private bool HoldsMeasures(PartyCode peer, long id, RequestMeasures? measures)
    {
        var phases = ImmutableArray.CreateBuilder<MeasuredPhase>();
        Query(
            "SELECT phase, grounds FROM measure_before WHERE id = ? ORDER BY since",
            r => phases.Add(MeasureForm.Read(r.Span(0)).Phase(r.IsNull(1) ? null : r.Text(1))),
            id
        );
        var last = false;
        if (measures is not null)
        {
            Query(
                "SELECT phase, grounds, complete FROM measure WHERE peer = ? AND arrived = ? AND id = ?",
                r =>
                {
                    phases.Add(MeasureForm.Read(r.Span(0)).Phase(r.IsNull(1) ? null : r.Text(1)));
                    last = r.Number(2) == (measures.CompleteAtArrival ? 1 : 0);
                },
                peer.ToString(),
                measures.Arrived.UtcTicks,
                id
            );
        }
        return measures is null ? phases.Count == 0 : last && phases.SequenceEqual(measures.Phases);
    }

    private List<(string One, string Other)> Texts(string sql, long id)
    {
        var found = new List<(string, string)>();
        Query(sql, r => found.Add((r.Text(0), r.Text(1))), id);
        return found;
    }

    private static long? Perhaps(Prepared row, int column) => row.IsNull(column) ? null : row.Number(column);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
