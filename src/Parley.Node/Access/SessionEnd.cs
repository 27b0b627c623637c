using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Parley.Node.Access;

/// <summary>
/// What happens when somebody comes without a session: pages lead to the sign-in and back, forms are held until then,
/// and live parts leave the page alone, so that nothing typed is lost.
/// </summary>
internal static class SessionEnd
{
    /// <summary>The event by which a page learns that its session has ended.</summary>
    public const string Event = "signed-out";

    public static async Task SendToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        var request = http.Request;
        if (
            request.Headers.ContainsKey("HX-Request")
            || request.Path.StartsWithSegments("/live", StringComparison.Ordinal)
            // A stretch of a file comes from a script, which says so; there is nothing typed in it to be held.
            || HttpMethods.IsPatch(request.Method)
        )
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers["HX-Trigger"] = Event;
            http.Response.Headers["HX-Reswap"] = "none";
        }
        else if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            // No session is asked for there: where one is missed, there is nothing.
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (HttpMethods.IsGet(request.Method))
        {
            var page = request.Path + request.QueryString.ToString();
            http.Response.Redirect("/sign-in?to=" + Uri.EscapeDataString(page));
        }
        else
        {
            await AccessPages.HoldForm(http);
        }
    }
}
