using System.Security.Claims;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;

namespace Parley.Node.Desk;

/// <summary>What this party waits for of the other side.</summary>
public sealed partial class TodoList
{
    /// <summary>Requests on which the other side has let its time run out, the first few.</summary>
    /// <param name="more">How many of each reason there are besides.</param>
    private IEnumerable<Todo> OfOverdueThere(ClaimsPrincipal user, string language, Dictionary<TodoReason, int> more)
    {
        var now = time.GetUtcNow();
        var late = lines.OverdueThere(now, ShownAtMost, law.HiddenFrom(user));
        more[TodoReason.OverdueThere] = late.Total - late.Places.Count;
        return requests
            .Sights(late.Places, law.HiddenFrom(user))
            .Where(sight => sight.TheirNext?.StateAt(now) is DeadlineState.Overdue)
            .Select(sight => There(TodoReason.OverdueThere, sight, sight.TheirNext!, language));
    }

    /// <summary>Requests of the other sides on which they were consulted and have not answered.</summary>
    private IEnumerable<Todo> OfConsulting(ClaimsPrincipal user, string language) =>
        requests
            .Sights(reminded.Consulting(NamedAtMost, law.HiddenFrom(user)), law.HiddenFrom(user))
            .Where(sight => sight is { Ours: false, Request.Stage: Stage.Consulted })
            .Select(sight => There(TodoReason.Consulting, sight, sight.Deadlines.Consultation, language));

    /// <summary>Requests on which the other side proposes a day for a step: the form that agrees is one click away
    /// for whoever may fill it in.</summary>
    private IEnumerable<Todo> OfProposed(ClaimsPrincipal user, string language) =>
        from sight in requests.Sights(reminded.Proposed(NamedAtMost, law.HiddenFrom(user)), law.HiddenFrom(user))
        where
            RequestRules.MayMove(
                sight.Request,
                RequestMove.ReportProgress,
                sight.Guidelines,
                record.Self.Code,
                time.GetUtcNow()
            )
                is null
        from step in ProposedDays
            .By(sight.Peer, sight.Request)
            .Where(one => ProposedDays.IsAhead(one, time.GetUtcNow()))
            .Take(1)
        let moves = RequestPages.MovesFor(sight, record.Self.Code, time.GetUtcNow(), user, law)
        select new Todo(
            TodoReason.StepProposed,
            sight.Id,
            SubjectLine.Of(sight.Request, sight.Guidelines, language),
            sight.Peer,
            Due: null,
            Step: null,
            moves.Contains(RequestMove.ReportProgress)
                ? ProposedDays.Address(sight.Id, step.Id)
                : $"/requests/{sight.Id}#step-{step.Id}"
        )
        {
            Item = step.Id,
            Marks = sight.Marks,
            Haste = sight.Haste,
            Limited = sight.Limited,
        };

    /// <summary>Data that is soon no longer held, what ends first first.</summary>
    /// <param name="more">How many of each reason there are besides.</param>
    private IEnumerable<Todo> OfHolds(ClaimsPrincipal user, string language, Dictionary<TodoReason, int> more)
    {
        var now = time.GetUtcNow();
        var ending = reminded.HeldNotLong(now, ShownAtMost, law.HiddenFrom(user));
        more[TodoReason.Hold] = ending.Total - ending.Places.Count;
        return requests
            .Sights(ending.Places, law.HiddenFrom(user))
            .Where(sight => sight.HoldIsToldAt(now))
            .Select(sight => new Todo(
                TodoReason.Hold,
                sight.Id,
                SubjectLine.Of(sight.Request, sight.Guidelines, language),
                sight.Peer,
                sight.Hold!.LapsesAt,
                Step: null,
                $"/requests/{sight.Id}#hold"
            )
            {
                Marks = sight.Marks,
                Haste = sight.Haste,
                Limited = sight.Limited,
            });
    }

    /// <summary>What the other side owes, and this one waits for.</summary>
    private Todo There(TodoReason reason, RequestSight sight, Deadline owed, string language) =>
        new(
            reason,
            sight.Id,
            SubjectLine.Of(sight.Request, sight.Guidelines, language),
            sight.Peer,
            owed.Due,
            owed.Step,
            $"/requests/{sight.Id}",
            owed.ReminderAt(time.GetUtcNow())
        )
        {
            Item = owed.Taking?.Item,
            Marks = sight.Marks,
            Haste = sight.Haste,
            Limited = sight.Limited,
        };
}
