using Microsoft.Extensions.Logging.Abstractions;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Access;

/// <summary>
/// Adding and changing accounts, for the command line and for the operator's page alike. Every change of rights or
/// password ends the sessions the account has open, and is written down with who made it.
/// </summary>
public sealed class Officers(AccountShelf shelf, SignIns signIns, SecurityEvents events)
{
    /// <summary>The shortest password taken.</summary>
    public const int PasswordLengthAtLeast = 12;

    /// <summary>The longest password taken.</summary>
    public const int PasswordLengthAtMost = 200;

    private const int SignInNameAtMost = 100;
    private const int AuthorityAtMost = 60;

    /// <summary>The officers of a node whose folder lies here.</summary>
    public static Officers Of(string deskFolder)
    {
        var shelf = new AccountShelf(deskFolder);
        var events = new SecurityEvents(shelf, TimeProvider.System, NullLogger<SecurityEvents>.Instance);
        return new Officers(shelf, new SignIns(shelf, events, TimeProvider.System), events);
    }

    public IReadOnlyList<Account> All() => shelf.All();

    public Account? Find(string id) => shelf.Find(id);

    /// <summary>Adds an officer; why not, or null where it is done.</summary>
    public OfficerTrouble? Add(string signInName, string password, NewOfficer officer, Doer by)
    {
        if (Wrong(signInName.Trim(), officer) is { } wrong)
        {
            return wrong;
        }
        if (!IsPassword(password))
        {
            return OfficerTrouble.Password;
        }
        var account = Make(Guid.NewGuid().ToString("N"), signInName.Trim(), officer) with
        {
            PasswordHash = SignIns.HashOf(password),
        };
        var roles = string.Join(' ', officer.Roles);
        var line = events.Line(by, SecurityAct.AccountAdded, account.SignInName, roles);
        return shelf.Add(account, line) ? null : OfficerTrouble.Taken;
    }

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

    public void Close(string id, Doer by) => Change(id, new AccountChange(Closed: true), by, SecurityAct.AccountClosed);

    public void Reopen(string id, Doer by) =>
        Change(id, new AccountChange(Closed: false), by, SecurityAct.AccountReopened);

    /// <summary>Puts the personas of the demo on the shelf; without a password they exist for one click only.</summary>
    public void PutPersonas(IEnumerable<Persona> personas)
    {
        foreach (var persona in personas)
        {
            if (!shelf.Change(persona.Id, new AccountChange(persona.Name, persona.Roles)))
            {
                shelf.Add(Make(persona.Id, persona.Id, persona.AsOfficer()));
            }
        }
    }

    private Account? Change(string id, AccountChange change, Doer by, SecurityAct act, string more = "")
    {
        return shelf.Find(id) is { } account && shelf.Change(id, change, events.Line(by, act, account.SignInName, more))
            ? account
            : null;
    }

    private static bool IsPassword(string password) =>
        password.Length is >= PasswordLengthAtLeast and <= PasswordLengthAtMost;

    /// <summary>Names and titles stand in the record with every act: what the record would refuse is not taken.
    /// </summary>
    private static OfficerTrouble? Wrong(string signInName, NewOfficer officer) =>
        signInName.Length > SignInNameAtMost || !Names.Fit(signInName) ? OfficerTrouble.SignInName
        : !IsBoth(officer.Name) ? OfficerTrouble.Name
        : !IsBoth(officer.Title) ? OfficerTrouble.Title
        : !IsAuthority(officer.Authority) ? OfficerTrouble.Authority
        : !IsBoth(officer.AuthorityName) ? OfficerTrouble.AuthorityName
        : Wrong(officer.Roles);

    private static OfficerTrouble? Wrong(IReadOnlyList<Role> roles) =>
        roles.Count == 0 ? OfficerTrouble.NoRole
        : roles.Contains(Role.Operator) && (roles.Contains(Role.Drafter) || roles.Contains(Role.Releaser))
            ? OfficerTrouble.RolesExclude
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
            Title = officer.Title,
            Roles = officer.Roles,
        };
}

/// <summary>What is told about an officer when an account is opened.</summary>
public sealed record NewOfficer(
    Bilingual Name,
    string Authority,
    Bilingual AuthorityName,
    Bilingual Title,
    IReadOnlyList<Role> Roles
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

    /// <summary>Who runs the node takes no part in matters.</summary>
    RolesExclude,
}
