using System.Collections.Concurrent;
using Parley.Cooperation;

namespace Parley.Exchange;

/// <summary>
/// Enters things in one transaction and keeps memory in step with the disk: what was committed counts, what failed is
/// as if it had never been entered. It has no thread and no queue; who calls it sees to it that one calls at a time.
/// </summary>
internal sealed class Bookkeeping(IShelf shelf)
{
    private readonly ConcurrentDictionary<PartyCode, Correspondence> links = new();

    /// <summary>Adds a link, before anything is entered on it.</summary>
    public void Add(Correspondence link) => links[link.Peer.Code] = link;

    /// <summary>Enters all of it in one transaction, or nothing.</summary>
    /// <returns>What changed, or null with the failure.</returns>
    public IReadOnlyList<RecordChange>? TryEnter(IEnumerable<Action<IShelfWork>> together, out Exception? failure)
    {
        failure = null;
        foreach (var link in links.Values)
        {
            link.Begin();
        }
        try
        {
            using var work = shelf.Begin();
            foreach (var entry in together)
            {
                entry(work);
            }
            foreach (var link in links.Values)
            {
                link.Docket.WriteViews(work);
            }
            work.Commit();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e;
            foreach (var link in links.Values)
            {
                link.Failed();
            }
            return null;
        }
        var changes = new List<RecordChange>();
        foreach (var link in links.Values)
        {
            if (link.Committed() is { } change)
            {
                changes.Add(change);
            }
        }
        return changes;
    }
}
