using Parley.Cooperation.Requests;
using Parley.Node.Lines;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>
/// Which preservations stand at half of their time, lapse soon, or have lapsed. Their lines say where to look; how long
/// data is held is read from the record, for other requests extend and keep it.
/// </summary>
public sealed class FeedHolds(RequestLines requests, RequestBook book)
{
    private const int Most = 5_000;

    /// <summary>So many are folded at one look; the next look goes on.</summary>
    private const int AtOnce = 200;

    /// <summary>What the event names as its step.</summary>
    private const string Step = "hold";

    /// <summary>Not oftener than this are the lines looked at.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>A request is looked at anew after this, for another may have extended its hold or come to its end.
    /// </summary>
    private static readonly TimeSpan Anew = TimeSpan.FromHours(1);

    /// <summary>So long after its own time a hold is still looked at: a node may have stood still.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(60);

    private readonly Dictionary<Place, DateTimeOffset> next = [];
    private DateTimeOffset looked = DateTimeOffset.MinValue;

    /// <summary>The marks that were reached since programs are told, with when.</summary>
    internal IReadOnlyList<(FeedEvent Event, DateTimeOffset Due)> Due(DateTimeOffset since, DateTimeOffset now)
    {
        if (now >= looked && now - looked < Again)
        {
            return [];
        }
        looked = now;
        if (next.Count > 2 * Most)
        {
            next.Clear();
        }
        var found = new List<(FeedEvent, DateTimeOffset)>();
        foreach (var place in Held(now).Where(one => !next.TryGetValue(one, out var at) || at <= now).Take(AtOnce))
        {
            next[place] = now + Anew;
            if (book.Find(place) is not { Hold: { LapsesAt: { } lapses } hold } sight)
            {
                continue;
            }
            foreach (var (kind, at) in Marks(hold, lapses))
            {
                if (at > now)
                {
                    next[place] = at < next[place] ? at : next[place];
                }
                else if (at >= since)
                {
                    found.Add(
                        (new FeedEvent(0, at, kind, place.Peer, place.Id, sight.Request.To, null, null, Step), at)
                    );
                }
            }
        }
        return found;
    }

    /// <summary>Of one that was extended half its time is no mark any more.</summary>
    private static IEnumerable<(EventKind Kind, DateTimeOffset At)> Marks(Hold hold, DateTimeOffset lapses)
    {
        if (hold.Extensions == 0)
        {
            yield return (EventKind.HoldHalf, hold.Since + ((lapses - hold.Since) / 2));
        }
        if (hold.AlarmAt is { } alarm && alarm < lapses)
        {
            yield return (EventKind.HoldEnding, alarm);
        }
        yield return (EventKind.HoldOver, lapses);
    }

    private IEnumerable<Place> Held(DateTimeOffset now)
    {
        const string held = "SELECT l.peer, l.about FROM request_line r JOIN line l USING (id)";
        var late = RequestLine.Milliseconds(now - Late);
        return
        [
            .. requests.Places($"{held} WHERE hold_lapses >= ? ORDER BY hold_lapses LIMIT ?", [late, Most]),
            .. requests.Places(
                $"""
                {held} WHERE hold_lapses < ? AND EXISTS (SELECT 1 FROM request_names WHERE name = l.about)
                ORDER BY hold_lapses DESC LIMIT ?
                """,
                [late, Most]
            ),
        ];
    }
}
