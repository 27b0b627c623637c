using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>
/// How often a request had been corrected when a program read it. A program that corrects an item tells it, as a form
/// does, so that what a colleague corrected meanwhile is read before it is replaced.
/// </summary>
internal static class CorrectedCount
{
    /// <summary>The member that tells it.</summary>
    public const string Member = "corrected";

    /// <summary>What was told; null where nothing was.</summary>
    public static int? Of(TakenBody body, RequestSight sight, RequestMove move) =>
        body.OptionalNumber(Member) is not { } told ? null
        : move is not (RequestMove.Clarify or RequestMove.Supplement)
            ? throw new ProblemException(ApiProblems.Malformed("/" + Member, StrictFormat.Unknown))
        : told > sight.Request.TimesCorrected ? throw new ProblemException(ApiProblems.Malformed("/" + Member))
        : (int)told;

    /// <summary>That items which this restates were corrected otherwise since; null where none were.</summary>
    public static ApiProblem? Overtaken(RequestStatement said, int seen, RequestSight sight) =>
        Corrected.Overtaken(said, seen, sight) is { Count: > 0 } items
            ? ApiProblem.Of(
                CorrectedRefusals.Meanwhile(sight.Request.TimesCorrected),
                StatusCodes.Status409Conflict,
                PointerTo(items[0].Id)
            )
            : null;

    /// <summary>Where a body restates an item.</summary>
    public static string PointerTo(string item) => "/body/entries/" + item;
}
