using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace Parley.Node.Access;

/// <summary>
/// The accounts as ASP.NET Core Identity asks for them, to be read only: sessions ask who somebody is and whether the
/// account changed since. Accounts are changed by <see cref="Officers"/> alone.
/// </summary>
public sealed class AccountStore(AccountShelf shelf) : IUserSecurityStampStore<Account>
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

    public void Dispose()
    {
        // Each call opens and closes its own connection.
    }

    private static NotSupportedException ReadOnly() => new("Sessions read accounts and never change them.");
}

/// <summary>Makes the session's claims from an account: who, of which authority, in which roles.</summary>
public sealed class SessionClaims : IUserClaimsPrincipalFactory<Account>
{
    public Task<ClaimsPrincipal> CreateAsync(Account user)
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
        identity.AddClaims(user.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        return Task.FromResult(new ClaimsPrincipal(identity));
    }
}
