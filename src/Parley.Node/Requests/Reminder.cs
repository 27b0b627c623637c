using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>What an officer is reminded of while something is owed.</summary>
public enum Reminder
{
    None,

    /// <summary>Half of the time allowed, or more, has run.</summary>
    Half,

    /// <summary>The time has run out.</summary>
    Out,
}

/// <summary>When a reminder is due: at half of each clock, and at its end.</summary>
public static class Reminders
{
    public static Reminder ReminderAt(this Deadline deadline, DateTimeOffset now) =>
        deadline.StateAt(now) switch
        {
            DeadlineState.Overdue => Reminder.Out,
            DeadlineState.Running when deadline.ElapsedPerMille(now) >= 500 => Reminder.Half,
            _ => Reminder.None,
        };
}
