using System.Security.Claims;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Desk;

/// <summary>The desk of one officer, as the page shows it and programs are told of it.</summary>
/// <param name="Latest">What the other sides said last.</param>
/// <param name="Counts">How the open requests stand; null for who sees no matters.</param>
/// <param name="Held">How many this officer has and nobody has; null for who has none.</param>
/// <param name="Behind">How many entries of the record the lists do not follow yet.</param>
public sealed record DeskSight(
    TodoSheet Sheet,
    IReadOnlyList<News> Latest,
    OpenCounts? Counts,
    HeldCounts? Held,
    long Behind
)
{
    /// <summary>Nothing on it.</summary>
    public static DeskSight Empty { get; } = new(new([], new Dictionary<TodoReason, int>()), [], null, null, 0);
}

/// <summary>Lays out the desk of an officer.</summary>
public sealed class DeskBook(TodoList todos, RequestBook requests, HeldBook held, LawInForce law, TimeProvider time)
{
    private const int NewsAtMost = 10;

    public DeskSight For(ClaimsPrincipal user, string language)
    {
        if (!user.SeesMatters())
        {
            return DeskSight.Empty with { Sheet = todos.For(user, language) };
        }
        var (counts, heard, behind) = requests.Open(time.GetUtcNow(), NewsAtMost, law.HiddenFrom(user));
        return new DeskSight(
            todos.For(user, language),
            [.. News.Of(heard)],
            counts,
            Acts(user) ? held.Counts(user) : null,
            behind
        );
    }

    /// <summary>Acts on matters, and so may have them.</summary>
    private static bool Acts(ClaimsPrincipal user) => user.Has(Role.Drafter) || user.Has(Role.Releaser);
}
