using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>One entry of an erased request: its place, its times and the hash of its leaf.</summary>
/// <param name="By">The party that stated it.</param>
/// <param name="Late">It came after the request was erased, and its words are still here.</param>
public sealed record ErasedTold(
    PartyCode By,
    long Index,
    DateTimeOffset At,
    DateTimeOffset? ReceivedAt,
    string Leaf,
    bool Late
);

/// <summary>Reads entries one by one, whether their words are there or were erased.</summary>
public sealed partial class RecordReading
{
    private const int MostErasedAtOnce = 1000;

    /// <summary>A stretch of one ledger, for the page of the record.</summary>
    public IReadOnlyList<LedgerEntry> Entries(PartyCode peer, PartyCode by, long from, int most)
    {
        var side = by == self.Code ? Side.Ours : Side.Theirs;
        var entries = new List<LedgerEntry>();
        foreach (var bytes in shelf.Statements(peer, side, from, most))
        {
            var index = from + entries.Count;
            var received = shelf.ReceiptOf(peer, side, index)?.Time;
            if (ErasedEntry.TryRead(bytes, out var gone))
            {
                entries.Add(
                    new LedgerEntry(index, gone.At, gone.Seen, gone.About, "", new Officer("", "", ""), 0, received)
                );
            }
            else if (Frame.TryRead(bytes, out var frame, out _))
            {
                entries.Add(
                    new LedgerEntry(
                        index,
                        frame.At,
                        frame.Seen,
                        SubjectId.Parse(frame.About),
                        frame.Type,
                        new Officer(frame.By.Authority, frame.By.Officer, frame.By.Role),
                        bytes.Length,
                        received
                    )
                );
            }
        }
        return entries;
    }

    /// <summary>Every entry about a subject: who wrote it, its place, its type and when it was stated. Where its words
    /// were erased, the type is "erased".</summary>
    public IReadOnlyList<(PartyCode By, long Index, string Type, DateTimeOffset At)> EntriesAbout(
        PartyCode peer,
        SubjectId about
    )
    {
        var found = new List<(PartyCode, long, string, DateTimeOffset)>();
        foreach (var statement in shelf.About(peer, about))
        {
            var by = statement.Side == Side.Ours ? self.Code : peer;
            if (ErasedEntry.TryRead(statement.Bytes, out var erased))
            {
                found.Add((by, statement.Index, Formats.StateFormat.Erased, erased.At));
            }
            else if (Frame.TryRead(statement.Bytes, out var frame, out _))
            {
                found.Add((by, statement.Index, frame.Type, frame.At));
            }
        }
        return found;
    }

    /// <summary>What is left of a request whose words this node has erased; null where it has not.</summary>
    public ErasedSubject? Erased(PartyCode peer, SubjectId id) => shelf.Erased(peer, id);

    /// <summary>Those erased last, the newest first.</summary>
    public IReadOnlyList<ErasedSubject> ErasedLast(PartyCode peer, int most) =>
        [.. shelf.ErasedAbove(peer, Math.Max(0, shelf.ErasedCount(peer) - most), most).Reverse()];

    /// <summary>Those of which something may still lie beside the record.</summary>
    public IReadOnlyList<ErasedSubject> ErasedUnsettled(PartyCode peer) => shelf.ErasedUnsettled(peer);

    /// <summary>Erased requests about which the other side said something since, without effect.</summary>
    public IReadOnlyList<SubjectId> SaidSinceErased(PartyCode peer, int most) => shelf.SaidSinceErased(peer, most);

    /// <summary>The entries of an erased request, in the order in which both sides stated them by their clocks.
    /// </summary>
    public IReadOnlyList<ErasedTold> ErasedEntries(PartyCode peer, SubjectId about)
    {
        var found = new List<ErasedTold>();
        foreach (var statement in shelf.About(peer, about))
        {
            var by = statement.Side == Side.Ours ? self.Code : peer;
            var leaf = ErasedEntry.LeafOf(statement.Bytes).ToBase64();
            if (ErasedEntry.TryRead(statement.Bytes, out var erased))
            {
                found.Add(new ErasedTold(by, statement.Index, erased.At, statement.ReceivedAt, leaf, Late: false));
            }
            else if (Frame.TryRead(statement.Bytes, out var frame, out _))
            {
                found.Add(new ErasedTold(by, statement.Index, frame.At, statement.ReceivedAt, leaf, Late: true));
            }
        }
        return [.. found.OrderBy(e => e.At).ThenBy(e => e.By).ThenBy(e => e.Index)];
    }

    private IEnumerable<RequestMeasures> ErasedMeasures(PartyCode peer)
    {
        for (var above = 0L; ; )
        {
            var some = shelf.ErasedAbove(peer, above, MostErasedAtOnce);
            foreach (var left in some)
            {
                above = left.Number;
                if (left.Measures is { } measures)
                {
                    yield return measures;
                }
            }
            if (some.Count < MostErasedAtOnce)
            {
                yield break;
            }
        }
    }
}
