using Parley.Cooperation;

namespace Parley.Node.Access;

/// <summary>
/// Adding and changing accounts, for the command line and for the operator's page alike. Every change of rights or
/// password ends the sessions the account has open.
/// </summary>
public sealed class Officers(AccountShelf shelf, SignIns signIns)
{
    /// <summary>The shortest password taken.</summary>
    public const int PasswordLengthAtLeast = 12;

    /// <summary>The officers of a node that is not running here.</summary>
    public static Officers Of(string deskFolder)
    {
        var shelf = new AccountShelf(deskFolder);
        return new Officers(shelf, new SignIns(shelf, TimeProvider.System));
    }

    public IReadOnlyList<Account> All() => shelf.All();

    public Account? Find(string id) => shelf.Find(id);

    /// <summary>Adds an officer; null where the sign-in name is taken.</summary>
    /// <param name="password">At least <see cref="PasswordLengthAtLeast"/> characters.</param>
    public Account? Add(string signInName, string password, NewOfficer officer)
    {
        if (password.Length < PasswordLengthAtLeast)
        {
            throw new ArgumentException(
                $"A password has at least {PasswordLengthAtLeast} characters.",
                nameof(password)
            );
        }
        if (shelf.FindBySignInName(signInName) is not null)
        {
            return null;
        }
        var account = Make(Guid.NewGuid().ToString("N"), signInName.Trim(), officer) with
        {
            PasswordHash = SignIns.HashOf(password),
        };
        return shelf.Add(account) ? account : null;
    }

    public void ChangeRoles(string id, IReadOnlyList<Role> roles) => shelf.Change(id, new AccountChange(Roles: roles));

    /// <summary>Gives a new password, by which the officer may sign in at once.</summary>
    public void ChangePassword(string id, string password)
    {
        if (shelf.Find(id) is { } account)
        {
            shelf.Change(id, new AccountChange(PasswordHash: SignIns.HashOf(password)));
            signIns.Forget(account.SignInName);
        }
    }

    public void Close(string id) => shelf.Change(id, new AccountChange(Closed: true));

    public void Reopen(string id) => shelf.Change(id, new AccountChange(Closed: false));

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
