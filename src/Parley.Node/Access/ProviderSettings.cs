using Parley.Cooperation;

namespace Parley.Node.Access;

/// <summary>The nation's own sign-in provider (OpenID Connect), as <c>node.json</c> says under "signIn.provider".</summary>
/// <param name="Name">What officers call it: on the button.</param>
/// <param name="Issuer">As it names itself: "https://login.xx.example".</param>
/// <param name="SecretFile">File with the client's secret; or</param>
/// <param name="SecretVariable">the environment variable with it. Neither where the client has none.</param>
/// <param name="RoleClaim">The claim whose values are looked up in <paramref name="Roles"/>.</param>
/// <param name="Roles">From the provider's word to the role here. Who has no word in it has no role. Left out, the
/// provider only tells who somebody is, and roles are given here.</param>
/// <param name="AuthorityClaim">The claim whose value is looked up in <paramref name="Authorities"/>.</param>
/// <param name="Authorities">From the provider's word to the code of an authority of this node.</param>
/// <param name="OpensAccounts">Is an account opened at the first sign-in? Otherwise there must be one with the sign-in
/// name in <paramref name="SignInClaim"/>.</param>
/// <param name="Scopes">What is asked for besides "openid profile".</param>
public sealed record ProviderSettings(
    Bilingual Name,
    string Issuer,
    string ClientId,
    string? SecretFile = null,
    string? SecretVariable = null,
    string? RoleClaim = null,
    IReadOnlyDictionary<string, Role>? Roles = null,
    string? AuthorityClaim = null,
    IReadOnlyDictionary<string, string>? Authorities = null,
    bool OpensAccounts = false,
    string SignInClaim = "preferred_username",
    string? Scopes = null
)
{
    /// <summary>Why nobody can sign in so, or null where one can.</summary>
    public string? Problem() =>
        !Uri.TryCreate(Issuer, UriKind.Absolute, out var issuer) || !IsSafe(issuer)
            ? "\"signIn.provider.issuer\" begins with https://."
        : ClientId.Length == 0 ? "\"signIn.provider.clientId\" is empty."
        : SecretFile is not null && SecretVariable is not null
            ? "\"signIn.provider\" has a secretFile or a secretVariable, not both."
        : Roles is null != RoleClaim is null ? "\"signIn.provider\" has roles and roleClaim, or neither."
        : Authorities is null != AuthorityClaim is null
            ? "\"signIn.provider\" has authorities and authorityClaim, or neither."
        : OpensAccounts && (Roles is null || Authorities is null)
            ? "\"signIn.provider\" opens accounts only with roles and authorities to look up."
        : null;

    /// <summary>The client's secret, read when it is needed; null where there is none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string? Secret() =>
        SecretFile is not null ? File.ReadAllText(SecretFile).Trim()
        : SecretVariable is not null ? Environment.GetEnvironmentVariable(SecretVariable)
        : null;

    /// <summary>Over TLS, or on this machine alone.</summary>
    internal static bool IsSafe(Uri address) =>
        address.Scheme is "https" || (address.Scheme is "http" && address.IsLoopback);
}
