using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// How long the steps of one request took, in whole seconds of all time, night and day, less the time the clock stood
/// still; null for a step that was not done.
/// </summary>
internal sealed class StepTimes(Request request, Deadlines deadlines)
{
    public long? Acknowledgement { get; } = Took(deadlines.Acknowledgement, request);

    public long? FirstResponse { get; } = Took(deadlines.FirstResponse, request);

    public long? Full { get; } = Took(deadlines.Full, request);

    /// <summary>Of the requester: from the arrival of the final answer.</summary>
    public long? Rating { get; } = Took(deadlines.Rating, request);

    /// <summary>
    /// The longest that an act of the requested party, by which a clock is met or stopped, was on its way.
    /// </summary>
    public TimeSpan SlowestDelivery { get; } = Slowest(request);

    private static long? Took(Deadline deadline, Request request) =>
        deadline.MetAt is { } met
            ? Clock
                .RunningTime(
                    deadline.StartsAt ?? request.Made.Arrived,
                    met,
                    deadline.Stops,
                    calendar: null,
                    SpanUnit.Hours
                )
                .Ticks / TimeSpan.TicksPerSecond
            : null;

    private static TimeSpan Slowest(Request request)
    {
        var slowest = Longer(Delivery(request.Acknowledged), Delivery(request.FirstResponse));
        slowest = Longer(slowest, Longer(Delivery(request.Accepted), Delivery(request.Refused)));
        foreach (var clarification in request.Clarifications)
        {
            slowest = Longer(slowest, Delivery(clarification.Asked));
        }
        foreach (var answer in request.Answers)
        {
            slowest = Longer(slowest, Delivery(answer));
        }
        return slowest;
    }

    private static TimeSpan Delivery<T>(Said<T>? said)
        where T : Statement => said is null ? TimeSpan.Zero : said.Arrived - said.At;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
