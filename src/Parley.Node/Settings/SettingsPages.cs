using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Settings;

/// <summary>
/// Links with their safety numbers, the officers of the node, and how the pages look to this officer.
/// </summary>
public static class SettingsPages
{
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/settings", ([AsParameters] SettingsSource source, int? page) => Page(source, page: page ?? 1));
        routes.MapGet(
            "/settings/own.card",
            (JointRecord record) =>
                Results.File(
                    System.Text.Encoding.UTF8.GetBytes(record.Self.CardText),
                    "text/plain; charset=utf-8",
                    $"{record.Self.Code}.card"
                )
        );
        var operators = routes.MapGroup("").RequireAuthorization(Rights.Operate);
        operators.MapPost("/settings/officers", Add);
        operators.MapPost("/settings/officers/{id}/roles", ChangeRoles);
        operators.MapPost("/settings/officers/{id}/password", ChangePassword);
        operators.MapPost(
            "/settings/officers/{id}/close",
            (string id, Officers officers, HttpContext http) =>
            {
                // An operator who closed their own account could lock everyone out.
                if (!IsOwn(id, http))
                {
                    officers.Close(id, Doer.Of(http));
                }
                return Results.LocalRedirect("/settings#officers");
            }
        );
        operators.MapPost(
            "/settings/officers/{id}/reopen",
            (string id, Officers officers, HttpContext http) =>
            {
                officers.Reopen(id, Doer.Of(http));
                return Results.LocalRedirect("/settings#officers");
            }
        );
    }

    private static IResult Page(SettingsSource source, string? trouble = null, string? field = null, int page = 1)
    {
        var (record, officers, events) = source;
        var pages = (int)Math.Clamp((events.Count + SecurityEvents.PageSize - 1) / SecurityEvents.PageSize, 1, 100_000);
        var shown = Math.Clamp(page, 1, pages);
        return Show.Page<SettingsPage>(
            trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(SettingsPage.Peers), record.Peers),
            (nameof(SettingsPage.Officers), officers.All()),
            (nameof(SettingsPage.Events), events.Page(shown)),
            (nameof(SettingsPage.EventPage), shown),
            (nameof(SettingsPage.EventPages), pages),
            (nameof(SettingsPage.Trouble), trouble),
            (nameof(SettingsPage.Field), field)
        );
    }

    private static async Task<IResult> Add(HttpContext http, [AsParameters] SettingsSource source)
    {
        var form = await http.Request.ReadFormAsync();
        string Text(string name) => form[name].ToString().Trim();
        var officer = new NewOfficer(
            new Bilingual(Text("name-en"), Text("name-zh")),
            Text("authority"),
            new Bilingual(Text("authority"), Text("authority")),
            new Bilingual(Text("title-en"), Text("title-zh")),
            RolesOf(form)
        );
        var password = form["password"].ToString();
        return source.Officers.Add(Text("sign-in"), password, officer, Doer.Of(http)) is { } trouble
            ? Page(source, WordOf(trouble), FieldOf(trouble))
            : Results.LocalRedirect("/settings#officers");
    }

    private static async Task<IResult> ChangeRoles(string id, HttpContext http, [AsParameters] SettingsSource source)
    {
        var roles = RolesOf(await http.Request.ReadFormAsync());
        if (IsOwn(id, http) && !roles.Contains(Role.Operator))
        {
            return Page(source, "officer.own-operator");
        }
        return source.Officers.ChangeRoles(id, roles, Doer.Of(http)) is { } trouble
            ? Page(source, WordOf(trouble))
            : Results.LocalRedirect("/settings#officers");
    }

    private static IResult ChangePassword(
        string id,
        [FromForm] string? password,
        HttpContext http,
        [AsParameters] SettingsSource source
    ) =>
        source.Officers.ChangePassword(id, password ?? "", Doer.Of(http)) is { } trouble
            ? Page(source, WordOf(trouble))
            : Results.LocalRedirect("/settings#officers");

    private static bool IsOwn(string id, HttpContext http) =>
        string.Equals(id, http.User.AccountId(), StringComparison.Ordinal);

    private static string WordOf(OfficerTrouble trouble) => "officer.trouble." + trouble;

    private static string FieldOf(OfficerTrouble trouble) =>
        trouble switch
        {
            OfficerTrouble.Name => "name-en",
            OfficerTrouble.Title => "title-en",
            OfficerTrouble.Authority or OfficerTrouble.AuthorityName => "authority",
            OfficerTrouble.Password => "password",
            OfficerTrouble.NoRole or OfficerTrouble.RolesExclude => "role-Drafter",
            _ => "sign-in",
        };

    private static List<Role> RolesOf(IFormCollection form) =>
        Enum.GetValues<Role>().Where(role => form["role"].Contains(role.ToString(), StringComparer.Ordinal)).ToList();
}

/// <summary>What the settings are read from.</summary>
public sealed record SettingsSource(JointRecord Record, Officers Officers, SecurityEvents Events);
