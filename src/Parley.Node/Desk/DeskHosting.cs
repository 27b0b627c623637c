using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Look;
using Parley.Node.Record;
using Parley.Node.Requests;
using Parley.Node.Review;
using Parley.Node.Settings;

namespace Parley.Node.Desk;

/// <summary>
/// Composes the desk, the pages of one node, into a web application. Several may live in one process.
/// </summary>
public static class DeskHosting
{
    /// <summary>
    /// Adds everything the pages need, save <see cref="INodeSight"/> and the matters themselves, which the node
    /// registers.
    /// </summary>
    public static WebApplicationBuilder AddDesk(this WebApplicationBuilder builder, DeskOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IChanges, Changes>();
        services.AddSingleton(_ => new AccountShelf(options.DataFolder));
        services.AddSingleton<SecurityEvents>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<SessionLife>();
        services.AddSingleton<Officers>();
        services.AddSingleton<HeldForms>();
        services.AddSingleton<DeskDatabase>();
        services.AddSingleton<RequestBook>();
        services.AddSingleton<SavedViews>();
        services.AddSingleton<ListSources>();
        services.AddSingleton<DraftShelf>();
        services.AddSingleton<DraftBook>();
        services.AddSingleton<PreparedShelf>();
        services.AddSingleton<PreparedBook>();
        services.AddSingleton<Release>();
        services.AddSingleton<AgreementBook>();
        services.AddSingleton<FullCheck>();
        services.AddSingleton<Beginnings>();
        services.AddSingleton<TodoList>();
        services.AddSingleton<Moments>();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Languages.Set);
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddLimits(options);
        services.AddHostFiltering(hosts => hosts.AllowedHosts = [.. options.Hosts]);
        services.AddAuthorization(Rights.Set);
        AddSessions(services, options);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Puts the desk's protection before, and its pages behind, everything else of the application.</summary>
    public static WebApplication UseDesk(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<DeskOptions>();
        app.UseForwardedHeaders(Proxies.Believed(options.Proxies));
        if (options.PersonasFile is { } file)
        {
            app.Services.GetRequiredService<Officers>().PutPersonas(Personas.Read(file, options.Party));
        }
        app.Use(Protection.Headers);
        if (options.Hosts.Count > 0)
        {
            app.UseHostFiltering();
        }
        app.UseRequestLocalization();
        app.UseErrorPages();
        app.UseRouting();
        app.UseAuthentication();
        app.Use(Protection.NoteRefused);
        app.UseRateLimiter();
        app.Use(Protection.Forms);
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapGroup("").AllowAnonymous().MapLookFiles();
        var pages = app.MapGroup("").RequireAuthorization();
        pages.AddEndpointFilter(Protection.Forged);
        pages.MapAppearance();
        pages.MapAccess(options);
        pages.MapLive();
        pages.MapGet("/links", () => Show.Page<LinkStates>());
        pages.MapDesk();
        var matters = pages.MapGroup("").RequireAuthorization(Rights.Matters);
        matters.MapRequests();
        matters.MapReview();
        matters.MapAgreements();
        matters.MapRecord();
        pages.MapSettings();
        return app;
    }

    private static void AddSessions(IServiceCollection services, DeskOptions options)
    {
        var keys = Directory.CreateDirectory(Path.Combine(options.DataFolder, "session-keys"));
        services.AddDataProtection().SetApplicationName($"parley-{options.Party}").PersistKeysToFileSystem(keys);
        services
            .AddIdentityCore<Account>()
            .AddUserStore<AccountStore>()
            .AddClaimsPrincipalFactory<SessionClaims>()
            .AddSignInManager();
        services.Configure<SecurityStampValidatorOptions>(stamps =>
            stamps.ValidationInterval = TimeSpan.FromMinutes(1)
        );
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie => SetSession(cookie, options));
        services.AddAntiforgery(forms => SetForms(forms, options));
    }

    private static void SetSession(CookieAuthenticationOptions cookie, DeskOptions options)
    {
        // Two nodes of the demo share a host name; the party code keeps their cookies apart.
        cookie.Cookie.Name = $"parley-{options.Party}";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = SessionLife.AfterUse;
        cookie.SlidingExpiration = true;
        cookie.Events.OnSigningIn = context =>
        {
            LifeOf(context.HttpContext).Begin(context);
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = context => LifeOf(context.HttpContext).Check(context);
        cookie.Events.OnCheckSlidingExpiration = SessionLife.Slide;
        cookie.Events.OnRedirectToLogin = SessionEnd.SendToSignIn;
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static SessionLife LifeOf(HttpContext http) => http.RequestServices.GetRequiredService<SessionLife>();

    private static void SetForms(AntiforgeryOptions forms, DeskOptions options)
    {
        forms.Cookie.Name = HeldForms.FormCookie(options);
        forms.Cookie.HttpOnly = true;
        forms.Cookie.SameSite = SameSiteMode.Strict;
        forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        forms.SuppressXFrameOptionsHeader = true;
    }
}
