using System.Security.Claims;
using Parley.Node.Access;
using Parley.Node.Desk;

namespace Parley.Node.Webhooks;

/// <summary>What an operator's desk says of webhooks: that the node stopped one, because nothing was taken for days.
/// </summary>
public sealed class WebhookTodos(WebhookShelf shelf)
{
    public IEnumerable<Todo> For(ClaimsPrincipal user) =>
        user.Has(Role.Operator) && shelf.All().Any(one => one is { Stopped: not null, StoppedBy: null or "" })
            ? [new Todo(TodoReason.Webhook, Name: "", Gist: "", Peer: null, Due: null, Step: null, WebhookPages.List)]
            : [];
}
