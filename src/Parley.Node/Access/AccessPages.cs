using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Parley.Node.Desk;
using Parley.Node.Look;

namespace Parley.Node.Access;

/// <summary>Signing in and out, and, in the demo only, taking the place of a persona with one click.</summary>
public static class AccessPages
{
    public static void MapAccess(this IEndpointRouteBuilder routes, DeskOptions options)
    {
        routes
            .MapGet("/sign-in", (string? to, Officers officers) => Page(new SignInWay(to, null), options, officers))
            .AllowAnonymous();
        routes.MapPost("/sign-in", SignIn).AllowAnonymous().RequireRateLimiting(Protection.SignInLimit);
        routes.MapPost("/sign-out", SignOut);
        if (options.Demo)
        {
            routes.MapPost("/sign-in/persona", TakePlace).AllowAnonymous();
        }
    }

    /// <summary>Answers a form that was sent without a session with the sign-in that carries it.</summary>
    internal static async Task HoldForm(HttpContext http)
    {
        var services = http.RequestServices;
        var held = await services.GetRequiredService<HeldForms>().Hold(http);
        var before = Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var page)
            ? page.PathAndQuery
            : "/";
        await Page(
                new SignInWay(before, held),
                services.GetRequiredService<DeskOptions>(),
                services.GetRequiredService<Officers>(),
                held is null ? null : SignInTrouble.Ended
            )
            .ExecuteAsync(http);
    }

    /// <summary>A path of this node to go on to, or the desk: never an address elsewhere.</summary>
    public static string Onward(string? to) =>
        to is ['/', not ('/' or '\\'), ..] && to.All(c => c is > ' ' and <= '~') ? to : "/";

    private static RazorComponentResult<SignInPage> Page(
        SignInWay way,
        DeskOptions options,
        Officers officers,
        SignInTrouble? trouble = null,
        string? name = null
    ) =>
        new(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(SignInPage.To)] = Onward(way.To),
                [nameof(SignInPage.Held)] = way.Held,
                [nameof(SignInPage.Trouble)] = trouble,
                [nameof(SignInPage.SignInName)] = name,
                [nameof(SignInPage.Places)] = options.Demo ? PlacesOf(officers) : [],
            }
        )
        {
            StatusCode = trouble switch
            {
                null => StatusCodes.Status200OK,
                SignInTrouble.Ended => StatusCodes.Status401Unauthorized,
                _ => StatusCodes.Status422UnprocessableEntity,
            },
        };

    private static async Task<IResult> SignIn(
        [FromForm] string? name,
        [FromForm] string? password,
        [FromForm] string? to,
        [FromForm] string? held,
        SignInManager<Account> sessions,
        SignIns signIns,
        Officers officers,
        DeskOptions options,
        HttpContext http
    )
    {
        var way = new SignInWay(to, held);
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrEmpty(password))
        {
            return Page(way, options, officers, SignInTrouble.Missing, name);
        }
        if (await signIns.Check(name, password, Protection.AddressOf(http)) is not { } account)
        {
            return Page(way, options, officers, SignInTrouble.Wrong, name);
        }
        await sessions.SignInAsync(account, isPersistent: false);
        return await GoOn(way, account, sessions, http);
    }

    private static async Task<IResult> TakePlace(
        [FromForm] string persona,
        [FromForm] string? to,
        [FromForm] string? held,
        SignInManager<Account> sessions,
        Officers officers,
        SecurityEvents events,
        HttpContext http
    )
    {
        if (officers.Find(persona) is not { PasswordHash: null, Closed: false } account)
        {
            return Results.NotFound();
        }
        events.Note(new Doer(account.SignInName, Protection.AddressOf(http)), SecurityAct.SignedIn);
        await sessions.SignInAsync(account, isPersistent: false);
        return await GoOn(new SignInWay(to, held), account, sessions, http);
    }

    /// <summary>On to the page that was wanted, or to the form that was held.</summary>
    private static async Task<IResult> GoOn(
        SignInWay way,
        Account account,
        SignInManager<Account> sessions,
        HttpContext http
    )
    {
        if (http.RequestServices.GetRequiredService<HeldForms>().Open(way.Held) is not { } held)
        {
            return Results.LocalRedirect(Onward(way.To));
        }
        // The page is shown within this very answer: it is the officer's already.
        http.User = await sessions.CreateUserPrincipalAsync(account);
        return Show.Page<SendAgainPage>((nameof(SendAgainPage.Held), held));
    }

    private static async Task<IResult> SignOut(
        SignInManager<Account> sessions,
        SessionLife life,
        SecurityEvents events,
        HttpContext http
    )
    {
        events.Note(Doer.Of(http), SecurityAct.SignedOut);
        life.End(http.User);
        await sessions.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    private static List<Account> PlacesOf(Officers officers) =>
        officers.All().Where(one => one is { PasswordHash: null, Closed: false }).ToList();
}

/// <summary>Where a sign-in leads to.</summary>
/// <param name="To">The page that was wanted.</param>
/// <param name="Held">The sealed form that was sent without a session, or null.</param>
internal sealed record SignInWay(string? To, string? Held);

/// <summary>Why a sign-in did not succeed, or is wanted.</summary>
public enum SignInTrouble
{
    /// <summary>The session had ended when a form was sent; the form is held.</summary>
    Ended,

    /// <summary>Name or password was left empty.</summary>
    Missing,

    /// <summary>Name and password do not belong together, or were tried too often; which of the two is not told.
    /// </summary>
    Wrong,
}
