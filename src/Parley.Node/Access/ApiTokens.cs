using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Parley.Node.Access;

/// <summary>What a program may do for the officer who gave it a token.</summary>
public enum TokenScope
{
    /// <summary>Reads what the officer may see.</summary>
    Read,

    /// <summary>Writes drafts and hands them in for release.</summary>
    Draft,

    /// <summary>States what one officer may state alone, such as an acknowledgement.</summary>
    Act,

    /// <summary>Releases what another officer wrote, as the second person: only where the node allows it.</summary>
    Release,

    /// <summary>Takes the steps before a release that the nation's law asks of the officer: only where the node allows
    /// it.</summary>
    Check,

    /// <summary>Proposes, accepts, declines and ends agreements, and publishes reviews: only where the node allows it.
    /// </summary>
    Agree,

    /// <summary>Says which matters are kept longer: only where the node allows it.</summary>
    Keep,

    /// <summary>Reads the local ledger, where the officer is an auditor.</summary>
    Audit,
}

/// <summary>A token by which a program acts for an officer.</summary>
/// <param name="Purpose">What the officer made it for.</param>
public sealed record ApiToken(
    string Id,
    string Account,
    string Purpose,
    IReadOnlyList<TokenScope> Scopes,
    DateTimeOffset Made,
    DateTimeOffset Until,
    DateTimeOffset? Used,
    DateTimeOffset? Revoked
)
{
    /// <summary>Is it good at this instant?</summary>
    public bool IsGood(DateTimeOffset now) => Revoked is null && now < Until;
}

/// <summary>
/// The tokens of the officers of one node. The whole token is told once; afterwards only the hash of its secret is
/// known.
/// </summary>
public sealed class ApiTokens(AccountShelf shelf, SecurityEvents events, TimeProvider clock)
{
    /// <summary>How every token begins, so that it is known where it should not be.</summary>
    public const string Begins = "parley_";

    /// <summary>How many good tokens one officer may have.</summary>
    public const int AtMost = 20;

    /// <summary>The longest purpose taken.</summary>
    public const int PurposeAtMost = 100;

    /// <summary>How many days a token may be good.</summary>
    public static readonly IReadOnlyList<int> Days = [30, 90, 180, 365];

    private const int IdBytes = 6;
    private const int SecretBytes = 32;

    /// <summary>A use is written down again only so long after the last.</summary>
    private static readonly TimeSpan UseAgain = TimeSpan.FromHours(1);

    private static readonly TimeSpan NoteAgain = TimeSpan.FromMinutes(1);

    /// <summary>The tokens of one officer, the newest first; those long over are left out.</summary>
    public IReadOnlyList<ApiToken> Of(string account)
    {
        using var db = shelf.Open();
        return
        [
            .. db.Query<Row>("SELECT * FROM api_token WHERE account = @account ORDER BY made DESC", new { account })
                .Select(ToToken)
                .Take(2 * AtMost),
        ];
    }

    /// <summary>The good tokens of all officers, the newest first.</summary>
    public IReadOnlyList<ApiToken> All()
    {
        var now = clock.GetUtcNow();
        using var db = shelf.Open();
        return
        [
            .. db.Query<Row>("SELECT * FROM api_token WHERE revoked IS NULL ORDER BY made DESC")
                .Select(ToToken)
                .Where(one => one.IsGood(now)),
        ];
    }

    /// <summary>Makes a token; the whole of it, told this once, or null where there are too many.</summary>
    public string? Make(Account account, string purpose, IReadOnlyList<TokenScope> scopes, int days, Doer by)
    {
        var now = clock.GetUtcNow();
        if (Of(account.Id).Count(one => one.IsGood(now)) >= AtMost)
        {
            return null;
        }
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        db.Execute(
            """
            INSERT INTO api_token (id, account, purpose, scopes, hash, made, until)
            VALUES (@id, @account, @purpose, @scopes, @hash, @made, @until)
            """,
            new
            {
                id,
                account = account.Id,
                purpose,
                scopes = string.Join(' ', scopes),
                hash = HashOf(secret),
                made = Text(now),
                until = Text(now.AddDays(days)),
            },
            work
        );
        events.Line(by, SecurityAct.TokenMade, account.SignInName, $"{purpose} ({string.Join(", ", scopes)})")(
            db,
            work
        );
        work.Commit();
        return $"{Begins}{id}_{secret}";
    }

    /// <summary>Ends a token of this officer; false where there is none such.</summary>
    public bool Revoke(Account account, string id, Doer by)
    {
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        var purpose = db.QuerySingleOrDefault<string>(
            """
            UPDATE api_token SET revoked = @now WHERE id = @id AND account = @account AND revoked IS NULL
            RETURNING purpose
            """,
            new
            {
                id,
                account = account.Id,
                now = Text(clock.GetUtcNow()),
            },
            work
        );
        if (purpose is null)
        {
            return false;
        }
        events.Line(by, SecurityAct.TokenRevoked, account.SignInName, purpose)(db, work);
        work.Commit();
        return true;
    }

    /// <summary>The good token and its officer; null where it is not known, over, or the account is closed.</summary>
    public (ApiToken Token, Account Account)? Check(string given, string address)
    {
        var parts = given.StartsWith(Begins, StringComparison.Ordinal) ? given[Begins.Length..].Split('_') : [];
        if (parts is not [{ Length: 2 * IdBytes } id, { Length: 2 * SecretBytes } secret])
        {
            return null;
        }
        using var db = shelf.Open();
        var row = db.QuerySingleOrDefault<Row>("SELECT * FROM api_token WHERE id = @id", new { id });
        // Compared in the same time, whether there is such a token or not.
        var same = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(row?.hash ?? HashOf("")),
            Encoding.ASCII.GetBytes(HashOf(secret))
        );
        var now = clock.GetUtcNow();
        if (row is null || !same || ToToken(row) is not { } token || !token.IsGood(now))
        {
            return null;
        }
        if (shelf.Find(token.Account) is not { Closed: false } account)
        {
            return null;
        }
        if (token.Used is null || now - token.Used > NoteAgain)
        {
            db.Execute("UPDATE api_token SET used = @now WHERE id = @id", new { id, now = Text(now) });
        }
        if (token.Used is null || now - token.Used > UseAgain)
        {
            events.Note(new Doer(account.SignInName, address), SecurityAct.TokenUsed, more: token.Purpose);
        }
        return (token, account);
    }

    private static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string at) => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);

    private static ApiToken ToToken(Row row) =>
        new(
            row.id,
            row.account,
            row.purpose,
            [.. row.scopes.Split(' ').Select(Enum.Parse<TokenScope>)],
            Instant(row.made),
            Instant(row.until),
            row.used is null ? null : Instant(row.used),
            row.revoked is null ? null : Instant(row.revoked)
        );

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public string id { get; init; } = "";
        public string account { get; init; } = "";
        public string purpose { get; init; } = "";
        public string scopes { get; init; } = "";
        public string hash { get; init; } = "";
        public string made { get; init; } = "";
        public string until { get; init; } = "";
        public string? used { get; init; }
        public string? revoked { get; init; }
    }
#pragma warning restore IDE1006
}
