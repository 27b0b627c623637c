using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Parley.Node.Access;

/// <summary>
/// How long a session lives: so long after an officer last did something, never longer than a working day, and not
/// after its sign-out. What a page asks by itself does not lengthen it.
/// </summary>
public sealed class SessionLife(AccountShelf shelf, TimeProvider clock)
{
    /// <summary>How long a session lives after its last use.</summary>
    public static readonly TimeSpan AfterUse = TimeSpan.FromHours(8);

    /// <summary>How long it lives at most.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromHours(12);

    /// <summary>How long after a sign-in an officer may change how they sign in, without signing in again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>The claim that says by what the officer proved who they are.</summary>
    internal const string How = "signed-in-by";

    private const string Session = "session";
    private const string Began = "session-began";
    private const string Stamp = "AspNet.Identity.SecurityStamp";

    private readonly ConcurrentDictionary<string, DateTimeOffset> ended = new(
        shelf.SessionsEnded(clock.GetUtcNow() - AtMost),
        StringComparer.Ordinal
    );

    /// <summary>Ends a session for good, also past a restart: a copy of its cookie is worth nothing either.</summary>
    public void End(ClaimsPrincipal user)
    {
        var now = clock.GetUtcNow();
        foreach (var (session, _) in ended.Where(one => one.Value + AtMost < now))
        {
            ended.TryRemove(session, out _);
        }
        if (user.FindFirstValue(Session) is { } id)
        {
            ended[id] = now;
            shelf.EndSession(id, now, now - AtMost);
        }
    }

    /// <summary>Is it neither signed out, nor too old, nor was its account changed since?</summary>
    public bool Lives(ClaimsPrincipal user) =>
        IsYoung(user)
        && shelf.Find(user.AccountId()) is { Closed: false } account
        && string.Equals(account.SecurityStamp, user.FindFirstValue(Stamp), StringComparison.Ordinal);

    /// <summary>Did the officer sign in only just now?</summary>
    public bool IsFresh(ClaimsPrincipal user) =>
        clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(BeganAt(user)) < Fresh;

    /// <summary>Only the password was proved, and the node wants more: nothing else is done before it is set up.
    /// </summary>
    public static bool MustSetUp(ClaimsPrincipal user, SignInSettings settings) =>
        user.Identity?.IsAuthenticated == true
        && ProvedBy(user) == SignedInBy.Password
        && settings.DemandsSecondFactor(Enum.GetValues<Role>().Where(user.Has));

    /// <summary>By what the officer proved who they are.</summary>
    public static SignedInBy ProvedBy(ClaimsPrincipal user) =>
        Enum.TryParse<SignedInBy>(user.FindFirstValue(How), out var how) ? how : SignedInBy.Password;

    /// <summary>The session's own name, so that what is written down tells which it was; empty where there is none.
    /// </summary>
    public static string NameOf(ClaimsPrincipal user) => user.FindFirstValue(Session) ?? "";

    /// <summary>Marks a session that begins with its own name and time.</summary>
    internal void Begin(CookieSigningInContext context)
    {
        if (context.Principal?.Identity is ClaimsIdentity identity)
        {
            Mark(identity, Guid.NewGuid().ToString("N"), clock.GetUtcNow().ToUnixTimeSeconds());
        }
    }

    /// <summary>Ends a session that lives no longer, and keeps what a page asks by itself from renewing it.</summary>
    internal async Task Check(CookieValidatePrincipalContext context)
    {
        var before = context.Principal!;
        // What ends a session counts at once, not when the stamp is looked at again.
        if (!Lives(before))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }
        await SecurityStampValidator.ValidatePrincipalAsync(context);
        if (context.Principal is { } after && !ReferenceEquals(before, after))
        {
            // Made anew from the account; it is the same session all the same.
            var identity = (ClaimsIdentity)after.Identity!;
            Mark(identity, before.FindFirstValue(Session)!, BeganAt(before));
            identity.AddClaim(new Claim(How, before.FindFirstValue(How) ?? ""));
        }
        if (IsAskedByThePage(context.HttpContext))
        {
            context.ShouldRenew = false;
        }
    }

    /// <summary>The links in the head and the stream of news are asked by the page, not by the officer.</summary>
    internal static Task Slide(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew = context.ShouldRenew && !IsAskedByThePage(context.HttpContext);
        return Task.CompletedTask;
    }

    private static bool IsAskedByThePage(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/links", StringComparison.Ordinal)
        || http.Request.Path.StartsWithSegments("/live", StringComparison.Ordinal);

    private bool IsYoung(ClaimsPrincipal user) =>
        user.FindFirstValue(Session) is { } session
        && !ended.ContainsKey(session)
        && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(BeganAt(user)) < AtMost;

    private static long BeganAt(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(Began), CultureInfo.InvariantCulture, out var began) ? began : 0;

    private static void Mark(ClaimsIdentity identity, string session, long began)
    {
        identity.AddClaim(new Claim(Session, session));
        identity.AddClaim(new Claim(Began, began.ToString(CultureInfo.InvariantCulture)));
    }
}
