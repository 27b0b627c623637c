using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Desk;

/// <summary>The home page of an officer.</summary>
public static class DeskPages
{
    private const int NewsAtMost = 10;

    public static void MapDesk(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/",
            (TodoList todos, RequestBook book, HeldBook held, LawInForce law, TimeProvider time, HttpContext http) =>
            {
                var (counts, heard, behind) = http.User.SeesMatters()
                    ? book.Open(time.GetUtcNow(), NewsAtMost, law.HiddenFrom(http.User))
                    : (new OpenCounts(0, 0, 0, 0), [], 0);
                return Show.Page<DeskPage>(
                    (nameof(DeskPage.Sheet), todos.For(http.User, Languages.Short)),
                    (nameof(DeskPage.Latest), News.Of(heard).ToList()),
                    (nameof(DeskPage.Counts), counts),
                    (nameof(DeskPage.Held), DeskPage.Acts(http.User) ? held.Counts(http.User) : null),
                    (nameof(DeskPage.Behind), behind)
                );
            }
        );
}
