using Parley.Cooperation.Requests;
using Parley.Node.Requests;

namespace Parley.Tests.Requests;

/// <summary>
/// What a filter means, said of one request and read from its state: by this the choice among lines is judged.
/// </summary>
internal static class FilterWords
{
    public static bool Takes(this RequestFilter filter, RequestSight sight, DateTimeOffset now) =>
        InView(filter, sight, now) && InDue(filter, sight, now) && TakesRest(filter, sight);

    private static bool InView(RequestFilter filter, RequestSight sight, DateTimeOffset now) =>
        filter.View switch
        {
            "open" => sight.Request.Closed is null,
            "with-us" => sight.WithUs,
            "with-them" => sight.Request.Ball == sight.Peer,
            "overdue" => IsOverdue(filter, sight, now),
            _ => true,
        };

    /// <summary>A side has let the time run out of something it owes, as long as anything can be said.</summary>
    private static bool IsOverdue(RequestFilter filter, RequestSight sight, DateTimeOffset now) =>
        !(RequestRest.Since(sight.Request) < now)
        && (
            (filter.Owes is not "them" && sight.OwnNext?.StateAt(now) is DeadlineState.Overdue)
            || (filter.Owes is not "us" && sight.TheirNext?.StateAt(now) is DeadlineState.Overdue)
        );

    private static bool InDue(RequestFilter filter, RequestSight sight, DateTimeOffset now)
    {
        var due = sight.Next?.Due;
        return filter.Due switch
        {
            "overdue" => IsOverdue(filter, sight, now),
            "day" => due >= now && due <= now.AddDays(1),
            "week" => due >= now && due <= now.AddDays(7),
            "hold" => sight.HoldIsToldAt(now),
            "none" => due is null,
            _ => true,
        };
    }

    private static bool TakesRest(RequestFilter filter, RequestSight sight) =>
        Same(filter.Way, sight.Ours ? "out" : "in")
        && Same(filter.Kind, sight.Request.Kind)
        && Same(filter.Urgency, sight.Request.Urgency)
        && Same(filter.Stage, sight.Request.Stage.ToString())
        && Same(filter.Area, RequestMeasures.AreaOf(sight.Request.Current()) ?? "-")
        && (filter.Search is null || RequestText.Holds(sight, filter.Search));

    private static bool Same(string? wanted, string value) =>
        wanted is null || string.Equals(wanted, value, StringComparison.Ordinal);
}
