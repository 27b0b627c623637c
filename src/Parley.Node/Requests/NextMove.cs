using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Law;

namespace Parley.Node.Requests;

/// <summary>The one act that a request waits for, so that it is one click away.</summary>
public static class NextMove
{
    /// <summary>The move that does what is owed next, where it is open to the officer; else null.</summary>
    /// <param name="open">The moves open to this officer now.</param>
    public static RequestMove? Of(
        RequestSight sight,
        IReadOnlyCollection<RequestMove> open,
        DateTimeOffset now,
        ClaimsPrincipal user,
        LawInForce law
    ) => Wanted(sight, now, user, law).Where(open.Contains).Select(move => (RequestMove?)move).FirstOrDefault();

    /// <summary>The same for an officer with certain roles now.</summary>
    public static RequestMove? Of(
        RequestSight sight,
        PartyCode self,
        TimeProvider time,
        ClaimsPrincipal user,
        LawInForce law
    ) => Of(sight, self, time.GetUtcNow(), user, law);

    private static RequestMove? Of(
        RequestSight sight,
        PartyCode self,
        DateTimeOffset now,
        ClaimsPrincipal user,
        LawInForce law
    ) =>
        Wanted(sight, now, user, law).Any()
            ? Of(sight, RequestPages.MovesFor(sight, self, now, user, law), now, user, law)
            : null;

    private static IEnumerable<RequestMove> Wanted(
        RequestSight sight,
        DateTimeOffset now,
        ClaimsPrincipal user,
        LawInForce law
    ) =>
        [
            .. IsCarriedOn(sight, user, law) ? [RequestMove.Transfer] : Array.Empty<RequestMove>(),
            .. sight.WithUs || sight.OwnNext is not null ? Owed(sight, now) : [],
        ];

    /// <summary>A later request of this party goes on with the matter, which is to be stated here; of one that this
    /// officer may not read, nothing is told.</summary>
    private static bool IsCarriedOn(RequestSight sight, ClaimsPrincipal user, LawInForce law) =>
        sight is { Ours: true, Request: { Transferred: null, Closed: null } }
        && sight
            .Naming.Where(later => later.Request.From == sight.Request.From && CarriesOn(later, sight))
            .Any(later => law.MayRead(user, Matter.Of(later, sight.Ours)));

    // A request that merely names another as related does not take it on.
    private static bool CarriesOn(GuidedRequest later, RequestSight sight)
    {
        var named = later
            .Request.Current()
            .NamedRequests.Where(one => one.Id == sight.Request.Id)
            .Select(one => one.Item)
            .ToHashSet(StringComparer.Ordinal);
        return (sight.Kind.ConvertsTo ?? []).Contains(later.Request.Kind, StringComparer.Ordinal)
            && later
                .Guidelines.ItemsOf(later.Request.Kind)
                .Any(item =>
                    named.Contains(item.Id)
                    && item.RequestKinds is { IsDefault: false } kinds
                    && kinds.Contains(sight.Request.Kind, StringComparer.Ordinal)
                );
    }

    /// <summary>What was given in an emergency is to be validated before anything else is said of it; until something
    /// was given, it waits until its time presses.</summary>
    private static bool IsToValidate(RequestSight sight, DateTimeOffset now) =>
        sight is { Ours: true, Deadlines.Validation: { Owed: true } owed, OwnNext: { } next }
        && (next.Step is DeadlineStep.Validation || !(next.Due < now.AddHours(24)))
        && (!sight.Request.Answers.IsEmpty || owed.ReminderAt(now) is not Reminder.None);

    private static RequestMove[] Owed(RequestSight sight, DateTimeOffset now) =>
        sight.Request.Stage switch
        {
            Stage.ClarificationAsked when sight.WithUs => [RequestMove.Clarify],
            Stage.Consulted when sight.WithUs => [RequestMove.Consult],
            _ when IsToValidate(sight, now) => [RequestMove.Validate],
            Stage.Answered => [RequestMove.Rate],
            Stage.Rated or Stage.Refused or Stage.Withdrawn or Stage.Transferred => [RequestMove.Close],
            _ => sight.OwnNext?.Step switch
            {
                DeadlineStep.Acknowledgement => [RequestMove.Acknowledge],
                DeadlineStep.FirstResponse => [RequestMove.RespondFirst, RequestMove.Accept],
                DeadlineStep.Full => [RequestMove.Answer, RequestMove.Accept],
                DeadlineStep.Progress or DeadlineStep.OwnProgress or DeadlineStep.WorkStep =>
                [
                    RequestMove.ReportProgress,
                ],
                DeadlineStep.Consultation => [RequestMove.Consult],
                _ => [RequestMove.Answer],
            },
        };
}
