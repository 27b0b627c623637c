using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Parley.Node.Desk;

namespace Parley.Node.Access;

/// <summary>Signing in and out, and, in the demo only, taking the place of a persona with one click.</summary>
public static class AccessPages
{
    /// <summary>How long a session lives after its last use.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromHours(8);

    public static void MapAccess(this IEndpointRouteBuilder routes, DeskOptions options)
    {
        routes.MapGet("/sign-in", (string? to, Officers officers) => Page(to, options, officers)).AllowAnonymous();
        routes.MapPost("/sign-in", SignIn).AllowAnonymous().RequireRateLimiting(Protection.SignInLimit);
        routes.MapPost("/sign-out", SignOut);
        if (options.Demo)
        {
            routes.MapPost("/sign-in/persona", TakePlace).AllowAnonymous();
        }
    }

    /// <summary>A path of this node to go on to, or the desk: never an address elsewhere.</summary>
    public static string Onward(string? to) => to is ['/', not ('/' or '\\'), ..] && !to.Any(char.IsControl) ? to : "/";

    private static RazorComponentResult<SignInPage> Page(
        string? to,
        DeskOptions options,
        Officers officers,
        SignInTrouble? trouble = null,
        string? name = null
    ) =>
        new(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(SignInPage.To)] = Onward(to),
                [nameof(SignInPage.Trouble)] = trouble,
                [nameof(SignInPage.SignInName)] = name,
                [nameof(SignInPage.Places)] = options.Demo ? PlacesOf(officers) : [],
            }
        )
        {
            StatusCode = trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };

    private static async Task<IResult> SignIn(
        [FromForm] string? name,
        [FromForm] string? password,
        [FromForm] string? to,
        SignInManager<Account> sessions,
        Officers officers,
        DeskOptions options
    )
    {
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrEmpty(password))
        {
            return Page(to, options, officers, SignInTrouble.Missing, name);
        }
        var account = await sessions.UserManager.FindByNameAsync(name);
        if (account is null || account.Closed || account.PasswordHash is null)
        {
            // As slow as a wrong password, so that the time does not tell which names exist.
            new PasswordHasher<Account>().HashPassword(null!, password);
            return Page(to, options, officers, SignInTrouble.Wrong, name);
        }
        var outcome = await sessions.PasswordSignInAsync(
            account,
            password,
            isPersistent: false,
            lockoutOnFailure: true
        );
        return outcome.Succeeded
            ? Results.LocalRedirect(Onward(to))
            : Page(to, options, officers, outcome.IsLockedOut ? SignInTrouble.Locked : SignInTrouble.Wrong, name);
    }

    private static async Task<IResult> TakePlace(
        [FromForm] string persona,
        [FromForm] string? to,
        SignInManager<Account> sessions,
        Officers officers
    )
    {
        if (officers.Find(persona) is not { PasswordHash: null, Closed: false } account)
        {
            return Results.NotFound();
        }
        await sessions.SignInAsync(account, isPersistent: false);
        return Results.LocalRedirect(Onward(to));
    }

    private static async Task<IResult> SignOut(SignInManager<Account> sessions)
    {
        await sessions.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    private static List<Account> PlacesOf(Officers officers) =>
        officers.All().Where(one => one is { PasswordHash: null, Closed: false }).ToList();
}

/// <summary>Why a sign-in did not succeed.</summary>
public enum SignInTrouble
{
    /// <summary>Name or password was left empty.</summary>
    Missing,

    /// <summary>Name and password do not belong together.</summary>
    Wrong,

    /// <summary>Too many wrong tries; the account rests for a while.</summary>
    Locked,
}
