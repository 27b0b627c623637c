using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Parley.Node.Desk;
using Parley.Node.Look;

namespace Parley.Node.Access;

/// <summary>Where a sign-in leads to.</summary>
/// <param name="To">The page that was wanted.</param>
/// <param name="Held">The sealed form that was sent without a session, or null.</param>
public sealed record SignInWay(string? To, string? Held)
{
    /// <summary>The page that was wanted, or the desk: never an address elsewhere.</summary>
    public string Onward => AccessPages.Onward(To);
}

/// <summary>
/// The last step of every sign-in, by whatever it was proved: the session begins, it is written down, and the officer
/// goes on to the page that was wanted, or to the form that was held.
/// </summary>
public sealed class Entrance(
    SignInManager<Account> sessions,
    SecurityEvents events,
    HeldForms heldForms,
    DeskOptions options
)
{
    /// <summary>Begins a session.</summary>
    public async Task<IResult> Enter(HttpContext http, Account account, SignedInBy how, SignInWay way)
    {
        // What is plain needs no word; whatever else it was stands in the line.
        var more = how is SignedInBy.Password or SignedInBy.Persona ? "" : how.ToString();
        events.Note(new Doer(account.SignInName, Protection.AddressOf(http)), SecurityAct.SignedIn, more: more);
        await Begin(http, account, how);
        return SessionLife.MustSetUp(http.User, options.SignIn)
            ? AccountPages.SetUpAuthenticator(http, way)
            : GoOn(way);
    }

    /// <summary>Begins the session anew after the account was changed by its own officer.</summary>
    public async Task Begin(HttpContext http, Account account, SignedInBy how)
    {
        var more = new[] { new Claim(SessionLife.How, how.ToString()) };
        await sessions.SignInWithClaimsAsync(account, isPersistent: false, more);
        // The page is shown within this very answer: it is the officer's already.
        http.User = await sessions.CreateUserPrincipalAsync(account);
        ((ClaimsIdentity)http.User.Identity!).AddClaims(more);
    }

    /// <summary>On to the page that was wanted, or to the form that was held.</summary>
    public IResult GoOn(SignInWay way) =>
        heldForms.Open(way.Held) is { } held
            ? Show.Page<SendAgainPage>((nameof(SendAgainPage.Held), held))
            : Results.LocalRedirect(way.Onward);
}
