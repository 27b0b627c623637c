using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>One thing owed, as it follows from the course of a request by hand.</summary>
/// <param name="Due">Null without a limit, before it starts, and while its clock stands still.</param>
/// <param name="Half">Half of its time, or more, has run.</param>
/// <param name="Started">Its clock started, or it has none.</param>
internal sealed record Counted(
    DeadlineStep Step,
    DateTimeOffset? Due,
    DateTimeOffset? Met,
    DeadlineState State,
    bool Half,
    bool Started = true
);

/// <summary>
/// What either side owes by the table of docs/spec/guidelines.md, "Clocks": read off what was said, and counted with the
/// slow clock. It asks nothing of what it is held against.
/// </summary>
internal sealed class CountedCourse(AnyCourse course)
{
    private readonly RequestKind kind = course.Kind;
    private readonly AnswerTimes times = course.Kind.TimesFor(course.Request.Urgency)!;
    private readonly SlowClock theirs = new(course.Guidelines.Calendars.First(c => c.Party == CN));
    private readonly SlowClock ours = new(course.Guidelines.Calendars.First(c => c.Party == US));

    public ImmutableArray<Counted> All()
    {
        var told = course.Told;
        var (made, gone) = (told[0], First<RequestStatement.Withdrawn>(told)?.Arrived);
        var stops = StopsIn(told);
        var stand = Earliest(
            At<RequestStatement.FirstResponse>(told),
            At<RequestStatement.Accepted>(told),
            At<RequestStatement.Refused>(told),
            At<RequestStatement.Answered>(told)
        );
        var word = Earliest(
            stand,
            At<RequestStatement.Acknowledged>(told),
            At<RequestStatement.ClarificationAsked>(told),
            At<RequestStatement.Progress>(told, CN),
            At<RequestStatement.Consulted>(told, CN)
        );
        var final = told.FirstOrDefault(step => step.What is RequestStatement.Answered { Final: true });
        var done = Earliest(final?.At, At<RequestStatement.Refused>(told));
        var end = Earliest(done, gone);
        var given = FirstGiven(told) is not null;
        return
        [
            Count(DeadlineStep.Acknowledgement, times.Acknowledge, made.Arrived, word, gone, theirs, stops),
            Count(DeadlineStep.FirstResponse, times.FirstResponse, made.Arrived, stand, gone, theirs, stops),
            Full(done, gone),
            Count(DeadlineStep.Progress, kind.ProgressEvery, LastOnProgress(), null, end, theirs, stops),
            Count(
                DeadlineStep.Validation,
                kind.ValidateWithin,
                made.At,
                At<RequestStatement.Validated>(told),
                given
                    ? null
                    : Earliest(First<RequestStatement.Refused>(told)?.Arrived, At<RequestStatement.Withdrawn>(told)),
                ours,
                []
            ),
            Count(
                DeadlineStep.OwnProgress,
                kind.ProgressByBoth ? kind.ProgressEvery : null,
                Last<RequestStatement.Progress>(US) ?? made.At,
                null,
                end,
                ours,
                []
            ),
            Count(
                DeadlineStep.Rating,
                kind.RateWithin,
                final?.Arrived,
                At<RequestStatement.AnswerRated>(told),
                At<RequestStatement.Closed>(told),
                ours,
                []
            ),
            Consultation(end),
        ];
    }

    /// <summary>What the rules must say to a refusal at an instant, where nothing was answered yet.</summary>
    public string? OfRefusal(DateTimeOffset at)
    {
        if (!kind.ConsultBeforeRefusal)
        {
            return null;
        }
        return Round() is not { } round ? "consult-before-refusal"
            : round.Word is not null || kind.ConsultWithin is not { } within ? null
            : at > ours.Due(round.Asked.Arrived, within, []) ? null
            : "consultation-unanswered";
    }

    private Counted Consultation(DateTimeOffset? end)
    {
        var round = Round();
        var settled = course
            .Told.FirstOrDefault(step =>
                step.At >= round?.Asked.At
                && (step.What is RequestStatement.Accepted || step.What is RequestStatement.Answered)
            )
            ?.At;
        var within = kind.ConsultBeforeRefusal ? kind.ConsultWithin : null;
        return Count(
            DeadlineStep.Consultation,
            within,
            round?.Asked.Arrived,
            round?.Word?.At,
            round is null ? end : Earliest(settled, end),
            ours,
            []
        );
    }

    /// <summary>The last time the requested party consulted for the first time after the requester's word.</summary>
    private (CourseStep Asked, CourseStep? Word)? Round()
    {
        var said = course.Told.Where(step => step.What is RequestStatement.Consulted).ToList();
        var last = said.FindLastIndex(step => step.By == CN);
        if (last < 0)
        {
            return null;
        }
        var first = said.FindLastIndex(last, step => step.By == US) + 1;
        return (said[first], said.Skip(last + 1).FirstOrDefault());
    }

    /// <summary>What the rules must say to an extension that was tried.</summary>
    public string? OfExtension(IReadOnlyList<CourseStep> before, RequestStatement.Extended tried, DateTimeOffset at)
    {
        if (kind.Extension is not { } terms)
        {
            return "no-extension";
        }
        var earlier = before.Where(step => step.What is RequestStatement.Extended).ToList();
        if (earlier.Count >= terms.Times)
        {
            return "extension-used";
        }
        // A question still open is taken as answered now: an extension is stated before its time has run out.
        var stops = StopsIn(before).Select(stop => stop.To is null || stop.To > at ? stop with { To = at } : stop);
        var resumed = stops.Where(stop => stop.From < at).ToImmutableArray();
        if (times.Full is not { } span || FullStart(before) is not { } start)
        {
            return "nothing-to-extend";
        }
        var first = theirs.Due(start, span, resumed)!.Value;
        var due = earlier.Count == 0 ? first : Due(earlier[^1], resumed)!.Value;
        return due < at ? "extension-too-late"
            : tried.Until <= due || tried.Until <= at ? "extension-not-later"
            : tried.Until > theirs.Due(first, terms.AtMost, []) ? "extension-too-long"
            : null;
    }

    /// <summary>Until when the use of the last answer may be limited; null where it may not.</summary>
    public DateTimeOffset? LimitsUntil() =>
        kind.LimitUseWithin is { } within && Last<RequestStatement.Answered>(CN) is { } last
            ? theirs.Due(last, within, [])
            : null;

    /// <summary>Until when data is held; null where none is.</summary>
    public DateTimeOffset? HeldUntil() =>
        kind.Hold is { } hold
        && First<RequestStatement.Withdrawn>(course.Told) is null
        && First<RequestStatement.Refused>(course.Told) is null
        && (At<RequestStatement.Accepted>(course.Told) ?? At<RequestStatement.Answered>(course.Told)) is { } since
            ? theirs.Due(since, hold.AtLeast, [])
            : null;

    private Counted Full(DateTimeOffset? met, DateTimeOffset? over)
    {
        var stops = StopsIn(course.Told);
        var start = FullStart(course.Told);
        var extended = course.Told.LastOrDefault(step => step.What is RequestStatement.Extended);
        return extended is null
            ? Count(DeadlineStep.Full, times.Full, start, met, over, theirs, stops)
            : Count(DeadlineStep.Full, times.Full, start, met, over, theirs, stops, (extended, Due(extended, stops)));
    }

    private Counted Count(
        DeadlineStep step,
        Span? allowed,
        DateTimeOffset? start,
        DateTimeOffset? met,
        DateTimeOffset? over,
        SlowClock clock,
        ImmutableArray<Stop> stops,
        (CourseStep By, DateTimeOffset? Due)? extended = null
    )
    {
        if (allowed is not { } span || start is not { } from)
        {
            // What was never owed by a time may yet have been done.
            var never = allowed is null ? DeadlineState.NoLimit : Ended(met, over, null) ?? DeadlineState.NotStarted;
            return new Counted(step, Due: null, met, never, Half: false, Started: allowed is null);
        }
        var due = extended is { } later ? later.Due : clock.Due(from, span, stops);
        var running =
            due is null ? DeadlineState.Stopped
            : course.Now > due ? DeadlineState.Overdue
            : DeadlineState.Running;
        var state = Ended(met, over, due) ?? running;
        var all =
            state is not DeadlineState.Running ? 0
            : extended is null ? clock.Length(span)
            : clock.Ran(from, due!.Value, span.Unit, stops);
        var half = all > 0 && 2 * clock.Ran(from, course.Now, span.Unit, stops) >= all;
        return new Counted(step, due, met, state, half);
    }

    private static DeadlineState? Ended(DateTimeOffset? met, DateTimeOffset? over, DateTimeOffset? due) =>
        met is not null ? (met > due ? DeadlineState.MetLate : DeadlineState.MetInTime)
        : over is not null ? (over > due ? DeadlineState.Missed : DeadlineState.Lapsed)
        : null;

    private static DateTimeOffset? Due(CourseStep extension, ImmutableArray<Stop> stops) =>
        SlowClock.PutOff(((RequestStatement.Extended)extension.What).Until, extension.At, stops);

    private DateTimeOffset? FullStart(IReadOnlyList<CourseStep> told) =>
        times.FullFrom is not ClockStart.Decision ? told[0].Arrived
        : At<RequestStatement.Accepted>(told) is { } accepted ? accepted
        : !kind.RefusalInPart ? null
        : FirstGiven(told) is { What: RequestStatement.Answered { Final: false } } part ? part.At
        : null;

    /// <summary>With a refusal in part only what provides something gives; else whatever is an answer.</summary>
    private CourseStep? FirstGiven(IReadOnlyList<CourseStep> told) =>
        told.FirstOrDefault(step =>
            step.What is RequestStatement.Answered answer
            && (!kind.RefusalInPart || answer.Items.Any(item => item.Outcome is not ItemOutcome.NotProvided))
        );

    private DateTimeOffset LastOnProgress()
    {
        DateTimeOffset?[] all =
        [
            At<RequestStatement.Accepted>(course.Told) ?? course.Told[0].Arrived,
            Last<RequestStatement.Progress>(CN),
            Last<RequestStatement.Answered>(CN),
        ];
        return all.Max()!.Value;
    }

    /// <summary>Each question stands from its asking until the arrival of the clarification that answers it.</summary>
    private ImmutableArray<Stop> StopsIn(IReadOnlyList<CourseStep> told)
    {
        if (!kind.ClockStopsForClarification)
        {
            return [];
        }
        var asked = told.Where(step => step.What is RequestStatement.ClarificationAsked).ToList();
        var given = told.Where(step => step.What is RequestStatement.Clarified).ToList();
        return [.. asked.Select((step, at) => new Stop(step.At, at < given.Count ? given[at].Arrived : null))];
    }

    private DateTimeOffset? Last<T>(PartyCode by) =>
        course.Told.LastOrDefault(step => step.By == by && step.What is T)?.At;

    private static CourseStep? First<T>(IReadOnlyList<CourseStep> told) => told.FirstOrDefault(step => step.What is T);

    private static DateTimeOffset? At<T>(IReadOnlyList<CourseStep> told, PartyCode? by = null) =>
        told.FirstOrDefault(step => step.What is T && (by is null || step.By == by))?.At;

    private static DateTimeOffset? Earliest(params DateTimeOffset?[] all) => all.Min();
}
