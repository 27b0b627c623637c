using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>One thing that was said about a request, by either side.</summary>
/// <param name="Type">Which entry it was, as the words of requests name it: "type.request.progress".</param>
/// <param name="Came">When it arrived with its reader or, until a receipt says so, when it was said.</param>
public sealed record Spoken(
    string Type,
    PartyCode By,
    DateTimeOffset At,
    DateTimeOffset Came,
    Officer Officer,
    RequestStatement What
)
{
    /// <summary>Everything both sides said that took effect, kind by kind.</summary>
    public static IEnumerable<Spoken> Of(Request request) =>
        [
            .. One("request.made", request.Made),
            .. One("request.acknowledged", request.Acknowledged),
            .. request.Clarifications.SelectMany(one => One("request.clarification-asked", one.Asked)),
            .. request.Clarifications.SelectMany(one => One("request.clarified", one.Given)),
            .. request.Supplements.SelectMany(one => One("request.supplemented", one.Given)),
            .. One("request.first-response", request.FirstResponse),
            .. One("request.accepted", request.Accepted),
            .. One("request.refused", request.Refused),
            .. request.Consultations.SelectMany(one => One("request.consulted", one)),
            .. request.Extensions.SelectMany(one => One("request.extended", one)),
            .. request.ProgressNotes.SelectMany(one => One("request.progress", one)),
            .. request.Answers.SelectMany(one => One(one.What.Final ? "answered-finally" : "answered-in-part", one)),
            .. One("request.validated", request.Validated),
            .. request.UseLimited.SelectMany(one => One("request.use-limited", one)),
            .. One("request.transferred", request.Transferred),
            .. One("request.answer-rated", request.Rated),
            .. One("request.rating-replied", request.RatingReplied),
            .. One("request.withdrawn", request.Withdrawn),
            .. One("request.closed", request.Closed),
        ];

    private static IEnumerable<Spoken> One<T>(string type, Said<T>? said)
        where T : RequestStatement =>
        said is null ? [] : [new Spoken($"type.{type}", said.By, said.At, said.Arrived, said.Officer, said.What)];
}
