using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Law;

namespace Parley.Node.Lines;

/// <summary>Whether other requests bear the identifiers of one.</summary>
public enum Twice
{
    No,

    /// <summary>More would have to be looked through than a list has time for; the page of the request says it.
    /// </summary>
    Perhaps,
    Yes,
}

/// <summary>How much may still be looked through for the marks of one page: so that nobody makes it slow by how many
/// identifiers they ask about, and how often.</summary>
public sealed class TwiceRoom(int units = TwiceRoom.OfPage)
{
    /// <summary>For all of a page.</summary>
    public const int OfPage = 100_000;

    /// <summary>For one request of it: more than any asks for that is not made to be slow.</summary>
    public const int OfRequest = 10_000;

    /// <summary>What it costs to ask at all, in rows.</summary>
    internal const int PerLook = 8;

    /// <summary>What is left.</summary>
    public int Left { get; private set; } = units;

    internal void Take(int rows) => Left -= PerLook + rows;
}

/// <summary>Whether others bear the same identifiers, for the marks of a list.</summary>
public sealed partial class RequestLines
{
    /// <summary>Whether a request of a link bears an identifier of a draft over a time that overlaps its own, as far as
    /// those last made say so.</summary>
    /// <param name="without">Those that are not meant.</param>
    public Twice TwiceOf(
        PartyCode peer,
        Draft draft,
        Hidden hidden,
        IReadOnlyCollection<SubjectId> without,
        TwiceRoom room
    ) =>
        lines.Read(reading =>
        {
            var left = without.Select(id => reading.IdOf(peer, id)).OfType<long>().ToHashSet();
            var times = BorneIdentifier.Times(draft);
            var until = Math.Max(0, room.Left - TwiceRoom.OfRequest);
            var answer = Twice.No;
            foreach (var (type, value) in Duplicates.KeysOf(draft).Distinct())
            {
                if (room.Left <= until)
                {
                    return Twice.Perhaps;
                }
                var (rows, found) = LastMade(reading, [value, type, peer.ToString()], times);
                room.Take(rows);
                found.ExceptWith(left);
                if (found.Count > 0 && IsOneShown(reading, found, hidden))
                {
                    return Twice.Yes;
                }
                answer = rows == Near ? Twice.Perhaps : answer;
            }
            return answer;
        });

    /// <summary>Of those last made that bear an identifier, which overlap; and how many were looked at.</summary>
    private static (int Rows, HashSet<long> Found) LastMade(
        LineReading reading,
        object?[] identifier,
        IReadOnlyList<(long Since, long Until)> times
    )
    {
        var rows = 0;
        var found = new HashSet<long>();
        reading.Query(
            $"""
            SELECT id, since, until FROM request_identifier WHERE value = ? AND type = ? AND peer = ?
            ORDER BY id DESC LIMIT {Near}
            """,
            row =>
            {
                rows++;
                var (since, until) = (row.Number(1), row.Number(2));
                if (times.Any(time => since <= time.Until && until >= time.Since))
                {
                    found.Add(row.Number(0));
                }
            },
            identifier
        );
        return (rows, found);
    }

    /// <summary>A hidden one is told of by nothing.</summary>
    private static bool IsOneShown(LineReading reading, HashSet<long> ids, Hidden hidden)
    {
        if (hidden.IsNothing)
        {
            return true;
        }
        var (shown, marks) = MatterMarks.Shown(hidden);
        var any = $"SELECT 1 FROM request_line r WHERE r.id IN (SELECT value FROM json_each(?)){shown} LIMIT 1";
        return reading.Number(any, [$"[{string.Join(',', ids)}]", .. marks]) is not null;
    }
}
