using System.Security.Claims;
using Parley.Exchange;
using Parley.Node.Access;

namespace Parley.Node.Together;

/// <summary>Everything that is kept about one matter inside the node, as one officer sees it.</summary>
/// <param name="Held">Who has it now, and still may.</param>
/// <param name="History">Who was given it when, the oldest first.</param>
/// <param name="Unseen">The notes that name this officer and are seen now for the first time.</param>
public sealed record Inside(
    MatterSight Matter,
    Staff Staff,
    Holder Held,
    IReadOnlyList<Assigned> History,
    IReadOnlyList<Note> Notes,
    IReadOnlyList<MatterTask> Tasks,
    IReadOnlyList<long> Unseen
)
{
    /// <summary>The last row of the history, by which a form shows what its officer saw.</summary>
    public long Seen => History is [.., { } last] ? last.Id : 0;

    /// <summary>Officers who may be named in a note: they take part in matters and may read this one.</summary>
    public IReadOnlyList<Account> Nameable => Staff.Reading(Matter, Staff.TakingPart);

    /// <summary>Officers who may be given the matter.</summary>
    public IReadOnlyList<Account> MayHold => Staff.Reading(Matter, Staff.Acting);
}

/// <summary>Gathers what is kept about a matter inside the node.</summary>
public sealed class InsideBook(
    MatterBook matters,
    StaffBook staff,
    AssignmentShelf assignments,
    NoteShelf notes,
    TaskShelf tasks,
    JointRecord record,
    TimeProvider clock
)
{
    /// <summary>What an officer sees of a matter; null where there is none, or it is not theirs to read.</summary>
    /// <param name="opened">The officer looks at it: what names them counts as seen.</param>
    public Inside? Of(MatterKey? key, ClaimsPrincipal user, bool opened = false) =>
        matters.Find(key, user) is { } matter ? Of(matter, user, opened) : null;

    /// <summary>Until when a task about this matter runs that is due on a day, by this party's own calendar.</summary>
    public DateTimeOffset DueOf(MatterSight matter, DateOnly day) =>
        TaskDue.At(day, matter.Guidelines.CalendarOf(record.Self.Code));

    private Inside Of(MatterSight matter, ClaimsPrincipal user, bool opened)
    {
        var now = staff.Now();
        var history = assignments.History(matter.Key);
        return new Inside(
            matter,
            now,
            history is [.., { } last] ? now.Standing(last.To, matter) : Holder.Nobody,
            history,
            notes.Of(matter.Key),
            tasks.Of(matter.Key),
            opened ? notes.See(matter.Key, user.AccountId(), clock.GetUtcNow()) : []
        );
    }
}
