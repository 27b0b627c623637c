using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Parley.Cooperation;

namespace Parley.Node.Access;

/// <summary>What a signed-in officer may do, read from the session's claims.</summary>
public static class Rights
{
    /// <summary>May write drafts and prepare moves.</summary>
    public const string Draft = "may-draft";

    /// <summary>May release what leaves the node.</summary>
    public const string Release = "may-release";

    /// <summary>May run the node.</summary>
    public const string Operate = "may-operate";

    /// <summary>May see requests, drafts, agreements, reviews and the record: everybody but who only runs the node.
    /// </summary>
    public const string Matters = "may-see-matters";

    public const string AuthorityClaim = "authority";
    public const string NameEnClaim = "name-en";
    public const string NameZhClaim = "name-zh";
    public const string TitleEnClaim = "title-en";
    public const string TitleZhClaim = "title-zh";
    public const string AuthorityEnClaim = "authority-en";
    public const string AuthorityZhClaim = "authority-zh";

    public static void Set(AuthorizationOptions options)
    {
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.AddPolicy(Draft, policy => policy.RequireRole(nameof(Role.Drafter)));
        options.AddPolicy(Release, policy => policy.RequireRole(nameof(Role.Releaser)));
        options.AddPolicy(
            Matters,
            policy => policy.RequireRole(nameof(Role.Reader), nameof(Role.Drafter), nameof(Role.Releaser))
        );
        options.AddPolicy(Operate, policy => policy.RequireRole(nameof(Role.Operator)));
    }

    public static bool Has(this ClaimsPrincipal user, Role role) => user.IsInRole(role.ToString());

    /// <summary>May see matters, not only run the node.</summary>
    public static bool SeesMatters(this ClaimsPrincipal user) =>
        user.Has(Role.Reader) || user.Has(Role.Drafter) || user.Has(Role.Releaser);

    /// <summary>The account's id; empty when nobody is signed in.</summary>
    public static string AccountId(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";

    public static Bilingual Name(this ClaimsPrincipal user) => Both(user, NameEnClaim, NameZhClaim);

    public static Bilingual Title(this ClaimsPrincipal user) => Both(user, TitleEnClaim, TitleZhClaim);

    public static Bilingual AuthorityName(this ClaimsPrincipal user) => Both(user, AuthorityEnClaim, AuthorityZhClaim);

    /// <summary>The officer as the record names who acted.</summary>
    public static Officer AsOfficer(this ClaimsPrincipal user) =>
        new(user.FindFirstValue(AuthorityClaim) ?? "", user.Name().Both, user.Title().Both);

    private static Bilingual Both(ClaimsPrincipal user, string en, string zh) =>
        new(user.FindFirstValue(en) ?? "", user.FindFirstValue(zh) ?? "");
}
