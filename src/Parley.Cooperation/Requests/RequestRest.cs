namespace Parley.Cooperation.Requests;

/// <summary>
/// When a request comes to rest: nothing that is stated later than this about it has any effect, whatever the
/// guidelines' terms allow besides. So each party can tell from the record alone that a request will never change
/// again, and may erase its copy by its own law without the two records' states drifting apart.
/// </summary>
public static class RequestRest
{
    /// <summary>So long after it was closed a rating may still be replied to, use limited, a file received.</summary>
    public static readonly TimeSpan AfterClosing = TimeSpan.FromDays(90);

    /// <summary>So long after the final answer, refusal, withdrawal or transfer it may still be rated and closed.
    /// </summary>
    public static readonly TimeSpan AfterEnding = TimeSpan.FromDays(365);

    /// <summary>The instant, by the writers' clocks, after which nothing has effect; null while the request is open.
    /// </summary>
    public static DateTimeOffset? Since(Request request) =>
        request.Closed is { } closed ? closed.At + AfterClosing
        : Ended(request) is { } ended ? ended + AfterEnding
        : null;

    /// <summary>When the matter was at its end, from which the time of keeping counts: closed or, while nobody closes
    /// it, answered, refused, withdrawn or transferred. Null while it is open.</summary>
    public static DateTimeOffset? EndedAt(Request request) => request.Closed?.At ?? Ended(request);

    /// <summary>The other requests with which it hangs together by its own words: those its items name, as it was made
    /// and as it reads now, and that as which it goes on.</summary>
    public static IEnumerable<SubjectId> Named(Request request)
    {
        var made = new Draft(request.Kind, request.Urgency, request.Made.What.Language, request.Made.What.Entries);
        return request
            .Current()
            .NamedRequests.Concat(made.NamedRequests)
            .Select(named => named.Id)
            .Concat(request.Transferred is { } transferred ? [transferred.What.To] : [])
            .Where(other => other != request.Id)
            .Distinct();
    }

    /// <summary>Why something stated at an instant comes too late; null where it does not.</summary>
    internal static Refusal? Refuse(Request request, DateTimeOffset at) =>
        Since(request) is { } rest && at > rest ? RequestRefusals.AtRest : null;

    private static DateTimeOffset? Ended(Request request) =>
        request.Withdrawn?.At ?? request.Transferred?.At ?? request.Refused?.At ?? request.FinalAnswer?.At;
}
