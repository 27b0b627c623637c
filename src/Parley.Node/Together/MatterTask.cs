using System.Security.Claims;
using Parley.Cooperation.Guidelines;
using Parley.Node.Access;

namespace Parley.Node.Together;

/// <summary>A task was done, or taken up again.</summary>
public sealed record TaskAct(bool Done, string By, DateTimeOffset At);

/// <summary>Something to be done about a matter: what, by whom, until when. It stays inside the node.</summary>
/// <param name="Day">The day it is due, as it was given; null where it has none.</param>
/// <param name="Due">The end of that working day.</param>
/// <param name="By">The account that gave it.</param>
/// <param name="Acts">Who did it and who took it up again, the first first.</param>
public sealed record MatterTask(
    long Id,
    MatterKey Matter,
    string What,
    Holder For,
    DateOnly? Day,
    DateTimeOffset? Due,
    string By,
    DateTimeOffset At,
    IReadOnlyList<TaskAct> Acts
)
{
    public bool Done => Acts is [.., { Done: true }];

    public bool OverdueAt(DateTimeOffset now) => !Done && Due < now;

    /// <summary>It is this officer's to do, or their authority's.</summary>
    public bool IsFor(ClaimsPrincipal user) =>
        string.Equals(For.Officer, user.AccountId(), StringComparison.Ordinal)
        || (For.Authority is { } code && string.Equals(code, user.AsOfficer().Authority, StringComparison.Ordinal));

    public bool IsBy(ClaimsPrincipal user) => string.Equals(By, user.AccountId(), StringComparison.Ordinal);

    /// <summary>May say that it is done, or that it is not: whose it is, who gave it, and who acts on matters.
    /// </summary>
    public bool MaySettle(ClaimsPrincipal user) =>
        user.Has(Role.Drafter) || user.Has(Role.Releaser) || (user.Has(Role.Reader) && (IsFor(user) || IsBy(user)));
}

/// <summary>Until when a task runs that is due on a day.</summary>
public static class TaskDue
{
    /// <summary>No calendar has so many days off in a row.</summary>
    private const int DaysLooked = 60;

    /// <summary>The end of the working day; of a day off, the end of the next working day. Without a calendar, the end
    /// of the day in UTC.</summary>
    /// <param name="calendar">The own party's working calendar.</param>
    public static DateTimeOffset At(DateOnly day, WorkingCalendar? calendar)
    {
        for (var later = 0; calendar is not null && later < DaysLooked; later++)
        {
            if (calendar.OpenOn(day.AddDays(later)) is { } open)
            {
                return open.To;
            }
        }
        return new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
    }
}
