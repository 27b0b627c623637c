using System.Globalization;
using Microsoft.Data.Sqlite;
using Parley.Node.Law;

namespace Parley.Node.Access;

/// <summary>Does what is wanted of an account, an authority or the law, within the transaction in which it is decided.
/// </summary>
public sealed class ChangeDoing(
    AccountShelf shelf,
    AuthorityShelf authorities,
    Officers officers,
    Invitations invitations,
    SecondFactors factors,
    RuleBookShelf books,
    SecurityEvents events
)
{
    /// <summary>Does it; with a trouble nothing may be committed.</summary>
    internal ChangeOutcome Do(
        SqliteConnection db,
        SqliteTransaction work,
        ChangeKind kind,
        string subject,
        string more,
        Doer by
    )
    {
        if (kind == ChangeKind.RuleBook)
        {
            books.PutInForce(db, work, BookIn(more)!, by);
            return new ChangeOutcome(false);
        }
        if (kind == ChangeKind.Competences)
        {
            var authority = authorities.Find(subject)! with { Competences = AuthorityShelf.Read(more) };
            AuthorityShelf.Put(db, work, authority);
            events.Line(by, SecurityAct.AuthorityChanged, subject, more)(db, work);
            return new ChangeOutcome(false);
        }
        var account = shelf.Find(subject)!;
        switch (kind)
        {
            case ChangeKind.Roles:
                var roles = RolesIn(more);
                if (Officers.Wrong(roles) is { } trouble)
                {
                    return new ChangeOutcome(false, trouble);
                }
                var given = string.Join(' ', roles);
                Change(new AccountChange(Roles: roles), SecurityAct.RolesChanged, given);
                // Who has no password yet gets the link together with the roles.
                var link = account.PasswordHash is "" ? invitations.Make(db, work, account, by) : null;
                return new ChangeOutcome(false, null, link);
            case ChangeKind.Authority:
                Change(new AccountChange(Authority: more), SecurityAct.AuthorityGiven, more);
                return new ChangeOutcome(false);
            case ChangeKind.Reopening:
                Change(new AccountChange(Closed: false), SecurityAct.AccountReopened, "");
                return new ChangeOutcome(false);
            case ChangeKind.SecondFactorReset:
                factors.Remove(db, work, account, by, SecurityAct.SecondFactorReset);
                return new ChangeOutcome(false);
            default:
                return new ChangeOutcome(false, null, invitations.Make(db, work, account, by));
        }

        void Change(AccountChange change, SecurityAct act, string what) =>
            officers.Changing(account, change, by, act, what)(db, work);
    }

    /// <summary>What was done is committed: the law is read anew.</summary>
    internal void Done() => books.LookAgain();

    /// <summary>The rule book put forward that a change is about; null where there is none.</summary>
    internal KeptBook? BookIn(string more) =>
        long.TryParse(more, CultureInfo.InvariantCulture, out var id) ? books.Find(id) : null;

    internal static List<Role> RolesIn(string kept) =>
        [.. kept.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)];
}
