using System.Security.Claims;
using Dapper;
using Parley.Cooperation;

namespace Parley.Node.Access;

/// <summary>
/// From what the provider says of a person to an account here: by the provider's lasting name for the person, and at
/// the first sign-in by the sign-in name. Nobody has a role that the settings do not look up.
/// </summary>
public sealed class ProviderAccounts(AccountShelf shelf, AuthorityShelf authorities, Officers officers)
{
    private static readonly Bilingual NoTitle = new("Officer", "工作人员");

    /// <summary>The account of the person, opened or brought up to date; or why there is none.</summary>
    public (Account? Account, SignInTrouble? Trouble) Meet(ProviderSettings settings, ClaimsIdentity said, Doer by)
    {
        var subject = said.FindFirst("sub")!.Value;
        var roles = RolesOf(settings, said);
        if (roles is { Count: 0 })
        {
            return (null, SignInTrouble.ProviderNoRole);
        }
        var account = Linked(settings.Issuer, subject) ?? Link(settings, subject, said);
        if (account is null && settings.OpensAccounts)
        {
            account = Open(settings, subject, said, roles!, by);
        }
        if (account is null or { Closed: true })
        {
            return (null, SignInTrouble.ProviderUnknown);
        }
        if (roles is not null && !roles.Order().SequenceEqual(account.Roles.Order()))
        {
            if (officers.ChangeRoles(account.Id, roles, by) is not null)
            {
                return (null, SignInTrouble.ProviderNoRole);
            }
            account = shelf.Find(account.Id)!;
        }
        return (account, null);
    }

    /// <summary>The roles the provider's words lead to; null where roles are given here.</summary>
    private static List<Role>? RolesOf(ProviderSettings settings, ClaimsIdentity said) =>
        settings.Roles is not { } known
            ? null
            :
            [
                .. said.FindAll(settings.RoleClaim!)
                    .Where(claim => known.ContainsKey(claim.Value))
                    .Select(claim => known[claim.Value])
                    .Distinct()
                    .Order(),
            ];

    private Account? Linked(string issuer, string subject)
    {
        using var db = shelf.Open();
        return
            db.ExecuteScalar<string?>(
                "SELECT account FROM outside_identity WHERE issuer = @issuer AND subject = @subject",
                new { issuer, subject }
            )
                is { } id
            ? shelf.Find(id)
            : null;
    }

    /// <summary>Joins an account with the person's sign-in name to the person, once and for good: an account that is
    /// somebody's already is not given to another.</summary>
    private Account? Link(ProviderSettings settings, string subject, ClaimsIdentity said) =>
        said.FindFirst(settings.SignInClaim)?.Value is { Length: > 0 } name
        && shelf.FindBySignInName(name) is { Closed: false } account
        && Join(settings.Issuer, subject, account.Id)
            ? account
            : null;

    private bool Join(string issuer, string subject, string account)
    {
        using var db = shelf.Open();
        return db.Execute(
                "INSERT INTO outside_identity VALUES (@issuer, @subject, @account) ON CONFLICT DO NOTHING",
                new
                {
                    issuer,
                    subject,
                    account,
                }
            ) == 1;
    }

    private Account? Open(
        ProviderSettings settings,
        string subject,
        ClaimsIdentity said,
        IReadOnlyList<Role> roles,
        Doer by
    )
    {
        string Said(string claim, string otherwise) => said.FindFirst(claim)?.Value ?? otherwise;
        var code = settings.Authorities!.GetValueOrDefault(Said(settings.AuthorityClaim!, "")) ?? "";
        var signInName = Said(settings.SignInClaim, "");
        if (authorities.Find(code) is not { Closed: false } authority || signInName.Length == 0)
        {
            return null;
        }
        var name = Said("name", signInName);
        var officer = new NewOfficer(
            new Bilingual(Said("name#en", name), Said("name#zh-Hans", Said("name#zh", name))),
            authority.Code,
            authority.Name,
            new Bilingual(Said("title", NoTitle.En), Said("title#zh", Said("title", NoTitle.Zh))),
            roles
        );
        return
            officers.AddWithoutPassword(signInName, officer, by) is null
            && shelf.FindBySignInName(signInName) is { } account
            && Join(settings.Issuer, subject, account.Id)
            ? account
            : null;
    }
}
