namespace Parley.Cooperation.Requests;

/// <summary>What the requester owed in one request from one statement on until the next: answers to questions, the
/// rating of the final answer, and replies in consultation.</summary>
/// <param name="Rating">Null while there is no final answer, and so nothing to rate.</param>
public readonly record struct MeasuredRequester(MeasuredWait Clarifying, MeasuredStep? Rating, MeasuredWait Consulting)
{
    internal static MeasuredRequester Of(Request request, Deadlines deadlines, StepTimes times) =>
        new(
            ClarifyingOf(request),
            request.FinalAnswer is null ? null : MeasuredStep.Of(deadlines.Rating, times.Rating),
            ConsultingOf(request)
        );

    /// <summary>From the arrival of each clarification asked until its answer was stated.</summary>
    private static MeasuredWait ClarifyingOf(Request request)
    {
        var wait = default(MeasuredWait);
        foreach (var one in request.Clarifications)
        {
            wait = one.Given is { } given
                ? wait.Took(one.Asked.Arrived, given.At)
                : wait.WaitsSince(request.Open ? one.Asked.Arrived : null);
        }
        return wait;
    }

    /// <summary>From the arrival of the requested party's first word until the requester's reply was stated.</summary>
    private static MeasuredWait ConsultingOf(Request request)
    {
        var wait = default(MeasuredWait);
        DateTimeOffset? since = null;
        foreach (var one in request.Consultations)
        {
            if (one.By == request.To)
            {
                since ??= one.Arrived;
            }
            else if (since is { } asked)
            {
                wait = wait.Took(asked, one.At);
                since = null;
            }
        }
        return wait.WaitsSince(request.Open ? since : null);
    }
}

/// <summary>How long the requester let the other side wait for one kind of word.</summary>
/// <param name="Seconds">The longest it took in this request, in whole seconds of all time; null where it never gave
/// one.</param>
/// <param name="Since">Since when the oldest still owed has been waited for, in UTC; null where none is.</param>
public readonly record struct MeasuredWait(long? Seconds, DateTimeOffset? Since)
{
    internal MeasuredWait Took(DateTimeOffset from, DateTimeOffset to) =>
        this with
        {
            Seconds = Math.Max(Seconds ?? 0, Math.Max(0, (to - from).Ticks / TimeSpan.TicksPerSecond)),
        };

    internal MeasuredWait WaitsSince(DateTimeOffset? at) =>
        at is { } since && !(Since <= since) ? this with { Since = since.ToUniversalTime() } : this;
}
