using System.Security.Claims;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Together;

/// <summary>What stands on an officer's desk from inside the node: notes that name them, their tasks, what was given
/// to them, and changes of rights that wait for a second officer.</summary>
public sealed class InsideTodos(
    MatterBook matters,
    AssignmentShelf assignments,
    StaffBook staff,
    NoteShelf notes,
    TaskShelf tasks,
    WantedChanges changes,
    TimeProvider clock
)
{
    /// <summary>What needs this officer from inside.</summary>
    /// <param name="shown">The numbers that are on the desk for another reason already.</param>
    public IEnumerable<Todo> For(ClaimsPrincipal user, string language, IReadOnlySet<string> shown)
    {
        foreach (var place in ToConfirm(user).Distinct())
        {
            yield return new Todo(place.Reason, Name: "", Gist: "", Peer: null, Due: null, Step: null, place.Address);
        }
        if (!user.SeesMatters())
        {
            yield break;
        }
        foreach (var todo in Naming(user, language).Concat(ToDo(user)).Concat(Given(user, language, shown)))
        {
            yield return todo;
        }
    }

    /// <summary>Each rule book of its own; all changes of rights stand on one page.</summary>
    private IEnumerable<(TodoReason Reason, string Address)> ToConfirm(ClaimsPrincipal user) =>
        changes
            .Waiting()
            .Where(change => WantedChanges.MayConfirm(user, change))
            .Select(change =>
                change.Kind is ChangeKind.RuleBook
                    ? (TodoReason.RuleBook, $"{RuleBookPages.Place}/{change.More}")
                    : (TodoReason.Rights, "/settings/officers")
            );

    /// <summary>The same things, each request with whose it is.</summary>
    public IReadOnlyList<Todo> WithHeld(IReadOnlyList<Todo> todos, ClaimsPrincipal user)
    {
        var (all, now) = (assignments.All(), staff.Now());
        return
        [
            .. todos.Select(one =>
                MatterKey.Read(one.Name) is { Request.Letter: 'R' } && user.SeesMatters()
                    ? one with
                    {
                        Held = all.TryGetValue(one.Name, out var last)
                            ? now.Seen(now.Standing(last.To), user)
                            : HeldSight.Nobody,
                    }
                    : one
            ),
        ];
    }

    private IEnumerable<Todo> Naming(ClaimsPrincipal user, string language)
    {
        var now = staff.Now();
        foreach (var mention in notes.Unseen(user.AccountId()))
        {
            if (matters.Find(mention.Matter, user) is { } matter)
            {
                yield return Of(TodoReason.Mentioned, matter, matter.Gist(language), $"note-{mention.Note}") with
                {
                    Said = now.NameOf(mention.By),
                };
            }
        }
    }

    private IEnumerable<Todo> ToDo(ClaimsPrincipal user)
    {
        var mine = new TaskChoice(user.AccountId(), user.AsOfficer().Authority, Given: false, Done: false);
        return TaskPages
            .WithMatters(tasks.All(mine), matters, user)
            .Select(one =>
                Of(TodoReason.Task, one.Matter, one.Task.What, $"task-{one.Task.Id}") with
                {
                    Due = one.Task.Due,
                    Reminder = one.Task.OverdueAt(clock.GetUtcNow()) ? Reminder.Out : Reminder.None,
                }
            );
    }

    private IEnumerable<Todo> Given(ClaimsPrincipal user, string language, IReadOnlySet<string> shown) =>
        assignments
            .All()
            .Values.Where(one => string.Equals(one.To.Officer, user.AccountId(), StringComparison.Ordinal))
            .Where(one => !shown.Contains(one.Matter.Text))
            .OrderByDescending(one => one.Id)
            .Select(one => matters.Find(one.Matter, user))
            .OfType<MatterSight>()
            .Where(matter => matter.Open)
            .Select(matter => Of(TodoReason.Assigned, matter, matter.Gist(language), "inside"));

    private static Todo Of(TodoReason reason, MatterSight matter, string gist, string at) =>
        new(
            reason,
            matter.Key.Number,
            gist,
            matter.Peer,
            Due: null,
            Step: null,
            string.Equals(at, "inside", StringComparison.Ordinal) ? matter.Key.Address : $"{matter.Key.Address}#{at}"
        )
        {
            Marks = matter.Marks,
            Haste = matter.Haste,
            Limited = matter.Limited,
        };
}
