using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Node.Access;

namespace Parley.Node.Desk;

/// <summary>What is still to be done before requests can be made: a link, its confirmation, agreed guidelines.
/// </summary>
public sealed class Beginnings(JointRecord record, TimeProvider time)
{
    /// <summary>What this officer can do about it, or should know.</summary>
    public IEnumerable<Todo> For(ClaimsPrincipal user)
    {
        var acts = user.Has(Role.Drafter) || user.Has(Role.Releaser);
        if (!acts && !user.Has(Role.Operator))
        {
            return [];
        }
        return record.Peers.Count == 0
            ? [Of(TodoReason.NoLink, peer: null, "/settings")]
            : record.Peers.Select(peer => With(peer.Code, user, acts)).OfType<Todo>();
    }

    private Todo? With(PartyCode peer, ClaimsPrincipal user, bool acts) =>
        record.StateOf(peer).Condition switch
        {
            LinkCondition.Halted => Of(TodoReason.LinkHalted, peer, user.SeesMatters() ? "/record" : "/settings"),
            LinkCondition.Open when acts && Lacks(peer) => Of(
                TodoReason.Guidelines,
                peer,
                user.Has(Role.Releaser) ? "/agreements/propose" : "/agreements"
            ),
            LinkCondition.Open => null,
            _ => Of(TodoReason.Link, peer, "/settings"),
        };

    /// <summary>No guidelines are in force, and none wait for an answer or for their day.</summary>
    private bool Lacks(PartyCode peer) =>
        record.Reading.GuidelinesInForce(peer, time.GetUtcNow()) is null
        && !record.Reading.Agreements(peer, AgreementRules.Guidelines).Any(agreement => agreement.Alive);

    private static Todo Of(TodoReason reason, PartyCode? peer, string address) =>
        new(reason, Name: "", Gist: "", peer, Due: null, Step: null, address);
}
