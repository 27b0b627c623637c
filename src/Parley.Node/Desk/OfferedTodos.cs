using System.Security.Claims;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Desk;

/// <summary>What an officer wrote in and offered, and what waits now for others: nothing is to be done, but nothing is
/// out of sight either.</summary>
public sealed class OfferedTodos(
    DraftBook drafts,
    PreparedBook prepared,
    PreparedAgreements agreements,
    AgreementBook book,
    RequestBook requests,
    LawInForce law
)
{
    public IEnumerable<Todo> For(ClaimsPrincipal user, string language) =>
        OfDrafts(user, language).Concat(OfPrepared(user, language)).Concat(OfAgreements(user, language));

    private IEnumerable<Todo> OfDrafts(ClaimsPrincipal user, string language) =>
        from draft in drafts.All()
        where draft.Kept.OfferedBy is not null && IsBy(draft.Kept.Authors, user)
        select new Todo(
            TodoReason.Offered,
            "",
            SubjectLine.Of(draft.Draft, draft.Guidelines, language),
            draft.Kept.Peer,
            Due: null,
            Step: null,
            $"/drafts/{draft.Id}/check"
        )
        {
            Marks = draft.Marks,
            Haste = Haste.Of(draft.Guidelines, draft.Draft.Urgency),
            Matter = MatterKey.Of(draft.Id),
        };

    private IEnumerable<Todo> OfPrepared(ClaimsPrincipal user, string language) =>
        from move in prepared.All()
        where IsBy(move.Authors, user)
        let sight = requests.Find(move.About.ToString())
        where sight is not null && law.MayRead(user, Matter.Of(sight))
        select new Todo(
            TodoReason.Offered,
            sight.Id,
            SubjectLine.Of(sight.Request, sight.Guidelines, language),
            sight.Peer,
            sight.Next?.Due,
            sight.Next?.Step,
            $"/requests/{sight.Id}"
        )
        {
            Marks = sight.Marks,
            Haste = sight.Haste,
            Matter = MatterKey.Of(sight.Request.Id),
            Limited = sight.Limited,
        };

    private IEnumerable<Todo> OfAgreements(ClaimsPrincipal user, string language) =>
        from one in agreements.All()
        where one.IsBy(user.AccountId())
        select new Todo(
            TodoReason.Offered,
            one.Place.About?.ToString() ?? "",
            book.TitleOf(one).In(language),
            one.Peer,
            Due: null,
            Step: null,
            one.Address
        );

    private static bool IsBy(IEnumerable<string> authors, ClaimsPrincipal user) =>
        authors.Contains(user.AccountId(), StringComparer.Ordinal);
}
