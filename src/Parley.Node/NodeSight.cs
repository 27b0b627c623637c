using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Exchange;
using Parley.Node.Look;

namespace Parley.Node;

/// <summary>What every page shows of the node, read from the record: its links, and the capitals of the
/// calendars agreed or put forward.</summary>
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
                foreach (var calendar in KnownGuidelines(peer.Code)?.Calendars ?? [])
                {
                    capitals[calendar.Party] = new Capital(calendar.Party, calendar.City, calendar.Zone);
                }
            }
            return [.. capitals.Values.OrderByDescending(c => c.Party == Party).ThenBy(c => c.Party)];
        }
    }

    /// <summary>Those in force or, while none are, those last put forward, our own before the other side's.</summary>
    private AgreedGuidelines? KnownGuidelines(PartyCode peer) =>
        record.Reading.GuidelinesInForce(peer, clock.GetUtcNow())?.Guidelines
        ?? record
            .Reading.Agreements(peer, AgreementRules.Guidelines)
            .Where(agreement => agreement.Alive)
            .OrderByDescending(agreement => agreement.Latest.Proposer == Party)
            .ThenByDescending(agreement => agreement.Latest.Proposed.At)
            .Select(agreement => record.Reading.Guidelines(peer, agreement.Cite(agreement.Latest)))
            .FirstOrDefault(guidelines => guidelines is not null);

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
