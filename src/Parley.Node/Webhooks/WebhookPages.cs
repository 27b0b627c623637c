using Microsoft.AspNetCore.Mvc;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Look;

namespace Parley.Node.Webhooks;

/// <summary>What the pages of webhooks act on.</summary>
public sealed record WebhookSource(
    WebhookShelf Shelf,
    WebhookOutbox Outbox,
    ApiTokens Tokens,
    AccountShelf Accounts,
    SecurityEvents Events,
    HttpContext Http
);

/// <summary>What is wrong with a webhook that is wanted.</summary>
public enum WebhookTrouble
{
    Name,
    Address,
    Kinds,
    TooMany,
}

/// <summary>A webhook as it was typed.</summary>
public sealed record WantedWebhook(string Name, string Address, IReadOnlyList<EventKind> Kinds);

/// <summary>
/// The operator's pages of programs: which tokens there are, and the webhooks: made after a second look, stopped, tried
/// and taken away, with what became of each try.
/// </summary>
public static class WebhookPages
{
    public const string List = "/settings/programs";
    private const int TriesShown = 100;

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var operators = routes.MapGroup(List).RequireAuthorization(Rights.Operate);
        operators.MapGet("", ([AsParameters] WebhookSource source) => Page(source, null, null));
        operators.MapPost("/tokens/{id}/revoke", Revoke);
        operators.MapPost("/webhooks", Add);
        operators.MapGet("/webhooks/{id}", One);
        operators.MapPost("/webhooks/{id}/name", Rename);
        operators.MapPost("/webhooks/{id}/test", Test);
        operators.MapPost("/webhooks/{id}/again", Again);
        operators.MapPost("/webhooks/{id}/stop", Stop);
        operators.MapPost("/webhooks/{id}/resume", Resume);
        operators.MapPost("/webhooks/{id}/remove", Remove);
    }

    private static IResult Page(WebhookSource source, WebhookTrouble? trouble, WantedWebhook? wanted) =>
        Show.Page<ProgramsPage>(
            trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(ProgramsPage.Tokens), source.Tokens.All()),
            (nameof(ProgramsPage.Accounts), source.Accounts.All()),
            (nameof(ProgramsPage.Webhooks), source.Shelf.All()),
            (
                nameof(ProgramsPage.Waiting),
                source
                    .Shelf.All()
                    .ToDictionary(one => one.Id, one => source.Outbox.Waiting(one.Id), StringComparer.Ordinal)
            ),
            (nameof(ProgramsPage.Trouble), trouble),
            (nameof(ProgramsPage.Wanted), wanted)
        );

    private static IResult One(string id, [AsParameters] WebhookSource source) =>
        source.Shelf.Find(id) is { } webhook ? Shown(source, webhook, wanted: null) : Results.NotFound();

    /// <summary>The page of one.</summary>
    /// <param name="wanted">A name as it was typed, where it is none.</param>
    private static IResult Shown(WebhookSource source, Webhook webhook, string? wanted) =>
        Show.Page<WebhookPage>(
            wanted is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(WebhookPage.Webhook), webhook),
            (nameof(WebhookPage.Tries), source.Outbox.Tries(webhook.Id, TriesShown)),
            (nameof(WebhookPage.Waiting), source.Outbox.Waiting(webhook.Id)),
            (nameof(WebhookPage.Wanted), wanted)
        );

    /// <summary>First what would be sent where is shown; made is it when that was confirmed.</summary>
    private static async Task<IResult> Add([AsParameters] WebhookSource source)
    {
        var form = await source.Http.Request.ReadFormAsync();
        var kinds = Enum.GetValues<EventKind>()
            .Where(kind => form["kind"].Contains(ApiJson.Word(kind), StringComparer.Ordinal))
            .ToList();
        var wanted = new WantedWebhook(form["name"].ToString().Trim(), form["address"].ToString().Trim(), kinds);
        if (Webhook.NameOf(wanted.Name) is not { } name)
        {
            return Page(source, WebhookTrouble.Name, wanted);
        }
        if (!Uri.TryCreate(wanted.Address, UriKind.Absolute, out var address) || !WebhookGate.IsAddress(address))
        {
            return Page(source, WebhookTrouble.Address, wanted);
        }
        if (kinds.Count == 0)
        {
            return Page(source, WebhookTrouble.Kinds, wanted);
        }
        if (!string.Equals(form["confirmed"], "yes", StringComparison.Ordinal))
        {
            return Show.Page<WebhookConfirmPage>((nameof(WebhookConfirmPage.Wanted), wanted));
        }
        var by = source.Http.User.Identity?.Name ?? "";
        if (source.Shelf.Add(name, address, kinds, by) is not var (id, secret))
        {
            return Page(source, WebhookTrouble.TooMany, wanted);
        }
        source.Events.Note(Doer.Of(source.Http), SecurityAct.WebhookAdded, more: WhichOf(source, id));
        return Show.Page<WebhookSecretPage>(
            (nameof(WebhookSecretPage.Id), id),
            (nameof(WebhookSecretPage.Secret), secret),
            (nameof(WebhookSecretPage.Name), name),
            (nameof(WebhookSecretPage.Address), address)
        );
    }

    private static IResult Rename(string id, [FromForm] string? name, [AsParameters] WebhookSource source)
    {
        if (source.Shelf.Find(id) is not { } webhook)
        {
            return Results.NotFound();
        }
        return Webhook.NameOf(name) is { } called
            ? Changed(source, id, source.Shelf.Rename(id, called))
            : Shown(source, webhook, wanted: name ?? "");
    }

    private static IResult Test(string id, [AsParameters] WebhookSource source)
    {
        if (source.Shelf.Find(id) is null)
        {
            return Results.NotFound();
        }
        source.Outbox.Test(id);
        return Results.LocalRedirect($"{List}/webhooks/{id}");
    }

    private static IResult Again(string id, [FromForm(Name = "try")] long tried, [AsParameters] WebhookSource source) =>
        source.Outbox.Again(id, tried) ? Results.LocalRedirect($"{List}/webhooks/{id}") : Results.NotFound();

    private static IResult Stop(string id, [AsParameters] WebhookSource source) =>
        Changed(source, id, source.Shelf.Stop(id, source.Http.User.Identity?.Name ?? ""));

    private static IResult Resume(string id, [AsParameters] WebhookSource source) =>
        Changed(source, id, source.Shelf.Resume(id));

    private static IResult Changed(WebhookSource source, string id, bool changed)
    {
        if (changed)
        {
            source.Events.Note(Doer.Of(source.Http), SecurityAct.WebhookChanged, more: WhichOf(source, id));
        }
        return source.Shelf.Find(id) is null ? Results.NotFound() : Results.LocalRedirect($"{List}/webhooks/{id}");
    }

    private static IResult Remove(string id, [AsParameters] WebhookSource source)
    {
        var which = WhichOf(source, id);
        if (!source.Shelf.Remove(id))
        {
            return Results.NotFound();
        }
        source.Events.Note(Doer.Of(source.Http), SecurityAct.WebhookRemoved, more: which);
        return Told.Then(source.Http, Told.WebhookRemoved, List);
    }

    private static IResult Revoke(string id, [AsParameters] WebhookSource source) =>
        source.Tokens.All().FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal)) is { } token
        && source.Accounts.Find(token.Account) is { } account
        && source.Tokens.Revoke(account, id, Doer.Of(source.Http))
            ? Told.Then(source.Http, Told.Revoked, List)
            : Results.NotFound();

    private static string WhichOf(WebhookSource source, string id) => source.Shelf.Find(id)?.Which ?? "";
}
