using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Settings;

/// <summary>
/// Links with their safety numbers, what the node writes down, and how the pages look to this officer.
/// </summary>
public static class SettingsPages
{
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/settings",
            ([AsParameters] SettingsSource source, string? kind, string? from, string? to, int? page) =>
                Page(source, page ?? 1, query: new EventQuery(kind, from, to))
        );
        routes.MapGet(
            "/settings/own.card",
            (JointRecord record) =>
                Results.File(
                    System.Text.Encoding.UTF8.GetBytes(record.Self.CardText),
                    "text/plain; charset=utf-8",
                    $"{record.Self.Code}.card"
                )
        );
    }

    /// <summary>The page.</summary>
    /// <param name="query">Which security events it shows.</param>
    /// <param name="wrongQuota">The link whose quota was filled in wrong.</param>
    /// <param name="wrongStatements">The link whose limit of statements was filled in wrong.</param>
    internal static IResult Page(
        SettingsSource source,
        int page,
        PartyCode? wrongQuota = null,
        PartyCode? wrongStatements = null,
        EventQuery? query = null
    )
    {
        var (record, events, node) = source;
        query ??= EventQuery.All;
        var choice = query.Choice(node);
        var count = events.Count(choice);
        var pages = (int)Math.Clamp((count + SecurityEvents.PageSize - 1) / SecurityEvents.PageSize, 1, 100_000);
        var shown = Math.Clamp(page, 1, pages);
        return Show.Page<SettingsPage>(
            (wrongQuota ?? wrongStatements) is null
                ? StatusCodes.Status200OK
                : StatusCodes.Status422UnprocessableEntity,
            (nameof(SettingsPage.WrongQuota), wrongQuota),
            (nameof(SettingsPage.WrongStatements), wrongStatements),
            (nameof(SettingsPage.Peers), record.Peers),
            (nameof(SettingsPage.Events), events.Page(shown, choice)),
            (nameof(SettingsPage.EventQuery), query),
            (nameof(SettingsPage.EventPage), shown),
            (nameof(SettingsPage.EventPages), pages)
        );
    }
}

/// <summary>What the settings are read from.</summary>
public sealed record SettingsSource(JointRecord Record, SecurityEvents Events, INodeSight Node);
