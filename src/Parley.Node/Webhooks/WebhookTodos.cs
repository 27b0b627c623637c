using System.Security.Claims;
using Parley.Node.Access;
using Parley.Node.Desk;

namespace Parley.Node.Webhooks;

/// <summary>What an operator's desk says of webhooks: each that the node stopped, because nothing was taken for
/// days.</summary>
public sealed class WebhookTodos(WebhookShelf shelf)
{
    public IEnumerable<Todo> For(ClaimsPrincipal user) =>
        user.Has(Role.Operator)
            ? shelf
                .All()
                .Where(one => one is { Stopped: not null, StoppedBy: null or "" })
                .Select(one => new Todo(
                    TodoReason.Webhook,
                    Name: "",
                    Gist: "",
                    Peer: null,
                    Due: null,
                    Step: null,
                    $"{WebhookPages.List}/webhooks/{one.Id}"
                )
                {
                    Because = $"{one.Name} · {one.Address.Host}",
                })
            : [];
}
