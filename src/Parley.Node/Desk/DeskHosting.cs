using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Api;
using Parley.Node.Erasing;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Paper;
using Parley.Node.Parcels;
using Parley.Node.Record;
using Parley.Node.Requests;
using Parley.Node.Review;
using Parley.Node.Search;
using Parley.Node.Settings;
using Parley.Node.Together;
using Parley.Node.Webhooks;

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
        services.AddSingleton<AuthorityShelf>();
        services.AddTransient<DoerNames>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<PasskeyShelf>();
        services.AddSingleton(at => new Challenges<PasskeyQuestion>(at.GetRequiredService<TimeProvider>(), 1_000));
        services.AddProvider(options.SignIn);
        services.AddSingleton<ApiTokens>();
        services.AddSingleton(_ => new LocalShelf(options.DataFolder));
        services.AddSingleton<ReadLog>();
        services.AddSingleton<Reads>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<RuleBookShelf>();
        services.AddSingleton<LawInForce>();
        services.AddSingleton<Hearing>();
        services.AddSingleton<StepShelf>();
        services.AddSingleton<StepBook>();
        services.AddSingleton<ChangeDoing>();
        services.AddSingleton<WantedChanges>();
        services.AddScoped<SecondStep>();
        services.AddScoped<Entrance>();
        services.AddScoped<CommandSignIn>();
        services.AddSingleton<HeldForms>();
        services.AddSingleton<DeskDatabase>();
        services.AddSingleton(_ => new LineShelf(options.DataFolder));
        services.AddSingleton<LineKeeping>();
        services.AddHostedService(s => s.GetRequiredService<LineKeeping>());
        services.AddSingleton<RequestLines>();
        services.AddSingleton<RemindedLines>();
        services.AddSingleton<MeasuredReview>();
        services.AddSingleton<ReviewBook>();
        services.AddSearch();
        services.AddPrograms();
        services.AddSingleton(at => PaperPress.Of(options.DataFolder, at.GetRequiredService<ILogger<PaperPress>>()));
        services.AddSingleton<PaperTurns>();
        services.AddSingleton<RequestBook>();
        services.AddSingleton<AlikeBook>();
        services.AddSingleton<SavedViews>();
        services.AddSingleton<ListSources>();
        services.AddSingleton<DraftShelf>();
        services.AddSingleton<DraftBook>();
        services.AddSingleton<OfficeHabit>();
        services.AddSingleton<PreparedShelf>();
        services.AddSingleton<PreparedBook>();
        services.AddSingleton<MoveDraftShelf>();
        services.AddSingleton<SaidDrafts>();
        services.AddSingleton<UseLock>();
        services.AddSingleton<Release>();
        services.TryAddSingleton(at => new Quotas(at.GetRequiredService<AccountShelf>(), ParcelLimits.Usual));
        services.AddSingleton<StatementQuotas>();
        services.AddSingleton<QuotaTodos>();
        services.AddSingleton<ReadyFiles>();
        services.AddSingleton<ReadySight>();
        services.AddSingleton<FileIntake>();
        services.AddSingleton<UploadShelf>();
        services.TryAddSingleton<IDiskRoom, DiskRoom>();
        services.AddSingleton<UploadRoom>();
        services.AddSingleton<Uploading>();
        services.AddSingleton<ParcelSweep>();
        services.AddSingleton<KeepingHolds>();
        services.AddSingleton<IKeeping, LawfulKeeping>();
        services.AddErasing();
        services.AddSingleton<ParcelDownload>();
        services.AddSingleton<AgreementBook>();
        services.AddSingleton<PreparedAgreementShelf>();
        services.AddSingleton<PreparedAgreements>();
        services.AddSingleton<Agreeing>();
        services.AddSingleton<FullCheck>();
        services.AddTogether();
        services.AddSingleton<Beginnings>();
        services.AddSingleton<ReleasesWaiting>();
        services.AddSingleton<OfferedTodos>();
        services.AddSingleton<TodoList>();
        services.AddSingleton<DeskBook>();
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
        // Taken up at once, so that a ledger that was altered stops the start.
        app.Services.GetRequiredService<ReadLog>();
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
        app.Use(Protection.SecondFactorFirst);
        app.Use(Protection.Forged);
        app.UseAntiforgery();
        app.MapGroup("").AllowAnonymous().MapLookFiles();
        var pages = app.MapGroup("").RequireAuthorization().WithMetadata(new ProvesItself()).TakesAnything();
        pages.MapAppearance();
        pages.MapAccess(options);
        pages.MapAccount();
        pages.MapPasskeys();
        pages.MapProvider(options);
        pages.MapTokens();
        pages.MapNotices();
        pages.MapInvitations();
        pages.MapLive();
        pages.MapGet("/links", () => Show.Page<LinkStates>());
        // The nation's law is asked first, and then what shows content is written down: who read it.
        var read = pages.MapGroup("");
        read.AddEndpointFilter(LawGate.Ask);
        read.AddEndpointFilter(UsePages.Ask);
        read.AddEndpointFilter(Reads.Note);
        read.MapDesk();
        read.MapLog();
        var matters = read.MapGroup("").RequireAuthorization(Rights.Matters);
        matters.MapRequests();
        matters.MapReview();
        matters.MapPaper();
        matters.MapCertificates();
        matters.MapBlankCertificates();
        matters.MapSearch();
        matters.MapAgreements();
        matters.MapRecord();
        matters.MapInside();
        // It names matters, though it says nothing of what is in them.
        matters.MapKeeping();
        pages.MapSettings();
        pages.MapQuotas();
        pages.MapRuleBook();
        pages.MapOfficers();
        pages.MapAuthorities();
        pages.MapWebhooks();
        pages.MapGet("/programs", () => Show.Page<ReferencePage>());
        app.MapApi().TakesAnything().MapPrograms();
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
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider)
            .AddSignInManager();
        services.Configure<IdentityPasskeyOptions>(passkeys => PasskeyPages.Set(passkeys, options.SignIn));
        services.Configure<SecurityStampValidatorOptions>(stamps =>
            stamps.ValidationInterval = TimeSpan.FromMinutes(1)
        );
        services
            .AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenSignIn>(TokenSignIn.SchemeName, null)
            .AddIdentityCookies();
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
