using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>One thing a party owes on a request by a time.</summary>
public sealed class Deadline(
    DeadlineStep step,
    Span? allowed,
    DateTimeOffset? startsAt,
    ImmutableArray<Stop> stops,
    WorkingCalendar? calendar,
    DateTimeOffset? metAt,
    DateTimeOffset? overAt,
    Said<RequestStatement.Extended>? extended = null,
    StepDue? taking = null
)
{
    public DeadlineStep Step { get; } = step;

    /// <summary>The time allowed by the guidelines; null: no limit, or one set by a day.</summary>
    public Span? Allowed { get; } = allowed;

    /// <summary>The step of joint work that is to be taken, with its day; null for anything else owed.</summary>
    public StepDue? Taking { get; } = taking;

    /// <summary>Whether there is a time by which it is owed.</summary>
    public bool HasLimit => Allowed is not null || Taking is not null;

    /// <summary>When the clock started; null while it has not.</summary>
    public DateTimeOffset? StartsAt { get; } = startsAt;

    /// <summary>When it stood still, in order, the last one perhaps still open.</summary>
    public ImmutableArray<Stop> Stops { get; } = stops;

    /// <summary>By which working days are counted; null where the guidelines have none.</summary>
    public WorkingCalendar? Calendar { get; } = calendar;

    /// <summary>When it was done; null while it is not.</summary>
    public DateTimeOffset? MetAt { get; } = metAt;

    /// <summary>When nothing was owed any more although it was not done; null while it is owed.</summary>
    public DateTimeOffset? OverAt { get; } = overAt;

    /// <summary>The extension that moved it, if any.</summary>
    public Said<RequestStatement.Extended>? Extended { get; } = extended;

    /// <summary>
    /// When it is due. Null without limit, before the start, and while the clock stands still. After an extension it
    /// is the new date, put off by what the clock has stood still since the extension was stated.
    /// </summary>
    public DateTimeOffset? Due { get; } = taking?.Ends ?? DueOf(allowed, startsAt, stops, calendar, extended);

    /// <summary>Whether there is a limit, its clock has started, and the thing is still to be done.</summary>
    public bool Owed => HasLimit && StartsAt is not null && MetAt is null && OverAt is null;

    /// <summary>Whether the clock stands still, waiting for the requester.</summary>
    public bool Stopped => Owed && Due is null && Stops is [.., { To: null }];

    /// <summary>How it stands at an instant not before the last thing said.</summary>
    public DeadlineState StateAt(DateTimeOffset at)
    {
        if (!HasLimit)
        {
            return DeadlineState.NoLimit;
        }
        if (MetAt is { } met)
        {
            return met > Due ? DeadlineState.MetLate : DeadlineState.MetInTime;
        }
        if (OverAt is { } over)
        {
            return over > Due ? DeadlineState.Missed : DeadlineState.Lapsed;
        }
        return StartsAt is null || StartsAt > at ? DeadlineState.NotStarted
            : Stopped ? DeadlineState.Stopped
            : at > Due ? DeadlineState.Overdue
            : DeadlineState.Running;
    }

    /// <summary>
    /// How much of the time allowed has run at an instant, in thousandths: 500 is half, 1000 is due, more is overdue.
    /// Null without limit or before the start.
    /// </summary>
    public int? ElapsedPerMille(DateTimeOffset at)
    {
        if (StartsAt is not { } start)
        {
            return null;
        }
        var until = MetAt < at ? MetAt.Value : at;
        until = OverAt < until ? OverAt.Value : until;
        if (Taking is { } step)
        {
            return PerMille(until - start, step.Ends - start);
        }
        if (Allowed is not { } allowed)
        {
            return null;
        }
        var all =
            Extended is null ? Clock.Length(allowed, Calendar)
            : DueIfResumedAt(until) is { } due
                ? Clock.RunningTime(start, due, Clipped(Stops, until), Calendar, allowed.Unit)
            : null;
        return PerMille(Clock.RunningTime(start, until, Stops, Calendar, allowed.Unit), all);
    }

    private static int? PerMille(TimeSpan ran, TimeSpan? all) =>
        all is { Ticks: > 0 } total
            ? (int)Math.Clamp(ran.Ticks / Math.Max(1, total.Ticks / 1000), 0, int.MaxValue)
            : null;

    /// <summary>When it would be due if a clock that stands still went on at this instant.</summary>
    public DateTimeOffset? DueIfResumedAt(DateTimeOffset at) =>
        Taking?.Ends ?? DueOf(Allowed, StartsAt, Clipped(Stops, at), Calendar, Extended);

    /// <summary>The same had it not been extended.</summary>
    public DateTimeOffset? FirstDueIfResumedAt(DateTimeOffset at) =>
        DueOf(Allowed, StartsAt, Clipped(Stops, at), Calendar, extended: null);

    /// <summary>Stops as they were known at an instant, the open one ended there.</summary>
    private static ImmutableArray<Stop> Clipped(ImmutableArray<Stop> stops, DateTimeOffset at) =>
        stops.IsEmpty
            ? stops
            : [.. stops.Where(s => s.From < at).Select(s => s.To is null || s.To > at ? s with { To = at } : s)];

    private static DateTimeOffset? DueOf(
        Span? allowed,
        DateTimeOffset? start,
        ImmutableArray<Stop> stops,
        WorkingCalendar? calendar,
        Said<RequestStatement.Extended>? extended
    )
    {
        if (allowed is not { } span || start is not { } from)
        {
            return null;
        }
        return extended is null
            ? Clock.Due(from, span, stops, calendar)
            : Clock.PutOff(extended.What.Until, extended.At, stops);
    }
}

/// <summary>What is owed.</summary>
public enum DeadlineStep
{
    Acknowledgement,
    FirstResponse,
    Full,
    Progress,

    /// <summary>The requester's: to have it validated, or to restrict what it received.</summary>
    Validation,

    /// <summary>The requester's: to report progress in joint work.</summary>
    OwnProgress,

    /// <summary>The requester's: to rate the final answer.</summary>
    Rating,

    /// <summary>Of whoever takes it: a step of joint work by its day.</summary>
    WorkStep,

    /// <summary>The requester's: to answer a consultation before a refusal.</summary>
    Consultation,

    /// <summary>Of the other side's node: the receipt of the request, until it has arrived.</summary>
    Receipt,
}

/// <summary>A step of joint work that one side has to take by a day.</summary>
/// <param name="Ends">When that day ends where the side has its offices.</param>
public sealed record StepDue(string Item, DateOnly Day, DateTimeOffset Ends);

/// <summary>How a deadline stands.</summary>
public enum DeadlineState
{
    /// <summary>The guidelines set no limit.</summary>
    NoLimit,

    /// <summary>The clock has not started: the full answer of a kind that counts from the decision.</summary>
    NotStarted,
    Running,

    /// <summary>The clock stands still, waiting for the requester.</summary>
    Stopped,
    MetInTime,
    MetLate,

    /// <summary>The time has run out and it is still owed.</summary>
    Overdue,

    /// <summary>Nothing is owed any more, and the time had not run out: the request was withdrawn.</summary>
    Lapsed,

    /// <summary>Nothing is owed any more, but the time had run out before.</summary>
    Missed,
}
