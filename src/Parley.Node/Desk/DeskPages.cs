using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Desk;

/// <summary>The home page of an officer.</summary>
public static class DeskPages
{
    private const int NewsAtMost = 10;

    public static void MapDesk(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/",
            (TodoList todos, RequestBook book, HttpContext http) =>
            {
                var all = http.User.SeesMatters() ? book.All().ToList() : [];
                return Show.Page<DeskPage>(
                    (nameof(DeskPage.Todos), todos.For(http.User, Languages.Short)),
                    (nameof(DeskPage.Latest), News.Of(all).Take(NewsAtMost).ToList()),
                    (nameof(DeskPage.Open), all.Where(sight => sight.Request.Closed is null).ToList())
                );
            }
        );
}
