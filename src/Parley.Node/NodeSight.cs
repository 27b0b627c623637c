using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Look;

namespace Parley.Node;

/// <summary>What every page shows of the node, read from the record: its links, and the capitals of the agreed
/// calendars.</summary>
public sealed class NodeSight(JointRecord record, TimeProvider clock) : INodeSight
{
    /// <summary>Without word for so long, a link is shown as waiting; heartbeats come every 20 seconds.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);

    public PartyCode Party => record.Self.Code;

    public Bilingual PartyName => record.Self.Name;

    public IReadOnlyList<LinkSight> Links => [.. record.Peers.Select(peer => Sight(peer, record.StateOf(peer.Code)))];

    public IReadOnlyList<Capital> Capitals
    {
        get
        {
            var capitals = new Dictionary<PartyCode, Capital>();
            foreach (var peer in record.Peers)
            {
                var agreed = record.Reading.GuidelinesInForce(peer.Code, clock.GetUtcNow());
                foreach (var calendar in agreed?.Guidelines.Calendars ?? [])
                {
                    capitals[calendar.Party] = new Capital(calendar.Party, calendar.City, calendar.Zone);
                }
            }
            return [.. capitals.Values.OrderByDescending(c => c.Party == Party).ThenBy(c => c.Party)];
        }
    }

    private LinkSight Sight(Peer peer, LinkState state)
    {
        var standing = state switch
        {
            { Condition: LinkCondition.Halted } => LinkStanding.Halted,
            { LastHeard: null } => LinkStanding.Silent,
            { LastHeard: { } heard } when clock.GetUtcNow() - heard > Quiet => LinkStanding.Waiting,
            { Problem: not null } => LinkStanding.Waiting,
            _ => LinkStanding.Heard,
        };
        return new LinkSight(peer.Code, peer.Name, standing, state.LastHeard);
    }
}
