using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;

namespace Parley.Node.Access;

/// <summary>
/// The accounts of one node, in a small database of their own, apart from the record: accounts are local and may be
/// deleted, the record may not.
/// </summary>
public sealed class AccountShelf
{
    private readonly string connection;

    /// <summary>Opens, and where needed makes, <c>accounts.db</c> in the node's data folder.</summary>
    public AccountShelf(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        connection = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataFolder, "accounts.db"),
            DefaultTimeout = 10,
        }.ToString();
        using var db = Open();
        db.Execute(
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS account (
              id TEXT PRIMARY KEY,
              sign_in_name TEXT NOT NULL,
              sign_in_key TEXT NOT NULL UNIQUE,
              name_en TEXT NOT NULL, name_zh TEXT NOT NULL,
              authority TEXT NOT NULL, authority_en TEXT NOT NULL, authority_zh TEXT NOT NULL,
              title_en TEXT NOT NULL, title_zh TEXT NOT NULL,
              roles TEXT NOT NULL,
              password_hash TEXT,
              security_stamp TEXT NOT NULL,
              failed_sign_ins INTEGER NOT NULL,
              locked_until TEXT,
              closed INTEGER NOT NULL
            ) STRICT;
            """
        );
    }

    /// <summary>Every account, by name.</summary>
    public IReadOnlyList<Account> All()
    {
        using var db = Open();
        return db.Query<Row>("SELECT * FROM account ORDER BY closed, name_en").Select(ToAccount).ToList();
    }

    public Account? Find(string id)
    {
        using var db = Open();
        return db.QuerySingleOrDefault<Row>("SELECT * FROM account WHERE id = @id", new { id }) is { } row
            ? ToAccount(row)
            : null;
    }

    public Account? FindBySignInName(string name)
    {
        using var db = Open();
        var key = KeyOf(name);
        return db.QuerySingleOrDefault<Row>("SELECT * FROM account WHERE sign_in_key = @key", new { key }) is { } row
            ? ToAccount(row)
            : null;
    }

    /// <summary>Adds or replaces; false where another account bears the sign-in name.</summary>
    public bool Put(Account account)
    {
        using var db = Open();
        try
        {
            db.Execute(
                """
                INSERT INTO account VALUES (@id, @sign_in_name, @sign_in_key, @name_en, @name_zh, @authority,
                  @authority_en, @authority_zh, @title_en, @title_zh, @roles, @password_hash, @security_stamp,
                  @failed_sign_ins, @locked_until, @closed)
                ON CONFLICT (id) DO UPDATE SET sign_in_name = @sign_in_name, sign_in_key = @sign_in_key,
                  name_en = @name_en, name_zh = @name_zh, authority = @authority, authority_en = @authority_en,
                  authority_zh = @authority_zh, title_en = @title_en, title_zh = @title_zh, roles = @roles,
                  password_hash = @password_hash, security_stamp = @security_stamp,
                  failed_sign_ins = @failed_sign_ins, locked_until = @locked_until, closed = @closed
                """,
                ToRow(account)
            );
            return true;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 19)
        {
            return false;
        }
    }

    private SqliteConnection Open()
    {
        var db = new SqliteConnection(connection);
        db.Open();
        return db;
    }

    private static string KeyOf(string name) => name.Trim().ToUpperInvariant();

    private static Account ToAccount(Row row) =>
        new()
        {
            Id = row.id,
            SignInName = row.sign_in_name,
            Name = new Bilingual(row.name_en, row.name_zh),
            Authority = row.authority,
            AuthorityName = new Bilingual(row.authority_en, row.authority_zh),
            Title = new Bilingual(row.title_en, row.title_zh),
            Roles = row.roles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToList(),
            PasswordHash = row.password_hash,
            SecurityStamp = row.security_stamp,
            FailedSignIns = (int)row.failed_sign_ins,
            LockedUntil = row.locked_until is { } until
                ? DateTimeOffset.Parse(until, CultureInfo.InvariantCulture)
                : null,
            Closed = row.closed != 0,
        };

    private static Row ToRow(Account account) =>
        new()
        {
            id = account.Id,
            sign_in_name = account.SignInName,
            sign_in_key = KeyOf(account.SignInName),
            name_en = account.Name.En,
            name_zh = account.Name.Zh,
            authority = account.Authority,
            authority_en = account.AuthorityName.En,
            authority_zh = account.AuthorityName.Zh,
            title_en = account.Title.En,
            title_zh = account.Title.Zh,
            roles = string.Join(' ', account.Roles),
            password_hash = account.PasswordHash,
            security_stamp = account.SecurityStamp,
            failed_sign_ins = account.FailedSignIns,
            locked_until = account.LockedUntil?.ToString("O", CultureInfo.InvariantCulture),
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
        public string title_en { get; init; } = "";
        public string title_zh { get; init; } = "";
        public string roles { get; init; } = "";
        public string? password_hash { get; init; }
        public string security_stamp { get; init; } = "";
        public long failed_sign_ins { get; init; }
        public string? locked_until { get; init; }
        public long closed { get; init; }
    }
#pragma warning restore IDE1006
}
