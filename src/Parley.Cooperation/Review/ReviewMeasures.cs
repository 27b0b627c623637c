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
    /// <param name="only">What they are narrowed to; null for all.</param>
    public static ReviewFigures Figures(
        IEnumerable<(Request Request, AgreedGuidelines Guidelines)> requests,
        DateTimeOffset from,
        DateTimeOffset to,
        ReviewFilter? only = null
    ) => Figures(requests, [], from, to, only);

    /// <summary>The same, with requests of which only what is counted is left.</summary>
    public static ReviewFigures Figures(
        IEnumerable<(Request Request, AgreedGuidelines Guidelines)> requests,
        IEnumerable<RequestMeasures> erased,
        DateTimeOffset from,
        DateTimeOffset to,
        ReviewFilter? only = null
    )
    {
        var tally = new ReviewTally(from, to);
        foreach (var (request, guidelines) in requests)
        {
            if (tally.Takes(request.Made.Arrived) && RequestMeasures.Of(request, guidelines) is { } measures)
            {
                tally.Add(measures);
            }
        }
        foreach (var measures in erased)
        {
            tally.Add(measures);
        }
        return tally.Figures(only);
    }
}
