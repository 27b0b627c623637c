using System.Collections.Concurrent;
using Parley.Cooperation;
using Parley.Exchange.Formats;

namespace Parley.Exchange;

/// <summary>
/// The subjects as last read, up to so many bytes of their entries. What a page reads again because something was added
/// is not decoded again: entries never change, only their receipts come.
/// </summary>
internal sealed class StatesRead(PartyCode self, long maxBytes)
{
    private readonly ConcurrentDictionary<(PartyCode, SubjectId), (long Revision, Dossier Folded)> read = new();
    private long bytes;

    /// <summary>The state of a subject as of one moment of the shelf.</summary>
    public Subject? Of(IShelfReading now, PartyCode peer, ShelvedSubject view)
    {
        var known = read.TryGetValue((peer, view.Id), out var last);
        // While a receipt is on its way it is folded anew each time, for a receipt alone gives a view no new revision.
        if (known && last.Revision == view.Revision && last.Folded.Settled)
        {
            return last.Folded.State;
        }
        var folded = SubjectReading.Folded(now, self, peer, view.Id, last.Folded);
        if (!string.Equals(folded.Mechanism, view.Mechanism, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The view of {view.Id} is damaged; run `parley rebuild`.");
        }
        Hold(peer, view, folded, known ? last.Folded.Length : 0);
        return folded.State;
    }

    private void Hold(PartyCode peer, ShelvedSubject view, Dossier folded, long before)
    {
        if (Interlocked.Add(ref bytes, folded.Length - before) > maxBytes)
        {
            read.Clear();
            Interlocked.Exchange(ref bytes, folded.Length);
        }
        read[(peer, view.Id)] = (view.Revision, folded);
    }
}
