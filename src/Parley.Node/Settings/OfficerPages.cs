using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Look;

namespace Parley.Node.Settings;

/// <summary>
/// The officers of the node, and what is wanted of their accounts: wanted by an operator, and where somebody gains by
/// it, confirmed by a second officer.
/// </summary>
public static class OfficerPages
{
    private const string List = "/settings/officers";
    private const int EventsAtMost = 30;

    public static void MapOfficers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(List, ([AsParameters] OfficerSource source) => ListPage(source, null));
        routes
            .MapPost(
                "/settings/changes/{id:long}/confirm",
                (long id, [AsParameters] OfficerSource source) => Decide(id, true, source)
            )
            .RequireAuthorization(Rights.Confirm);
        routes
            .MapPost(
                "/settings/changes/{id:long}/decline",
                (long id, [AsParameters] OfficerSource source) => Decide(id, false, source)
            )
            .RequireAuthorization(Rights.Confirm);
        var operators = routes.MapGroup(List).RequireAuthorization(Rights.Operate);
        operators.MapPost("", Add);
        operators.MapGet("/{id}", (string id, [AsParameters] OfficerSource source) => OnePage(id, source, null));
        operators.MapPost("/{id}", Edit);
        operators.MapPost("/{id}/roles", ChangeRoles);
        operators.MapPost(
            "/{id}/invitation",
            (string id, [AsParameters] OfficerSource source) => Want(id, ChangeKind.Invitation, "", source)
        );
        operators.MapPost(
            "/{id}/reset",
            (string id, [AsParameters] OfficerSource source) => Want(id, ChangeKind.SecondFactorReset, "", source)
        );
        operators.MapPost(
            "/{id}/reopen",
            (string id, [AsParameters] OfficerSource source) => Want(id, ChangeKind.Reopening, "", source)
        );
        operators.MapPost("/{id}/close", Close);
        operators.MapPost(
            "/{id}/sessions",
            (string id, [AsParameters] OfficerSource source) => EndSessions(id, source)
        );
        operators.MapPost(
            "/{id}/lift",
            (string id, [AsParameters] OfficerSource source) => Done(id, source, source.Officers.LiftRest)
        );
    }

    private static IResult ListPage(OfficerSource source, OfficerTrouble? trouble) =>
        Show.Page<OfficersPage>(
            trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(OfficersPage.Officers), source.Officers.All()),
            (nameof(OfficersPage.Authorities), source.Authorities.All()),
            (nameof(OfficersPage.Waiting), source.Changes.Waiting()),
            (nameof(OfficersPage.Trouble), trouble)
        );

    private static IResult OnePage(string id, OfficerSource source, OfficerTrouble? trouble) =>
        source.Officers.Find(id) is not { } account
            ? Results.NotFound()
            : Show.Page<OfficerPage>(
                trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
                (nameof(OfficerPage.One), account),
                (nameof(OfficerPage.Factor), source.Factors.Of(id)),
                (nameof(OfficerPage.Tokens), source.Tokens.Of(id)),
                (nameof(OfficerPage.Authorities), source.Authorities.All()),
                (nameof(OfficerPage.Events), source.Events.About(account.SignInName, EventsAtMost)),
                (
                    nameof(OfficerPage.Waiting),
                    source
                        .Changes.Waiting()
                        .Where(one => string.Equals(one.Subject, id, StringComparison.Ordinal))
                        .ToList()
                ),
                (nameof(OfficerPage.Trouble), trouble)
            );

    /// <summary>Opens an account without any role, and wants the roles: whoever confirms them gets the link by which
    /// the officer sets a password.</summary>
    private static async Task<IResult> Add([AsParameters] OfficerSource source)
    {
        var form = await source.Http.Request.ReadFormAsync();
        var code = Text(form, "authority");
        var roles = RolesOf(form);
        if (source.Authorities.Find(code) is not { Closed: false } authority)
        {
            return ListPage(source, OfficerTrouble.Authority);
        }
        if (Officers.Wrong(roles) is { } wrong)
        {
            return ListPage(source, wrong);
        }
        var officer = new NewOfficer(Both(form, "name"), code, authority.Name, Both(form, "title"), []);
        var by = Doer.Of(source.Http);
        var signIn = Text(form, "sign-in");
        if (source.Officers.AddWithoutPassword(signIn, officer, by) is { } trouble)
        {
            return ListPage(source, trouble);
        }
        var id = source.Officers.All().First(one => one.SignInName.Equals(signIn, StringComparison.Ordinal)).Id;
        return Want(id, ChangeKind.Roles, string.Join(' ', roles), source);
    }

    private static async Task<IResult> Edit(string id, [AsParameters] OfficerSource source)
    {
        var form = await source.Http.Request.ReadFormAsync();
        if (source.Officers.Rename(id, Both(form, "name"), Both(form, "title"), Doer.Of(source.Http)) is { } trouble)
        {
            return OnePage(id, source, trouble);
        }
        var code = Text(form, "authority");
        return source.Officers.Find(id) is not { } account ? Results.NotFound()
            : account.Authority.Equals(code, StringComparison.Ordinal) ? Results.LocalRedirect($"{List}/{id}")
            : Want(id, ChangeKind.Authority, code, source);
    }

    private static async Task<IResult> ChangeRoles(string id, [AsParameters] OfficerSource source)
    {
        var roles = RolesOf(await source.Http.Request.ReadFormAsync());
        return IsOwn(id, source) && !roles.Contains(Role.Operator)
            ? OnePage(id, source, OfficerTrouble.OwnOperator)
            : Want(id, ChangeKind.Roles, string.Join(' ', roles), source);
    }

    private static IResult Close(string id, [AsParameters] OfficerSource source)
    {
        // An operator who closed their own account could lock everyone out.
        if (IsOwn(id, source))
        {
            return OnePage(id, source, OfficerTrouble.OwnOperator);
        }
        source.Officers.Close(id, Doer.Of(source.Http));
        return Told.Then(source.Http, Told.Closed, $"{List}/{id}");
    }

    private static IResult EndSessions(string id, OfficerSource source)
    {
        source.Officers.EndSessions(id, Doer.Of(source.Http));
        return Told.Then(source.Http, Told.SessionsEnded, $"{List}/{id}");
    }

    private static IResult Done(string id, OfficerSource source, Action<string, Doer> act)
    {
        act(id, Doer.Of(source.Http));
        return Results.LocalRedirect($"{List}/{id}");
    }

    private static IResult Want(string id, ChangeKind kind, string more, OfficerSource source)
    {
        var outcome = source.Changes.Want(kind, id, more, source.Http.User, Doer.Of(source.Http));
        return outcome.Trouble is { } trouble ? OnePage(id, source, trouble)
            : outcome.Link is { } link ? LinkPage(id, link, source)
            : Results.LocalRedirect($"{List}/{id}");
    }

    private static IResult Decide(long id, bool confirm, OfficerSource source)
    {
        var change = source.Changes.Waiting().FirstOrDefault(one => one.Id == id);
        var outcome = source.Changes.Decide(id, confirm, source.Http.User, Doer.Of(source.Http));
        return outcome.Trouble is { } trouble ? ListPage(source, trouble)
            : outcome.Link is { } link ? LinkPage(change!.Subject, link, source)
            : Told.Then(
                source.Http,
                confirm ? Told.Confirmed : Told.Declined,
                change?.Kind is ChangeKind.RuleBook ? RuleBookPages.Place : List
            );
    }

    private static IResult LinkPage(string id, string link, OfficerSource source) =>
        Show.Page<LinkPage>(
            (nameof(Settings.LinkPage.Invited), source.Officers.Find(id)),
            (nameof(Settings.LinkPage.Address), $"{source.Http.Request.Scheme}://{source.Http.Request.Host}{link}")
        );

    private static bool IsOwn(string id, OfficerSource source) =>
        string.Equals(id, source.Http.User.AccountId(), StringComparison.Ordinal);

    private static string Text(IFormCollection form, string name) => form[name].ToString().Trim();

    private static Bilingual Both(IFormCollection form, string name) =>
        new(Text(form, name + "-en"), Text(form, name + "-zh"));

    private static List<Role> RolesOf(IFormCollection form) =>
        Enum.GetValues<Role>().Where(role => form["role"].Contains(role.ToString(), StringComparer.Ordinal)).ToList();
}

/// <summary>What the pages of officers are made from.</summary>
public sealed record OfficerSource(
    Officers Officers,
    AuthorityShelf Authorities,
    WantedChanges Changes,
    SecondFactors Factors,
    ApiTokens Tokens,
    SecurityEvents Events,
    HttpContext Http
);
