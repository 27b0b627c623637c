using Parley.Cooperation;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>
/// A node restored from an old backup fetches what it had written from the other side's copy, before it says anything
/// new: else it would show a second history.
/// </summary>
internal static class Recovery
{
    /// <summary>The reader's part: gives back what the writer lost, up to a checkpoint the writer had signed.</summary>
    public static Received GiveBack(Correspondence link, IShelfReading shelf, long from, ReplyHeader header)
    {
        var most = from + Delivery.MaxStatements;
        var next = shelf
            .Receipts(link.Peer.Code, Side.Theirs, from, Delivery.MaxReceipts)
            .TakeWhile((r, i) => i == 0 || r.Size <= most)
            .ToList();
        for (var i = next.Count - 1; i >= 0; i--)
        {
            var statements = shelf.Statements(link.Peer.Code, Side.Theirs, from, next[i].Size - from).ToList();
            if (i == 0 && statements.Exists(s => ErasedEntry.TryRead(s, out _)))
            {
                return Problem.ErasedHere;
            }
            if (statements.Exists(s => ErasedEntry.TryRead(s, out _)))
            {
                continue;
            }
            if (i == 0 || statements.Sum(s => (long)s.Length) <= Delivery.MaxBytes)
            {
                return new Received(header with { Yours = next[i].Checkpoint }, statements, null);
            }
        }
        return new Received(header, [], null);
    }

    /// <summary>The writer's part: takes its own statements back. Null, or the problem.</summary>
    public static string? TakeBack(
        Correspondence link,
        IShelfWork work,
        string yours,
        IReadOnlyList<ReadOnlyMemory<byte>> statements
    )
    {
        if (
            !SignedNote.TryParse(yours, out var note, out _)
            || !Notes.Verify(note, link.OurCheckpointKey)
            || !Checkpoint.TryParse(note.Text, out var checkpoint)
            || checkpoint.Size != link.Ours.Size + statements.Count
        )
        {
            return "What came back as our own record bears no signature of ours.";
        }
        var frames = new List<(Frame Frame, SubjectId About)>();
        foreach (var bytes in statements)
        {
            if (!Frame.TryRead(bytes, out var frame, out _) || !SubjectId.TryParse(frame.About, out var about))
            {
                return "What came back as our own record is malformed.";
            }
            frames.Add((frame, about));
        }
        var before = link.Ours.Now;
        foreach (var bytes in statements)
        {
            link.Ours.Tree.Append(Tree.LeafHash(bytes.Span));
        }
        var whole = link.Ours.Tree.Root() == checkpoint.Root;
        link.Ours.Return(before);
        if (!whole)
        {
            return "What came back as our own record does not hash to what we had signed.";
        }
        link.Condition = LinkCondition.Recovering;
        for (var i = 0; i < statements.Count; i++)
        {
            var entry = Stated.Of(Side.Ours, link.Ours.Size, frames[i].Frame, null);
            Outgoing.Append(link, work, frames[i].Frame, entry, frames[i].About);
        }
        return null;
    }
}
