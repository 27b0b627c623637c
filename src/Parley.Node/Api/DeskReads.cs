using System.Security.Claims;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;

namespace Parley.Node.Api;

/// <summary>
/// The desk of the officer for whom a program acts, group by group as their own page shows it: what needs them now, how
/// the open requests stand, and what the other sides said last.
/// </summary>
internal static class DeskReads
{
    public static void MapDeskReads(this RouteGroupBuilder reads) => reads.MapGet("/desk", Desk);

    private static ApiAnswer Desk(HttpContext http, DeskBook book, AccountShelf accounts, LawInForce law)
    {
        _ = new ApiQuery(http);
        var desk = book.For(OfficerOf(http.User, accounts, law), Languages.Short);
        return ApiAnswer.Of(
            new
            {
                desk.Counts,
                desk.Held,
                Groups = desk.Sheet.Groups.Select(group => new
                {
                    group.Reason,
                    group.Count,
                    Things = group.Shown.Select(Told),
                    Page = group.Address,
                }),
                Latest = desk.Latest.Select(news => new
                {
                    Number = news.Sight.Id,
                    news.Sight.Peer,
                    news.Type,
                    news.At,
                    news.Officer,
                    Gist = news.Sight.Gist(Languages.Short),
                    news.Sight.Marks,
                    news.Sight.Limited,
                    Address = RequestTold.AddressOf(news.Sight.Id),
                }),
                desk.Behind,
            }
        );
    }

    /// <summary>The officer with the roles that the scopes leave out, but never with the running of the node: to say
    /// what waits for somebody is to read. Where a rule on reading asks for such a role the token keeps its own, for
    /// what is hidden from it stays hidden.</summary>
    private static ClaimsPrincipal OfficerOf(ClaimsPrincipal program, AccountShelf accounts, LawInForce law)
    {
        var account = accounts.Find(program.AccountId())!;
        var officer = SessionClaims.Of(
            account with
            {
                Roles = [.. account.Roles.Where(role => role is not Role.Operator)],
            }
        );
        return law.HidesAlike(officer, program) ? officer : program;
    }

    private static object Told(Todo one) =>
        new
        {
            Number = OrNull(one.Name),
            Matter = one.Matter?.Text,
            one.Peer,
            Gist = OrNull(one.Gist),
            one.Due,
            one.Step,
            one.Item,
            one.Reminder,
            Move = one.Move is { } move ? RequestTold.TypeOf[move] : null,
            one.Marks,
            one.Limited,
            one.Held,
            one.Because,
            Alike = one.Alike is Twice.Yes,
            AlikeUnsure = one.Alike is Twice.Perhaps,
            one.Said,
            Page = one.Address,
        };

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
