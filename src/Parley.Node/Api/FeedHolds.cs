using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Lines;

namespace Parley.Node.Api;

/// <summary>
/// Which preservations stand at half of their time, lapse soon, or have lapsed, by their lines: with all that extends
/// and keeps them, and found by when each mark is reached, however many there are.
/// </summary>
public sealed class FeedHolds(LineShelf lines, JointRecord record)
{
    /// <summary>So many are told at one look; the next look goes on.</summary>
    private const int AtOnce = 200;

    /// <summary>What the event names as its step.</summary>
    private const string Step = "hold";

    /// <summary>Not oftener than this are the lines looked at.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>What was told is told again after this: where it was not written down, it is then.</summary>
    private static readonly TimeSpan Anew = TimeSpan.FromHours(1);

    /// <summary>So long after it was reached a mark is still looked at: a node may have stood still.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromDays(60);

    /// <summary>Of one that was extended half its time is no mark any more; one that ended with a formal request was
    /// not known to end before.</summary>
    private static readonly (EventKind Kind, string At, string Condition)[] Marks =
    [
        (EventKind.HoldHalf, "hold_half", "1"),
        (EventKind.HoldEnding, "hold_alarm", "hold_alarm < hold_lapses"),
        (EventKind.HoldOver, "hold_lapses", "1"),
    ];

    private readonly HashSet<(Place Place, EventKind Kind, long At)> told = [];
    private DateTimeOffset looked = DateTimeOffset.MinValue;
    private DateTimeOffset began = DateTimeOffset.MinValue;

    /// <summary>The marks that were reached since programs are told, with when each was.</summary>
    internal IReadOnlyList<(FeedEvent Event, DateTimeOffset Due)> Due(DateTimeOffset since, DateTimeOffset now)
    {
        if (now >= looked && now - looked < Again)
        {
            return [];
        }
        looked = now;
        if (now < began || now - began > Anew)
        {
            told.Clear();
            began = now;
        }
        var from = since > now - Late ? since : now - Late;
        return
        [
            .. Reached(from, now)
                .Where(one => !told.Contains((one.Place, one.Kind, one.At)))
                .OrderByDescending(one => one.At)
                .Take(AtOnce)
                .Reverse()
                .Select(Told),
        ];
    }

    private (FeedEvent Event, DateTimeOffset Due) Told((Place Place, EventKind Kind, long At, bool Ours) one)
    {
        told.Add((one.Place, one.Kind, one.At));
        var at = DateTimeOffset.FromUnixTimeMilliseconds(one.At);
        var by = one.Ours ? one.Place.Peer : record.Self.Code;
        return (new FeedEvent(0, at, one.Kind, one.Place.Peer, one.Place.Id, by, null, null, Step), at);
    }

    private List<(Place Place, EventKind Kind, long At, bool Ours)> Reached(DateTimeOffset from, DateTimeOffset to)
    {
        var found = new List<(Place, EventKind, long, bool)>();
        lines.Read(reading =>
        {
            foreach (var (kind, at, condition) in Marks)
            {
                reading.Query(
                    $"""
                    SELECT l.peer, l.about, r.{at}, r.way FROM request_line r JOIN line l USING (id)
                    WHERE r.{at} BETWEEN ? AND ? AND {condition}
                    """,
                    row => found.Add((RequestLines.PlaceOf(row), kind, row.Number(2), row.Number(3) == 1)),
                    RequestLine.Milliseconds(from),
                    RequestLine.Milliseconds(to)
                );
            }
            return true;
        });
        return found;
    }
}
