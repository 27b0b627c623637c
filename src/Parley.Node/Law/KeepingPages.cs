using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Erasing;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Law;

/// <summary>A matter that has come to its end, and when it is to be erased.</summary>
/// <param name="Hold">That an officer keeps it longer; null where nobody does.</param>
/// <param name="IsHeld">It, or one with which it is erased together, is kept longer.</param>
public sealed record KeptMatter(
    RequestSight Sight,
    DateTimeOffset Ended,
    KeepingRule Rule,
    DateTimeOffset Due,
    KeepingHold? Hold,
    bool IsHeld
);

/// <summary>A matter that this node has erased.</summary>
/// <param name="Title">Of the rule under which it went; null where no book of that day has it.</param>
public sealed record ErasedMatter(PartyCode Peer, ErasedSubject Left, Bilingual? Title);

/// <summary>What is to be erased within the next months, the matters that an officer keeps longer, with a reason, and
/// what was erased last.</summary>
public static class KeepingPages
{
    private const string Place = "/settings/keeping";
    private const int ShownAtMost = 200;
    private const int MonthsAhead = 12;
    private const int ErasedAtMost = 50;

    public static void MapKeeping(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Place, ([AsParameters] KeepingSource source) => Page(source, noReason: null));
        var releasers = routes.MapGroup(Place).RequireAuthorization(Rights.Release);
        releasers.MapPost(
            "/{number}/hold",
            (string number, [FromForm] string? reason, [AsParameters] KeepingSource source) =>
                Done(number, reason, source, source.Holds.Put)
        );
        releasers.MapPost(
            "/{number}/lift",
            (string number, [FromForm] string? reason, [AsParameters] KeepingSource source) =>
                Done(number, reason, source, source.Holds.Lift)
        );
    }

    /// <summary>What is due within a year, the nearest first, of what the officer may read. Requests of which one names
    /// the other fall due together.</summary>
    /// <param name="most">How many fall due apart from one another, at most.</param>
    internal static IReadOnlyList<KeptMatter> DueFor(KeepingSource source, int most)
    {
        var holds = source.Holds.All().ToDictionary(one => one.About);
        var hidden = source.Law.HiddenFrom(source.Http.User);
        return
        [
            .. source
                .Erasing.Until(source.Time.GetUtcNow().AddMonths(MonthsAhead), most)
                .SelectMany(due =>
                    due.Together.Select(id => (due, Sight: source.Requests.Find(new Place(due.Peer, id))))
                )
                .Where(one => one.Sight is not null && !hidden.Takes(Matter.Of(one.Sight)))
                .Select(one => new KeptMatter(
                    one.Sight!,
                    RequestRest.EndedAt(one.Sight!.Request) ?? one.Sight.Request.LastStatedAt,
                    one.due.Rule,
                    one.due.DueAt,
                    holds.GetValueOrDefault(one.Sight.Request.Id),
                    one.due.Held
                )),
        ];
    }

    private static IResult Page(KeepingSource source, string? noReason)
    {
        var (due, hidden) = (DueFor(source, ShownAtMost), source.Law.HiddenFrom(source.Http.User));
        var shown = due.Select(one => one.Sight.Request.Id).ToHashSet();
        return Show.Page<KeepingPage>(
            noReason is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(KeepingPage.Due), due),
            (
                nameof(KeepingPage.Holds),
                source
                    .Holds.All()
                    .Where(one => !shown.Contains(one.About))
                    .Where(one =>
                        source.Requests.Find(one.About.ToString()) is { } sight && !hidden.Takes(Matter.Of(sight))
                    )
                    .ToList()
            ),
            (nameof(KeepingPage.Terms), source.Law.Book.Keeping),
            (nameof(KeepingPage.Erased), ErasedLast(source)),
            (nameof(KeepingPage.NoReason), noReason)
        );
    }

    private static IReadOnlyList<ErasedMatter> ErasedLast(KeepingSource source) =>
        [
            .. source
                .Record.Peers.SelectMany(peer =>
                    source
                        .Record.Reading.ErasedLast(peer.Code, ErasedAtMost)
                        .Select(left => new ErasedMatter(
                            peer.Code,
                            left,
                            source.Books.KeepingAt(left.At, left.Rule)?.Title
                        ))
                )
                .OrderByDescending(one => one.Left.At)
                .Take(ErasedAtMost),
        ];

    private static IResult Done(
        string number,
        string? reason,
        KeepingSource source,
        Action<SubjectId, string, Doer> act
    )
    {
        if (source.Requests.Find(number) is not { } sight)
        {
            return Results.NotFound();
        }
        var why = (reason ?? "").Trim();
        if (why.Length is 0 or > KeepingHolds.ReasonAtMost)
        {
            return Page(source, number);
        }
        act(sight.Request.Id, why, Doer.Of(source.Http));
        return Results.LocalRedirect(Place);
    }
}

/// <summary>What the page of what is kept is made from.</summary>
public sealed record KeepingSource(
    LawInForce Law,
    KeepingHolds Holds,
    RequestBook Requests,
    ErasingBook Erasing,
    JointRecord Record,
    RuleBookShelf Books,
    TimeProvider Time,
    HttpContext Http
);
