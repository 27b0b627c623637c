using Parley.Record;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>Checks the signatures of one ledger's receipts: the dear part of their audit, which needs no order.
/// </summary>
internal sealed class ReceiptCheck(Card writer, Card reader)
{
    private readonly VerifierKey key = writer.CheckpointKeyTo(reader.Party);

    public CheckedReceipt Of(Receipt receipt)
    {
        if (
            !SignedNote.TryParse(receipt.Checkpoint, out var note, out _)
            || !Notes.Verify(note, key)
            || !Checkpoint.TryParse(note.Text, out var checkpoint)
        )
        {
            return new CheckedReceipt(receipt, null, null);
        }
        var signed =
            NoteSignature.TryParse(receipt.Line, out var line)
            && Notes.TryReadCosignature(note.Text, line, reader.CosignKey, out var time)
            && time == receipt.Time;
        return new CheckedReceipt(receipt, checkpoint, signed ? receipt.Time : null);
    }
}

/// <summary>A receipt whose signatures were checked.</summary>
/// <param name="Checkpoint">What its writer signed, or null where it did not.</param>
/// <param name="Time">When its reader signed, or null where it did not.</param>
internal sealed record CheckedReceipt(Receipt Receipt, Checkpoint? Checkpoint, DateTimeOffset? Time)
{
    /// <summary>Says what is wrong with it, and has the audit compare the rest with the statements.</summary>
    public void FeedTo(LedgerAudit audit)
    {
        var size = Receipt.Size;
        if (Checkpoint is null)
        {
            audit.Find("bad-signature", $"The checkpoint of size {size} is not signed by its writer.", null);
            return;
        }
        if (Time is null)
        {
            audit.Find("bad-receipt", $"The receipt of size {size} is not signed by its reader.", null);
        }
        audit.Add(Checkpoint, Time);
    }
}
