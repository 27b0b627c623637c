using System.Security.Claims;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Desk;

namespace Parley.Node.Parcels;

/// <summary>What an operator's desk says of files: that some were refused for want of room, and would be still.
/// </summary>
public sealed class QuotaTodos(JointRecord record, ParcelRounds rounds)
{
    public IEnumerable<Todo> For(ClaimsPrincipal user) =>
        user.Has(Role.Operator)
            ? record
                .Peers.Where(peer => rounds.Refused(peer.Code, 1).Count > 0)
                .Select(peer => new Todo(
                    TodoReason.Quota,
                    Name: "",
                    Gist: "",
                    peer.Code,
                    Due: null,
                    Step: null,
                    $"/settings#files-{peer.Code}"
                ))
            : [];
}
