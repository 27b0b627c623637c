using Parley.Record;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>
/// Takes in the cosignatures of a reply: the receipts of our statements, and the peer's clock. A receipt starts the
/// clocks of what was asked, so its time is believed only within bounds.
/// </summary>
internal static class Receipting
{
    /// <summary>Takes in what is new, in order of size. Null, or what is wrong with it.</summary>
    public static string? TakeIn(
        Correspondence link,
        IShelfWork work,
        IReadOnlyList<ReceiptLine> lines,
        DateTimeOffset now
    )
    {
        foreach (var line in lines.Where(l => l.Size <= link.Ours.Durable && l.Size >= link.Ours.Receipted))
        {
            if (Time(link, line) is not { } time || (line.Size > link.Ours.Receipted && !Fits(link, line, time)))
            {
                return $"A receipt for size {line.Size} does not verify.";
            }
            if (time - now > Incoming.MaxAhead)
            {
                link.Heard(time, now);
                return "The other side dates its receipts more than 5 minutes ahead of this node's clock.";
            }
            if (line.Size > link.Ours.Receipted)
            {
                Keep(link, work, line, time);
            }
            link.Heard(time, now);
        }
        return null;
    }

    /// <summary>The time of a cosignature that verifies, or null.</summary>
    private static DateTimeOffset? Time(Correspondence link, ReceiptLine line)
    {
        var checkpoint = new Checkpoint(link.Ours.Origin, line.Size, link.Ours.Tree.RootAt(line.Size)).ToText();
        return
            NoteSignature.TryParse(line.Line, out var signature)
            && Notes.TryReadCosignature(checkpoint, signature, link.Peer.Card.CosignKey, out var time)
            ? time
            : null;
    }

    /// <summary>Receipts' times never decrease, and what is receipted is not from the future.</summary>
    private static bool Fits(Correspondence link, ReceiptLine line, DateTimeOffset time) =>
        time >= link.Ours.LastReceiptTime && link.AwaitingReceipt[line.Size - 1].At - time <= Incoming.MaxAhead;

    private static void Keep(Correspondence link, IShelfWork work, ReceiptLine line, DateTimeOffset time)
    {
        var note = link.Checkpoint(line.Size).ToString();
        work.Keep(link.Peer.Code, Side.Ours, new Receipt(line.Size, time, note, line.Line));
        foreach (var (index, (about, _)) in link.AwaitingReceipt)
        {
            if (index >= line.Size)
            {
                break;
            }
            if (index >= link.Ours.Receipted)
            {
                link.Docket.Receipted(work, about, index, time);
            }
        }
        link.Ours.Receipt(line.Size, time);
    }
}
