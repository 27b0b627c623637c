using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Access;

/// <summary>
/// Adding and changing accounts, for the command line and for the operator's page alike. Every change of rights or
/// password ends the sessions the account has open, and is written down with who made it.
/// </summary>
public sealed class Officers(AccountShelf shelf, SignIns signIns, SecurityEvents events)
{
    private readonly AuthorityShelf authorities = new(shelf);

    /// <summary>The shortest password taken.</summary>
    public const int PasswordLengthAtLeast = 12;

    /// <summary>The longest password taken.</summary>
    public const int PasswordLengthAtMost = 200;

    /// <summary>The hash of no password: nothing that is typed leads to it.</summary>
    internal const string NoPassword = "";

    private const int SignInNameAtMost = 100;
    private const int AuthorityAtMost = 60;

    /// <summary>The officers of a node whose folder lies here.</summary>
    public static Officers Of(string deskFolder)
    {
        var shelf = new AccountShelf(deskFolder);
        var events = SecurityEvents.Of(shelf);
        return new Officers(shelf, new SignIns(shelf, events, TimeProvider.System), events);
    }

    public IReadOnlyList<Account> All() => shelf.All();

    public Account? Find(string id) => shelf.Find(id);

    /// <summary>Adds an officer; why not, or null where it is done.</summary>
    public OfficerTrouble? Add(string signInName, string password, NewOfficer officer, Doer by)
    {
        if ((Wrong(signInName.Trim(), officer) ?? Wrong(officer.Roles)) is { } wrong)
        {
            return wrong;
        }
        if (!IsPassword(password))
        {
            return OfficerTrouble.Password;
        }
        return AddHashed(signInName, SignIns.HashOf(password), officer, by);
    }

    /// <summary>Adds an officer who signs in through the nation's own provider, or sets a password by an invitation;
    /// why not, or null where it is done.</summary>
    public OfficerTrouble? AddWithoutPassword(string signInName, NewOfficer officer, Doer by) =>
        Wrong(signInName.Trim(), officer) is { } wrong ? wrong : AddHashed(signInName, NoPassword, officer, by);

    /// <summary>Gives other roles; why not, or null where it is done.</summary>
    public OfficerTrouble? ChangeRoles(string id, IReadOnlyList<Role> roles, Doer by)
    {
        if (Wrong(roles) is { } wrong)
        {
            return wrong;
        }
        Change(id, new AccountChange(Roles: roles), by, SecurityAct.RolesChanged, string.Join(' ', roles));
        return null;
    }

    /// <summary>Gives a new password, by which the officer may sign in at once; why not, or null where it is done.
    /// </summary>
    public OfficerTrouble? ChangePassword(string id, string password, Doer by)
    {
        if (!IsPassword(password))
        {
            return OfficerTrouble.Password;
        }
        var change = new AccountChange(PasswordHash: SignIns.HashOf(password));
        if (Change(id, change, by, SecurityAct.PasswordChanged) is { } account)
        {
            signIns.Forget(account.SignInName);
        }
        return null;
    }

    /// <summary>Gives the officer other names; why not, or null where it is done.</summary>
    public OfficerTrouble? Rename(string id, Bilingual name, Bilingual title, Doer by)
    {
        if (!IsBoth(name) || !IsBoth(title))
        {
            return IsBoth(name) ? OfficerTrouble.Title : OfficerTrouble.Name;
        }
        if (shelf.Find(id) is { } before && (before.Name != name || before.Title != title))
        {
            var change = new AccountChange(name, Title: title);
            Change(id, change, by, SecurityAct.NamesChanged, $"{name.Both}, {title.Both}");
        }
        return null;
    }

    /// <summary>Ends every session the officer has open.</summary>
    public void EndSessions(string id, Doer by) => Change(id, new AccountChange(), by, SecurityAct.SessionsEnded);

    /// <summary>Lets the officer try again at once, after too many wrong passwords or codes.</summary>
    public void LiftRest(string id, Doer by)
    {
        if (shelf.Find(id) is { } account)
        {
            events.Note(by, SecurityAct.RestLifted, account.SignInName);
            signIns.Forget(account.SignInName);
        }
    }

    public void Close(string id, Doer by) => Change(id, new AccountChange(Closed: true), by, SecurityAct.AccountClosed);

    public void Reopen(string id, Doer by) =>
        Change(id, new AccountChange(Closed: false), by, SecurityAct.AccountReopened);

    /// <summary>Puts the personas of the demo on the shelf; without a password they exist for one click only.</summary>
    public void PutPersonas(IEnumerable<Persona> personas)
    {
        foreach (var persona in personas)
        {
            authorities.Put(new Authority(persona.Authority, persona.AuthorityName, persona.Competences));
            var change = new AccountChange(
                persona.Name,
                persona.Roles,
                Title: persona.Title,
                Authority: persona.Authority
            );
            if (!shelf.Change(persona.Id, change))
            {
                shelf.Add(Make(persona.Id, persona.Id, persona.AsOfficer()));
            }
        }
    }

    private OfficerTrouble? AddHashed(string signInName, string hash, NewOfficer officer, Doer by)
    {
        var account = Make(Guid.NewGuid().ToString("N"), signInName.Trim(), officer) with { PasswordHash = hash };
        var roles = string.Join(' ', officer.Roles);
        var line = events.Line(by, SecurityAct.AccountAdded, account.SignInName, roles);
        return shelf.Add(account, line) ? null : OfficerTrouble.Taken;
    }

    private Account? Change(string id, AccountChange change, Doer by, SecurityAct act, string more = "")
    {
        return shelf.Find(id) is { } account && shelf.Change(id, change, events.Line(by, act, account.SignInName, more))
            ? account
            : null;
    }

    /// <summary>A change of an account and its line, as part of more that is written at once.</summary>
    internal Action<SqliteConnection, SqliteTransaction> Changing(
        Account account,
        AccountChange change,
        Doer by,
        SecurityAct act,
        string more = ""
    ) =>
        (db, work) =>
        {
            AccountShelf.Change(db, work, account.Id, change);
            events.Line(by, act, account.SignInName, more)(db, work);
        };

    internal static bool IsPassword(string password) =>
        password.Length is >= PasswordLengthAtLeast and <= PasswordLengthAtMost;

    /// <summary>Names and titles stand in the record with every act: what the record would refuse is not taken.
    /// </summary>
    private static OfficerTrouble? Wrong(string signInName, NewOfficer officer) =>
        signInName.Length > SignInNameAtMost || !Names.Fit(signInName) ? OfficerTrouble.SignInName
        : !IsBoth(officer.Name) ? OfficerTrouble.Name
        : !IsBoth(officer.Title) ? OfficerTrouble.Title
        : !IsAuthority(officer.Authority) ? OfficerTrouble.Authority
        : !IsBoth(officer.AuthorityName) ? OfficerTrouble.AuthorityName
        : null;

    internal static OfficerTrouble? Wrong(IReadOnlyList<Role> roles) =>
        roles.Count == 0 ? OfficerTrouble.NoRole
        : roles.Contains(Role.Operator) && (roles.Contains(Role.Drafter) || roles.Contains(Role.Releaser))
            ? OfficerTrouble.RolesExclude
        // Who checks the others does nothing that is checked.
        : roles.Contains(Role.Auditor) && roles.Any(role => role is not (Role.Auditor or Role.Reader))
            ? OfficerTrouble.RolesExclude
        : null;

    internal static OfficerTrouble? Wrong(Authority authority) =>
        !IsAuthority(authority.Code) ? OfficerTrouble.Authority
        : !IsBoth(authority.Name) ? OfficerTrouble.AuthorityName
        : null;

    private static bool IsBoth(Bilingual text) =>
        !string.IsNullOrWhiteSpace(text.En) && !string.IsNullOrWhiteSpace(text.Zh) && Names.Fit(text.Both);

    /// <summary>"us-cyber-police": lower-case letters, digits and hyphens, a letter first.</summary>
    private static bool IsAuthority(string code) =>
        code is [>= 'a' and <= 'z', ..]
        && code.Length <= AuthorityAtMost
        && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static Account Make(string id, string signInName, NewOfficer officer) =>
        new()
        {
            Id = id,
            SignInName = signInName,
            Name = officer.Name,
            Authority = officer.Authority,
            AuthorityName = officer.AuthorityName,
            Competences = officer.Competences ?? [],
            Title = officer.Title,
            Roles = officer.Roles,
        };
}

/// <summary>What is told about an officer when an account is opened.</summary>
/// <param name="AuthorityName">The authority's name; one that is there already keeps its own.</param>
/// <param name="Competences">What the authority is competent for, where it is new.</param>
public sealed record NewOfficer(
    Bilingual Name,
    string Authority,
    Bilingual AuthorityName,
    Bilingual Title,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<Competence>? Competences = null
);

/// <summary>Why an account is not opened or changed.</summary>
public enum OfficerTrouble
{
    /// <summary>Another account bears the sign-in name.</summary>
    Taken,

    /// <summary>Empty, too long, or with characters nobody sees.</summary>
    SignInName,

    /// <summary>A language is missing, both together are too long, or characters are in it that nobody sees.</summary>
    Name,

    /// <summary>As with names.</summary>
    Title,

    /// <summary>It is no code.</summary>
    Authority,

    /// <summary>As with names.</summary>
    AuthorityName,

    /// <summary>Too short or too long.</summary>
    Password,

    /// <summary>An officer has at least one role.</summary>
    NoRole,

    /// <summary>Who runs the node takes no part in matters, and who audits takes part in nothing.</summary>
    RolesExclude,

    /// <summary>An operator cannot give up running the node alone.</summary>
    OwnOperator,

    /// <summary>An authority bears the code already.</summary>
    AuthorityTaken,

    /// <summary>An authority with officers is not closed.</summary>
    AuthorityInUse,

    /// <summary>What was wanted is decided, or this officer may not decide it.</summary>
    NotYours,

    /// <summary>The link is none, was used, or is over.</summary>
    Invitation,
}
