using Microsoft.AspNetCore.Mvc;
using Parley.Node.Desk;
using Parley.Node.Look;

namespace Parley.Node.Access;

/// <summary>The way to the nation's own sign-in provider and back.</summary>
public static class ProviderPages
{
    private const string Back = "/sign-in/provider/return";
    private const int HeldAtOnce = 64;
    private const int QuestionsAtOnce = 1_000;

    public static IServiceCollection AddProvider(this IServiceCollection services, SignInSettings settings)
    {
        services.AddSingleton<ProviderAccounts>();
        if (settings.Provider is { } provider)
        {
            services.AddSingleton(at => new Provider(provider, at.GetRequiredService<TimeProvider>()));
            services.AddSingleton(at => new Challenges<ProviderQuestion>(
                at.GetRequiredService<TimeProvider>(),
                QuestionsAtOnce
            ));
            services.AddSingleton(at => new Challenges<string>(at.GetRequiredService<TimeProvider>(), HeldAtOnce));
        }
        return services;
    }

    public static void MapProvider(this IEndpointRouteBuilder routes, DeskOptions options)
    {
        if (options.SignIn.Provider is null)
        {
            return;
        }
        var provider = routes.MapGroup("/sign-in/provider").AllowAnonymous();
        provider.MapPost("", Ask).RequireRateLimiting(Protection.SignInLimit);
        provider.MapGet("/return", Return).RequireRateLimiting(Protection.SignInLimit);
        provider.MapGet("/leave", Leave);
    }

    /// <summary>A page that leads there: a form of ours is never answered with an address elsewhere.</summary>
    private static async Task<IResult> Ask(
        [FromForm] string? to,
        [FromForm] string? held,
        Provider provider,
        Challenges<ProviderQuestion> questions,
        Challenges<string> heldMeanwhile,
        HeldForms heldForms,
        DeskOptions options,
        ILogger<Provider> log,
        HttpContext http
    )
    {
        var kept = heldForms.Open(held) is null ? null : heldMeanwhile.Keep(held!);
        var browser = Provider.NewSecret();
        var question = new ProviderQuestion(Provider.NewSecret(), Provider.NewSecret(), browser, to, kept);
        try
        {
            var state = questions.Keep(question);
            var address = await provider.AddressToAsk(question, state, Here(http, Back), http.RequestAborted);
            http.Response.Cookies.Append(CookieOf(options), browser, CookieFor(http));
            return Show.Page<ProviderPage>(
                (nameof(ProviderPage.Address), address),
                (nameof(ProviderPage.Name), provider.Settings.Name)
            );
        }
        catch (ProviderException e)
        {
            return Refuse(http, log, new SignInWay(to, held), e.Message);
        }
    }

    private static async Task<IResult> Return(
        string? code,
        string? state,
        string? iss,
        string? error,
        Provider provider,
        ProviderAccounts accounts,
        Challenges<ProviderQuestion> questions,
        Challenges<string> heldMeanwhile,
        Entrance entrance,
        SecurityEvents events,
        DeskOptions options,
        ILogger<Provider> log,
        HttpContext http
    )
    {
        var question = questions.Take(state);
        var browser = http.Request.Cookies[CookieOf(options)];
        http.Response.Cookies.Delete(CookieOf(options), CookieFor(http));
        if (question is null || !string.Equals(question.Browser, browser, StringComparison.Ordinal))
        {
            return Refuse(http, log, new SignInWay(null, null), "nothing was asked from this browser");
        }
        var way = new SignInWay(question.To, heldMeanwhile.Take(question.Held));
        if (error is not null || string.IsNullOrEmpty(code))
        {
            return Refuse(http, log, way, "it said no: " + error);
        }
        if (iss is not null && !string.Equals(iss, provider.Settings.Issuer, StringComparison.Ordinal))
        {
            return Refuse(http, log, way, "another provider answered");
        }
        try
        {
            var said = await provider.Answer(question, code, Here(http, Back), http.RequestAborted);
            var by = new Doer("provider", Protection.AddressOf(http));
            var (account, trouble) = accounts.Meet(provider.Settings, said, by);
            if (account is not null)
            {
                return await entrance.Enter(http, account, SignedInBy.Provider, way);
            }
            events.Note(by, SecurityAct.SignInFailed, more: nameof(SignedInBy.Provider));
            return AccessPages.SignInAgain(http, way, trouble!.Value);
        }
        catch (ProviderException e)
        {
            return Refuse(http, log, way, e.Message);
        }
    }

    private static async Task<IResult> Leave(Provider provider, ILogger<Provider> log, HttpContext http)
    {
        try
        {
            return await provider.AddressToLeave(Here(http, "/sign-in"), http.RequestAborted) is { } address
                ? Results.Redirect(address)
                : Results.LocalRedirect("/sign-in");
        }
        catch (ProviderException e)
        {
            return Refuse(http, log, new SignInWay(null, null), e.Message);
        }
    }

    private static IResult Refuse(HttpContext http, ILogger<Provider> log, SignInWay way, string why)
    {
        log.LogWarning("The sign-in provider did not help: {Why}", why);
        http.RequestServices.GetRequiredService<SecurityEvents>()
            .Note(
                new Doer("", Protection.AddressOf(http)),
                SecurityAct.SignInFailed,
                more: nameof(SignedInBy.Provider)
            );
        return AccessPages.SignInAgain(http, way, SignInTrouble.Provider);
    }

    private static string Here(HttpContext http, string path) => $"{http.Request.Scheme}://{http.Request.Host}{path}";

    private static string CookieOf(DeskOptions options) => $"parley-{options.Party}-provider";

    /// <summary>It comes back from another site, so it is sent along on the way from there.</summary>
    private static CookieOptions CookieFor(HttpContext http) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/sign-in/provider",
            MaxAge = Challenges<ProviderQuestion>.Patience,
        };
}
