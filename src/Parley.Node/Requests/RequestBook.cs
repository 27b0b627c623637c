using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;

namespace Parley.Node.Requests;

/// <summary>Finds requests over all links of the node, with everything the pages need to show them.</summary>
public sealed class RequestBook(JointRecord record)
{
    /// <summary>Every request of every link, the newest first.</summary>
    public IEnumerable<RequestSight> All() =>
        record
            .Peers.SelectMany(peer =>
                record.Reading.All<Request>(peer.Code).Select(request => Sight(request, peer.Code))
            )
            .OfType<RequestSight>()
            .OrderByDescending(sight => sight.Request.Made.At);

    /// <summary>One request, or null where no link of this node has it.</summary>
    public RequestSight? Find(string text)
    {
        if (!SubjectId.TryParse(text, out var id))
        {
            return null;
        }
        foreach (var peer in record.Peers)
        {
            if (record.Reading.Find(peer.Code, id) is Request request)
            {
                return Sight(request, peer.Code);
            }
        }
        return null;
    }

    /// <summary>
    /// Other requests of the link that ask about the same thing, and that nobody has named as related yet.
    /// </summary>
    public IReadOnlyList<Duplicate> Alike(RequestSight sight)
    {
        var others = record.Reading.All<Request>(sight.Peer).Where(other => !Related(sight, other));
        return Duplicates.Of(sight.Request.Current(), others, except: sight.Request.Id);
    }

    private bool Related(RequestSight sight, Request other) =>
        sight.Names.Contains(other.Id.ToString(), StringComparer.Ordinal)
        || Sight(other, sight.Peer) is { } one && one.Names.Contains(sight.Id, StringComparer.Ordinal);

    private RequestSight? Sight(Request request, PartyCode peer) =>
        record.Reading.Guidelines(peer, request.Guidelines) is { } guidelines
            ? new RequestSight(request, peer, guidelines, Deadlines.Of(request, guidelines), request.From != peer)
            : null;
}
