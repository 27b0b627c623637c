using System.Globalization;
using Dapper;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Desk;

namespace Parley.Node.Law;

/// <summary>A step that somebody took before a release.</summary>
/// <param name="Rule">The number of the rule that asks for it.</param>
/// <param name="Account">Who took it.</param>
/// <param name="Approves">Else it was sent back, with the reason.</param>
public sealed record TakenStep(
    string Rule,
    string Account,
    string Name,
    bool Approves,
    string Reason,
    DateTimeOffset At
);

/// <summary>A step before something that has left.</summary>
/// <param name="Move">What left; null where it was the request itself.</param>
public sealed record PassedStep(RequestMove? Move, TakenStep Step);

/// <summary>The steps taken before releases: kept at this node only, for the version that was looked at.</summary>
public sealed class StepShelf(DeskDatabase database, TimeProvider clock)
{
    /// <summary>What was done about one version of a draft or decision, in order.</summary>
    /// <param name="subject">"draft 7", "prepared 3", "agreement 2".</param>
    public IReadOnlyList<TakenStep> Of(string subject, long version)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>(
                    """
                    SELECT rule, account, name, approves, reason, at FROM step_taken
                    WHERE subject = @subject AND version = @version ORDER BY id
                    """,
                    new { subject, version }
                )
                .Select(Taken),
        ];
    }

    /// <summary>What was done before the request left, and before each decision about it did, in order.</summary>
    public IReadOnlyList<PassedStep> Passed(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>(
                    """
                    SELECT s.rule, s.account, s.name, s.approves, s.reason, s.at, NULL AS move
                    FROM draft d JOIN step_taken s ON s.subject = 'draft ' || d.id AND s.version = d.version
                    WHERE d.peer = @peer AND d.released = @request
                    UNION ALL
                    SELECT s.rule, s.account, s.name, s.approves, s.reason, s.at, p.move
                    FROM prepared p JOIN step_taken s ON s.subject = 'prepared ' || p.id
                    WHERE p.peer = @peer AND p.about = @request AND p.done = 1
                    ORDER BY at
                    """,
                    new { peer = peer.ToString(), request = request.ToString() }
                )
                .Select(row => new PassedStep(row.move is { } move ? Enum.Parse<RequestMove>(move) : null, Taken(row))),
        ];
    }

    /// <summary>What was done before anything about an agreement left, in order.</summary>
    /// <returns>With the type of what left: "agreement.accepted".</returns>
    public IReadOnlyList<(string Type, TakenStep Step)> PassedOf(PartyCode peer, SubjectId agreement)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>(
                    """
                    SELECT s.rule, s.account, s.name, s.approves, s.reason, s.at, p.type AS move
                    FROM prepared_agreement p JOIN step_taken s ON s.subject = 'agreement ' || p.id
                    WHERE p.peer = @peer AND p.about = @about AND p.state = 1 ORDER BY s.id
                    """,
                    new { peer = peer.ToString(), about = agreement.ToString() }
                )
                .Select(row => (row.move!, Taken(row))),
        ];
    }

    /// <summary>Notes a step.</summary>
    public void Take(string subject, long version, string rule, Releaser by, bool approves, string reason)
    {
        using var db = database.Open();
        db.Execute(
            """
            INSERT INTO step_taken (subject, version, rule, account, name, approves, reason, at)
            VALUES (@subject, @version, @rule, @account, @name, @approves, @reason, @at)
            """,
            new
            {
                subject,
                version,
                rule,
                account = by.Account,
                name = by.Name,
                approves = approves ? 1 : 0,
                reason,
                at = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            }
        );
    }

    private static TakenStep Taken(Row row) =>
        new(
            row.rule,
            row.account,
            row.name,
            row.approves != 0,
            row.reason,
            DateTimeOffset.Parse(row.at, CultureInfo.InvariantCulture)
        );

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public string rule { get; init; } = "";
        public string account { get; init; } = "";
        public string name { get; init; } = "";
        public long approves { get; init; }
        public string reason { get; init; } = "";
        public string at { get; init; } = "";
        public string? move { get; init; }
    }
#pragma warning restore IDE1006
}
