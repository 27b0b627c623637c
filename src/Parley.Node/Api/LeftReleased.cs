using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Agreements;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>Tells of what this party stated whether another officer than who prepared it released it.</summary>
public sealed class LeftReleased(PreparedShelf prepared, PreparedAgreementShelf agreements, JointRecord record)
{
    /// <summary>The places of those entries that left by a release, a request's own aside: that always does.</summary>
    public IReadOnlySet<long> Among(PartyCode peer, IReadOnlyList<LedgerEntry> entries)
    {
        var about = entries.Where(entry => entry.About.Letter is 'R').Select(entry => entry.About).Distinct().ToList();
        var keys = about.Count == 0 ? [] : prepared.Keys(peer, about);
        return keys.Concat(entries.Any(entry => entry.About.Letter is 'A') ? agreements.Keys(peer) : [])
            .Select(key => record.Reading.StatedUnder(peer, key)?.Index)
            .OfType<long>()
            .ToHashSet();
    }
}
