using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// Figures for the review: what is counted of one request, without its words. Both parties compute it from the same
/// record by this one function. A request in an exercise has none, so it can never be counted.
/// </summary>
/// <param name="Group">By what it can be told apart.</param>
/// <param name="Arrived">The instant that decides in which period it counts.</param>
/// <param name="CompleteAtArrival">The check of the guidelines found nothing at all in it as it was made, not even
/// advice; but who translated it, which can be asked at any time, is not counted.</param>
/// <param name="Phases">How it stood, from each instant on at which something was stated that changed a figure; in
/// order, and never empty.</param>
public sealed record RequestMeasures(
    MeasuredGroup Group,
    DateTimeOffset Arrived,
    bool CompleteAtArrival,
    ImmutableArray<MeasuredPhase> Phases
)
{
    /// <summary>The item of the guidelines that names the crime area.</summary>
    private const string AreaItem = "crime-area";

    /// <summary>The measures of a request; null where it belongs to an exercise, and until it has arrived.</summary>
    public static RequestMeasures? Of(Request request, AgreedGuidelines guidelines)
    {
        if (request.Exercise is not null || !request.HasArrived)
        {
            return null;
        }
        var made = request.Made.What;
        var draft = new Draft(made.Kind, made.Urgency, made.Language, made.Entries);
        return new RequestMeasures(
            new MeasuredGroup(request.From, request.To, made.Kind, made.Urgency, AreaOf(draft)),
            request.Made.Arrived,
            Check
                .Findings(draft, guidelines, request.From, request.To)
                .All(finding => finding.Code is TranslationCheck.Unsigned),
            PhasesOf(request, guidelines)
        );
    }

    /// <summary>The code of the crime area a draft names, or null.</summary>
    public static string? AreaOf(Draft draft) =>
        draft.Entries.TryGetValue(AreaItem, out var entry) && entry is Entry.Plain plain ? plain.Value : null;

    /// <summary>How it stood at an instant after it had arrived: by what was stated before.</summary>
    public MeasuredPhase At(DateTimeOffset instant)
    {
        for (var i = Phases.Length - 1; i > 0; i--)
        {
            if (Phases[i].Since < instant)
            {
                return Phases[i];
            }
        }
        return Phases[0];
    }

    private static ImmutableArray<MeasuredPhase> PhasesOf(Request request, AgreedGuidelines guidelines)
    {
        var phases = ImmutableArray.CreateBuilder<MeasuredPhase>();
        foreach (var since in request.StatedTimes())
        {
            var then = request.AsOf(since.AddTicks(1));
            var phase = MeasuredPhase.Of(then, Deadlines.Of(then, guidelines), since);
            if (phases.Count == 0 || phases[^1] with { Since = since } != phase)
            {
                phases.Add(phase);
            }
        }
        return phases.ToImmutable();
    }
}

/// <summary>By what requests are told apart in the review.</summary>
/// <param name="From">The party that asked.</param>
/// <param name="To">The party that was asked.</param>
/// <param name="Area">Code of the crime area; null where none is named.</param>
public sealed record MeasuredGroup(PartyCode From, PartyCode To, string Kind, string Urgency, string? Area);

/// <summary>What is counted of a request from one statement on until the next.</summary>
/// <param name="Since">When the statement was made: a period that ends after it sees this.</param>
/// <param name="Grounds">Codes of the grounds of a refusal, one a line, in ordinal order; null without one.</param>
/// <param name="Rated">The marks given to the final answer; null while there are none.</param>
/// <param name="SlowestSeconds">The longest that an act of the requested party was on its way.</param>
/// <param name="Requester">What the requester owed; nothing where only what was counted before is left of it.</param>
public readonly record struct MeasuredPhase(
    DateTimeOffset Since,
    MeasuredStep Acknowledgement,
    MeasuredStep FirstResponse,
    MeasuredStep Full,
    MeasuredOutcome Outcome,
    int Clarifications,
    int Extensions,
    string? Grounds,
    MeasuredMarks? Rated,
    bool RatingReplied,
    long SlowestSeconds,
    MeasuredRequester Requester = default
)
{
    internal static MeasuredPhase Of(Request request, Deadlines deadlines, DateTimeOffset since)
    {
        var times = new StepTimes(request, deadlines);
        return new MeasuredPhase(
            since.ToUniversalTime(),
            MeasuredStep.Of(deadlines.Acknowledgement, times.Acknowledgement),
            MeasuredStep.Of(deadlines.FirstResponse, times.FirstResponse),
            MeasuredStep.Of(deadlines.Full, times.Full),
            OutcomeOf(request),
            request.Clarifications.Length,
            request.Extensions.Length,
            request.Refused is { } refused
                ? string.Join('\n', refused.What.Grounds.Select(g => g.Code).Order(StringComparer.Ordinal))
                : null,
            request.Rated is { } rated
                ? new MeasuredMarks(rated.What.Complete, rated.What.Usable, rated.What.InForm)
                : null,
            request.RatingReplied is not null,
            (long)times.SlowestDelivery.TotalSeconds,
            MeasuredRequester.Of(request, deadlines, times)
        );
    }

    private static MeasuredOutcome OutcomeOf(Request request) =>
        request.Withdrawn is not null ? MeasuredOutcome.Withdrawn
        : request.Transferred is not null ? MeasuredOutcome.Transferred
        : request.Refused is not null ? MeasuredOutcome.Refused
        : request.FinalAnswer is not null ? MeasuredOutcome.Answered
        : request.Answers.Length > 0 ? MeasuredOutcome.AnsweredInPart
        : MeasuredOutcome.Open;
}

/// <summary>What a request came to.</summary>
public enum MeasuredOutcome
{
    Open,

    /// <summary>In part, and still open.</summary>
    AnsweredInPart,
    Answered,
    Refused,
    Withdrawn,

    /// <summary>The matter goes on as another request.</summary>
    Transferred,
}

/// <summary>The marks of one rating.</summary>
public readonly record struct MeasuredMarks(Mark Complete, Mark Usable, Mark InForm);

/// <summary>How one step stands.</summary>
/// <param name="Due">Of what is still owed: when its time runs out; null while the clock stands still or has not
/// started.</param>
/// <param name="Seconds">How long it took, where it was done.</param>
public readonly record struct MeasuredStep(MeasuredEnd End, DateTimeOffset? Due, long? Seconds)
{
    internal static MeasuredStep Of(Deadline deadline, long? took)
    {
        var end = deadline switch
        {
            { Allowed: null } => MeasuredEnd.NoLimit,
            { MetAt: not null, StartsAt: null } => MeasuredEnd.Unstarted,
            { MetAt: { } met } => met > deadline.Due ? MeasuredEnd.Late : MeasuredEnd.OnTime,
            { OverAt: { } over } => over > deadline.Due ? MeasuredEnd.Late : MeasuredEnd.Lapsed,
            _ => MeasuredEnd.Owed,
        };
        return new MeasuredStep(end, end is MeasuredEnd.Owed ? deadline.Due?.ToUniversalTime() : null, took);
    }
}

/// <summary>What became of a step.</summary>
public enum MeasuredEnd
{
    /// <summary>It is still to be done.</summary>
    Owed,
    OnTime,

    /// <summary>Done after its time, or no longer owed but its time had run out before.</summary>
    Late,

    /// <summary>No longer owed, while there was time left.</summary>
    Lapsed,
    NoLimit,

    /// <summary>Done, and its clock had never started: of what is owed from the decision on, where the decision was the
    /// answer.</summary>
    Unstarted,
}
