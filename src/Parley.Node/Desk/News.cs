using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Desk;

/// <summary>The last thing the other side said about a request.</summary>
/// <param name="Type">Which entry it was, as the words of requests name it: "request.answered".</param>
public sealed record News(RequestSight Sight, string Type, DateTimeOffset At, string Officer)
{
    /// <summary>What the other sides said last, request by request, the newest first.</summary>
    public static IEnumerable<News> Of(IEnumerable<RequestSight> sights) =>
        sights.Select(Last).OfType<News>().OrderByDescending(news => news.At);

    private static News? Last(RequestSight sight) =>
        Spoken
            .Of(sight.Request)
            .Where(one => one.By == sight.Peer)
            .OrderByDescending(one => one.At)
            .Select(one => new News(sight, one.Type, one.At, SignedNames.OnPage(one.Officer)))
            .FirstOrDefault();
}
