using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Storage;
using Parley.Record;
using Parley.Sealing;
using Parley.Tests.Sealing;
using Parley.Verify;

namespace Parley.Tests.Verify;

/// <summary>
/// Both verifiers read ahead on all processors. What they find in a record damaged in many places is what is found when
/// it is read one by one, in the same order and words.
/// </summary>
public sealed class VerificationOrderTests
{
    private const int Statements = 900;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_folder_is_told_as_if_read_one_by_one(int seed)
    {
        using var record = Damaged(seed);
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        var audits = (LedgerAudit[])[FolderOneByOne(record.CnToUs), FolderOneByOne(record.UsToCn)];
        audits[0].Close(audits[1]);
        audits[1].Close(audits[0]);

        var report = RecordCheck.Run(folder.Path, new Progress(null));

        Assert.InRange(report.FindingCount, 50, 2 * LedgerAudit.MaxFindings);
        Assert.Equal(audits.Sum(a => a.FindingCount), report.FindingCount);
        Assert.Equal(
            audits.SelectMany(a => a.Findings),
            report.Findings.Select(f => new Finding(f.Code, f.Sentence, f.Index))
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_shelf_is_told_as_if_read_one_by_one(int seed)
    {
        using var record = Damaged(seed);
        using var folder = new TemporaryFolder();
        using var shelf = new SqliteShelf(folder.Path);
        var (us, cn) = (Peer.Parse(record.Us.Card.Text), Peer.Parse(record.Cn.Card.Text));
        Shelve(shelf, cn.Code, Side.Ours, record.UsToCn);
        Shelve(shelf, cn.Code, Side.Theirs, record.CnToUs);
        var ours = ShelfOneByOne(shelf, cn.Code, Side.Ours, record.UsToCn);
        var theirs = ShelfOneByOne(shelf, cn.Code, Side.Theirs, record.CnToUs);
        ours.Close(theirs);
        theirs.Close(ours, receiptsOnTheWay: true);
        var told = new List<long>();

        var found = RecordVerification.Ledgers(us, cn, shelf, (done, _) => told.Add(done));

        Assert.True(found.Sum(l => l.Findings.Count) > 50);
        Assert.Equal(ours.Findings.Where(f => f.Code is not "not-signed"), found[0].Findings.Select(Plain));
        Assert.Equal(theirs.Findings, found[1].Findings.Select(Plain));
        Assert.Equal(Enumerable.Range(1, 2 * Statements).Select(i => (long)i), told);
    }

    private static Finding Plain(VerificationFinding found) => new(found.Code, found.Sentence, found.Index);

    /// <summary>Statements and receipts of both ledgers changed, exchanged and left out, here and there.</summary>
    private static SampleRecord Damaged(int seed)
    {
        var chance = new Random(seed);
        var record = SampleRecord.Large(Statements, perDelivery: 3, bodyLength: 40);
        foreach (var ledger in (SampleLedger[])[record.UsToCn, record.CnToUs])
        {
            var (statements, notes) = (ledger.Statements, ledger.Checkpoints);
            for (var i = 0; i < 12; i++)
            {
                // The first ones stay, so that some receipts hold before the roots no longer do.
                var at = chance.Next(Statements / 3, Statements - 1);
                statements[at] = Changed(statements[at], chance);
                at = chance.Next(Statements / 3, Statements - 1);
                (statements[at], statements[at + 1]) = (statements[at + 1], statements[at]);
                at = chance.Next(notes.Count - 1);
                notes[at] = notes[at] with { Signatures = [notes[at + 1].Signatures[0], notes[at].Signatures[^1]] };
                at = chance.Next(notes.Count - 1);
                notes[at] = notes[at] with { Signatures = [notes[at].Signatures[0], notes[at + 1].Signatures[^1]] };
                notes.RemoveAt(chance.Next(notes.Count - 1));
            }
            statements.RemoveAt(statements.Count - 1);
            statements.Add(statements[^1]);
        }
        return record;
    }

    private static byte[] Changed(byte[] statement, Random chance)
    {
        var changed = statement.ToArray();
        changed[chance.Next(changed.Length)] ^= 1;
        return changed;
    }

    private static LedgerAudit FolderOneByOne(SampleLedger ledger)
    {
        var audit = new LedgerAudit(ledger.Origin);
        var next = 0;
        for (var number = 1; number <= ledger.Checkpoints.Count; number++)
        {
            var note = ledger.Checkpoints[number - 1];
            if (!Notes.Verify(note, ledger.CheckpointKey))
            {
                var sentence = $"Checkpoint {number} does not bear a good signature of its writer.";
                audit.Find("wrong-signature", sentence, null);
            }
            else if (!Notes.TryReadCosignature(note.Text, note.Signatures[^1], ledger.ReceiptKey, out var time))
            {
                var sentence = $"Checkpoint {number} bears a line that is no good receipt of its reader.";
                audit.Find("wrong-receipt", sentence, null);
            }
            else
            {
                Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
                while (next < checkpoint.Size && next < ledger.Statements.Count)
                {
                    audit.Add(ReadStatement.Of(ledger.Statements[next++]));
                }
                audit.Add(checkpoint, time);
            }
        }
        while (next < ledger.Statements.Count)
        {
            audit.Add(ReadStatement.Of(ledger.Statements[next++]));
        }
        return audit;
    }

    private static void Shelve(SqliteShelf shelf, PartyCode peer, Side side, SampleLedger ledger)
    {
        using var work = shelf.Begin();
        for (var i = 0; i < ledger.Statements.Count; i++)
        {
            work.Append(peer, side, i, ledger.Statements[i], SubjectId.Parse("US-R-2026-0001"));
        }
        for (var i = 0; i < ledger.Checkpoints.Count; i++)
        {
            var note = ledger.Checkpoints[i];
            var signed = note with { Signatures = [note.Signatures[0]] };
            Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
            var time = Notes.TryReadCosignature(note.Text, note.Signatures[^1], ledger.ReceiptKey, out var read)
                ? read
                : SampleRecord.Start;
            var receipt = new Receipt(checkpoint.Size, time, signed.ToString(), note.Signatures[^1].ToLine());
            work.Keep(peer, side, receipt);
        }
        work.Commit();
    }

    private static LedgerAudit ShelfOneByOne(SqliteShelf shelf, PartyCode peer, Side side, SampleLedger ledger)
    {
        var audit = new LedgerAudit(ledger.Origin);
        foreach (var statement in ledger.Statements)
        {
            audit.Add(ReadStatement.Of(statement));
            foreach (var receipt in shelf.Receipts(peer, side, audit.Size - 1, 1).Where(r => r.Size == audit.Size))
            {
                Feed(audit, receipt, ledger);
            }
        }
        foreach (var beyond in shelf.Receipts(peer, side, audit.Size, int.MaxValue))
        {
            audit.Find("receipt-beyond", $"A receipt of size {beyond.Size} covers more than is held.", null);
        }
        return audit;
    }

    private static void Feed(LedgerAudit audit, Receipt receipt, SampleLedger ledger)
    {
        if (
            !SignedNote.TryParse(receipt.Checkpoint, out var note, out _)
            || !Notes.Verify(note, ledger.CheckpointKey)
            || !Checkpoint.TryParse(note.Text, out var checkpoint)
        )
        {
            var sentence = $"The checkpoint of size {receipt.Size} is not signed by its writer.";
            audit.Find("bad-signature", sentence, null);
            return;
        }
        Assert.True(NoteSignature.TryParse(receipt.Line, out var line));
        var receipted = Notes.TryReadCosignature(note.Text, line, ledger.ReceiptKey, out var time);
        if (!receipted)
        {
            audit.Find("bad-receipt", $"The receipt of size {receipt.Size} is not signed by its reader.", null);
        }
        audit.Add(checkpoint, receipted ? time : null);
    }
}
