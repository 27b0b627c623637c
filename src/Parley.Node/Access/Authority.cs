using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;

namespace Parley.Node.Access;

/// <summary>An authority of this nation whose officers work at this node.</summary>
/// <param name="Code">As it stands in the record with every act: "us-cyber-police".</param>
/// <param name="Competences">What it is competent for; none where it only runs the node.</param>
/// <param name="Closed">A closed authority takes in no more officers; its name stays where they acted.</param>
public sealed record Authority(string Code, Bilingual Name, IReadOnlyList<Competence> Competences, bool Closed = false);

/// <summary>The authorities of one node, beside its accounts.</summary>
public sealed class AuthorityShelf(AccountShelf shelf)
{
    private const string Columns = "SELECT code, name_en, name_zh, competences, closed FROM authority";

    /// <summary>Every authority, the closed ones last.</summary>
    public IReadOnlyList<Authority> All()
    {
        using var db = shelf.Open();
        return db.Query<Row>($"{Columns} ORDER BY closed, code").Select(ToAuthority).ToList();
    }

    public Authority? Find(string code)
    {
        using var db = shelf.Open();
        return db.QuerySingleOrDefault<Row>($"{Columns} WHERE code = @code", new { code }) is { } row
            ? ToAuthority(row)
            : null;
    }

    /// <summary>Adds an authority, or gives one that is there this name, these competences and this standing. Where
    /// what its officers may do changes with it, the sessions they have open end.</summary>
    /// <param name="line">Writes down that it was done, or it is not.</param>
    public void Put(Authority authority, Action<SqliteConnection, SqliteTransaction>? line = null)
    {
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        Put(db, work, authority);
        line?.Invoke(db, work);
        work.Commit();
    }

    /// <summary>The same as part of more that is written at once.</summary>
    internal static void Put(SqliteConnection db, SqliteTransaction work, Authority authority) =>
        db.Execute(
            """
            UPDATE account SET security_stamp = lower(hex(randomblob(16)))
            WHERE authority = @Code AND NOT EXISTS (
              SELECT 1 FROM authority WHERE code = @Code AND competences = @Competences AND closed = @Closed);
            INSERT INTO authority (code, name_en, name_zh, competences, closed)
            VALUES (@Code, @En, @Zh, @Competences, @Closed)
            ON CONFLICT (code) DO UPDATE SET
              name_en = @En, name_zh = @Zh, competences = @Competences, closed = @Closed;
            """,
            ToFields(authority),
            work
        );

    /// <summary>Adds an authority where none bears the code; one that is there stays as it is.</summary>
    internal static void Meet(SqliteConnection db, SqliteTransaction work, Authority authority) =>
        db.Execute(
            """
            INSERT INTO authority (code, name_en, name_zh, competences, closed)
            VALUES (@Code, @En, @Zh, @Competences, @Closed) ON CONFLICT DO NOTHING
            """,
            ToFields(authority),
            work
        );

    /// <summary>Competences as they are kept, and as they are read again.</summary>
    internal static string Kept(IEnumerable<Competence> competences) => string.Join(' ', competences);

    internal static IReadOnlyList<Competence> Read(string kept) =>
        [.. kept.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Competence>)];

    private static object ToFields(Authority authority) =>
        new
        {
            authority.Code,
            authority.Name.En,
            authority.Name.Zh,
            Competences = Kept(authority.Competences),
            Closed = authority.Closed ? 1 : 0,
        };

    private static Authority ToAuthority(Row row) =>
        new(row.code, new Bilingual(row.name_en, row.name_zh), Read(row.competences), row.closed != 0);

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public string code { get; init; } = "";
        public string name_en { get; init; } = "";
        public string name_zh { get; init; } = "";
        public string competences { get; init; } = "";
        public long closed { get; init; }
    }
#pragma warning restore IDE1006
}
