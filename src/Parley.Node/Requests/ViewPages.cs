using Microsoft.AspNetCore.Mvc;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>The views an officer saved: renamed, shared with the officer's authority, deleted.</summary>
public static class ViewPages
{
    private const string Path = "/requests/views";

    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (SavedViews views, HttpContext http) => Page(views, http));
        routes.MapPost($"{Path}/rename", Rename);
        routes.MapPost($"{Path}/share", Share);
    }

    private static IResult Rename([FromForm] string? name, [FromForm] string? to, SavedViews views, HttpContext http)
    {
        var wanted = (to ?? "").Trim();
        var trouble =
            wanted.Length is 0 or > SavedViews.NameAtMost ? "saved.name-missing"
            : string.Equals(wanted, name, StringComparison.Ordinal) ? null
            : views.Rename(http.User.AccountId(), name ?? "", wanted) ? null
            : "saved.taken";
        return trouble is null ? Results.LocalRedirect(Path) : Page(views, http, trouble, name);
    }

    private static IResult Share([FromForm] string? name, [FromForm] bool? share, SavedViews views, HttpContext http)
    {
        views.Share(http.User.AccountId(), name ?? "", share is true ? http.User.AsOfficer().Authority : null);
        return Results.LocalRedirect(Path);
    }

    private static IResult Page(SavedViews views, HttpContext http, string? trouble = null, string? at = null) =>
        Show.Page<ViewsPage>(
            trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(ViewsPage.Saved), views.Of(http.User.AccountId())),
            (nameof(ViewsPage.Shared), views.SharedWith(http.User.AsOfficer().Authority, http.User.AccountId())),
            (nameof(ViewsPage.Trouble), trouble),
            (nameof(ViewsPage.At), at)
        );
}
