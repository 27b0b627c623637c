using Microsoft.AspNetCore.Identity;
using Parley.Cooperation;

namespace Parley.Node.Access;

/// <summary>
/// Adding and changing accounts, for the command line and for the operator's page alike. Every change of rights or
/// password ends the sessions the account has open.
/// </summary>
public sealed class Officers(AccountShelf shelf)
{
    /// <summary>The shortest password taken.</summary>
    public const int PasswordLengthAtLeast = 12;

    private static readonly PasswordHasher<Account> Hasher = new();

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
        var account = Make(Guid.NewGuid().ToString("N"), signInName.Trim(), officer);
        account.PasswordHash = Hasher.HashPassword(account, password);
        return shelf.Put(account) ? account : null;
    }

    public void ChangeRoles(string id, IReadOnlyList<Role> roles) => Change(id, account => account.Roles = roles);

    public void ChangePassword(string id, string password) =>
        Change(
            id,
            account =>
            {
                account.PasswordHash = Hasher.HashPassword(account, password);
                account.FailedSignIns = 0;
                account.LockedUntil = null;
            }
        );

    public void Close(string id) => Change(id, account => account.Closed = true);

    public void Reopen(string id) => Change(id, account => account.Closed = false);

    /// <summary>Puts the personas of the demo on the shelf; without a password they exist for one click only.</summary>
    public void PutPersonas(IEnumerable<Persona> personas)
    {
        foreach (var persona in personas)
        {
            var account = shelf.Find(persona.Id) ?? Make(persona.Id, persona.Id, persona.AsOfficer());
            account.Name = persona.Name;
            account.Roles = persona.Roles;
            shelf.Put(account);
        }
    }

    private void Change(string id, Action<Account> change)
    {
        if (shelf.Find(id) is not { } account)
        {
            return;
        }
        change(account);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        shelf.Put(account);
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
