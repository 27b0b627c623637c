using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace Parley.Node.Access;

/// <summary>The accounts as ASP.NET Core Identity asks for them: names, passwords, lock-out, security stamps.</summary>
public sealed class AccountStore(AccountShelf shelf)
    : IUserPasswordStore<Account>,
        IUserLockoutStore<Account>,
        IUserSecurityStampStore<Account>
{
    private static readonly IdentityError NameTaken = new() { Code = "DuplicateUserName", Description = "Taken" };

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => Put(user);

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => Put(user);

    /// <summary>Accounts are closed, never deleted, so that who acted can always be told.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        user.Closed = true;
        return Put(user);
    }

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(shelf.Find(userId));

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.FromResult(shelf.FindBySignInName(normalizedUserName));

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SignInName);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SignInName.ToUpperInvariant());

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        Set(() => user.SignInName = userName ?? "");

    // The shelf derives the key from the name itself.
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) =>
        Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash is not null);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.LockedUntil);

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Set(() => user.LockedUntil = lockoutEnd);

    public Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(++user.FailedSignIns);

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        Set(() => user.FailedSignIns = 0);

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.FailedSignIns);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) =>
        Set(() => user.SecurityStamp = stamp);

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public void Dispose()
    {
        // Each call opens and closes its own connection.
    }

    private Task<IdentityResult> Put(Account user) =>
        Task.FromResult(shelf.Put(user) ? IdentityResult.Success : IdentityResult.Failed(NameTaken));

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }
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
