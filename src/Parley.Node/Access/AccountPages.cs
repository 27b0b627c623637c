using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Parley.Node.Desk;
using Parley.Node.Look;
using QRCoder;

namespace Parley.Node.Access;

/// <summary>
/// The officer's own account: how they sign in, what was done to it of late. Changing how one signs in asks for a
/// sign-in of just now, so that a session left open gives nobody a key.
/// </summary>
public static class AccountPages
{
    private const int EventsAtMost = 20;
    private const int PixelsPerModule = 6;

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account", (HttpContext http) => Page(http, null));
        routes.MapPost(
            "/account/onward",
            ([FromForm] string? to, [FromForm] string? held, Entrance entrance) =>
                entrance.GoOn(new SignInWay(to, held))
        );
        var own = routes.MapGroup("/account").AddEndpointFilter(Fresh);
        own.MapGet(
            "/authenticator",
            (HttpContext http, string? to) => SetUpAuthenticator(http, new SignInWay(to, null))
        );
        own.MapGet("/authenticator.svg", Picture);
        own.MapPost("/authenticator", Confirm);
        own.MapPost("/authenticator/remove", Remove);
        own.MapPost("/recovery-codes", Renew);
    }

    /// <summary>Lets through who signed in only just now; others sign in again first.</summary>
    internal static async ValueTask<object?> Fresh(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        return http.RequestServices.GetRequiredService<SessionLife>().IsFresh(http.User)
            ? await next(call)
            : Results.LocalRedirect("/sign-in?again=1&to=/account");
    }

    internal static IResult Page(HttpContext http, AccountTrouble? trouble)
    {
        var services = http.RequestServices;
        var account = services.GetRequiredService<AccountShelf>().Find(http.User.AccountId())!;
        return Show.Page<AccountPage>(
            trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(AccountPage.Own), account),
            (nameof(AccountPage.Factor), services.GetRequiredService<SecondFactors>().Of(account.Id)),
            (nameof(AccountPage.Passkeys), services.GetRequiredService<PasskeyShelf>().Of(account.Id)),
            (
                nameof(AccountPage.Events),
                services.GetRequiredService<SecurityEvents>().About(account.SignInName, EventsAtMost)
            ),
            (nameof(AccountPage.Tokens), services.GetRequiredService<ApiTokens>().Of(account.Id)),
            (nameof(AccountPage.IsFresh), services.GetRequiredService<SessionLife>().IsFresh(http.User)),
            (nameof(AccountPage.Trouble), trouble)
        );
    }

    /// <summary>A new key, shown until the officer types a code of it.</summary>
    internal static IResult SetUpAuthenticator(HttpContext http, SignInWay way)
    {
        var services = http.RequestServices;
        var factors = services.GetRequiredService<SecondFactors>();
        var account = http.User.AccountId();
        if (factors.Of(account).Since is not null)
        {
            return Results.LocalRedirect("/account");
        }
        factors.Begin(account, services.GetRequiredService<UserManager<Account>>().GenerateNewAuthenticatorKey());
        return AuthenticatorPage(http, way, wrong: false);
    }

    private static IResult AuthenticatorPage(HttpContext http, SignInWay way, bool wrong)
    {
        var services = http.RequestServices;
        return Show.Page<AuthenticatorPage>(
            wrong ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (
                nameof(Access.AuthenticatorPage.Key),
                services.GetRequiredService<SecondFactors>().KeyOf(http.User.AccountId())
            ),
            (nameof(Access.AuthenticatorPage.Way), way),
            (nameof(Access.AuthenticatorPage.Wrong), wrong),
            (
                nameof(Access.AuthenticatorPage.Demanded),
                SessionLife.MustSetUp(http.User, services.GetRequiredService<DeskOptions>().SignIn)
            )
        );
    }

    /// <summary>The picture an authenticator reads, only while it is being set up.</summary>
    private static IResult Picture(HttpContext http, SecondFactors factors, DeskOptions options)
    {
        var account = http.User.AccountId();
        if (factors.Of(account).Since is not null || factors.KeyOf(account) is not { } key)
        {
            return Results.NotFound();
        }
        var issuer = Uri.EscapeDataString($"Parley {options.Party}");
        var name = Uri.EscapeDataString(http.User.Identity!.Name!);
        var address = $"otpauth://totp/{issuer}:{name}?secret={key}&issuer={issuer}&digits=6";
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return Results.Text(picture.GetGraphic(PixelsPerModule), "image/svg+xml");
    }

    private static async Task<IResult> Confirm(
        [FromForm] string? code,
        [FromForm] string? to,
        [FromForm] string? held,
        SecondStep step,
        SecondFactors factors,
        AccountShelf accounts,
        Entrance entrance,
        HttpContext http
    )
    {
        var account = accounts.Find(http.User.AccountId())!;
        var way = new SignInWay(to, held);
        var typed = string.Concat((code ?? "").Where(c => !char.IsWhiteSpace(c)));
        if (factors.KeyOf(account.Id) is null)
        {
            return Results.LocalRedirect("/account/authenticator");
        }
        if (!await step.Matches(account, typed) || !factors.Take(account.Id, typed))
        {
            return AuthenticatorPage(http, way, wrong: true);
        }
        if (factors.Confirm(account, Doer.Of(http)) is not { } codes)
        {
            return Results.LocalRedirect("/account");
        }
        await entrance.Begin(http, accounts.Find(account.Id)!, SignedInBy.Code);
        return Codes(codes, way);
    }

    private static async Task<IResult> Remove(
        SecondFactors factors,
        AccountShelf accounts,
        Entrance entrance,
        HttpContext http
    )
    {
        var account = accounts.Find(http.User.AccountId())!;
        if (factors.Of(account.Id).Since is null)
        {
            return Results.LocalRedirect("/account");
        }
        factors.Remove(account, Doer.Of(http), SecurityAct.AuthenticatorRemoved);
        await BeginAfterRemoval(http, accounts, entrance);
        return Results.LocalRedirect("/account");
    }

    private static IResult Renew(SecondFactors factors, AccountShelf accounts, HttpContext http)
    {
        var account = accounts.Find(http.User.AccountId())!;
        return factors.Of(account.Id).Exists
            ? Codes(factors.Renew(account, Doer.Of(http)), new SignInWay("/account", null))
            : Results.LocalRedirect("/account");
    }

    /// <summary>Whoever took a second step away has proved a password only, as far as what the node demands goes.
    /// </summary>
    internal static async Task BeginAfterRemoval(HttpContext http, AccountShelf accounts, Entrance entrance)
    {
        var account = accounts.Find(http.User.AccountId())!;
        var left = http.RequestServices.GetRequiredService<SecondFactors>().Of(account.Id);
        var how = SessionLife.ProvedBy(http.User);
        var proved = how is SignedInBy.Persona or SignedInBy.Provider || left.Exists;
        await entrance.Begin(http, account, proved ? how : SignedInBy.Password);
    }

    private static IResult Codes(IReadOnlyList<string> codes, SignInWay way) =>
        Show.Page<RecoveryCodesPage>((nameof(RecoveryCodesPage.Codes), codes), (nameof(RecoveryCodesPage.Way), way));
}

/// <summary>Why a change of how an officer signs in was not made.</summary>
public enum AccountTrouble
{
    /// <summary>A passkey has a name of 1 to 60 characters.</summary>
    PasskeyName,

    /// <summary>The browser's answer does not fit the question, came too late, or there are too many.</summary>
    Passkey,

    /// <summary>A token has a purpose of 1 to 100 characters.</summary>
    TokenPurpose,

    /// <summary>A token may do something, for one of the spans offered.</summary>
    TokenScope,

    /// <summary>There are as many tokens as an officer may have.</summary>
    TokenMany,
}
