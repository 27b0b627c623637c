using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// The clocks of the steps of joint work: from when a step is agreed to the end of its day, of each side that takes it.
/// No clarification stops them, for a day is a day; they end with the request.
/// </summary>
internal static class StepDeadlines
{
    // Outside these years no day is meant, and arithmetic on instants could leave their range.
    private static readonly DateOnly Earliest = new(1970, 1, 2);
    private static readonly DateOnly Latest = new(8999, 12, 31);

    /// <summary>Those of the requested party and those of the requester, in the order of their days.</summary>
    /// <param name="end">When nothing more is owed of the whole request; null while it is.</param>
    public static (ImmutableArray<Deadline> Asked, ImmutableArray<Deadline> Asking) Of(
        Request request,
        AgreedGuidelines guidelines,
        DateTimeOffset? end
    )
    {
        if (!HasDays(request))
        {
            return ([], []);
        }
        var steps = WorkSteps
            .Of(request)
            .Where(step => WorkSteps.IsTakenOn(request, step))
            .OrderBy(step => step.Day?.Day)
            .ToList();
        // A requester that cannot report on progress could never say that it took its step.
        var reports = guidelines.Kind(request.Kind) is { ProgressByBoth: true };
        return (OfParty(request.To), reports ? OfParty(request.From) : []);

        ImmutableArray<Deadline> OfParty(PartyCode party) =>
            [
                .. steps
                    .Where(step => step.Day is not null && step.Takers.Contains(party))
                    .Select(step => Of(request, step, party, guidelines.CalendarOf(party), end)),
            ];
    }

    private static Deadline Of(
        Request request,
        WorkStep step,
        PartyCode party,
        WorkingCalendar? calendar,
        DateTimeOffset? end
    )
    {
        var day = step.Day!;
        var ended = step.EndedBy(party);
        var dropped = ended is { IsDone: false } ? ended.At : (DateTimeOffset?)null;
        return new Deadline(
            DeadlineStep.WorkStep,
            allowed: null,
            Begins(request, party, day),
            [],
            calendar: null,
            metAt: ended is { IsDone: true } && !(ended.At > end) ? ended.At : null,
            overAt: dropped is null || end < dropped ? end : dropped,
            taking: new StepDue(step.Id, day.Day, EndOf(day.Day, calendar))
        );
    }

    /// <summary>A request's steps are agreed when it is taken on, a later one when its day counts.</summary>
    private static DateTimeOffset? Begins(Request request, PartyCode party, StepDay day)
    {
        var taken =
            party == request.To
                ? request.Accepted?.At ?? (request.Answers is [var first, ..] ? first.At : null)
                : request.Accepted?.Arrived ?? (request.Answers is [var given, ..] ? given.Arrived : null);
        return day.At > taken ? day.At : taken;
    }

    /// <summary>The end of the day where the side has its offices; without a calendar of it, in UTC.</summary>
    private static DateTimeOffset EndOf(DateOnly day, WorkingCalendar? calendar)
    {
        var meant =
            day < Earliest ? Earliest
            : day > Latest ? Latest
            : day;
        return calendar?.EndOf(meant)
            ?? new DateTimeOffset(meant.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
    }

    /// <summary>Most requests have none, and are not gone through.</summary>
    private static bool HasDays(Request request)
    {
        foreach (var entry in request.Made.What.Entries.Values)
        {
            if (entry is Entry.Sought { Items: { IsDefault: false } rows })
            {
                foreach (var row in rows)
                {
                    if (row.By is not null)
                    {
                        return true;
                    }
                }
            }
        }
        return !request.Clarifications.IsEmpty || StepPlan.IsPlanned(request);
    }
}
