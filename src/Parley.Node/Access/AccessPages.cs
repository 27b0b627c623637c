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
            .MapGet(
                "/sign-in",
                (string? to, string? again, string? left, Officers officers) =>
                    Page(
                        new SignInWay(to, null),
                        options,
                        officers,
                        again is not null ? SignInTrouble.Again
                            : left is not null ? SignInTrouble.SignedOut
                            : null
                    )
            )
            .AllowAnonymous();
        routes.MapPost("/sign-in", SignIn).AllowAnonymous().RequireRateLimiting(Protection.SignInLimit);
        routes.MapPost("/sign-in/second", Second).AllowAnonymous().RequireRateLimiting(Protection.SignInLimit);
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

    /// <summary>The sign-in, with what hindered the last one.</summary>
    internal static IResult SignInAgain(HttpContext http, SignInWay way, SignInTrouble trouble) =>
        Page(
            way,
            http.RequestServices.GetRequiredService<DeskOptions>(),
            http.RequestServices.GetRequiredService<Officers>(),
            trouble
        );

    /// <summary>A path of this node to go on to, or the desk: never an address elsewhere.</summary>
    public static string Onward(string? to) =>
        to is ['/', not ('/' or '\\'), ..] && to.All(c => c is > ' ' and <= '~') ? to : "/";

    private static IResult Page(
        SignInWay way,
        DeskOptions options,
        Officers officers,
        SignInTrouble? trouble = null,
        string? name = null
    ) =>
        new RazorComponentResult<SignInPage>(
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
                SignInTrouble.Again or SignInTrouble.SignedOut => StatusCodes.Status200OK,
                _ => StatusCodes.Status422UnprocessableEntity,
            },
        };

    private static async Task<IResult> SignIn(
        [FromForm] string? name,
        [FromForm] string? password,
        [FromForm] string? to,
        [FromForm] string? held,
        SignIns signIns,
        SecondFactors factors,
        SecondStep step,
        Entrance entrance,
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
        return factors.Of(account.Id) is { Exists: true } factor
            ? StepPage(way, step.Begin(account), factor, null)
            : await entrance.Enter(http, account, SignedInBy.Password, way);
    }

    private static async Task<IResult> Second(
        [FromForm] string? note,
        [FromForm] string? code,
        [FromForm] string? to,
        [FromForm] string? held,
        SecondFactors factors,
        SecondStep step,
        Entrance entrance,
        Officers officers,
        DeskOptions options,
        HttpContext http
    )
    {
        var way = new SignInWay(to, held);
        if (step.Open(note) is not { } account)
        {
            return Page(way, options, officers, SignInTrouble.TooLate);
        }
        var by = new Doer(account.SignInName, Protection.AddressOf(http));
        if (!string.IsNullOrWhiteSpace(code) && await step.Check(account, code, by) is { } how)
        {
            return await entrance.Enter(http, account, how, way);
        }
        var trouble = factors.Rests(account.Id) ? SecondStepTrouble.Rests : SecondStepTrouble.Wrong;
        return StepPage(way, note!, factors.Of(account.Id), trouble);
    }

    private static IResult StepPage(SignInWay way, string note, SecondFactor factor, SecondStepTrouble? trouble) =>
        Show.Page<SecondStepPage>(
            trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(SecondStepPage.Way), way),
            (nameof(SecondStepPage.Note), note),
            (nameof(SecondStepPage.Factor), factor),
            (nameof(SecondStepPage.Trouble), trouble)
        );

    private static async Task<IResult> TakePlace(
        [FromForm] string persona,
        [FromForm] string? to,
        [FromForm] string? held,
        Entrance entrance,
        Officers officers,
        HttpContext http
    ) =>
        officers.Find(persona) is { PasswordHash: null, Closed: false } account
            ? await entrance.Enter(http, account, SignedInBy.Persona, new SignInWay(to, held))
            : Results.NotFound();

    private static async Task<IResult> SignOut(
        SignInManager<Account> sessions,
        SessionLife life,
        SecurityEvents events,
        HttpContext http
    )
    {
        events.Note(Doer.Of(http), SecurityAct.SignedOut);
        life.End(http.User);
        var byProvider = SessionLife.ProvedBy(http.User) == SignedInBy.Provider;
        await sessions.SignOutAsync();
        return Results.LocalRedirect(byProvider ? "/sign-in?left=1" : "/sign-in");
    }

    private static List<Account> PlacesOf(Officers officers) =>
        officers.All().Where(one => one is { PasswordHash: null, Closed: false }).ToList();
}

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

    /// <summary>The second step came too long after the first.</summary>
    TooLate,

    /// <summary>The passkey is not known, or its proof does not hold.</summary>
    Passkey,

    /// <summary>The provider does not answer, or its answer does not hold.</summary>
    Provider,

    /// <summary>The provider knows the person; this node does not.</summary>
    ProviderUnknown,

    /// <summary>The provider knows the person, and says nothing that leads to a role here.</summary>
    ProviderNoRole,

    /// <summary>Nothing is wrong: the officer has signed out.</summary>
    SignedOut,

    /// <summary>Nothing is wrong: what the officer wants to do asks for a sign-in of just now.</summary>
    Again,
}

/// <summary>Why a second step did not succeed.</summary>
public enum SecondStepTrouble
{
    /// <summary>The code is wrong, old, or was used.</summary>
    Wrong,

    /// <summary>After too many wrong codes the account takes none for a while.</summary>
    Rests,
}
