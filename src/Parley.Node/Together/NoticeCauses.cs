using System.Globalization;
using System.Security.Claims;
using Parley.Cooperation.Guidelines;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Lines;
using Parley.Node.Requests;

namespace Parley.Node.Together;

/// <summary>What there is to tell an officer of now, by what they asked for: only of matters they may read.</summary>
public sealed class NoticeCauses(
    MatterBook matters,
    AssignmentShelf assignments,
    NoteShelf notes,
    TaskShelf tasks,
    RemindedLines lines,
    LineKeeping keeping,
    ReleasesWaiting releases,
    TodoList todos,
    JointRecord record,
    TimeProvider clock
)
{
    private const int ArrivedAtMost = 1_000;
    private const int RunOutAtMost = 1_000;

    /// <summary>What is the same for everybody, read once for a round.</summary>
    public sealed record Round(
        Staff Staff,
        IReadOnlyDictionary<string, Assigned> Assigned,
        IReadOnlyList<(Place Place, string Cause)> Clocks,
        IReadOnlyList<(Place Place, string Cause, long CameAt)> Arrived
    );

    /// <summary>Reads what is the same for everybody.</summary>
    public Round Begin(Staff staff)
    {
        keeping.CatchUp();
        var now = clock.GetUtcNow();
        var at = RequestLine.Milliseconds(now);
        return new Round(
            staff,
            assignments.All(),
            // Whether an officer may read it is asked of each officer.
            [
                .. lines
                    .HalfRun(now)
                    .Select(one =>
                        (
                            one.Place,
                            Text($"{(one.Clock.DueAt <= at ? "due" : "half")} {one.Place.Id} {one.Clock.DueAt}")
                        )
                    ),
                .. lines
                    .RunOutThere(now, RunOutAtMost)
                    .Select(one => (one.Place, Text($"there {one.Place.Id} {one.Clock.Step} {one.Clock.DueAt}"))),
                .. lines.HeldNotLong(now).Select(one => (one.Place, Text($"hold {one.Place.Id} {one.LapsesAt:O}"))),
            ],
            [
                .. lines
                    .Arrived(ArrivedAtMost)
                    .Select(one => (one.Place, Text($"arrived {one.Place.Id} {one.Word.Text}"), one.Word.CameAt)),
            ]
        );
    }

    /// <summary>The causes for one officer.</summary>
    public IReadOnlyList<NoticeCause> Of(NoticeWish wish, Account account, Round round)
    {
        var user = SessionClaims.Of(account);
        return
        [
            .. Given(wish, user, round),
            .. GivenTasks(wish, user),
            .. Named(wish, user),
            .. Arrived(wish, user, round),
            .. Clocks(wish, user, round),
            .. TasksDue(wish, user),
            .. ToRelease(wish, user),
            .. Daily(wish, user),
        ];
    }

    private IEnumerable<NoticeCause> Given(NoticeWish wish, ClaimsPrincipal user, Round round) =>
        wish.Kinds.Contains(NoticeKind.Assigned)
            ? round
                .Assigned.Values.Where(one => IsTheirs(one.To, user) && !Same(one.By, wish.Account))
                .Where(one => matters.Find(one.Matter, user) is { Open: true })
                .Select(one => new NoticeCause(Text($"assigned {one.Id}"), one.Matter.Text))
            : [];

    private IEnumerable<NoticeCause> GivenTasks(NoticeWish wish, ClaimsPrincipal user) =>
        wish.Kinds.Contains(NoticeKind.Assigned)
            ? TasksOf(user)
                .Where(task => !task.IsBy(user) && task.At >= wish.Since)
                .Select(task => new NoticeCause(Text($"task {task.Id}"), task.Matter.Text))
            : [];

    /// <summary>From the opening of offices on the day on which they are due.</summary>
    private IEnumerable<NoticeCause> TasksDue(NoticeWish wish, ClaimsPrincipal user) =>
        wish.Kinds.Contains(NoticeKind.Deadlines) && Opened() is { } day
            ? TasksOf(user)
                .Where(task => task.Due is { } due && LastDay(due) == day)
                .Select(task => new NoticeCause(Text($"task-due {task.Id} {day:yyyy-MM-dd}"), task.Matter.Text))
            : [];

    /// <summary>What the officer or the officer's authority is still to do.</summary>
    private IEnumerable<MatterTask> TasksOf(ClaimsPrincipal user) =>
        tasks
            .All(new TaskChoice(user.AccountId(), user.AsOfficer().Authority, Given: false, Done: false))
            .Where(task => matters.Find(task.Matter, user) is not null);

    private IEnumerable<NoticeCause> Named(NoticeWish wish, ClaimsPrincipal user) =>
        wish.Kinds.Contains(NoticeKind.Mentioned)
            ? notes
                .Unseen(wish.Account)
                .Where(one => matters.Find(one.Matter, user) is not null)
                .Select(one => new NoticeCause(Text($"mention {one.Note}"), one.Matter.Text))
            : [];

    private IEnumerable<NoticeCause> Clocks(NoticeWish wish, ClaimsPrincipal user, Round round) =>
        wish.Kinds.Contains(NoticeKind.Deadlines) ? Theirs(round.Clocks, user, round) : [];

    private IEnumerable<NoticeCause> Arrived(NoticeWish wish, ClaimsPrincipal user, Round round) =>
        wish.Kinds.Contains(NoticeKind.Arrived)
            ? Theirs(
                round
                    .Arrived.Where(one => one.CameAt >= RequestLine.Milliseconds(wish.Since))
                    .Select(one => (one.Place, one.Cause)),
                user,
                round
            )
            : [];

    /// <summary>Of what the officer or the officer's authority has; and, where nobody has it, of everything.</summary>
    private IEnumerable<NoticeCause> Theirs(
        IEnumerable<(Place Place, string Cause)> causes,
        ClaimsPrincipal user,
        Round round
    ) =>
        causes
            .Where(one =>
                !round.Assigned.TryGetValue(one.Place.Id.ToString(), out var last)
                || round.Staff.Standing(last.To) is var holder && (holder == Holder.Nobody || IsTheirs(holder, user))
            )
            .Where(one => matters.Find(MatterKey.Of(one.Place.Id), user) is not null)
            .Select(one => new NoticeCause(one.Cause, one.Place.Id.ToString()));

    /// <summary>What waits for the officer's release or check, or was sent back to them.</summary>
    private IEnumerable<NoticeCause> ToRelease(NoticeWish wish, ClaimsPrincipal user) =>
        wish.Kinds.Contains(NoticeKind.ToRelease)
            ? releases
                .For(user, "en")
                .Where(todo => todo.Matter is null || matters.Find(todo.Matter, user) is not null)
                .Select(todo => new NoticeCause(todo.Cause, todo.Matter?.Text ?? todo.Address))
            : [];

    /// <summary>From the opening of offices on a working day, that anything waits.</summary>
    private IEnumerable<NoticeCause> Daily(NoticeWish wish, ClaimsPrincipal user)
    {
        if (!wish.Kinds.Contains(NoticeKind.Daily) || Opened() is not { } day)
        {
            return [];
        }
        return todos
            .For(user, "en")
            .Shown.Select(todo => todo.Name.Length > 0 ? todo.Name : todo.Address)
            .Distinct(StringComparer.Ordinal)
            .Select((matter, place) => new NoticeCause(Text($"daily {day:yyyy-MM-dd} {place}"), matter));
    }

    /// <summary>Today, where it is a working day here and offices have opened; without a calendar, from 8 in UTC.
    /// </summary>
    private DateOnly? Opened()
    {
        var now = clock.GetUtcNow();
        if (OwnCalendar() is not { } calendar)
        {
            return now.Hour >= 8 ? DateOnly.FromDateTime(now.UtcDateTime) : null;
        }
        var today = calendar.DateAt(now);
        return calendar.OpenOn(today) is { } open && open.From <= now ? today : null;
    }

    /// <summary>The day that a time ends or falls on here: without a calendar a day ends at midnight in UTC.</summary>
    private DateOnly LastDay(DateTimeOffset due) =>
        OwnCalendar()?.DateAt(due) ?? DateOnly.FromDateTime(due.AddTicks(-1).UtcDateTime);

    private WorkingCalendar? OwnCalendar() =>
        record
            .Peers.Select(peer => record.Reading.GuidelinesInForce(peer.Code, clock.GetUtcNow())?.Guidelines)
            .Select(guidelines => guidelines?.CalendarOf(record.Self.Code))
            .FirstOrDefault(one => one is not null);

    private static bool IsTheirs(Holder holder, ClaimsPrincipal user) =>
        holder.Officer is { } id
            ? Same(id, user.AccountId())
            : holder.Authority is { } code
                && Same(code, user.AsOfficer().Authority)
                && (user.Has(Role.Drafter) || user.Has(Role.Releaser));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
