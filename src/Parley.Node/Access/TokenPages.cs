using System.Globalization;
using System.Security.Claims;
using Parley.Node.Api;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Access;

/// <summary>Tokens for programs: made, shown once and revoked by their officer; and the place where programs ask.
/// </summary>
public static class TokenPages
{
    /// <summary>Where everything for programs begins.</summary>
    public const string Api = "/api/v1";

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/account/tokens").AddEndpointFilter(AccountPages.Fresh);
        own.MapPost("", Make);
        own.MapPost("/{id}/revoke", Revoke);
    }

    /// <summary>The group for everything programs may ask: signed in by token alone, limited by token, never by cookie.
    /// Each endpoint names the scope it wants.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Api).RequireAuthorization(Rights.Program).RequireRateLimiting(Protection.ApiLimit);
        api.AddEndpointFilter(LawGate.Ask);
        api.AddEndpointFilter(UsePages.Ask);
        api.AddEndpointFilter(Reads.Note);
        api.MapGet("/whoami", WhoAmI);
        return api;
    }

    private static async Task<IResult> Make(HttpContext http, ApiTokens tokens, AccountShelf accounts)
    {
        var form = await http.Request.ReadFormAsync();
        var account = accounts.Find(http.User.AccountId())!;
        var purpose = form["purpose"].ToString().Trim();
        var scopes = Enum.GetValues<TokenScope>()
            .Where(scope => form["scope"].Contains(scope.ToString(), StringComparer.Ordinal))
            .ToList();
        var isDays = int.TryParse(form["days"], CultureInfo.InvariantCulture, out var days);
        if (purpose.Length is 0 or > ApiTokens.PurposeAtMost || purpose.Any(char.IsControl))
        {
            return AccountPages.Page(http, AccountTrouble.TokenPurpose);
        }
        if (scopes.Count == 0 || !isDays || !ApiTokens.Days.Contains(days))
        {
            return AccountPages.Page(http, AccountTrouble.TokenScope);
        }
        return tokens.Make(account, purpose, scopes, days, Doer.Of(http)) is { } token
            ? Show.Page<TokenPage>((nameof(TokenPage.Token), token), (nameof(TokenPage.Purpose), purpose))
            : AccountPages.Page(http, AccountTrouble.TokenMany);
    }

    private static IResult Revoke(string id, HttpContext http, ApiTokens tokens, AccountShelf accounts)
    {
        var account = accounts.Find(http.User.AccountId())!;
        return tokens.Revoke(account, id, Doer.Of(http))
            ? Told.Then(http, Told.Revoked, "/account")
            : Results.NotFound();
    }

    private static ApiAnswer WhoAmI(HttpContext http, DeskOptions options)
    {
        var user = http.User;
        return ApiAnswer.Of(
            new
            {
                Party = options.Party.ToString(),
                Name = user.Name(),
                Title = user.Title(),
                Authority = user.FindFirstValue(Rights.AuthorityClaim),
                AuthorityName = user.AuthorityName(),
                Competences = user.Competences().Select(one => Word(one.ToString())),
                Roles = Enum.GetValues<Role>().Where(user.Has).Select(one => Word(one.ToString())),
                Scopes = user.FindAll(TokenSignIn.ScopeClaim).Select(one => Word(one.Value)),
            }
        );
    }

    private static string Word(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
