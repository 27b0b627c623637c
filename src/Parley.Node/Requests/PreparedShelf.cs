using System.Globalization;
using Dapper;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Desk;

namespace Parley.Node.Requests;

/// <summary>A decision that one officer prepared and another is to release.</summary>
/// <param name="Key">Under which it leaves, once.</param>
public sealed record PreparedMove(
    long Id,
    PartyCode Peer,
    SubjectId About,
    RequestMove Move,
    Statement Statement,
    OnceKey Key,
    string Account,
    string Name,
    DateTimeOffset At
);

/// <summary>Decisions that wait for their release: kept at this node only.</summary>
public sealed class PreparedShelf(DeskDatabase database)
{
    /// <summary>Puts a decision by; the same form sent twice is one decision.</summary>
    /// <param name="form">What the form bore when it was shown; empty: none.</param>
    public void Add(RequestSight sight, RequestMove move, Statement statement, string form, PreparedBy by)
    {
        var (type, body) = StatementFormat.Write(statement);
        using var db = database.Open();
        db.Execute(
            """
            INSERT OR IGNORE INTO prepared (about, peer, move, type, body, once, account, name, at)
            VALUES (@about, @peer, @move, @type, @body, @once, @account, @name, @at)
            """,
            new
            {
                about = sight.Id,
                peer = sight.Peer.ToString(),
                move = move.ToString(),
                type,
                body,
                once = OnceKey.Of(form, statement)?.Text ?? Guid.NewGuid().ToString("N"),
                account = by.Account,
                name = by.Name,
                at = by.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            }
        );
    }

    /// <summary>All that wait, the oldest first.</summary>
    public IReadOnlyList<PreparedMove> All()
    {
        using var db = database.Open();
        return db.Query<Row>("SELECT * FROM prepared WHERE done = 0 ORDER BY id").Select(Move).ToList();
    }

    /// <summary>It left or was taken back.</summary>
    public void Settle(long id)
    {
        using var db = database.Open();
        db.Execute("UPDATE prepared SET done = 1 WHERE id = @id", new { id });
    }

    private static PreparedMove Move(Row row) =>
        new(
            row.id,
            PartyCode.Parse(row.peer),
            SubjectId.Parse(row.about),
            Enum.Parse<RequestMove>(row.move),
            StatementFormat.Read(row.type, row.body),
            OnceKey.Of($"prepared {row.once}"),
            row.account,
            row.name,
            DateTimeOffset.Parse(row.at, CultureInfo.InvariantCulture)
        );

    private sealed class Row
    {
        public long id { get; init; }
        public string about { get; init; } = "";
        public string peer { get; init; } = "";
        public string move { get; init; } = "";
        public string type { get; init; } = "";
        public byte[] body { get; init; } = [];
        public string once { get; init; } = "";
        public string account { get; init; } = "";
        public string name { get; init; } = "";
        public string at { get; init; } = "";
        public long done { get; init; }
    }
}

/// <summary>Who prepared a decision, and when.</summary>
public sealed record PreparedBy(string Account, string Name, DateTimeOffset At);
