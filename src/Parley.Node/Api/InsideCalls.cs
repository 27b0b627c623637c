using System.Globalization;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Together;

namespace Parley.Node.Api;

/// <summary>What the calls about what stays inside act on.</summary>
internal sealed record InsideParts(
    InsideBook Book,
    Assigning Assigning,
    NoteShelf Notes,
    TaskShelf Tasks,
    MatterBook Matters,
    StaffBook Staff,
    Comparing Comparing,
    IChanges Changes,
    TimeProvider Time
);

/// <summary>
/// What stays inside the node about a matter: who has it, notes and tasks. A matter is named as in its address: a
/// request by its number, a draft as "draft-7".
/// </summary>
internal static class InsideCalls
{
    private static readonly string[] Whose = ["mine", "given", "all"];
    private static readonly string[] YesNo = ["true", "false"];

    public static void MapInsideReads(this RouteGroupBuilder reads)
    {
        reads.MapGet("/matters/{matter}", One);
        reads.MapGet("/tasks", All);
    }

    public static void MapInsideCalls(this RouteGroupBuilder acts)
    {
        acts.MapPost("/matters/{matter}/assignment", Assign);
        acts.MapPost("/matters/{matter}/notes", AddNote);
        acts.MapPost("/matters/{matter}/tasks", AddTask);
        acts.MapPost(
            "/tasks/{id:long}/done",
            (long id, [AsParameters] InsideParts parts, HttpContext http) => Settle(id, true, parts, http)
        );
        acts.MapPost(
            "/tasks/{id:long}/reopen",
            (long id, [AsParameters] InsideParts parts, HttpContext http) => Settle(id, false, parts, http)
        );
    }

    private static ApiAnswer One(string matter, [AsParameters] InsideParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var inside = Of(matter, parts, http);
        return ApiAnswer.Of(
            new
            {
                Matter = inside.Matter.Key.Text,
                Held = Told(inside.Held, inside.Staff),
                inside.Seen,
                History = inside.History.Select(one => new
                {
                    To = Told(one.To, inside.Staff),
                    By = inside.Staff.NameOf(one.By),
                    one.Word,
                    one.At,
                }),
                Notes = inside
                    .Notes.Where(note => note.Deleted is null)
                    .Select(note => new
                    {
                        note.Id,
                        By = inside.Staff.NameOf(note.By),
                        note.Text,
                        note.At,
                        note.Edited,
                        note.Version,
                    }),
                Tasks = inside.Tasks.Select(task => Told(task, inside.Staff)),
                Compared = (inside.Matter.Request is { } request ? parts.Comparing.Of(request, http.User) : []).Select(
                    one => new
                    {
                        Other = one.Other.ToString(),
                        one.Found,
                        By = one.Name,
                        one.At,
                        Version = one.Id,
                    }
                ),
                MayHold = inside.MayHold.Select(one => new { Officer = one.Id, one.Name }),
            }
        );
    }

    private static ApiAnswer All([AsParameters] InsideParts parts, HttpContext http)
    {
        var query = new ApiQuery(http, "of", "done", ApiPage.After, ApiPage.Most);
        var whose = query.OneOf("of", Whose) ?? "mine";
        var choice = new TaskChoice(
            whose is "all" ? null : http.User.AccountId(),
            http.User.AsOfficer().Authority,
            whose is "given",
            query.OneOf("done", YesNo) is "true"
        );
        var staff = parts.Staff.Now();
        var listed = TaskPages.WithMatters(
            parts.Tasks.Walk(choice, After(query, parts, http)),
            parts.Matters,
            http.User
        );
        var page = ApiPage.Of(http, query.HowMany, listed, one => FormattableString.Invariant($"{one.Task.Id}"));
        return ApiAnswer.Of(new { Tasks = page.Shown.Select(one => Told(one.Task, staff)), page.Next });
    }

    /// <summary>The last task seen, open or done by now: what is settled on the way ends no walk.</summary>
    private static long After(ApiQuery query, InsideParts parts, HttpContext http) =>
        query.Text(ApiPage.After) is not { } text ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && parts.Tasks.Find(id) is { } task
        && parts.Matters.Find(task.Matter, http.User) is not null
            ? id
        : throw new ProblemException(ApiProblems.CursorUnknown);

    private static ApiAnswer Assign(string matter, [AsParameters] InsideParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var body = TakenBody.Of(http).Only("officer", "authority", "word", "seen");
        var inside = Of(matter, parts, http);
        var to = HolderOf(body);
        var word = (body.OptionalText("word") ?? "").Trim();
        if (
            parts.Assigning.Give(inside, to, word, body.OptionalNumber("seen") ?? inside.Seen, http.User) is { } trouble
        )
        {
            return trouble switch
            {
                AssignTrouble.Word => ApiProblems.Malformed("/word").Answer(),
                AssignTrouble.Whom => ApiProblems.Malformed(to.Authority is null ? "/officer" : "/authority").Answer(),
                _ => ApiProblems.VersionDiffers.Answer(),
            };
        }
        Announce(parts, inside);
        return ApiAnswer.Of(new { State = "assigned", Matter = inside.Matter.Key.Text });
    }

    private static ApiAnswer AddNote(string matter, [AsParameters] InsideParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var text = NotePages.Written(TakenBody.Of(http).Only("text").Text("text"));
        var inside = Of(matter, parts, http);
        if (NotePages.Wrong(text) is not null)
        {
            return ApiProblems.Malformed("/text").Answer();
        }
        parts.Notes.Add(
            inside.Matter.Key,
            http.User.AccountId(),
            text,
            NotePages.Named(inside, text, null, http),
            Idempotency.Of(http).Form,
            parts.Time.GetUtcNow()
        );
        Announce(parts, inside);
        return ApiAnswer.Of(new { State = "noted", Matter = inside.Matter.Key.Text }, StatusCodes.Status201Created);
    }

    private static ApiAnswer AddTask(string matter, [AsParameters] InsideParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var body = TakenBody.Of(http).Only("what", "officer", "authority", "day");
        var inside = Of(matter, parts, http);
        var (what, whom, now) = (body.Text("what").Trim(), HolderOf(body), parts.Time.GetUtcNow());
        if (what.Length is 0 or > TaskShelf.WhatAtMost)
        {
            return ApiProblems.Malformed("/what").Answer();
        }
        if (!TaskPages.MayDo(inside, whom))
        {
            return ApiProblems.Malformed(whom.Authority is null ? "/officer" : "/authority").Answer();
        }
        var day = body.OptionalText("day") is { } text ? TaskPages.Day(text) : null;
        if (body.OptionalText("day") is not null && !TaskPages.IsAhead(day, now))
        {
            return ApiProblems.Malformed("/day").Answer();
        }
        DateTimeOffset? due = day is { } at ? parts.Book.DueOf(inside.Matter, at) : null;
        parts.Tasks.Add(
            new MatterTask(0, inside.Matter.Key, what, whom, day, due, http.User.AccountId(), now, []),
            Idempotency.Of(http).Form
        );
        Announce(parts, inside);
        return ApiAnswer.Of(new { State = "given", Matter = inside.Matter.Key.Text }, StatusCodes.Status201Created);
    }

    private static ApiAnswer Settle(long id, bool done, InsideParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        TakenBody.Of(http).Only();
        if (parts.Tasks.Find(id) is not { } task || parts.Book.Of(task.Matter, http.User) is not { } inside)
        {
            return NotFound().Answer();
        }
        if (!task.MaySettle(http.User))
        {
            return ApiProblems.OfStatus(StatusCodes.Status403Forbidden).Answer();
        }
        parts.Tasks.Settle(id, done, http.User.AccountId(), parts.Time.GetUtcNow());
        Announce(parts, inside);
        return ApiAnswer.Of(new { State = done ? "done" : "open", Task = id });
    }

    private static Inside Of(string matter, InsideParts parts, HttpContext http) =>
        parts.Book.Of(MatterKey.Read(matter), http.User) ?? throw new ProblemException(NotFound());

    private static ApiProblem NotFound() => ApiProblems.OfStatus(StatusCodes.Status404NotFound);

    private static Holder HolderOf(TakenBody body) =>
        new(body.OptionalText("officer"), body.OptionalText("officer") is null ? body.OptionalText("authority") : null);

    private static object Told(Holder holder, Staff staff) =>
        new
        {
            holder.Officer,
            holder.Authority,
            Name = staff.NameOf(holder),
        };

    private static object Told(MatterTask task, Staff staff) =>
        new
        {
            task.Id,
            Matter = task.Matter.Text,
            task.What,
            For = Told(task.For, staff),
            task.Day,
            task.Due,
            By = staff.NameOf(task.By),
            task.At,
            task.Done,
        };

    internal static void Announce(InsideParts parts, Inside inside)
    {
        parts.Changes.Announce(inside.Matter.Key.Topic, inside.Matter.Key);
        parts.Changes.Announce("inside", inside.Matter.Key);
    }
}
