using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// What either party owes on a request and until when: computed from the request and the guidelines it lives under, and
/// from nothing else.
/// </summary>
/// <param name="Acknowledgement">Met by the acknowledgement, or by whatever the requested party said first.</param>
/// <param name="FirstResponse">Met by the first response, or by a decision or an answer that made it needless.</param>
/// <param name="Full">Met by the final answer or the refusal.</param>
/// <param name="Progress">The next note of progress, where the kind demands them.</param>
/// <param name="Validation">Met by what the requester's competent authority decided afterwards.</param>
/// <param name="OwnProgress">The requester's next note of progress, where both report.</param>
/// <param name="Rating">Met by the requester's rating of the final answer.</param>
/// <param name="Consultation">Met by the requester's word on the last consultation before a refusal.</param>
public sealed record Deadlines(
    Deadline Acknowledgement,
    Deadline FirstResponse,
    Deadline Full,
    Deadline Progress,
    Deadline Validation,
    Deadline OwnProgress,
    Deadline Rating,
    Deadline Consultation
)
{
    /// <summary>The steps of joint work that the requested party takes, in the order of their days.</summary>
    public ImmutableArray<Deadline> Steps { get; init; } = [];

    /// <summary>Those that the requester takes.</summary>
    public ImmutableArray<Deadline> StepsOfRequester { get; init; } = [];

    /// <summary>The receipt, until the request has arrived: it is waited for as long as an acknowledgement may take.
    /// Null from then on.</summary>
    public Deadline? Receipt { get; init; }

    /// <summary>What is waited for of the requested party: until the request has arrived, its receipt alone.</summary>
    public ImmutableArray<Deadline> All =>
        Receipt is { } receipt ? [receipt] : [Acknowledgement, FirstResponse, Full, Progress, .. Steps];

    /// <summary>What the requester owes.</summary>
    public ImmutableArray<Deadline> OfRequester => [Validation, OwnProgress, Rating, Consultation, .. StepsOfRequester];

    /// <summary>The deadline the requested party has not yet met that falls due first, or null; a stopped one comes
    /// after all dates.</summary>
    public Deadline? Next => First(All);

    /// <summary>The same of the requester.</summary>
    public Deadline? NextOfRequester => First(OfRequester);

    private static Deadline? First(ImmutableArray<Deadline> deadlines) =>
        deadlines
            .Where(d => d.Owed)
            .OrderBy(d => d.Due ?? DateTimeOffset.MaxValue)
            .ThenBy(d => d.Step)
            .FirstOrDefault();

    /// <summary>
    /// The deadlines of a request; steps without a time limit have no <see cref="Deadline.Allowed"/>.
    /// </summary>
    public static Deadlines Of(Request request, AgreedGuidelines guidelines)
    {
        var kind = guidelines.Kind(request.Kind);
        var times = kind?.TimesFor(request.Urgency);
        var calendar = guidelines.CalendarOf(request.To);
        var calendarBack = guidelines.CalendarFor(request.From, request.To);
        var stops = kind is { ClockStopsForClarification: true } ? StopsOf(request) : [];
        var received = request.Made.Arrived;
        var over = request.Withdrawn?.Arrived ?? request.Transferred?.Arrived;
        var (steps, stepsBack) = StepDeadlines.Of(request, guidelines, End(request));
        return new Deadlines(
            Owed(DeadlineStep.Acknowledgement, times?.Acknowledge, received, FirstWord(request), over),
            Owed(DeadlineStep.FirstResponse, times?.FirstResponse, received, FirstStand(request), over),
            new Deadline(
                DeadlineStep.Full,
                times?.Full,
                times?.FullFrom is ClockStart.Decision ? Decided(request, guidelines) : received,
                stops,
                calendar,
                Earliest(request.FinalAnswer?.At, request.Refused?.At),
                over,
                request.Extensions is [.., var last] ? last : null
            ),
            Owed(DeadlineStep.Progress, kind?.ProgressEvery, LastWordOnProgress(request), null, End(request)),
            OwedBack(
                DeadlineStep.Validation,
                kind?.ValidateWithin,
                request.Made.At,
                request.Validated?.At,
                NotGiven(request, guidelines)
            ),
            OwedBack(
                DeadlineStep.OwnProgress,
                kind is { ProgressByBoth: true } ? kind.ProgressEvery : null,
                Note(request, request.From, first: false) ?? request.Made.At,
                null,
                End(request)
            ),
            OwedBack(
                DeadlineStep.Rating,
                kind?.RateWithin,
                request.FinalAnswer?.Arrived,
                request.Rated?.At,
                request.Closed?.At
            ),
            OwedBack(
                DeadlineStep.Consultation,
                kind is { ConsultBeforeRefusal: true } ? kind.ConsultWithin : null,
                request.LastConsultation?.Asked.Arrived,
                request.LastConsultation?.Answered?.At,
                Earliest(request.LastConsultation?.Settled, End(request))
            )
        )
        {
            Steps = steps,
            StepsOfRequester = stepsBack,
            Receipt = request.HasArrived
                ? null
                : new Deadline(
                    DeadlineStep.Receipt,
                    times?.Acknowledge,
                    request.Made.At,
                    [],
                    calendar,
                    null,
                    End(request)
                ),
        };

        // What the requester owes follows its own calendar, and no question asked of it stops that. A request may have
        // been made without one: then it is counted all the same, alike on both sides.
        Deadline OwedBack(
            DeadlineStep step,
            Span? allowed,
            DateTimeOffset? start,
            DateTimeOffset? met,
            DateTimeOffset? end
        ) => new(step, allowed?.CountedBy(calendarBack), start, [], calendarBack, met, end);

        Deadline Owed(
            DeadlineStep step,
            Span? allowed,
            DateTimeOffset start,
            DateTimeOffset? met,
            DateTimeOffset? end
        ) => new(step, allowed, start, stops, calendar, met, end);
    }

    /// <summary>
    /// When the clock stood still: from each clarification asked until the answer arrived. Both are times of the
    /// requested party's clock.
    /// </summary>
    public static ImmutableArray<Stop> StopsOf(Request request)
    {
        if (request.Clarifications.IsEmpty)
        {
            return [];
        }
        var stops = ImmutableArray.CreateBuilder<Stop>(request.Clarifications.Length);
        foreach (var clarification in request.Clarifications)
        {
            stops.Add(new Stop(clarification.Asked.At, clarification.Given?.Arrived));
        }
        return Clock.Joined(stops.MoveToImmutable(), request.Made.Arrived);
    }

    /// <summary>Whoever gives a part has decided to give, where the guidelines speak of a refusal in part. A final
    /// answer or a refusal decides and ends at once: no clock starts.</summary>
    private static DateTimeOffset? Decided(Request request, AgreedGuidelines guidelines) =>
        request.Accepted is { } accepted ? accepted.At
        : !Withholding.InPart(request, guidelines) ? null
        : Withholding.FirstGiven(request, guidelines) is { What.Final: false } part ? part.At
        : null;

    private static DateTimeOffset? FirstWord(Request request) =>
        Earliest(
            Earliest(request.Acknowledged?.At, FirstStand(request)),
            Earliest(
                request.Clarifications is [var asked, ..] ? asked.Asked.At : null,
                Earliest(Note(request, request.To, first: true), OwnConsultation(request))
            )
        );

    private static DateTimeOffset? FirstStand(Request request) =>
        Earliest(
            Earliest(request.FirstResponse?.At, request.Accepted?.At),
            Earliest(request.Refused?.At, request.Answers is [var first, ..] ? first.At : null)
        );

    private static DateTimeOffset? End(Request request) =>
        Earliest(
            Earliest(request.FinalAnswer?.At, request.Refused?.At),
            Earliest(request.Withdrawn?.Arrived, request.Transferred?.Arrived)
        );

    /// <summary>Where nothing was given, nothing need be validated: it was refused or taken back.</summary>
    private static DateTimeOffset? NotGiven(Request request, AgreedGuidelines guidelines) =>
        Withholding.FirstGiven(request, guidelines) is null
            ? Earliest(request.Refused?.Arrived, request.Withdrawn?.At ?? request.Transferred?.At)
            : null;

    private static DateTimeOffset LastWordOnProgress(Request request)
    {
        var last = request.Accepted?.At ?? request.Made.Arrived;
        var note = Note(request, request.To, first: false);
        var answer = request.Answers is [.., var part] ? part.At : (DateTimeOffset?)null;
        last = note > last ? note.Value : last;
        return answer > last ? answer.Value : last;
    }

    private static DateTimeOffset? Note(Request request, PartyCode party, bool first)
    {
        DateTimeOffset? found = null;
        foreach (var note in request.ProgressNotes)
        {
            if (note.By == party && (found is null || !first))
            {
                found = note.At;
            }
        }
        return found;
    }

    private static DateTimeOffset? OwnConsultation(Request request)
    {
        foreach (var consultation in request.Consultations)
        {
            if (consultation.By == request.To)
            {
                return consultation.At;
            }
        }
        return null;
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other
        : other is null || one < other ? one
        : other;
}
