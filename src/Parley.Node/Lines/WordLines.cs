using Parley.Cooperation;
using Parley.Node.Law;

namespace Parley.Node.Lines;

/// <summary>Chooses subjects by the words in them.</summary>
public sealed class WordLines(LineShelf lines)
{
    /// <summary>The subjects of a mechanism in which everything searched stands, those opened last first.</summary>
    /// <param name="hidden">What the officer who searches may not read.</param>
    public Chosen Find(string mechanism, string search, int skip, int most, Hidden hidden)
    {
        if (SearchText.Query(search) is not { } asked)
        {
            return new Chosen([], 0);
        }
        var query = $"\"{LineRow.Mark(mechanism)}\" AND {asked}";
        // Only requests have marks, and only where something is hidden are they looked at.
        var (shown, values) = MatterMarks.Shown(hidden);
        var among = hidden.IsNothing ? "words" : "words CROSS JOIN request_line r ON r.id = words.rowid";
        return lines.Read(reading =>
        {
            var places = new List<Place>();
            reading.Query(
                $"""
                SELECT l.peer, l.about FROM (SELECT words.rowid AS hit FROM {among} WHERE words MATCH ?{shown}
                    ORDER BY words.rowid DESC LIMIT ? OFFSET ?) CROSS JOIN line l ON l.id = hit
                """,
                row => places.Add(new Place(PartyCode.Parse(row.Text(0)), SubjectId.Parse(row.Text(1)))),
                [query, .. values, most, skip]
            );
            var total =
                places.Count < most && skip == 0
                    ? places.Count
                    : reading.Number(
                        $"SELECT count(*) FROM (SELECT 1 FROM {among} WHERE words MATCH ?{shown} LIMIT {RequestLines.MostCounted})",
                        [query, .. values]
                    );
            return new Chosen(places, (int)(total ?? 0));
        });
    }
}
