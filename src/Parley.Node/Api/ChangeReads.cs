using System.Globalization;
using System.Security.Claims;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Parcels;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>What changed since a cursor: what a case system that polls needs, and nothing else.</summary>
internal static class ChangeReads
{
    /// <summary>How long a call may wait for something to happen, in seconds.</summary>
    public const int LongestWait = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static void MapChangeReads(this RouteGroupBuilder reads) => reads.MapGet("/changes", Changes);

    private static async Task<IResult> Changes(
        HttpContext http,
        Feed feed,
        RequestBook book,
        DraftBook drafts,
        MoveDraftShelf moves,
        LawInForce law,
        TimeProvider time
    )
    {
        var query = new ApiQuery(http, "after", "most", "wait");
        feed.Begin();
        var behind = feed.CatchUp();
        var from = query.Text("after") is not { } cursor
            ? 0
            : feed.Behind(cursor) ?? throw new ProblemException(ApiProblems.CursorUnknown);
        var until = time.GetTimestamp();
        var wait = TimeSpan.FromSeconds(query.Number("wait", 0, LongestWait) ?? 0);
        var events = feed.After(from, query.HowMany);
        while (events.Count == 0 && time.GetElapsedTime(until) < wait && !http.RequestAborted.IsCancellationRequested)
        {
            await Task.Delay(Pause, http.RequestAborted);
            behind = feed.CatchUp();
            events = feed.After(from, query.HowMany);
        }
        var next = feed.Cursor(events.Count > 0 ? events[^1].Id : from);
        return ApiAnswer.Of(
            new
            {
                Changes = events
                    .Where(one => IsOpenTo(http.User, one, book, drafts, moves, law))
                    .Select(one => one.Told()),
                Cursor = next,
                Next = string.Create(CultureInfo.InvariantCulture, $"{TokenPages.Api}/changes?after={next}"),
                Behind = behind,
            }
        );
    }

    /// <summary>What the law keeps from an officer, its changes are kept from too.</summary>
    private static bool IsOpenTo(
        ClaimsPrincipal user,
        FeedEvent one,
        RequestBook book,
        DraftBook drafts,
        MoveDraftShelf moves,
        LawInForce law
    ) =>
        law.Book.IsEmpty
        || (
            one.Draft is { } draft
                ? drafts.Find(draft) is { } found && law.MayRead(user, found.MatterFor(user))
                : one.About is not { Letter: 'R' } about
                    || (
                        book.Find(new Place(one.Peer, about)) is { } sight
                        && law.MayRead(user, Matter.Of(sight))
                        && (one.Kind is not EventKind.SentBack || IsOpenTo(user, one, sight, moves, law))
                    )
        );

    /// <summary>A decision that came back bears codes of its own; one that lies there no longer may have borne any.
    /// </summary>
    private static bool IsOpenTo(
        ClaimsPrincipal user,
        FeedEvent one,
        RequestSight sight,
        MoveDraftShelf moves,
        LawInForce law
    ) =>
        one.HalfWritten is { } id && moves.Find(id) is { } move
            ? law.MayRead(user, sight, move)
            : law.MayRead(user, ReadySight.Unnamed(sight));
}
