using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Settings;

/// <summary>The authorities of the nation whose officers work at this node, and what each is competent for.</summary>
public static class AuthorityPages
{
    private const string List = "/settings/authorities";

    public static void MapAuthorities(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(List, ([AsParameters] OfficerSource source) => Page(source, null));
        var operators = routes.MapGroup(List).RequireAuthorization(Rights.Operate);
        operators.MapPost("", Add);
        operators.MapPost("/{code}", Edit);
    }

    private static IResult Page(OfficerSource source, OfficerTrouble? trouble) =>
        Show.Page<AuthoritiesPage>(
            trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(AuthoritiesPage.Authorities), source.Authorities.All()),
            (nameof(AuthoritiesPage.Officers), source.Officers.All()),
            (nameof(AuthoritiesPage.Waiting), source.Changes.Waiting()),
            (nameof(AuthoritiesPage.Trouble), trouble)
        );

    private static async Task<IResult> Add([AsParameters] OfficerSource source)
    {
        var form = await source.Http.Request.ReadFormAsync();
        var authority = Read(form["code"].ToString().Trim(), form);
        var trouble =
            Officers.Wrong(authority)
            ?? (source.Authorities.Find(authority.Code) is null ? null : OfficerTrouble.AuthorityTaken);
        if (trouble is not null)
        {
            return Page(source, trouble);
        }
        Put(source, authority, SecurityAct.AuthorityAdded);
        return Results.LocalRedirect(List);
    }

    /// <summary>Name and standing change at once; what an authority with officers is competent for waits for a second
    /// officer.</summary>
    private static async Task<IResult> Edit(string code, [AsParameters] OfficerSource source)
    {
        var form = await source.Http.Request.ReadFormAsync();
        if (source.Authorities.Find(code) is not { } before)
        {
            return Results.NotFound();
        }
        var wanted = Read(code, form) with { Closed = form.ContainsKey("closed") };
        var hasOfficers = source
            .Officers.All()
            .Any(one => !one.Closed && string.Equals(one.Authority, code, StringComparison.Ordinal));
        var trouble = Officers.Wrong(wanted) ?? (wanted.Closed && hasOfficers ? OfficerTrouble.AuthorityInUse : null);
        if (trouble is not null)
        {
            return Page(source, trouble);
        }
        var now = wanted with { Competences = before.Competences };
        if (now.Name != before.Name || now.Closed != before.Closed)
        {
            Put(source, now, SecurityAct.AuthorityChanged);
        }
        if (!wanted.Competences.SequenceEqual(before.Competences))
        {
            var more = AuthorityShelf.Kept(wanted.Competences);
            source.Changes.Want(ChangeKind.Competences, code, more, source.Http.User, Doer.Of(source.Http));
        }
        return Results.LocalRedirect(List);
    }

    private static void Put(OfficerSource source, Authority authority, SecurityAct act) =>
        source.Authorities.Put(
            authority,
            source.Events.Line(Doer.Of(source.Http), act, authority.Code, AuthorityShelf.Kept(authority.Competences))
        );

    private static Authority Read(string code, IFormCollection form) =>
        new(
            code,
            new Bilingual(form["name-en"].ToString().Trim(), form["name-zh"].ToString().Trim()),
            [
                .. Enum.GetValues<Competence>()
                    .Where(one => form["competence"].Contains(one.ToString(), StringComparer.Ordinal)),
            ]
        );
}
