using Microsoft.AspNetCore.Mvc;
using Parley.Node.Look;

namespace Parley.Node.Access;

/// <summary>The page behind a one-time link, on which an officer sets a password nobody else knows.</summary>
public static class InvitationPages
{
    public static void MapInvitations(this IEndpointRouteBuilder routes)
    {
        var links = routes
            .MapGroup("/invitation/{secret}")
            .AllowAnonymous()
            .RequireRateLimiting(Protection.SignInLimit);
        links.MapGet("", (string secret, Invitations invitations) => Page(secret, invitations.Find(secret), null));
        links.MapPost(
            "",
            (string secret, [FromForm] string? password, Invitations invitations, HttpContext http) =>
            {
                var account = invitations.Find(secret);
                var trouble = invitations.Use(secret, password ?? "", Protection.AddressOf(http));
                return trouble is null ? Results.LocalRedirect("/sign-in") : Page(secret, account, trouble);
            }
        );
    }

    private static IResult Page(string secret, Account? account, OfficerTrouble? trouble) =>
        Show.Page<InvitationPage>(
            account is null ? StatusCodes.Status404NotFound
                : trouble is null ? StatusCodes.Status200OK
                : StatusCodes.Status422UnprocessableEntity,
            (nameof(InvitationPage.Secret), secret),
            (nameof(InvitationPage.Invited), account),
            (nameof(InvitationPage.Wrong), trouble is not null)
        );
}
