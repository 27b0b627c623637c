using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Together;

/// <summary>One task in the list of tasks, with the matter it is about.</summary>
public sealed record ListedTask(MatterTask Task, MatterSight Matter);

/// <summary>Giving tasks, doing them, and the list of them.</summary>
public static class TaskPages
{
    /// <summary>Whose tasks the list shows.</summary>
    public static readonly string[] Whose = ["mine", "given", "all"];

    private const int MostYears = 10;

    public static void MapTasks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tasks", List);
        routes.MapPost("/matters/{matter}/tasks", Add).RequireAuthorization(Rights.Act);
        var settling = routes.MapGroup("").RequireAuthorization(Rights.TakePart);
        settling.MapPost(
            "/tasks/{id:long}/done",
            (long id, [FromForm] string? back, [AsParameters] TaskSettling settled, HttpContext http) =>
                settled.Settle(id, done: true, back, http)
        );
        settling.MapPost(
            "/tasks/{id:long}/reopen",
            (long id, [FromForm] string? back, [AsParameters] TaskSettling settled, HttpContext http) =>
                settled.Settle(id, done: false, back, http)
        );
    }

    private static IResult List(
        string? of,
        bool? done,
        TaskShelf shelf,
        MatterBook matters,
        StaffBook staff,
        HttpContext http
    )
    {
        var whose = Whose.FirstOrDefault(one => string.Equals(one, of, StringComparison.Ordinal)) ?? Whose[0];
        var all = string.Equals(whose, "all", StringComparison.Ordinal);
        var choice = new TaskChoice(
            all ? null : http.User.AccountId(),
            http.User.AsOfficer().Authority,
            string.Equals(whose, "given", StringComparison.Ordinal),
            done ?? false
        );
        return Show.Page<TaskListPage>(
            (nameof(TaskListPage.Whose), whose),
            (nameof(TaskListPage.Done), done ?? false),
            (nameof(TaskListPage.Tasks), WithMatters(shelf.All(choice), matters, http.User).ToList()),
            (nameof(TaskListPage.Staff), staff.Now())
        );
    }

    /// <summary>Tasks of matters this officer may read; each matter is looked up once.</summary>
    internal static IEnumerable<ListedTask> WithMatters(
        IEnumerable<MatterTask> tasks,
        MatterBook matters,
        ClaimsPrincipal user
    )
    {
        var found = new Dictionary<MatterKey, MatterSight?>();
        foreach (var task in tasks)
        {
            if (!found.TryGetValue(task.Matter, out var matter))
            {
                found[task.Matter] = matter = matters.Find(task.Matter, user);
            }
            if (matter is not null)
            {
                yield return new ListedTask(task, matter);
            }
        }
    }

    private static IResult Add(
        string matter,
        [FromForm] string? what,
        [FromForm(Name = "for")] string? whom,
        [FromForm] string? day,
        [FromForm(Name = OnceField.Name)] string? once,
        InsideBook book,
        TaskShelf shelf,
        TimeProvider clock,
        IChanges changes,
        IStringLocalizer<InsideWords> words,
        HttpContext http
    )
    {
        if (book.Of(MatterKey.Read(matter), http.User) is not { } inside)
        {
            return Results.NotFound();
        }
        var typed = InsideAttempt.None with { What = (what ?? "").Trim(), For = whom ?? "", Day = day ?? "" };
        var now = clock.GetUtcNow();
        var until = Day(typed.Day);
        List<FieldError> errors =
        [
            .. typed.What.Length is 0 or > TaskShelf.WhatAtMost
                ? [new FieldError("what", words["task.what-missing"])]
                : (FieldError[])[],
            .. MayDo(inside, Holder.Read(whom)) ? [] : (FieldError[])[new FieldError("for", words["task.for-missing"])],
            .. typed.Day.Length > 0 && !IsAhead(until, now)
                ? [new FieldError("day", words["task.day-wrong"])]
                : (FieldError[])[],
        ];
        if (errors.Count > 0)
        {
            return InsidePages.Page(inside, typed with { Errors = errors });
        }
        DateTimeOffset? due = until is { } at ? book.DueOf(inside.Matter, at) : null;
        var by = http.User.AccountId();
        shelf.Add(
            new MatterTask(0, inside.Matter.Key, typed.What, Holder.Read(whom), until, due, by, now, []),
            once ?? ""
        );
        return InsidePages.Back(inside.Matter.Key, changes);
    }

    internal static bool MayDo(Inside inside, Holder whom) =>
        whom switch
        {
            { Officer: { } id } => inside.Nameable.Any(one => string.Equals(one.Id, id, StringComparison.Ordinal)),
            { Authority: { } code } => inside.Staff.ActingAuthorities.Any(one =>
                string.Equals(one.Code, code, StringComparison.Ordinal)
            ),
            _ => false,
        };

    internal static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>Somewhere on earth it is still yesterday.</summary>
    internal static bool IsAhead(DateOnly? day, DateTimeOffset now) =>
        DateOnly.FromDateTime(now.UtcDateTime) is var today
        && day >= today.AddDays(-1)
        && day <= today.AddYears(MostYears);
}

/// <summary>What it takes to say that a task is done, or not.</summary>
public sealed record TaskSettling(TaskShelf Shelf, MatterBook Matters, TimeProvider Clock, IChanges Changes)
{
    /// <summary>Says so, where this officer may; said twice it is said once.</summary>
    /// <param name="back">Where the form stood.</param>
    public IResult Settle(long id, bool done, string? back, HttpContext http)
    {
        if (Shelf.Find(id) is not { } task || Matters.Find(task.Matter, http.User) is not { } matter)
        {
            return Results.NotFound();
        }
        if (!task.MaySettle(http.User))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        Shelf.Settle(id, done, http.User.AccountId(), Clock.GetUtcNow());
        var there = InsidePages.Back(matter.Key, Changes);
        return back is "/tasks" or "/" ? Results.LocalRedirect(back) : there;
    }
}
