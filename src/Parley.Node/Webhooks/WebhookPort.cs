using Parley.Node.Access;
using Parley.Node.Api;

namespace Parley.Node.Webhooks;

/// <summary>A webhook as the command asks for it.</summary>
public sealed record WebhookAsked(string? Name, string? Address, IReadOnlyList<string>? Kinds);

/// <summary>A webhook as the command tells of it; the secret is told when it is made, and never again.</summary>
public sealed record WebhookListed(
    string Id,
    string Name,
    string Address,
    IReadOnlyList<string> Kinds,
    int Waiting,
    DateTimeOffset? Failing,
    DateTimeOffset? Stopped,
    string? Secret = null
);

/// <summary>Webhooks over the node's local port, for <c>parley webhook</c>.</summary>
public static class WebhookPort
{
    public static void MapWebhookPort(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/webhooks", All);
        routes.MapPost("/webhooks", Add);
        routes.MapPost("/webhooks/{id}/test", Test);
        routes.MapPost("/webhooks/{id}/remove", Remove);
    }

    private static IResult All(WebhookShelf shelf, WebhookOutbox outbox) =>
        Results.Json(shelf.All().Select(one => Told(one, outbox, null)));

    private static IResult Add(WebhookAsked asked, WebhookShelf shelf, WebhookOutbox outbox, SecurityEvents events)
    {
        if (Webhook.NameOf(asked.Name) is not { } name)
        {
            return Results.Text(
                $"Say which system it is with --name, in one line of at most {Webhook.LongestName} characters.",
                statusCode: 422
            );
        }
        if (!Uri.TryCreate(asked.Address, UriKind.Absolute, out var address) || !WebhookGate.IsAddress(address))
        {
            return Results.Text("The address begins with https://, or leads to this machine itself.", statusCode: 422);
        }
        var words = Enum.GetValues<EventKind>().ToDictionary(ApiJson.Word, kind => kind, StringComparer.Ordinal);
        var kinds = asked.Kinds ?? [.. words.Keys];
        if (kinds.FirstOrDefault(kind => !words.ContainsKey(kind)) is { } unknown)
        {
            return Results.Text(
                $"There is no kind of event “{unknown}”. Known are: {string.Join(", ", words.Keys)}.",
                statusCode: 422
            );
        }
        List<EventKind> wanted = [.. kinds.Select(kind => words[kind])];
        if (shelf.Add(name, address, wanted, Doer.Command.Name) is not var (id, secret))
        {
            return Results.Text("There are as many webhooks as a node may have.", statusCode: 422);
        }
        var made = shelf.Find(id)!;
        events.Note(Doer.Command, SecurityAct.WebhookAdded, more: made.Which);
        return Results.Json(Told(made, outbox, secret));
    }

    private static IResult Test(string id, WebhookShelf shelf, WebhookOutbox outbox)
    {
        if (shelf.Find(id) is null)
        {
            return Results.Text("There is no such webhook.", statusCode: 404);
        }
        outbox.Test(id);
        return Results.Ok();
    }

    private static IResult Remove(string id, WebhookShelf shelf, SecurityEvents events)
    {
        var which = shelf.Find(id)?.Which;
        if (!shelf.Remove(id))
        {
            return Results.Text("There is no such webhook.", statusCode: 404);
        }
        events.Note(Doer.Command, SecurityAct.WebhookRemoved, more: which ?? "");
        return Results.Ok();
    }

    private static WebhookListed Told(Webhook one, WebhookOutbox outbox, string? secret) =>
        new(
            one.Id,
            one.Name,
            one.Address.AbsoluteUri,
            [.. one.Kinds.Select(ApiJson.Word)],
            outbox.Waiting(one.Id),
            one.Failing,
            one.Stopped,
            secret
        );
}
