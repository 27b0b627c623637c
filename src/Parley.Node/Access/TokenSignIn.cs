using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Parley.Node.Access;

/// <summary>
/// Signs a program in by its token. The officer's roles go along as far as the token's scopes do; running the node
/// never does. Pages know nothing of tokens, and programs nothing of cookies.
/// </summary>
public sealed class TokenSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory log,
    UrlEncoder encoder,
    ApiTokens tokens,
    IUserClaimsPrincipalFactory<Account> claims,
    SecurityEvents events
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "token";

    /// <summary>One claim for each scope of the token.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>The token's own name, without its secret.</summary>
    internal const string TokenClaim = "token";

    /// <summary>The officer takes part in matters, and does not only look or run the node.</summary>
    internal const string TakesPartClaim = "takes-part";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var given = Request.Headers.Authorization.ToString();
        if (!given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }
        var address = Protection.AddressOf(Context);
        if (tokens.Check(given[Bearer.Length..].Trim(), address) is not { } good)
        {
            events.Note(new Doer("", address), SecurityAct.TokenRefused);
            return AuthenticateResult.Fail("The token is not known, over, or revoked.");
        }
        var (token, account) = good;
        var user = await claims.CreateAsync(account with { Roles = RolesOf(token, account) });
        ((ClaimsIdentity)user.Identity!).AddClaims(
            token
                .Scopes.Select(scope => new Claim(ScopeClaim, scope.ToString()))
                .Append(new Claim(TokenClaim, token.Id))
                .Concat(account.Roles.Any(TakesPart) ? [new Claim(TakesPartClaim, "")] : [])
        );
        return AuthenticateResult.Success(new AuthenticationTicket(user, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"parley\"";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private static bool TakesPart(Role role) => role is not (Role.Operator or Role.Auditor);

    /// <summary>To read is everybody's who sees matters; to draft and to act are a drafter's; to release, to agree and
    /// to keep a releaser's; to audit is an auditor's. To check needs none of them, for the law says whose that is.
    /// </summary>
    private static List<Role> RolesOf(ApiToken token, Account account)
    {
        var roles = new List<Role>();
        if (account.Roles.Any(role => role is not Role.Operator) && token.Scopes.Contains(TokenScope.Read))
        {
            roles.Add(Role.Reader);
        }
        if (
            account.Roles.Contains(Role.Drafter)
            && token.Scopes.Any(scope => scope is TokenScope.Draft or TokenScope.Act)
        )
        {
            roles.Add(Role.Drafter);
        }
        if (
            account.Roles.Contains(Role.Releaser)
            && token.Scopes.Any(scope => scope is TokenScope.Release or TokenScope.Agree or TokenScope.Keep)
        )
        {
            roles.Add(Role.Releaser);
        }
        if (account.Roles.Contains(Role.Auditor) && token.Scopes.Contains(TokenScope.Audit))
        {
            roles.Add(Role.Auditor);
        }
        return roles;
    }
}
