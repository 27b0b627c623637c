using System.Globalization;
using Dapper;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Erasing;

namespace Parley.Node.Together;

/// <summary>What an officer found of two requests that ask about the same thing.</summary>
public enum FoundAs
{
    /// <summary>The same matter: the two are linked.</summary>
    Same,

    /// <summary>Another matter: they are not offered any more.</summary>
    Another,
}

/// <summary>What was found of a request and another.</summary>
/// <param name="Id">The number of this finding; one that is taken back and found anew has another.</param>
/// <param name="Name">Who found it, in both languages.</param>
public sealed record Compared(long Id, SubjectId Other, FoundAs Found, string Name, DateTimeOffset At);

/// <summary>
/// What was found of pairs of requests, one row for each, seen from either. It stays inside the node, changes neither
/// request, and is carried along in the local ledger.
/// </summary>
public sealed class ComparedShelf(DeskDatabase database, SecurityEvents events, TimeProvider clock) : IKeptBeside
{
    private const string OfRequest = "peer = @peer AND (one = @request OR other = @request)";

    /// <summary>What was found of a request and others, in the order of their numbers.</summary>
    public IReadOnlyList<Compared> Of(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<(long Id, string Other, long Same, string Name, string At)>(
                    $"""
                    SELECT id, CASE one WHEN @request THEN other ELSE one END AS other, same, name, at FROM compared
                    WHERE {OfRequest} ORDER BY 2
                    """,
                    Key(peer, request)
                )
                .Select(row => new Compared(
                    row.Id,
                    SubjectId.Parse(row.Other),
                    row.Same == 1 ? FoundAs.Same : FoundAs.Another,
                    row.Name,
                    DateTimeOffset.Parse(row.At, CultureInfo.InvariantCulture)
                )),
        ];
    }

    /// <summary>Says what two requests are.</summary>
    /// <param name="stays">Whether both are still there.</param>
    /// <returns>The finding that says so; null where somebody has said otherwise and not taken it back, or where one of
    /// the two was erased: nothing of it is here then.</returns>
    public long? Say(
        PartyCode peer,
        SubjectId request,
        SubjectId other,
        FoundAs found,
        string name,
        Doer by,
        Func<bool> stays
    )
    {
        var id = Note(peer, request, other, found, name, by);
        // Only now: who erases one of the two later than this finds the row here.
        if (id is not null && !stays())
        {
            using var db = database.Open();
            db.Execute("DELETE FROM compared WHERE id = @id", new { id });
            return null;
        }
        return id;
    }

    private long? Note(PartyCode peer, SubjectId request, SubjectId other, FoundAs found, string name, Doer by)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var (first, second) = InOrder(request, other);
        var row = new
        {
            peer = peer.ToString(),
            first,
            second,
            same = found is FoundAs.Same ? 1 : 0,
            name,
            at = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        };
        var said = db.Execute(
            """
            INSERT INTO compared (peer, one, other, same, name, at) VALUES (@peer, @first, @second, @same, @name, @at)
            ON CONFLICT DO NOTHING
            """,
            row,
            work
        );
        var (id, same) = db.QuerySingle<(long, long)>(
            "SELECT id, same FROM compared WHERE peer = @peer AND one = @first AND other = @second",
            row,
            work
        );
        if (said == 0)
        {
            return same == row.same ? id : null;
        }
        // Written down first: what stands here stands there too.
        events.Note(by, found is FoundAs.Same ? SecurityAct.FoundSame : SecurityAct.FoundAnother, first, second);
        work.Commit();
        return id;
    }

    /// <summary>Takes back what was found, whoever found it; what nobody said stays so.</summary>
    /// <param name="id">The finding that was seen.</param>
    /// <returns>False where another stands by now: it stays.</returns>
    public bool TakeBack(PartyCode peer, SubjectId request, SubjectId other, long id, Doer by)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var (first, second) = InOrder(request, other);
        var pair = new
        {
            peer = peer.ToString(),
            first,
            second,
            id,
        };
        const string ofPair = "FROM compared WHERE peer = @peer AND one = @first AND other = @second";
        if (db.Execute($"DELETE {ofPair} AND id = @id", pair, work) == 0)
        {
            return db.ExecuteScalar<long>($"SELECT count(*) {ofPair}", pair, work) == 0;
        }
        events.Note(by, SecurityAct.FindingTakenBack, first, second);
        work.Commit();
        return true;
    }

    /// <summary>Forgets what was found of an erased request and of any other.</summary>
    public void Erase(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        db.Execute($"DELETE FROM compared WHERE {OfRequest}", Key(peer, request));
    }

    private static object Key(PartyCode peer, SubjectId request) =>
        new { peer = peer.ToString(), request = request.ToString() };

    private static (string First, string Second) InOrder(SubjectId request, SubjectId other)
    {
        var (one, two) = (request.ToString(), other.ToString());
        return string.CompareOrdinal(one, two) < 0 ? (one, two) : (two, one);
    }
}
