using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Parley.Node.Bridge;
using Parley.Node.Desk;

namespace Parley.Node.Together;

/// <summary>Who wants notices, and what was sent; in the desk's database, with no content of any matter.</summary>
public sealed class NoticeShelf(DeskDatabase database)
{
    /// <summary>How long a link confirms an address.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromDays(2);

    private const string Wishes = "SELECT account, address, kinds, language, confirmed_at, since FROM notice_wish";

    public NoticeWish? Of(string account)
    {
        using var db = database.Open();
        return db.QuerySingleOrDefault<WishRow>($"{Wishes} WHERE account = @account", new { account }) is { } row
            ? Of(row)
            : null;
    }

    /// <summary>Everybody whose address is confirmed.</summary>
    public IReadOnlyList<NoticeWish> Confirmed()
    {
        using var db = database.Open();
        return [.. db.Query<WishRow>($"{Wishes} WHERE confirmed_at IS NOT NULL ORDER BY account").Select(Of)];
    }

    /// <summary>Keeps what an officer wants. Another address has to be confirmed; who begins to be told of what the
    /// other side says is not told of what it said before.</summary>
    /// <returns>The secret of the link that confirms it; null where it is confirmed.</returns>
    public string? Keep(
        string account,
        string address,
        IEnumerable<NoticeKind> kinds,
        string language,
        DateTimeOffset now
    )
    {
        var known =
            Of(account) is { Confirmed: not null } wish
            && string.Equals(wish.Address, address, StringComparison.OrdinalIgnoreCase);
        var secret = known ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        using var db = database.Open();
        db.Execute(
            """
            INSERT INTO notice_wish (account, address, kinds, language, secret, secret_until, since)
            VALUES (@account, @address, @kinds, @language, @secret, @until, @now)
            ON CONFLICT (account) DO UPDATE SET address = @address, kinds = @kinds, language = @language,
              confirmed_at = iif(@secret IS NULL, confirmed_at, NULL), secret = @secret, secret_until = @until,
              since = iif(instr(kinds, @arrived) > 0, since, @now)
            """,
            new
            {
                account,
                address,
                kinds = string.Join(' ', kinds),
                language,
                secret = secret is null ? null : HashOf(secret),
                until = Text(now + LinkLife),
                now = Text(now),
                arrived = nameof(NoticeKind.Arrived),
            }
        );
        return secret;
    }

    /// <summary>Claims the one link that an account is sent in a while, to whatever address; false where it had it
    /// already. That the officer wanted nothing any more meanwhile does not count.</summary>
    public bool ClaimLink(string account, TimeSpan whileOf, DateTimeOffset now)
    {
        using var db = database.Open();
        return db.Execute(
                """
                INSERT INTO notice_asked VALUES (@account, @now)
                ON CONFLICT (account) DO UPDATE SET at = @now WHERE at <= @before
                """,
                new
                {
                    account,
                    now = Text(now),
                    before = Text(now - whileOf),
                }
            ) == 1;
    }

    /// <summary>Confirms the address by the link sent to it, by the very officer; false where it is none or over.
    /// </summary>
    public bool Confirm(string account, string secret, DateTimeOffset now)
    {
        using var db = database.Open();
        return db.Execute(
                """
                UPDATE notice_wish SET confirmed_at = @now, secret = NULL
                WHERE account = @account AND secret = @secret AND secret_until > @now
                """,
                new
                {
                    account,
                    secret = HashOf(secret),
                    now = Text(now),
                }
            ) == 1;
    }

    /// <summary>The officer wants nothing any more; the address is forgotten.</summary>
    public void Forget(string account)
    {
        using var db = database.Open();
        db.Execute(
            """
            DELETE FROM notice_wish WHERE account = @account;
            DELETE FROM notice WHERE account = @account AND mail IS NULL;
            """,
            new { account }
        );
    }

    /// <summary>Notes what there is to tell an officer now; what was told stays told, and what is over is forgotten.
    /// </summary>
    /// <returns>What waits to be told.</returns>
    public IReadOnlyList<NoticeCause> Note(string account, IReadOnlyList<NoticeCause> causes, DateTimeOffset now)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        foreach (var cause in causes)
        {
            db.Execute(
                """
                INSERT OR IGNORE INTO notice (account, cause, matter, at) VALUES (@account, @Id, @Matter, @at)
                """,
                new
                {
                    account,
                    cause.Id,
                    cause.Matter,
                    at = Text(now),
                },
                work
            );
        }
        var still = causes.Select(cause => cause.Id).ToHashSet(StringComparer.Ordinal);
        var waiting = db.Query<(long Id, string Cause, string Matter)>(
                "SELECT id, cause, matter FROM notice WHERE account = @account AND mail IS NULL ORDER BY id",
                new { account },
                work
            )
            .ToList();
        foreach (var over in waiting.Where(one => !still.Contains(one.Cause)))
        {
            db.Execute("DELETE FROM notice WHERE id = @Id", new { over.Id }, work);
        }
        work.Commit();
        return
        [
            .. waiting.Where(one => still.Contains(one.Cause)).Select(one => new NoticeCause(one.Cause, one.Matter)),
        ];
    }

    /// <summary>The last mails to an officer, the newest first.</summary>
    public IReadOnlyList<SentMail> MailsTo(string account, int atMost) =>
        Mails("WHERE account = @account ORDER BY id DESC LIMIT @atMost", new { account, atMost });

    /// <summary>The last mails to anybody, the newest first.</summary>
    public IReadOnlyList<SentMail> LastMails(int atMost) => Mails("ORDER BY id DESC LIMIT @atMost", new { atMost });

    /// <summary>A mail is about to go: everything that waits for the officer goes with it, and with no other.</summary>
    public long Begin(string account, int matters, DateTimeOffset now)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var id = db.ExecuteScalar<long>(
            "INSERT INTO notice_mail (account, matters, begun_at) VALUES (@account, @matters, @at) RETURNING id",
            new
            {
                account,
                matters,
                at = Text(now),
            },
            work
        );
        db.Execute("UPDATE notice SET mail = @id WHERE account = @account AND mail IS NULL", new { id, account }, work);
        work.Commit();
        return id;
    }

    /// <summary>What became of it; what was refused for certain waits again.</summary>
    public void End(long id, MailResult result)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        db.Execute(
            "UPDATE notice_mail SET outcome = @outcome, said = @said WHERE id = @id",
            new
            {
                id,
                outcome = result.Outcome.ToString(),
                said = result.Said.Length > 300 ? result.Said[..300] : result.Said,
            },
            work
        );
        if (result.Outcome is MailOutcome.Refused)
        {
            db.Execute("UPDATE notice SET mail = NULL WHERE mail = @id", new { id }, work);
        }
        work.Commit();
    }

    /// <summary>A node that stopped while a mail was under way does not know whether it was taken, and does not send
    /// it again.</summary>
    public void EndThoseUnderWay()
    {
        using var db = database.Open();
        db.Execute(
            "UPDATE notice_mail SET outcome = @outcome, said = 'The node stopped meanwhile.' WHERE outcome IS NULL",
            new { outcome = nameof(MailOutcome.Unknown) }
        );
    }

    private SentMail[] Mails(string where, object values)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<MailRow>($"SELECT id, account, begun_at, outcome, said FROM notice_mail {where}", values)
                .Select(row => new SentMail(
                    row.id,
                    row.account,
                    Instant(row.begun_at),
                    row.outcome is { } outcome ? Enum.Parse<MailOutcome>(outcome) : null,
                    row.said
                )),
        ];
    }

    private static NoticeWish Of(WishRow row) =>
        new(
            row.account,
            row.address,
            [.. row.kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<NoticeKind>)],
            row.language,
            row.confirmed_at is { } confirmed ? Instant(confirmed) : null,
            Instant(row.since)
        );

    private static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private sealed class WishRow
    {
        public string account { get; init; } = "";
        public string address { get; init; } = "";
        public string kinds { get; init; } = "";
        public string language { get; init; } = "";
        public string? confirmed_at { get; init; }
        public string since { get; init; } = "";
    }

    private sealed class MailRow
    {
        public long id { get; init; }
        public string account { get; init; } = "";
        public string begun_at { get; init; } = "";
        public string? outcome { get; init; }
        public string said { get; init; } = "";
    }
}
