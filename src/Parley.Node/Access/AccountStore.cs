using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace Parley.Node.Access;

/// <summary>
/// The accounts as ASP.NET Core Identity asks for them, to be read only: sessions ask who somebody is and whether the
/// account changed since. Accounts are changed by <see cref="Officers"/> alone.
/// </summary>
public sealed class AccountStore(AccountShelf shelf, SecondFactors factors, PasskeyShelf passkeys)
    : IUserSecurityStampStore<Account>,
        IUserAuthenticatorKeyStore<Account>,
        IUserPasskeyStore<Account>
{
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(shelf.Find(userId));

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.FromResult(shelf.FindBySignInName(normalizedUserName));

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SignInName);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(AccountShelf.KeyOf(user.SignInName));

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        throw ReadOnly();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        throw ReadOnly();

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) =>
        throw ReadOnly();

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        throw ReadOnly();

    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(factors.KeyOf(user.Id));

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw ReadOnly();

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. passkeys.Of(user.Id).Select(one => one.Credential)]);

    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(passkeys.Find(credentialId) is { } passkey ? shelf.Find(passkey.Account) : null);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(
        Account user,
        byte[] credentialId,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            passkeys.Find(credentialId) is { } passkey
            && string.Equals(passkey.Account, user.Id, StringComparison.Ordinal)
                ? passkey.Credential
                : null
        );

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw ReadOnly();

    public void Dispose()
    {
        // Each call opens and closes its own connection.
    }

    private static NotSupportedException ReadOnly() => new("Sessions read accounts and never change them.");
}

/// <summary>Makes the session's claims from an account: who, of which authority, in which roles.</summary>
public sealed class SessionClaims : IUserClaimsPrincipalFactory<Account>
{
    public Task<ClaimsPrincipal> CreateAsync(Account user) => Task.FromResult(Of(user));

    /// <summary>Whoever has this account, as if signed in: to ask what they may do.</summary>
    public static ClaimsPrincipal Of(Account user)
    {
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaims([
            new Claim(ClaimTypes.NameIdentifier, user.Id),
            new Claim(ClaimTypes.Name, user.SignInName),
            new Claim(Rights.NameEnClaim, user.Name.En),
            new Claim(Rights.NameZhClaim, user.Name.Zh),
            new Claim(Rights.TitleEnClaim, user.Title.En),
            new Claim(Rights.TitleZhClaim, user.Title.Zh),
            new Claim(Rights.AuthorityClaim, user.Authority),
            new Claim(Rights.AuthorityEnClaim, user.AuthorityName.En),
            new Claim(Rights.AuthorityZhClaim, user.AuthorityName.Zh),
            new Claim("AspNet.Identity.SecurityStamp", user.SecurityStamp),
        ]);
        identity.AddClaims(user.Competences.Select(one => new Claim(Rights.CompetenceClaim, one.ToString())));
        identity.AddClaims(user.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        return new ClaimsPrincipal(identity);
    }
}
