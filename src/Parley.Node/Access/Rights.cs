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

    /// <summary>May confirm what an operator wants of an account.</summary>
    public const string Confirm = "may-confirm";

    /// <summary>May read what the node writes down about its own officers.</summary>
    public const string Audit = "may-audit";

    /// <summary>May run the node.</summary>
    public const string Operate = "may-operate";

    /// <summary>May see requests, drafts, agreements, reviews and the record: everybody but who only runs the node.
    /// </summary>
    public const string Matters = "may-see-matters";

    /// <summary>Acts on matters, and so may have them: drafters and releasers.</summary>
    public const string Act = "may-act";

    /// <summary>Takes part in matters: everybody who sees them but auditors.</summary>
    public const string TakePart = "may-take-part";

    /// <summary>Is a program with a good token.</summary>
    public const string Program = "is-program";

    /// <summary>A program that may read.</summary>
    public const string ProgramReads = "program-reads";

    /// <summary>A program that may draft.</summary>
    public const string ProgramDrafts = "program-drafts";

    /// <summary>A program that may state what one officer may state alone.</summary>
    public const string ProgramActs = "program-acts";

    /// <summary>A program that may release what another officer wrote, where the node allows it.</summary>
    public const string ProgramReleases = "program-releases";

    /// <summary>A program that may take the steps before a release, where the node allows it.</summary>
    public const string ProgramChecks = "program-checks";

    /// <summary>A program that may agree and publish, where the node allows it.</summary>
    public const string ProgramAgrees = "program-agrees";

    /// <summary>A program that may say what is kept longer, where the node allows it.</summary>
    public const string ProgramKeeps = "program-keeps";

    /// <summary>A program that may read what the node writes down about its own officers.</summary>
    public const string ProgramAudits = "program-audits";

    public const string AuthorityClaim = "authority";

    /// <summary>One for each thing the officer's authority is competent for.</summary>
    public const string CompetenceClaim = "competence";
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
            policy =>
                policy.RequireRole(
                    nameof(Role.Reader),
                    nameof(Role.Drafter),
                    nameof(Role.Releaser),
                    nameof(Role.Auditor)
                )
        );
        options.AddPolicy(Act, policy => policy.RequireRole(nameof(Role.Drafter), nameof(Role.Releaser)));
        options.AddPolicy(
            TakePart,
            policy => policy.RequireRole(nameof(Role.Reader), nameof(Role.Drafter), nameof(Role.Releaser))
        );
        options.AddPolicy(Confirm, policy => policy.RequireRole(nameof(Role.Operator), nameof(Role.Releaser)));
        options.AddPolicy(Audit, policy => policy.RequireRole(nameof(Role.Auditor)));
        options.AddPolicy(Operate, policy => policy.RequireRole(nameof(Role.Operator)));
        options.AddPolicy(
            Program,
            policy => policy.AddAuthenticationSchemes(TokenSignIn.SchemeName).RequireAuthenticatedUser()
        );
        // Whom of those who take part a rule asks for a check, the rule book says.
        options.AddPolicy(
            ProgramChecks,
            policy =>
                policy
                    .AddAuthenticationSchemes(TokenSignIn.SchemeName)
                    .RequireClaim(TokenSignIn.ScopeClaim, nameof(TokenScope.Check))
                    .RequireClaim(TokenSignIn.TakesPartClaim)
        );
        foreach (
            var (name, scope, role) in new[]
            {
                (ProgramReads, TokenScope.Read, Role.Reader),
                (ProgramDrafts, TokenScope.Draft, Role.Drafter),
                (ProgramActs, TokenScope.Act, Role.Drafter),
                (ProgramReleases, TokenScope.Release, Role.Releaser),
                (ProgramAgrees, TokenScope.Agree, Role.Releaser),
                (ProgramKeeps, TokenScope.Keep, Role.Releaser),
                (ProgramAudits, TokenScope.Audit, Role.Auditor),
            }
        )
        {
            options.AddPolicy(
                name,
                policy =>
                    policy
                        .AddAuthenticationSchemes(TokenSignIn.SchemeName)
                        .RequireClaim(TokenSignIn.ScopeClaim, scope.ToString())
                        .RequireRole(role.ToString())
            );
        }
    }

    public static bool Has(this ClaimsPrincipal user, Role role) => user.IsInRole(role.ToString());

    /// <summary>Is the officer's authority competent for it?</summary>
    public static bool Has(this ClaimsPrincipal user, Competence competence) =>
        user.HasClaim(CompetenceClaim, competence.ToString());

    /// <summary>Everything the officer's authority is competent for.</summary>
    public static IReadOnlyList<Competence> Competences(this ClaimsPrincipal user) =>
        [.. Enum.GetValues<Competence>().Where(user.Has)];

    /// <summary>May see matters, not only run the node.</summary>
    public static bool SeesMatters(this ClaimsPrincipal user) =>
        user.Has(Role.Reader) || user.Has(Role.Drafter) || user.Has(Role.Releaser) || user.Has(Role.Auditor);

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
