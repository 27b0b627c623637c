using Parley.Node.Look;

namespace Parley.Node.Desk;

/// <summary>The home page of an officer.</summary>
public static class DeskPages
{
    public static void MapDesk(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/",
            (DeskBook book, HttpContext http) =>
                Show.Page<DeskPage>((nameof(DeskPage.Desk), book.For(http.User, Languages.Short)))
        );
}
