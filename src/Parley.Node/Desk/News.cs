using Parley.Cooperation;
using Parley.Cooperation.Requests;
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
        All(sight.Request)
            .Where(one => one.By == sight.Peer)
            .OrderByDescending(one => one.At)
            .Select(one => new News(sight, one.Type, one.At, one.Officer.Name))
            .FirstOrDefault();

    private static IEnumerable<(string Type, PartyCode By, DateTimeOffset At, Officer Officer)> All(Request request) =>
        [
            .. One("made", request.Made),
            .. One("acknowledged", request.Acknowledged),
            .. request.Clarifications.SelectMany(one => One("clarification-asked", one.Asked)),
            .. request.Clarifications.SelectMany(one => One("clarified", one.Given)),
            .. One("first-response", request.FirstResponse),
            .. One("accepted", request.Accepted),
            .. One("refused", request.Refused),
            .. request.Consultations.SelectMany(one => One("consulted", one)),
            .. request.Extensions.SelectMany(one => One("extended", one)),
            .. request.ProgressNotes.SelectMany(one => One("progress", one)),
            .. request.Answers.SelectMany(one => One(one.What.Final ? "answered-finally" : "answered-in-part", one)),
            .. One("answer-rated", request.Rated),
            .. One("rating-replied", request.RatingReplied),
            .. One("withdrawn", request.Withdrawn),
            .. One("closed", request.Closed),
        ];

    private static IEnumerable<(string Type, PartyCode By, DateTimeOffset At, Officer Officer)> One<T>(
        string type,
        Said<T>? said
    )
        where T : Statement =>
        said is null
            ? []
            :
            [
                (
                    type.StartsWith("answered", StringComparison.Ordinal) ? $"type.{type}" : $"type.request.{type}",
                    said.By,
                    said.At,
                    said.Officer
                ),
            ];
}
