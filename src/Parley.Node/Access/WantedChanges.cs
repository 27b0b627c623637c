using System.Globalization;
using System.Security.Claims;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Parley.Node.Access;

/// <summary>What may be wanted of an account or an authority, and needs a second officer.</summary>
public enum ChangeKind
{
    /// <summary>Roles the officer has not had.</summary>
    Roles,

    /// <summary>Another authority, and with it another competence.</summary>
    Authority,

    /// <summary>A link to set a new password by.</summary>
    Invitation,

    /// <summary>Authenticator, recovery codes, passkeys and tokens taken away.</summary>
    SecondFactorReset,

    /// <summary>A closed account opened again, with its roles.</summary>
    Reopening,

    /// <summary>What an authority with officers is competent for.</summary>
    Competences,

    /// <summary>Another rule book for the whole node.</summary>
    RuleBook,
}

/// <summary>One change that waits for a second officer.</summary>
/// <param name="Subject">The account's id; of <see cref="ChangeKind.Competences"/> the authority's code; of
/// <see cref="ChangeKind.RuleBook"/> its name.</param>
/// <param name="More">The roles, the authority's code, the competences, or the id of the rule book put forward.</param>
/// <param name="By">The account that wants it.</param>
public sealed record WantedChange(long Id, ChangeKind Kind, string Subject, string More, string By, DateTimeOffset At);

/// <summary>What became of a change: done, waiting, or why not.</summary>
/// <param name="Link">A link made with it, told this once.</param>
public sealed record ChangeOutcome(bool Waits, OfficerTrouble? Trouble = null, string? Link = null);

/// <summary>
/// Whoever runs the node gives nobody a right alone, and takes nobody's place alone: what adds to somebody's rights, or
/// would let another sign in as them, is confirmed by a second operator or by a releaser, who is neither the one who
/// wants it nor the one it is about. What only takes rights away is done at once.
/// </summary>
public sealed class WantedChanges(
    AccountShelf shelf,
    AuthorityShelf authorities,
    ChangeDoing doing,
    SecurityEvents events,
    TimeProvider clock
)
{
    private const string Columns = "SELECT id, kind, subject, more, wanted_by, at FROM wanted_change";

    /// <summary>What waits, the oldest first.</summary>
    public IReadOnlyList<WantedChange> Waiting()
    {
        using var db = shelf.Open();
        return [.. db.Query<Row>($"{Columns} WHERE decided_at IS NULL ORDER BY id").Select(ToChange)];
    }

    /// <summary>May this officer confirm it?</summary>
    public static bool MayConfirm(ClaimsPrincipal user, WantedChange change) =>
        (user.Has(Role.Operator) || user.Has(Role.Releaser))
        && !string.Equals(user.AccountId(), change.By, StringComparison.Ordinal)
        && !string.Equals(user.AccountId(), change.Subject, StringComparison.Ordinal);

    /// <summary>Does what is wanted, or lets it wait for a second officer.</summary>
    public ChangeOutcome Want(ChangeKind kind, string subject, string more, ClaimsPrincipal user, Doer by)
    {
        if (Hinders(kind, subject, more) is { } trouble)
        {
            return new ChangeOutcome(false, trouble);
        }
        if (!NeedsSecond(kind, subject, more))
        {
            return AtOnce((db, work) => doing.Do(db, work, kind, subject, more, by));
        }
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        // Wanted anew, it takes the place of what was wanted before.
        db.Execute(
            """
            UPDATE wanted_change SET decided_by = @by, decided_at = @at, confirmed = 0
              WHERE kind = @kind AND subject = @subject AND decided_at IS NULL;
            INSERT INTO wanted_change (kind, subject, more, wanted_by, at) VALUES (@kind, @subject, @more, @by, @at);
            """,
            new
            {
                kind = kind.ToString(),
                subject,
                more,
                by = user.AccountId(),
                at = Now(),
            },
            work
        );
        events.Line(by, SecurityAct.ChangeWanted, NameOf(kind, subject), $"{kind} {more}".Trim())(db, work);
        work.Commit();
        return new ChangeOutcome(true);
    }

    /// <summary>Confirms or declines what waits.</summary>
    public ChangeOutcome Decide(long id, bool confirm, ClaimsPrincipal user, Doer by)
    {
        var change = Waiting().FirstOrDefault(one => one.Id == id);
        if (change is null || (confirm ? !MayConfirm(user, change) : !MayDecline(user, change)))
        {
            return new ChangeOutcome(false, OfficerTrouble.NotYours);
        }
        if (confirm && Hinders(change.Kind, change.Subject, change.More) is { } trouble)
        {
            return new ChangeOutcome(false, trouble);
        }
        // Decided and done at once: what is confirmed is in force, or it waits on.
        return AtOnce(
            (db, work) =>
            {
                var decided = db.Execute(
                    """
                    UPDATE wanted_change SET decided_by = @by, decided_at = @at, confirmed = @confirmed
                    WHERE id = @id AND decided_at IS NULL
                    """,
                    new
                    {
                        id,
                        by = user.AccountId(),
                        at = Now(),
                        confirmed = confirm ? 1 : 0,
                    },
                    work
                );
                if (decided == 0)
                {
                    return new ChangeOutcome(false, OfficerTrouble.NotYours);
                }
                var act = confirm ? SecurityAct.ChangeConfirmed : SecurityAct.ChangeDeclined;
                var more = $"{change.Kind} {change.More}".Trim();
                events.Line(by, act, NameOf(change.Kind, change.Subject), more)(db, work);
                return confirm
                    ? doing.Do(db, work, change.Kind, change.Subject, change.More, by)
                    : new ChangeOutcome(false);
            }
        );
    }

    /// <summary>Who it is about, by the name people know.</summary>
    public string NameOf(ChangeKind kind, string subject) =>
        kind is ChangeKind.Competences or ChangeKind.RuleBook ? subject : shelf.Find(subject)?.SignInName ?? subject;

    private static bool MayDecline(ClaimsPrincipal user, WantedChange change) =>
        MayConfirm(user, change) || string.Equals(user.AccountId(), change.By, StringComparison.Ordinal);

    /// <summary>Writes all of it in one transaction; where something hinders it, nothing of it.</summary>
    private ChangeOutcome AtOnce(Func<SqliteConnection, SqliteTransaction, ChangeOutcome> write)
    {
        ChangeOutcome outcome;
        using (var db = shelf.Open())
        {
            using var work = db.BeginTransaction();
            outcome = write(db, work);
            if (outcome.Trouble is not null)
            {
                return outcome;
            }
            work.Commit();
        }
        doing.Done();
        return outcome;
    }

    private OfficerTrouble? Hinders(ChangeKind kind, string subject, string more)
    {
        if (kind == ChangeKind.RuleBook)
        {
            return doing.BookIn(more) is null ? OfficerTrouble.NotYours : null;
        }
        if (kind == ChangeKind.Competences)
        {
            return authorities.Find(subject) is null ? OfficerTrouble.Authority : null;
        }
        var known = shelf.Find(subject) is not null;
        return !known ? OfficerTrouble.NotYours
            : kind == ChangeKind.Roles ? Officers.Wrong(ChangeDoing.RolesIn(more))
            : kind == ChangeKind.Authority && authorities.Find(more) is not { Closed: false } ? OfficerTrouble.Authority
            : null;
    }

    /// <summary>Whether somebody gains by it.</summary>
    private bool NeedsSecond(ChangeKind kind, string subject, string more)
    {
        // Whether it takes or gives, the law of all is nobody's alone.
        if (kind == ChangeKind.RuleBook)
        {
            return true;
        }
        if (kind == ChangeKind.Competences)
        {
            return shelf
                .All()
                .Any(one => !one.Closed && string.Equals(one.Authority, subject, StringComparison.Ordinal));
        }
        var account = shelf.Find(subject)!;
        if (kind != ChangeKind.Roles)
        {
            return account.Roles.Count > 0;
        }
        // To read is part of every role in matters already.
        var had = account.Roles.Any(role => role is not Role.Operator)
            ? account.Roles.Append(Role.Reader)
            : account.Roles;
        return ChangeDoing.RolesIn(more).Except(had).Any();
    }

    private string Now() => clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private static WantedChange ToChange(Row row) =>
        new(
            row.id,
            Enum.Parse<ChangeKind>(row.kind),
            row.subject,
            row.more,
            row.wanted_by,
            DateTimeOffset.Parse(row.at, CultureInfo.InvariantCulture)
        );

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public long id { get; init; }
        public string kind { get; init; } = "";
        public string subject { get; init; } = "";
        public string more { get; init; } = "";
        public string wanted_by { get; init; } = "";
        public string at { get; init; } = "";
    }
#pragma warning restore IDE1006
}
