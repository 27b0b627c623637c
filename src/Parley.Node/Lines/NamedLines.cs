using Parley.Cooperation;
using Parley.Node.Law;

namespace Parley.Node.Lines;

/// <summary>Requests that others name.</summary>
public sealed partial class RequestLines
{
    /// <summary>Open requests of this party that another names, the newest first.</summary>
    public IReadOnlyList<Place> NamedOfOurs(int most, Hidden hidden)
    {
        var (shown, values) = MatterMarks.Shown(hidden);
        return Places(
            $"""
            SELECT l.peer, l.about FROM request_line r JOIN line l USING (id)
            WHERE way = 1 AND closed = 0 AND EXISTS (SELECT 1 FROM request_names WHERE name = l.about){shown}
            ORDER BY made_at DESC LIMIT ?
            """,
            [.. values, most]
        );
    }

    /// <summary>The requests of a link that name a number, at most so many of them.</summary>
    public IReadOnlyList<Place> Naming(PartyCode peer, string number, int most) =>
        Places(
            "SELECT l.peer, l.about FROM request_names n JOIN line l USING (id) WHERE name = ? AND peer = ? LIMIT ?",
            number,
            peer.ToString(),
            most
        );

    /// <summary>The requests of a link that build on one, also those that stand no longer.</summary>
    public IReadOnlyCollection<SubjectId> Building(PartyCode peer, SubjectId id) => lines.Building(peer, id);
}
