using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Node.Storage;

namespace Parley.Node.Access;

/// <summary>
/// The accounts of one node, in a small database of their own, <c>accounts.db</c>, apart from the record: accounts are
/// local and may be deleted, the record may not.
/// </summary>
public sealed class AccountShelf(string dataFolder) : LocalDatabase(dataFolder, "accounts")
{
    private const string Columns = """
        SELECT account.*, authority.name_en AS authority_en, authority.name_zh AS authority_zh, authority.competences
        FROM account JOIN authority ON authority.code = account.authority
        """;

    /// <summary>Every account, by name.</summary>
    public IReadOnlyList<Account> All()
    {
        using var db = Open();
        return db.Query<Row>($"{Columns} ORDER BY account.closed, account.name_en").Select(ToAccount).ToList();
    }

    public Account? Find(string id)
    {
        using var db = Open();
        return db.QuerySingleOrDefault<Row>($"{Columns} WHERE id = @id", new { id }) is { } row ? ToAccount(row) : null;
    }

    public Account? FindBySignInName(string name)
    {
        using var db = Open();
        var key = KeyOf(name);
        return db.QuerySingleOrDefault<Row>($"{Columns} WHERE sign_in_key = @key", new { key }) is { } row
            ? ToAccount(row)
            : null;
    }

    /// <summary>Adds an account; false where another bears the sign-in name. Its authority is added with it, where none
    /// bears the code; one that is there stays as it is.</summary>
    /// <param name="line">Writes down that it was added, or it is not.</param>
    public bool Add(Account account, Action<SqliteConnection, SqliteTransaction>? line = null) =>
        Write(
            line,
            (db, work) =>
            {
                AuthorityShelf.Meet(
                    db,
                    work,
                    new Authority(account.Authority, account.AuthorityName, account.Competences)
                );
                return db.Execute(
                    """
                    INSERT INTO account (id, sign_in_name, sign_in_key, name_en, name_zh, authority,
                      title_en, title_zh, roles, password_hash, security_stamp, closed)
                    VALUES (@id, @sign_in_name, @sign_in_key, @name_en, @name_zh, @authority,
                      @title_en, @title_zh, @roles, @password_hash, @security_stamp, @closed)
                    ON CONFLICT DO NOTHING
                    """,
                    ToRow(account),
                    work
                );
            }
        );

    /// <summary>
    /// Changes what is named and nothing else, so that two who change an account at once undo nothing of each other;
    /// and ends the sessions begun before.
    /// </summary>
    /// <param name="line">Writes down that it was changed, or it is not.</param>
    /// <returns>False where there is no such account.</returns>
    public bool Change(string id, AccountChange change, Action<SqliteConnection, SqliteTransaction>? line = null) =>
        Write(line, (db, work) => Change(db, work, id, change));

    /// <summary>The same as part of more that is written at once.</summary>
    /// <returns>How many accounts that is.</returns>
    internal static int Change(SqliteConnection db, SqliteTransaction work, string id, AccountChange change) =>
        db.Execute(
            """
            UPDATE account SET
              name_en = coalesce(@name_en, name_en), name_zh = coalesce(@name_zh, name_zh),
              title_en = coalesce(@title_en, title_en), title_zh = coalesce(@title_zh, title_zh),
              authority = coalesce(@authority, authority),
              roles = coalesce(@roles, roles), password_hash = coalesce(@password_hash, password_hash),
              closed = coalesce(@closed, closed), security_stamp = @security_stamp
            WHERE id = @id
            """,
            new
            {
                id,
                name_en = change.Name?.En,
                name_zh = change.Name?.Zh,
                title_en = change.Title?.En,
                title_zh = change.Title?.Zh,
                authority = change.Authority,
                roles = change.Roles is { } roles ? string.Join(' ', roles) : null,
                password_hash = change.PasswordHash,
                closed = change.Closed,
                security_stamp = Guid.NewGuid().ToString("N"),
            },
            work
        );

    /// <summary>Ends the sessions an account has open, by giving it a new stamp.</summary>
    internal static void EndSessions(SqliteConnection db, SqliteTransaction work, string id) =>
        db.Execute(
            "UPDATE account SET security_stamp = @stamp WHERE id = @id",
            new { id, stamp = Guid.NewGuid().ToString("N") },
            work
        );

    /// <summary>The sessions signed out since an instant, and when.</summary>
    internal Dictionary<string, DateTimeOffset> SessionsEnded(DateTimeOffset since)
    {
        using var db = Open();
        return db.Query<(string Id, long At)>(
                "SELECT id, at FROM session_ended WHERE at >= @since",
                new { since = since.ToUnixTimeSeconds() }
            )
            .ToDictionary(row => row.Id, row => DateTimeOffset.FromUnixTimeSeconds(row.At), StringComparer.Ordinal);
    }

    /// <summary>Notes that a session was signed out; those before an instant are too old to live anyway.</summary>
    internal void EndSession(string id, DateTimeOffset at, DateTimeOffset before)
    {
        using var db = Open();
        db.Execute(
            "DELETE FROM session_ended WHERE at < @before; INSERT OR IGNORE INTO session_ended VALUES (@id, @at)",
            new
            {
                id,
                at = at.ToUnixTimeSeconds(),
                before = before.ToUnixTimeSeconds(),
            }
        );
    }

    /// <summary>One row and its line, both or neither.</summary>
    private bool Write(
        Action<SqliteConnection, SqliteTransaction>? line,
        Func<SqliteConnection, SqliteTransaction, int> write
    )
    {
        using var db = Open();
        using var work = db.BeginTransaction();
        if (write(db, work) != 1)
        {
            return false;
        }
        line?.Invoke(db, work);
        work.Commit();
        return true;
    }

    /// <summary>The form of a sign-in name in which its case and the space around it do not matter.</summary>
    internal static string KeyOf(string name) => name.Trim().ToUpperInvariant();

    private static Account ToAccount(Row row) =>
        new()
        {
            Id = row.id,
            SignInName = row.sign_in_name,
            Name = new Bilingual(row.name_en, row.name_zh),
            Authority = row.authority,
            AuthorityName = new Bilingual(row.authority_en, row.authority_zh),
            Competences = AuthorityShelf.Read(row.competences),
            Title = new Bilingual(row.title_en, row.title_zh),
            Roles = Apart(
                row.roles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToList()
            ),
            PasswordHash = row.password_hash,
            SecurityStamp = row.security_stamp,
            Closed = row.closed != 0,
        };

    /// <summary>Who runs the node takes no part in matters, also where an account was opened before that was so.
    /// </summary>
    private static List<Role> Apart(List<Role> roles) =>
        roles.Contains(Role.Operator) ? roles.FindAll(role => role is Role.Operator or Role.Reader) : roles;

    private static Row ToRow(Account account) =>
        new()
        {
            id = account.Id,
            sign_in_name = account.SignInName,
            sign_in_key = KeyOf(account.SignInName),
            name_en = account.Name.En,
            name_zh = account.Name.Zh,
            authority = account.Authority,
            title_en = account.Title.En,
            title_zh = account.Title.Zh,
            roles = string.Join(' ', account.Roles),
            password_hash = account.PasswordHash,
            security_stamp = account.SecurityStamp,
            closed = account.Closed ? 1 : 0,
        };

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public string id { get; init; } = "";
        public string sign_in_name { get; init; } = "";
        public string sign_in_key { get; init; } = "";
        public string name_en { get; init; } = "";
        public string name_zh { get; init; } = "";
        public string authority { get; init; } = "";
        public string authority_en { get; init; } = "";
        public string authority_zh { get; init; } = "";
        public string competences { get; init; } = "";
        public string title_en { get; init; } = "";
        public string title_zh { get; init; } = "";
        public string roles { get; init; } = "";
        public string? password_hash { get; init; }
        public string security_stamp { get; init; } = "";
        public long closed { get; init; }
    }
#pragma warning restore IDE1006
}

/// <summary>What changes of an account; null where it stays.</summary>
public sealed record AccountChange(
    Bilingual? Name = null,
    IReadOnlyList<Role>? Roles = null,
    string? PasswordHash = null,
    bool? Closed = null,
    Bilingual? Title = null,
    string? Authority = null
);
