using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Lines;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>
/// Which clocks stand at half or are over: half of what this party owes, and the whole of what either owes. Asked again
/// and again; each request is looked at once for each of its marks.
/// </summary>
public sealed class FeedClocks(LineShelf lines, RequestBook book)
{
    private const int Most = 2_000;
    private const int MostRemembered = 100_000;

    /// <summary>Not oftener than this are the lines looked at.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly HashSet<(Place Place, long Due, long OwnDue, string Passed)> told = [];
    private DateTimeOffset looked = DateTimeOffset.MinValue;

    /// <summary>The clocks that reached a mark since programs are told, with when each is due.</summary>
    internal IReadOnlyList<(FeedEvent Event, DateTimeOffset Due)> Due(DateTimeOffset since, DateTimeOffset now)
    {
        if (now >= looked && now - looked < Again)
        {
            return [];
        }
        looked = now;
        if (told.Count > MostRemembered)
        {
            told.Clear();
        }
        return [.. Passed(since, now).Where(told.Add).SelectMany(one => Marks(one.Place, since, now))];
    }

    private IEnumerable<(FeedEvent, DateTimeOffset)> Marks(Place place, DateTimeOffset since, DateTimeOffset now)
    {
        if (book.Find(place) is not { } sight)
        {
            yield break;
        }
        var request = sight.Request;
        foreach (
            var (deadline, by) in sight
                .Deadlines.All.Select(one => (one, request.To))
                .Concat(sight.Deadlines.OfRequester.Select(one => (one, request.From)))
        )
        {
            if (deadline.Due is { } due && due >= since && deadline.StateAt(now) is DeadlineState.Overdue)
            {
                yield return (Event(place, EventKind.ClockOver, by, deadline.Step, due), due);
            }
        }
        var self = sight.Ours ? request.From : request.To;
        foreach (var own in sight.Ours ? sight.Deadlines.OfRequester : sight.Deadlines.All)
        {
            if (own.Due is { } owed && own.ReminderAt(now) is Reminder.Half && HalfOf(own) >= since)
            {
                yield return (Event(place, EventKind.ClockHalf, self, own.Step, now), owed);
            }
        }
    }

    /// <summary>Requests with a mark between two instants at which something is still owed.</summary>
    private List<(Place Place, long Due, long OwnDue, string Passed)> Passed(DateTimeOffset since, DateTimeOffset now)
    {
        var (from, to) = (RequestLine.Milliseconds(since), RequestLine.Milliseconds(now));
        var found = new List<(Place, long, long, string)>();
        lines.Read(reading =>
        {
            void Note(Storage.Prepared row) =>
                found.Add(
                    (
                        new Place(PartyCode.Parse(row.Text(0)), SubjectId.Parse(row.Text(1))),
                        row.Number(2),
                        row.Number(3),
                        PassedOf(row.Text(4), row.Text(5), to)
                    )
                );
            reading.Query(
                """
                SELECT l.peer, l.about, r.their_due_at, r.own_due_at, '', r.their_clocks
                FROM request_line r JOIN line l USING (id)
                WHERE r.their_due_at BETWEEN ? AND ? AND r.their_due_at < 9007199254740991
                ORDER BY r.their_due_at DESC LIMIT ?
                """,
                Note,
                from,
                to,
                Most
            );
            reading.Query(
                """
                SELECT l.peer, l.about, r.their_due_at, r.own_due_at, r.own_clocks, ''
                FROM request_line r JOIN line l USING (id)
                WHERE (r.turn = 1 OR r.own_due_at < 9007199254740991)
                    AND (r.own_due_at BETWEEN ?1 AND ?2 OR r.half_at <= ?2)
                ORDER BY r.own_due_at DESC LIMIT ?3
                """,
                Note,
                from,
                to,
                Most
            );
            return true;
        });
        return found;
    }

    private static DateTimeOffset? HalfOf(Deadline deadline) =>
        OwnClock.Of(deadline) is { } clock ? DateTimeOffset.FromUnixTimeMilliseconds(clock.HalfAt) : null;

    /// <summary>Which clocks of this party and of the other have passed a mark until an instant, and how many marks.
    /// </summary>
    private static string PassedOf(string own, string theirs, long at) =>
        string.Join(
            ' ',
            [
                .. OwnClock
                    .Read(own)
                    .Where(one => one.HalfAt <= at)
                    .Select(one => FormattableString.Invariant($"{one.Step} {one.DueAt} {one.DueAt <= at}")),
                .. TheirClock
                    .Read(theirs)
                    .Where(one => one.DueAt <= at)
                    .Select(one => FormattableString.Invariant($"{one.Step} {one.DueAt}")),
            ]
        );

    private static FeedEvent Event(Place place, EventKind kind, PartyCode by, DeadlineStep step, DateTimeOffset at) =>
        new(0, at, kind, place.Peer, place.Id, by, null, null, ApiJson.Word(step));
}
