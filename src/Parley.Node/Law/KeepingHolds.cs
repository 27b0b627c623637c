using System.Globalization;
using Dapper;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Erasing;

namespace Parley.Node.Law;

/// <summary>That a matter is kept longer than its time.</summary>
/// <param name="By">Who said so, by sign-in name.</param>
public sealed record KeepingHold(SubjectId About, string Reason, string By, DateTimeOffset At);

/// <summary>
/// Matters that are kept longer than the rule book says: each by an officer's word, with a reason, written down, until
/// that is lifted, with a reason again. A hold may be put before or after its time has come, while it is there.
/// </summary>
public sealed class KeepingHolds(AccountShelf shelf, SecurityEvents events, TimeProvider clock) : IKeptBeside
{
    /// <summary>The longest reason taken.</summary>
    public const int ReasonAtMost = 1_000;

    private const string Open = "SELECT about, reason, by, at FROM keeping_hold WHERE lifted_at IS NULL";

    /// <summary>All that stand, the oldest first.</summary>
    public IReadOnlyList<KeepingHold> All()
    {
        using var db = shelf.Open();
        return [.. db.Query<Row>($"{Open} ORDER BY id").Select(ToHold)];
    }

    /// <summary>The hold of a matter; null where it has none.</summary>
    public KeepingHold? Of(SubjectId about)
    {
        using var db = shelf.Open();
        return db.QuerySingleOrDefault<Row>($"{Open} AND about = @about", new { about = about.ToString() }) is { } row
            ? ToHold(row)
            : null;
    }

    /// <summary>Keeps a matter longer; one that is held already stays as it is.</summary>
    public void Put(SubjectId about, string reason, Doer by) =>
        Written(
            """
            INSERT INTO keeping_hold (about, reason, by, at) VALUES (@about, @reason, @by, @at) ON CONFLICT DO NOTHING
            """,
            SecurityAct.KeptLonger,
            about,
            reason,
            by
        );

    /// <summary>Keeps it no longer than its time.</summary>
    public void Lift(SubjectId about, string reason, Doer by) =>
        Written(
            """
            UPDATE keeping_hold SET lifted_by = @by, lifted_why = @reason, lifted_at = @at
            WHERE about = @about AND lifted_at IS NULL
            """,
            SecurityAct.KeptNoLonger,
            about,
            reason,
            by
        );

    /// <summary>Forgets why an erased request had been kept longer; that it was stays in the security events.</summary>
    public void Erase(PartyCode peer, SubjectId request)
    {
        using var db = shelf.Open();
        db.Execute("DELETE FROM keeping_hold WHERE about = @about", new { about = request.ToString() });
    }

    private void Written(string sql, SecurityAct act, SubjectId about, string reason, Doer by)
    {
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        var row = new
        {
            about = about.ToString(),
            reason,
            by = by.Name,
            at = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        };
        if (db.Execute(sql, row, work) > 0)
        {
            // The reason is kept with the hold: this line outlives what is erased.
            events.Line(by, act, "", about.ToString())(db, work);
            work.Commit();
        }
    }

    private static KeepingHold ToHold(Row row) =>
        new(SubjectId.Parse(row.about), row.reason, row.by, DateTimeOffset.Parse(row.at, CultureInfo.InvariantCulture));

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public string about { get; init; } = "";
        public string reason { get; init; } = "";
        public string by { get; init; } = "";
        public string at { get; init; } = "";
    }
#pragma warning restore IDE1006
}
