using System.Globalization;
using System.Security.Claims;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Desk;

/// <summary>
/// What waits for its release, as far as it waits for this officer: to release it, to take a step that the nation's law
/// asks for before, or to mend what was sent back.
/// </summary>
public sealed class ReleasesWaiting(
    DraftBook drafts,
    PreparedBook prepared,
    MoveDraftShelf moves,
    PreparedAgreements agreements,
    AgreementBook book,
    RequestBook requests,
    LawInForce law,
    StepBook steps
)
{
    public IEnumerable<Todo> For(ClaimsPrincipal user, string language) =>
        OfDrafts(user, language)
            .Concat(OfPrepared(user, language))
            .Concat(OfReturned(user, language))
            .Concat(OfAgreements(user, language));

    private IEnumerable<Todo> OfDrafts(ClaimsPrincipal user, string language)
    {
        foreach (var draft in drafts.All())
        {
            var mine = draft.Kept.Authors.Contains(user.AccountId(), StringComparer.Ordinal);
            var reason =
                draft.Kept.OfferedBy is not null ? ReasonOf(steps.Of(draft), user)
                : draft.Kept.SentBack is not null && mine ? TodoReason.SentBack
                : null;
            if (reason is { } why)
            {
                yield return new Todo(
                    why,
                    "",
                    SubjectLine.Of(draft.Draft, draft.Guidelines, language),
                    draft.Kept.Peer,
                    Due: null,
                    Step: null,
                    why is TodoReason.SentBack ? $"/drafts/{draft.Id}" : $"/drafts/{draft.Id}/check"
                )
                {
                    Marks = draft.Marks,
                    Haste = Haste.Of(draft.Guidelines, draft.Draft.Urgency),
                    By = draft.Kept.AuthorNames,
                    Matter = MatterKey.Of(draft.Id),
                    Cause = CauseOf(why, $"draft {draft.Id} {draft.Kept.Version}"),
                    Because = why is TodoReason.SentBack ? draft.Kept.SentBack : null,
                };
            }
        }
    }

    private IEnumerable<Todo> OfPrepared(ClaimsPrincipal user, string language) =>
        from move in prepared.All()
        let sight = requests.Find(move.About.ToString())
        where sight is not null
        let reason = ReasonOf(steps.Of(move, sight), user)
        where reason is not null
        select new Todo(
            reason.Value,
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
            Cause = CauseOf(reason.Value, $"move {move.Id}"),
            Limited = sight.Limited,
        };

    /// <summary>Decisions that this officer wrote in and that were sent back.</summary>
    private IEnumerable<Todo> OfReturned(ClaimsPrincipal user, string language) =>
        from move in moves.All()
        where move.Back is not null && move.Authors.Contains(user.AccountId(), StringComparer.Ordinal)
        let sight = requests.Find(move.About.ToString())
        where sight is not null && law.MayRead(user, Matter.Of(sight))
        select new Todo(
            TodoReason.SentBack,
            sight.Id,
            SubjectLine.Of(sight.Request, sight.Guidelines, language),
            sight.Peer,
            sight.Next?.Due,
            sight.Next?.Step,
            FormattableString.Invariant($"/requests/{sight.Id}/do/{move.Move}?draft={move.Id}")
        )
        {
            Marks = sight.Marks,
            Haste = sight.Haste,
            Matter = MatterKey.Of(sight.Request.Id),
            Cause = CauseOf(TodoReason.SentBack, $"move-draft {move.Id}"),
            Because = move.Back!.Reason,
            Limited = sight.Limited,
        };

    /// <summary>What waits about agreements, and what of it was sent back to this officer.</summary>
    private IEnumerable<Todo> OfAgreements(ClaimsPrincipal user, string language) =>
        from one in agreements.All().Concat(agreements.Returned())
        let reason = one.Back is null ? ReasonOf(steps.Of(one), user)
        : one.IsBy(user.AccountId()) ? TodoReason.SentBack
        : (TodoReason?)null
        where reason is not null
        select new Todo(
            reason.Value,
            one.Place.About?.ToString() ?? "",
            book.TitleOf(one).In(language),
            one.Peer,
            Due: null,
            Step: null,
            one.Address
        )
        {
            Cause = CauseOf(reason.Value, $"agreement {one.Id}"),
            Because = one.Back?.Reason,
        };

    private static string CauseOf(TodoReason why, FormattableString what) =>
        $"{(why is TodoReason.SentBack ? "sent-back" : why.ToString().ToLowerInvariant())} {what.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What this officer may do about it now; null where it waits for others.</summary>
    private TodoReason? ReasonOf(ReleaseSteps before, ClaimsPrincipal user)
    {
        var by = Releaser.Of(user);
        if (
            before.For(by).Any(step => step.Taken is null)
            && law.Forbids(user, LawAct.Check, before.Matter) is null
            && user.SeesMatters()
        )
        {
            return TodoReason.Check;
        }
        return
            user.Has(Role.Releaser)
            && !before.Authors.Contains(by.Account, StringComparer.Ordinal)
            && before.AreReady
            && before.Hinders(by) is null
            && !before.WasFirst(by.Account)
            && law.Forbids(user, LawAct.Release, before.Matter) is null
            ? TodoReason.Release
            : null;
    }
}
