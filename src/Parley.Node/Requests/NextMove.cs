using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>The one act that a request waits for, so that it is one click away.</summary>
public static class NextMove
{
    /// <summary>The move that does what is owed next, where it is open to the officer; else null.</summary>
    /// <param name="open">The moves open to this officer now.</param>
    public static RequestMove? Of(RequestSight sight, IReadOnlyCollection<RequestMove> open) =>
        sight.WithUs ? Wanted(sight).Where(open.Contains).Select(move => (RequestMove?)move).FirstOrDefault() : null;

    /// <summary>The same for an officer with certain roles now.</summary>
    public static RequestMove? Of(RequestSight sight, PartyCode self, TimeProvider time, ClaimsPrincipal user) =>
        sight.WithUs ? Of(sight, RequestPages.MovesFor(sight, self, time.GetUtcNow(), user)) : null;

    private static RequestMove[] Wanted(RequestSight sight) =>
        sight.Request.Stage switch
        {
            Stage.ClarificationAsked => [RequestMove.Clarify],
            Stage.Answered => [RequestMove.Rate],
            Stage.Rated or Stage.Refused or Stage.Withdrawn => [RequestMove.Close],
            _ => sight.Next?.Step switch
            {
                DeadlineStep.Acknowledgement => [RequestMove.Acknowledge],
                DeadlineStep.FirstResponse => [RequestMove.RespondFirst, RequestMove.Accept],
                DeadlineStep.Full => [RequestMove.Answer, RequestMove.Accept],
                DeadlineStep.Progress => [RequestMove.ReportProgress],
                _ => [RequestMove.Answer],
            },
        };
}
