namespace Parley.Cooperation.Requests;

/// <summary>
/// A consultation on the conditions under which a request could still be granted: what the requested party said first
/// since the requester's last word, and the requester's word on it. A refusal that needs a consultation waits for that
/// word, or for the time agreed for it.
/// </summary>
/// <param name="Asked">The requested party's; the clock of the requester's word starts when it arrives.</param>
/// <param name="Answered">Null while the requester has not answered.</param>
/// <param name="Settled">When the requested party went on with the request nevertheless: it accepted it, or answered in
/// part; null while it has not.</param>
public sealed record Consultation(
    Said<RequestStatement.Consulted> Asked,
    Said<RequestStatement.Consulted>? Answered,
    DateTimeOffset? Settled
)
{
    /// <summary>Whether the requester's word is waited for.</summary>
    public bool Waits => Answered is null && Settled is null;

    internal static Consultation? LastOf(Request request)
    {
        Consultation? last = null;
        foreach (var said in request.Consultations)
        {
            if (said.By == request.To)
            {
                last = last is { Answered: null } ? last : new Consultation(said, Answered: null, Settled: null);
            }
            else if (last is { Answered: null })
            {
                last = last with { Answered = said };
            }
        }
        return last is null ? null : last with { Settled = SettledAfter(request, last.Asked.At) };
    }

    private static DateTimeOffset? SettledAfter(Request request, DateTimeOffset asked)
    {
        if (request.Accepted?.At is { } accepted && accepted >= asked)
        {
            return accepted;
        }
        foreach (var answer in request.Answers)
        {
            if (answer.At >= asked)
            {
                return answer.At;
            }
        }
        return null;
    }
}
