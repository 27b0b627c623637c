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
        routes.MapGet("/settings", (JointRecord record, Officers officers) => Page(record, officers));
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
                if (!string.Equals(id, http.User.AccountId(), StringComparison.Ordinal))
                {
                    officers.Close(id);
                }
                return Results.LocalRedirect("/settings#officers");
            }
        );
        operators.MapPost(
            "/settings/officers/{id}/reopen",
            (string id, Officers officers) =>
            {
                officers.Reopen(id);
                return Results.LocalRedirect("/settings#officers");
            }
        );
    }

    private static IResult Page(JointRecord record, Officers officers, string? trouble = null, string? field = null) =>
        Show.Page<SettingsPage>(
            trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(SettingsPage.Peers), record.Peers),
            (nameof(SettingsPage.Officers), officers.All()),
            (nameof(SettingsPage.Trouble), trouble),
            (nameof(SettingsPage.Field), field)
        );

    private static async Task<IResult> Add(HttpContext http, JointRecord record, Officers officers)
    {
        var form = await http.Request.ReadFormAsync();
        string Text(string name) => form[name].ToString().Trim();
        var roles = RolesOf(form);
        var missing = new[] { "sign-in", "name-en", "name-zh", "authority", "title-en", "title-zh" }.FirstOrDefault(
            one => Text(one).Length is 0 or > 200
        );
        if (missing is not null)
        {
            return Page(record, officers, "officer.missing", missing);
        }
        if (form["password"].ToString().Length is < Officers.PasswordLengthAtLeast or > 200)
        {
            return Page(record, officers, "officer.password-short", "password");
        }
        if (roles.Count == 0)
        {
            return Page(record, officers, "officer.no-role", "role-Drafter");
        }
        var officer = new NewOfficer(
            new Bilingual(Text("name-en"), Text("name-zh")),
            Text("authority"),
            new Bilingual(Text("authority"), Text("authority")),
            new Bilingual(Text("title-en"), Text("title-zh")),
            roles
        );
        return officers.Add(Text("sign-in"), form["password"].ToString(), officer) is null
            ? Page(record, officers, "officer.taken", "sign-in")
            : Results.LocalRedirect("/settings#officers");
    }

    private static async Task<IResult> ChangeRoles(string id, HttpContext http, JointRecord record, Officers officers)
    {
        var roles = RolesOf(await http.Request.ReadFormAsync());
        var own = string.Equals(id, http.User.AccountId(), StringComparison.Ordinal);
        if (roles.Count == 0 || own && !roles.Contains(Role.Operator))
        {
            return Page(record, officers, own ? "officer.own-operator" : "officer.no-role");
        }
        officers.ChangeRoles(id, roles);
        return Results.LocalRedirect("/settings#officers");
    }

    private static IResult ChangePassword(string id, [FromForm] string? password, JointRecord record, Officers officers)
    {
        if (password is not { Length: >= Officers.PasswordLengthAtLeast and <= 200 })
        {
            return Page(record, officers, "officer.password-short");
        }
        officers.ChangePassword(id, password);
        return Results.LocalRedirect("/settings#officers");
    }

    private static List<Role> RolesOf(IFormCollection form) =>
        Enum.GetValues<Role>().Where(role => form["role"].Contains(role.ToString(), StringComparer.Ordinal)).ToList();
}
