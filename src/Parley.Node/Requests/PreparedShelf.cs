using System.Globalization;
using Dapper;
using Parley.Cooperation;
using Parley.Exchange.Formats;
using Parley.Node.Desk;

namespace Parley.Node.Requests;

/// <summary>A decision that one officer prepared and another is to release.</summary>
public sealed record PreparedMove(
    long Id,
    SubjectId About,
    string Move,
    Statement Statement,
    string Account,
    string Name,
    DateTimeOffset At
);

/// <summary>Decisions that wait for their release: kept at this node only.</summary>
public sealed class PreparedShelf
{
    private readonly DeskDatabase database;

    public PreparedShelf(DeskDatabase database)
    {
        this.database = database;
        using var db = database.Open();
        db.Execute(
            """
            CREATE TABLE IF NOT EXISTS prepared (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              about TEXT NOT NULL,
              move TEXT NOT NULL,
              type TEXT NOT NULL,
              body BLOB NOT NULL,
              account TEXT NOT NULL,
              name TEXT NOT NULL,
              at TEXT NOT NULL
            ) STRICT;
            """
        );
    }

    public void Add(SubjectId about, string move, Statement statement, string account, string name, DateTimeOffset now)
    {
        var (type, body) = StatementFormat.Write(statement);
        using var db = database.Open();
        db.Execute(
            "INSERT INTO prepared (about, move, type, body, account, name, at) "
                + "VALUES (@about, @move, @type, @body, @account, @name, @at)",
            new
            {
                about = about.ToString(),
                move,
                type,
                body,
                account,
                name,
                at = now.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            }
        );
    }

    /// <summary>All that wait, the oldest first.</summary>
    public IReadOnlyList<PreparedMove> All()
    {
        using var db = database.Open();
        return db.Query<Row>("SELECT * FROM prepared ORDER BY id").Select(Move).ToList();
    }

    public PreparedMove? Find(long id)
    {
        using var db = database.Open();
        return db.QuerySingleOrDefault<Row>("SELECT * FROM prepared WHERE id = @id", new { id }) is { } row
            ? Move(row)
            : null;
    }

    public IReadOnlyList<PreparedMove> About(SubjectId about) => All().Where(one => one.About == about).ToList();

    public void Remove(long id)
    {
        using var db = database.Open();
        db.Execute("DELETE FROM prepared WHERE id = @id", new { id });
    }

    private static PreparedMove Move(Row row) =>
        new(
            row.id,
            SubjectId.Parse(row.about),
            row.move,
            StatementFormat.Read(row.type, row.body),
            row.account,
            row.name,
            DateTimeOffset.Parse(row.at, CultureInfo.InvariantCulture)
        );

    private sealed class Row
    {
        public long id { get; init; }
        public string about { get; init; } = "";
        public string move { get; init; } = "";
        public string type { get; init; } = "";
        public byte[] body { get; init; } = [];
        public string account { get; init; } = "";
        public string name { get; init; } = "";
        public string at { get; init; } = "";
    }
}
