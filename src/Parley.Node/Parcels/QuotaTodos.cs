using System.Security.Claims;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Desk;

namespace Parley.Node.Parcels;

/// <summary>What an operator's desk says of room: that files or statements were refused for want of it.</summary>
public sealed class QuotaTodos(JointRecord record, ParcelRounds rounds, TimeProvider time)
{
    /// <summary>Statements that were refused are tried again for as long as they are: a day without is over.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    public IEnumerable<Todo> For(ClaimsPrincipal user) =>
        user.Has(Role.Operator)
            ? record
                .Peers.Where(peer => rounds.Refused(peer.Code, 1).Count > 0)
                .Select(peer => Of(TodoReason.Quota, peer.Code, "files"))
                .Concat(
                    record
                        .Peers.Where(peer => record.TakenFrom(peer.Code).RefusedAt > time.GetUtcNow() - Lately)
                        .Select(peer => Of(TodoReason.StatementQuota, peer.Code, "statements"))
                )
            : [];

    private static Todo Of(TodoReason reason, PartyCode peer, string place) =>
        new(reason, Name: "", Gist: "", peer, Due: null, Step: null, $"/settings#{place}-{peer}");
}
