using System.Collections.Immutable;
using System.Security.Claims;
using Parley.Cooperation;
using Parley.Node.Access;

namespace Parley.Node.Law;

/// <summary>Which officers a rule means: everything that is given must hold, of each list one.</summary>
/// <param name="Authorities">Codes of authorities.</param>
/// <param name="Roles">A reader is everybody who sees matters.</param>
/// <param name="Officers">Sign-in names.</param>
public sealed record Who(
    ImmutableArray<string>? Authorities = null,
    ImmutableArray<Competence>? Competences = null,
    ImmutableArray<Role>? Roles = null,
    ImmutableArray<string>? Officers = null
)
{
    /// <summary>Whether this officer is meant.</summary>
    public bool Means(LawOfficer officer) =>
        OneOf(Authorities, one => string.Equals(one, officer.Authority, StringComparison.Ordinal))
        && OneOf(Competences, officer.Competences.Contains)
        && OneOf(Roles, officer.Has)
        && OneOf(Officers, one => string.Equals(one, officer.SignInName, StringComparison.OrdinalIgnoreCase));

    private static bool OneOf<T>(ImmutableArray<T>? given, Func<T, bool> holds) => given?.Any(holds) != false;
}

/// <summary>An officer as the law sees one.</summary>
public sealed record LawOfficer(
    string SignInName,
    string Authority,
    IReadOnlyList<Competence> Competences,
    IReadOnlyList<Role> Roles
)
{
    /// <summary>The officer signed in, or for whom a program asks.</summary>
    public static LawOfficer Of(ClaimsPrincipal user) =>
        new(
            user.Identity?.Name ?? "",
            user.FindFirstValue(Rights.AuthorityClaim) ?? "",
            user.Competences(),
            [.. Enum.GetValues<Role>().Where(user.Has)]
        );

    public static LawOfficer Of(Account account) =>
        new(account.SignInName, account.Authority, account.Competences, account.Roles);

    /// <summary>Whoever sees matters is a reader too.</summary>
    public bool Has(Role role) =>
        Roles.Contains(role) || (role is Role.Reader && Roles.Any(one => one is not Role.Operator));
}
