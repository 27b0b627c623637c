using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange.Formats;
using Parley.Node.Storage;

namespace Parley.Node.Lines;

/// <summary>
/// The review of a link from the measures kept beside the lines: the same figures that the requests themselves give,
/// without reading any. Half of them are counted on each of two processors.
/// </summary>
public sealed class MeasuredReview(LineShelf lines)
{
    /// <summary>Fewer are not worth a second processor.</summary>
    private const long WorthTwo = 20_000;

    /// <summary>The figures of a period, and the hash by which both parties compare them.</summary>
    /// <param name="edition">Of the definitions.</param>
    public (ReviewFigures Figures, string Hash) Of(
        PartyCode peer,
        DateTimeOffset from,
        DateTimeOffset to,
        ReviewFilter? only = null,
        int edition = ReviewFigures.Newest
    )
    {
        var figures = Count(peer, from, to).Figures(only, edition);
        return (figures, StateFormat.Figures(figures).Hash);
    }

    /// <summary>Counts a period once, for all the figures that are then asked for.</summary>
    public ReviewTally Count(PartyCode peer, DateTimeOffset from, DateTimeOffset to)
    {
        var (start, end) = (from.UtcTicks, to.UtcTicks);
        if (Middle(peer, start, end) is not { } middle)
        {
            return Counted(peer, from, to, start, end);
        }
        var earlier = Task.Run(() => Counted(peer, from, to, start, middle));
        var tally = Counted(peer, from, to, middle, end);
        tally.Add(earlier.GetAwaiter().GetResult());
        return tally;
    }

    private ReviewTally Counted(PartyCode peer, DateTimeOffset from, DateTimeOffset to, long start, long end) =>
        lines.Read(reading =>
        {
            var tally = new ReviewTally(from, to);
            var groups = reading.Groupings().ToDictionary(g => g.Key, g => tally.Of(g.Value));
            var before = to.UtcTicks;
            reading.Query(
                "SELECT arrived, id, grouping, complete, phase, grounds FROM measure WHERE peer = ? AND arrived >= ? AND arrived < ?",
                row =>
                    groups[row.Number(2)]
                        .Add(
                            new DateTimeOffset(row.Number(0), TimeSpan.Zero),
                            row.Number(3) == 1,
                            PhaseAt(reading, row, before)
                        ),
                peer.ToString(),
                start,
                end
            );
            return tally;
        });

    /// <summary>How the request of a row stood at an instant: as it stands, or as it did before.</summary>
    private static MeasuredPhase PhaseAt(LineReading reading, Prepared row, long before)
    {
        ref readonly var now = ref MeasureForm.Read(row.Span(4));
        if (now.Since < before)
        {
            return now.Phase(row.IsNull(5) ? null : row.Text(5));
        }
        MeasuredPhase? then = null;
        reading.Query(
            """
            SELECT phase, grounds FROM measure_before WHERE id = ?
            ORDER BY since >= ?, CASE WHEN since >= ? THEN since ELSE -since END LIMIT 1
            """,
            r => then = MeasureForm.Read(r.Span(0)).Phase(r.IsNull(1) ? null : r.Text(1)),
            row.Number(1),
            before,
            before
        );
        return then ?? now.Phase(row.IsNull(5) ? null : row.Text(5));
    }

    /// <summary>An arrival in the middle of many; null where there are few.</summary>
    private long? Middle(PartyCode peer, long start, long end) =>
        lines.Read(reading =>
            reading.Number(
                "SELECT arrived FROM measure WHERE peer = ? AND arrived >= ? AND arrived < ? ORDER BY arrived LIMIT 1 OFFSET ?",
                peer.ToString(),
                start,
                end,
                WorthTwo
            )
                is null
                ? null
                : (long?)(start + ((end - start) / 2))
        );
}
