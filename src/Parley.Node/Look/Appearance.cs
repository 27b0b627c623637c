using Microsoft.AspNetCore.Mvc;
using Parley.Node.Access;

namespace Parley.Node.Look;

/// <summary>The language and the theme an officer chose, remembered by the browser.</summary>
public static class Appearance
{
    /// <summary>Remembers the theme; it says nothing about the officer.</summary>
    public const string ThemeCookie = "parley-theme";

    public static readonly string[] Themes = ["auto", "light", "dark"];

    public static string ThemeOf(HttpContext http) =>
        http.Request.Cookies[ThemeCookie] is { } theme && Themes.Contains(theme, StringComparer.Ordinal)
            ? theme
            : "auto";

    public static void MapAppearance(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/appearance",
                ([FromForm] string? language, [FromForm] string? theme, [FromForm] string? to, HttpContext http) =>
                {
                    Remember(http, Languages.Cookie, language, Languages.All);
                    Remember(http, ThemeCookie, theme, Themes);
                    return Results.LocalRedirect(AccessPages.Onward(to));
                }
            )
            .AllowAnonymous();

    private static void Remember(HttpContext http, string cookie, string? choice, string[] known)
    {
        if (choice is null || !known.Contains(choice, StringComparer.Ordinal))
        {
            return;
        }
        var options = new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            IsEssential = true,
        };
        http.Response.Cookies.Append(cookie, choice, options);
    }
}
