using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Requests;

namespace Parley.Node.Desk;

/// <summary>Why something is on the desk, in the order in which it is to be done.</summary>
public enum TodoReason
{
    Overdue,
    DueToday,
    Release,
    Rate,
    New,
    Clarify,
    SentBack,
    Hold,
    HalfTime,
    Agreement,
    LinkHalted,
    Link,
    NoLink,
    Guidelines,
    Close,
}

/// <summary>One thing that needs an officer now, one click from the act.</summary>
/// <param name="Name">Its number; empty where it has none.</param>
/// <param name="Gist">In a few words what it is about; empty where the reason says it all.</param>
/// <param name="Peer">With whom; null where there is nobody yet.</param>
/// <param name="Due">When it is due; null where it has no time.</param>
/// <param name="Address">Where it is done.</param>
/// <param name="Move">What is to be done there, where it is a move of a request.</param>
public sealed record Todo(
    TodoReason Reason,
    string Name,
    string Gist,
    PartyCode? Peer,
    DateTimeOffset? Due,
    DeadlineStep? Step,
    string Address,
    Reminder Reminder = Reminder.None,
    RequestMove? Move = null
);

/// <summary>Gathers what needs the signed-in officer now, over all mechanisms of the node.</summary>
public sealed class TodoList(
    RequestBook requests,
    DraftBook drafts,
    PreparedBook prepared,
    Beginnings beginnings,
    JointRecord record,
    TimeProvider time
)
{
    /// <summary>What needs this officer, most pressing first.</summary>
    public IReadOnlyList<Todo> For(ClaimsPrincipal user, string language)
    {
        var all = new List<Todo>();
        if (user.Has(Role.Drafter) || user.Has(Role.Releaser))
        {
            var known = requests.All().ToList();
            var waiting = prepared.All().Select(one => one.About).ToHashSet();
            all.AddRange(
                known
                    .Where(sight => sight.WithUs)
                    .Select(sight =>
                        OfRequest(
                            sight,
                            waiting.Contains(sight.Request.Id)
                                ? null
                                : NextMove.Of(sight, record.Self.Code, time, user),
                            language
                        )
                    )
                    .OfType<Todo>()
            );
            all.AddRange(OfHolds(known, language));
            all.AddRange(OfAgreements(language));
        }
        all.AddRange(beginnings.For(user));
        all.AddRange(OfDrafts(user, language));
        if (user.Has(Role.Releaser))
        {
            all.AddRange(OfPrepared(user, language));
        }
        return all.OrderBy(one => one.Reason).ThenBy(one => one.Due ?? DateTimeOffset.MaxValue).ToList();
    }

    private Todo? OfRequest(RequestSight sight, RequestMove? move, string language)
    {
        var now = time.GetUtcNow();
        var due = sight.Ours ? null : sight.Next?.Due;
        TodoReason? reason = sight.Request.Stage switch
        {
            _ when due < now => TodoReason.Overdue,
            _ when due < now.AddHours(24) => TodoReason.DueToday,
            Stage.Made => TodoReason.New,
            Stage.ClarificationAsked => TodoReason.Clarify,
            Stage.Answered => TodoReason.Rate,
            Stage.Rated or Stage.Refused or Stage.Withdrawn => TodoReason.Close,
            _ when !sight.Ours && sight.Next?.ReminderAt(now) is Reminder.Half => TodoReason.HalfTime,
            _ => null,
        };
        return reason is { } why
            ? new Todo(
                why,
                sight.Id,
                SubjectLine.Of(sight.Request, sight.Guidelines, language),
                sight.Peer,
                due,
                sight.Ours ? null : sight.Next?.Step,
                move is null ? $"/requests/{sight.Id}" : $"/requests/{sight.Id}/do/{move}",
                sight.Ours ? Reminder.None : sight.Next?.ReminderAt(now) ?? Reminder.None,
                move
            )
            : null;
    }

    /// <summary>Data that is soon no longer held, unless a later request already builds on it.</summary>
    private IEnumerable<Todo> OfHolds(IReadOnlyCollection<RequestSight> known, string language)
    {
        var now = time.GetUtcNow();
        return known
            .Where(sight => sight.HoldEndsSoonAt(now) && sight.GoesOnWith(known).Count == 0)
            .Select(sight => new Todo(
                TodoReason.Hold,
                sight.Id,
                SubjectLine.Of(sight.Request, sight.Guidelines, language),
                sight.Peer,
                sight.Hold!.LapsesAt,
                Step: null,
                $"/requests/{sight.Id}#hold"
            ));
    }

    private IEnumerable<Todo> OfDrafts(ClaimsPrincipal user, string language)
    {
        foreach (var draft in drafts.All())
        {
            var mine = draft.Kept.Authors.Contains(user.AccountId(), StringComparer.Ordinal);
            TodoReason? reason =
                draft.Kept.OfferedBy is not null && !mine && user.Has(Role.Releaser) ? TodoReason.Release
                : draft.Kept.SentBack is not null && draft.Kept.OfferedBy is null && mine ? TodoReason.SentBack
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
                    why == TodoReason.Release ? $"/drafts/{draft.Id}/check" : $"/drafts/{draft.Id}"
                );
            }
        }
    }

    private IEnumerable<Todo> OfPrepared(ClaimsPrincipal user, string language) =>
        from move in prepared.All()
        where !string.Equals(move.Account, user.AccountId(), StringComparison.Ordinal)
        let sight = requests.Find(move.About.ToString())
        where sight is not null
        select new Todo(
            TodoReason.Release,
            sight.Id,
            SubjectLine.Of(sight.Request, sight.Guidelines, language),
            sight.Peer,
            sight.Next?.Due,
            sight.Next?.Step,
            $"/requests/{sight.Id}"
        );

    private IEnumerable<Todo> OfAgreements(string language) =>
        from peer in record.Peers
        from agreement in record.Reading.All<Agreement>(peer.Code)
        where agreement.Latest.Status is VersionStatus.Proposed && agreement.Latest.Proposer == peer.Code
        select new Todo(
            TodoReason.Agreement,
            agreement.Id.ToString(),
            agreement.Latest.Title.In(language),
            peer.Code,
            Due: null,
            Step: null,
            $"/agreements/{agreement.Id}"
        );
}
