using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Review;

/// <summary>
/// Computes the review of a period from the requests of a link. Both parties compute it from the same record and
/// compare: nothing here depends on the order of the requests, on the instant of computing, or on fractions.
/// </summary>
public static class ReviewMeasures
{
    /// <summary>
    /// The figures of all requests that arrived in the period, as they stood at its end. Requests in an exercise do
    /// not count.
    /// </summary>
    /// <param name="requests">Each with the guidelines it lives under.</param>
    public static ReviewFigures Figures(
        IEnumerable<(Request Request, AgreedGuidelines Guidelines)> requests,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        var (start, end) = (from.ToUniversalTime(), to.ToUniversalTime());
        var groups = new Dictionary<(PartyCode From, PartyCode To, string? Kind), ReviewTally>();
        var counted = 0;
        foreach (var (request, guidelines) in requests)
        {
            if (request.Exercise is not null || request.Made.Arrived < start || request.Made.Arrived >= end)
            {
                continue;
            }
            counted++;
            var then = request.AsOf(end);
            var deadlines = Deadlines.Of(then, guidelines);
            var times = new StepTimes(then, deadlines);
            Group(groups, (request.From, request.To, null)).Add(then, deadlines, times, end);
            Group(groups, (request.From, request.To, request.Kind)).Add(then, deadlines, times, end);
        }
        var rows = groups
            .OrderBy(g => g.Key.From)
            .ThenBy(g => g.Key.To)
            .ThenBy(g => g.Key.Kind, StringComparer.Ordinal)
            .Select(g => g.Value.Row(g.Key.From, g.Key.To, g.Key.Kind));
        return new ReviewFigures(start, end, counted, [.. rows]);
    }

    private static ReviewTally Group(
        Dictionary<(PartyCode From, PartyCode To, string? Kind), ReviewTally> groups,
        (PartyCode From, PartyCode To, string? Kind) key
    )
    {
        if (!groups.TryGetValue(key, out var group))
        {
            group = new ReviewTally();
            groups.Add(key, group);
        }
        return group;
    }
}
