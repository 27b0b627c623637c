using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;

namespace Parley.Node.Access;

/// <summary>What an officer has besides the password.</summary>
/// <param name="Since">Since when the authenticator is in use; null where there is none.</param>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
/// <param name="Passkeys">How many passkeys.</param>
public sealed record SecondFactor(DateTimeOffset? Since, int CodesLeft, int Passkeys)
{
    /// <summary>Is a second step asked for after the password?</summary>
    public bool Exists => Since is not null || Passkeys > 0;
}

/// <summary>
/// Authenticators and recovery codes: what is asked for after the password. An authenticator's key is sealed where it
/// is kept; of a recovery code only its hash is.
/// </summary>
public sealed class SecondFactors(
    AccountShelf shelf,
    SecurityEvents events,
    IDataProtectionProvider protection,
    TimeProvider clock
)
{
    /// <summary>How many recovery codes an officer is given at once.</summary>
    public const int RecoveryCodes = 10;

    /// <summary>How many wrong codes an account has before it takes none for a while, from wherever they come: whoever
    /// types them knew the password.</summary>
    public const int WrongAtMost = 10;

    /// <summary>How long no code is taken then.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    /// <summary>Longer than any code is good for.</summary>
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    /// <summary>No sign that is taken for another: neither I, L and 1 nor O and 0.</summary>
    private const string CodeSigns = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private const int CodeLength = 16;

    private readonly IDataProtector seal = protection.CreateProtector("authenticator key");

    public SecondFactor Of(string account)
    {
        using var db = shelf.Open();
        var (since, codes, passkeys) = db.QuerySingle<(string?, long, long)>(
            """
            SELECT (SELECT since FROM authenticator WHERE account = @account),
              (SELECT count(*) FROM recovery_code WHERE account = @account AND used IS NULL),
              (SELECT count(*) FROM passkey WHERE account = @account)
            """,
            new { account }
        );
        var at = since is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(since, CultureInfo.InvariantCulture);
        return new SecondFactor(at, (int)codes, (int)passkeys);
    }

    /// <summary>The authenticator's key, in use or about to be; null where there is none.</summary>
    internal string? KeyOf(string account)
    {
        using var db = shelf.Open();
        var kept = db.ExecuteScalar<string?>("SELECT key FROM authenticator WHERE account = @account", new { account });
        return kept is null ? null : seal.Unprotect(kept);
    }

    /// <summary>Keeps a new key until the officer has shown a code of it. A key in use is not touched.</summary>
    internal void Begin(string account, string key)
    {
        using var db = shelf.Open();
        db.Execute(
            """
            INSERT INTO authenticator (account, key) VALUES (@account, @key)
            ON CONFLICT DO UPDATE SET key = @key WHERE since IS NULL
            """,
            new { account, key = seal.Protect(key) }
        );
    }

    /// <summary>The officer has shown a code: from now on it is asked for. The sessions begun before end.</summary>
    /// <returns>The recovery codes, told this once; null where nothing was begun.</returns>
    internal IReadOnlyList<string>? Confirm(Account account, Doer by)
    {
        var codes = NewCodes();
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        var since = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var begun = db.Execute(
            "UPDATE authenticator SET since = @since WHERE account = @Id AND since IS NULL",
            new { since, account.Id },
            work
        );
        if (begun == 0)
        {
            return null;
        }
        Keep(db, work, account.Id, codes);
        AccountShelf.EndSessions(db, work, account.Id);
        events.Line(by, SecurityAct.AuthenticatorSetUp, account.SignInName, "")(db, work);
        work.Commit();
        return codes;
    }

    /// <summary>New recovery codes in the place of the old ones, told this once.</summary>
    internal IReadOnlyList<string> Renew(Account account, Doer by)
    {
        var codes = NewCodes();
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        Keep(db, work, account.Id, codes);
        events.Line(by, SecurityAct.RecoveryCodesMade, account.SignInName, "")(db, work);
        work.Commit();
        return codes;
    }

    /// <summary>Takes the authenticator and its recovery codes away, and with an operator's reset the passkeys
    /// and tokens too. The sessions end.</summary>
    public void Remove(Account account, Doer by, SecurityAct act)
    {
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        Remove(db, work, account, by, act);
        work.Commit();
    }

    /// <summary>The same as part of more that is written at once.</summary>
    internal void Remove(SqliteConnection db, SqliteTransaction work, Account account, Doer by, SecurityAct act)
    {
        var passkeys =
            act == SecurityAct.SecondFactorReset
                ? "DELETE FROM passkey WHERE account = @Id; UPDATE api_token SET revoked = @now WHERE account = @Id AND revoked IS NULL;"
                : "";
        db.Execute(
            $"""
            DELETE FROM authenticator WHERE account = @Id;
            DELETE FROM recovery_code WHERE account = @Id;
            DELETE FROM code_try WHERE account = @Id;
            {passkeys}
            """,
            new { account.Id, now = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) },
            work
        );
        AccountShelf.EndSessions(db, work, account.Id);
        events.Line(by, act, account.SignInName, "")(db, work);
    }

    /// <summary>Counts a try before it is looked at; false where the account takes no code for a while.</summary>
    internal bool Count(string account)
    {
        using var db = shelf.Open();
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var tries = db.QuerySingle<long>(
            """
            DELETE FROM code_try WHERE last <= @since;
            INSERT INTO code_try VALUES (@account, 1, @now)
              ON CONFLICT DO UPDATE SET tries = tries + 1, last = iif(tries < @most, @now, last)
              RETURNING tries;
            """,
            new
            {
                account,
                now,
                since = now - (long)Rest.TotalMilliseconds,
                most = WrongAtMost,
            }
        );
        return tries <= WrongAtMost;
    }

    /// <summary>Does the account take no code for now?</summary>
    public bool Rests(string account)
    {
        using var db = shelf.Open();
        return db.ExecuteScalar<long>(
                "SELECT count(*) FROM code_try WHERE account = @account AND tries >= @most AND last > @since",
                new
                {
                    account,
                    most = WrongAtMost,
                    since = clock.GetUtcNow().ToUnixTimeMilliseconds() - (long)Rest.TotalMilliseconds,
                }
            ) > 0;
    }

    /// <summary>Lets an account take codes again.</summary>
    internal void Forget(string account)
    {
        using var db = shelf.Open();
        db.Execute("DELETE FROM code_try WHERE account = @account", new { account });
    }

    /// <summary>Takes a code of the authenticator, once: false where it was taken before.</summary>
    internal bool Take(string account, string code)
    {
        using var db = shelf.Open();
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        db.Execute(
            "DELETE FROM code_taken WHERE at <= @before",
            new { before = now - (long)CodeLife.TotalMilliseconds }
        );
        return db.Execute(
                "INSERT INTO code_taken VALUES (@account, @code, @now) ON CONFLICT DO NOTHING",
                new
                {
                    account,
                    code,
                    now,
                }
            ) == 1;
    }

    /// <summary>Uses a recovery code; false where it is none, or was used.</summary>
    internal bool UseRecoveryCode(Account account, string code, Doer by)
    {
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        var used = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var done = db.Execute(
            "UPDATE recovery_code SET used = @used WHERE account = @Id AND hash = @hash AND used IS NULL",
            new
            {
                used,
                account.Id,
                hash = HashOf(account.Id, code),
            },
            work
        );
        if (done == 1)
        {
            events.Line(by, SecurityAct.RecoveryCodeUsed, account.SignInName, "")(db, work);
            work.Commit();
        }
        return done == 1;
    }

    private static void Keep(SqliteConnection db, SqliteTransaction work, string account, IEnumerable<string> codes)
    {
        db.Execute("DELETE FROM recovery_code WHERE account = @account", new { account }, work);
        db.Execute(
            "INSERT INTO recovery_code (account, hash) VALUES (@account, @hash)",
            codes.Select(code => new { account, hash = HashOf(account, code) }),
            work
        );
    }

    /// <summary>"ABCD-EFGH-JKMN-PQRS": 79 bits, so that its plain hash tells nothing.</summary>
    private static List<string> NewCodes() =>
        [
            .. Enumerable
                .Range(0, RecoveryCodes)
                .Select(_ =>
                    string.Join(
                        '-',
                        RandomNumberGenerator.GetString(CodeSigns, CodeLength).Chunk(4).Select(four => new string(four))
                    )
                ),
        ];

    private static string HashOf(string account, string code)
    {
        var plain = string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account} {plain}")));
    }
}
