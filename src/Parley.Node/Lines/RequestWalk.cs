using Parley.Cooperation;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Lines;

/// <summary>
/// Walks through requests in the order in which they were made, from one to the next: what comes in or changes
/// meanwhile moves nothing, so that a program sees none twice and misses none that was there.
/// </summary>
public sealed class RequestWalk(LineShelf lines)
{
    /// <summary>The next requests that a filter takes, by its order: the newest first, or the oldest.</summary>
    /// <param name="after">The last one seen; null to begin.</param>
    /// <param name="held">By who has them, where that narrows it.</param>
    public IReadOnlyList<Place> Next(
        RequestFilter filter,
        DateTimeOffset now,
        Place? after,
        int most,
        Hidden hidden,
        HeldPlaces? held
    )
    {
        var asked = filter.Search is { } search ? SearchText.Query(search) : null;
        if (filter.Search is not null && asked is null)
        {
            return [];
        }
        var oldest = filter.Sorted is "oldest";
        return lines.Read(reading =>
        {
            var (where, values) = RequestLines.Where(filter, now, reading, asked);
            var from = asked is null
                ? "request_line r"
                : "(SELECT rowid AS hit FROM words WHERE words MATCH ? ORDER BY rowid DESC "
                    + $"LIMIT {RequestLines.MostCounted}) CROSS JOIN request_line r ON r.id = hit";
            where += RequestLines.For(hidden, held, reading, values);
            if (after is { } last)
            {
                where +=
                    $" AND (r.made_at, r.id) {(oldest ? '>' : '<')} (SELECT s.made_at, s.id FROM request_line s "
                    + "JOIN line k ON k.id = s.id WHERE k.peer = ? AND k.about = ?)";
                values.AddRange([last.Peer.ToString(), last.Id.ToString()]);
            }
            var order = oldest ? "r.made_at, r.id" : "r.made_at DESC, r.id DESC";
            var places = new List<Place>();
            reading.Query(
                $"""
                SELECT l.peer, l.about FROM (
                    SELECT r.id AS chosen FROM {from} WHERE {where} ORDER BY {order} LIMIT ?
                ) CROSS JOIN line l ON l.id = chosen
                """,
                row => places.Add(new Place(PartyCode.Parse(row.Text(0)), SubjectId.Parse(row.Text(1)))),
                [.. values, most]
            );
            return places;
        });
    }
}
