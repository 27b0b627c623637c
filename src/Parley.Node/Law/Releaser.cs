using System.Security.Claims;
using Parley.Cooperation;
using Parley.Node.Access;

namespace Parley.Node.Law;

/// <summary>An officer who releases, or takes a step before that: by account, as the record names them, and as the law
/// sees them.</summary>
/// <param name="Name">In both languages.</param>
public sealed record Releaser(string Account, string Name, Officer Officer, LawOfficer InLaw)
{
    public static Releaser Of(ClaimsPrincipal user) =>
        new(user.AccountId(), user.Name().Both, user.AsOfficer(), LawOfficer.Of(user));

    public static Releaser Of(Account account) =>
        new(
            account.Id,
            account.Name.Both,
            new Officer(account.Authority, account.Name.Both, account.Title.Both),
            LawOfficer.Of(account)
        );
}
