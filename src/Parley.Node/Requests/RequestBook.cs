using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Lines;

namespace Parley.Node.Requests;

/// <summary>Some requests out of many, as a list shows them.</summary>
/// <param name="Total">How many there are; where that is <see cref="RequestLines.MostCounted"/>, so many or more.</param>
/// <param name="Known">How many requests there are in all.</param>
/// <param name="Behind">How many entries of the record the choice does not know yet.</param>
/// <param name="KeptBack">How many requests the officer may not read; of them nothing is shown or counted.</param>
public sealed record FoundRequests(
    IReadOnlyList<RequestSight> Shown,
    int Total,
    int Known,
    long Behind,
    int KeptBack = 0
);

/// <summary>
/// Finds requests over all links of the node, with everything the pages need to show them. Which are shown is chosen
/// by their lines; what is shown is read from the record.
/// </summary>
public sealed class RequestBook(JointRecord record, RequestLines lines, LineKeeping keeping)
{
    /// <summary>So many requests that name another are shown with it.</summary>
    private const int MostNaming = 100;

    /// <summary>One page of the requests that a filter takes.</summary>
    /// <param name="hidden">What the officer may not read.</param>
    /// <param name="held">By who has them inside this node, where that narrows the list.</param>
    public FoundRequests Page(RequestFilter filter, DateTimeOffset now, Hidden hidden, HeldPlaces? held = null)
    {
        var behind = keeping.CatchUp();
        var chosen = lines.Page(filter, now, hidden, held);
        var keptBack = lines.Count(hidden);
        var known = lines.Known - keptBack;
        return new FoundRequests(Sights(chosen.Places, hidden), chosen.Total, known, behind, keptBack);
    }

    /// <summary>How many requests are open, and the last of which the other sides said something.</summary>
    public (OpenCounts Counts, IReadOnlyList<RequestSight> LastHeard, long Behind) Open(
        DateTimeOffset now,
        int most,
        Hidden hidden
    )
    {
        var behind = keeping.CatchUp();
        return (lines.Counts(now, hidden), Sights(lines.LastHeard(most, hidden), hidden), behind);
    }

    /// <summary>One request, or null where no link of this node has it.</summary>
    public RequestSight? Find(string text)
    {
        if (!SubjectId.TryParse(text, out var id))
        {
            return null;
        }
        keeping.CatchUp();
        foreach (var peer in record.Peers)
        {
            if (Find(new Place(peer.Code, id)) is { } sight)
            {
                return sight;
            }
        }
        return null;
    }

    /// <summary>The request of one link, or null.</summary>
    public RequestSight? Find(Place place) =>
        record.Reading.Find(place.Peer, place.Id) is Request request ? Sight(request, place.Peer) : null;

    /// <summary>The requests at these places, as they stand, without those hidden from the officer: lines may be behind
    /// what the record says now.</summary>
    public IReadOnlyList<RequestSight> Sights(IEnumerable<Place> places, Hidden hidden) =>
        places
            .Select(Find)
            .OfType<RequestSight>()
            .Where(sight => hidden.IsNothing || !hidden.Takes(Matter.Of(sight)))
            .ToList();

    private RequestSight? Sight(Request request, PartyCode peer)
    {
        if (record.Reading.Guidelines(peer, request.Guidelines) is not { } guidelines)
        {
            return null;
        }
        var naming = lines
            .Naming(peer, request.Id.ToString(), MostNaming)
            .Select(place => Guided(peer, place.Id))
            .OfType<GuidedRequest>()
            .ToList();
        var deadlines = Deadlines.Of(request, guidelines);
        var building = Hold.IsMeantFor(request, guidelines)
            ? lines.Building(peer, request.Id).Select(id => Guided(peer, id)).OfType<GuidedRequest>()
            : [];
        return new RequestSight(request, peer, guidelines, deadlines, request.From != peer)
        {
            Hold = Hold.Of(request, guidelines, building),
            Naming = naming,
        };
    }

    private GuidedRequest? Guided(PartyCode peer, SubjectId id) =>
        record.Reading.Find(peer, id) is Request request
        && record.Reading.Guidelines(peer, request.Guidelines) is { } guidelines
            ? new GuidedRequest(request, guidelines)
            : null;
}
