using Parley.Record;
using Parley.Sealing;

namespace Parley.Verify;

/// <summary>
/// Checks a record folder with nothing but what is in it: two cards, two ledgers, their checkpoints. It trusts no node
/// and needs no secret; that the cards are the right ones the reader of the report settles by the safety number.
/// docs/spec/ledger.md, "Record folder".
/// </summary>
internal static class RecordCheck
{
    /// <summary>Checks a folder. Throws <see cref="IOException"/> where it cannot be read.</summary>
    public static Report Run(string folder, Progress progress)
    {
        var cards = CardFiles.Read(folder, out var problem);
        if (cards is not [var lower, var upper])
        {
            return Report.Bad("record", "cards", "wrong-cards", problem!);
        }
        var ledgers = new[] { new LedgerCheck(lower, upper), new LedgerCheck(upper, lower) };
        progress.Begin(ledgers.Sum(ledger => new FileInfo(StatementsPath(folder, ledger)).Length));
        Ahead.Both(() => Check(folder, ledgers[0], progress), () => Check(folder, ledgers[1], progress));
        progress.End();
        ledgers[0].Audit.Close(ledgers[1].Audit);
        ledgers[1].Audit.Close(ledgers[0].Audit);
        return Summarise(ledgers, lower, upper);
    }

    private static void Check(string folder, LedgerCheck ledger, Progress progress)
    {
        using var statements = File.OpenRead(StatementsPath(folder, ledger));
        using var checkpoints = File.OpenRead(Path.Combine(folder, $"{ledger.Name}.checkpoints"));
        ledger.Run(statements, checkpoints, progress);
    }

    private static string StatementsPath(string folder, LedgerCheck ledger) =>
        Path.Combine(folder, $"{ledger.Name}.jsonl");

    private static Report Summarise(LedgerCheck[] ledgers, Card lower, Card upper)
    {
        var (one, other) = (lower.Party, upper.Party);
        var facts = new[]
        {
            new Fact(
                $"Record of {one} ({lower.NameEn}) and {other} ({upper.NameEn}).",
                $"{one}（{lower.NameZh}）与 {other}（{upper.NameZh}）之间的记录。"
            ),
            Facts.SafetyNumber(lower, upper),
        };
        var findings = ledgers.SelectMany(ledger =>
            ledger.Audit.Findings.Select(f => new ReportedFinding(ledger.Name, f.Code, f.Sentence, f.Index))
        );
        return new Report(
            "record",
            facts,
            [.. ledgers.Select(Describe)],
            [.. findings],
            ledgers.Sum(ledger => ledger.Audit.FindingCount)
        );
    }

    private static LedgerReport Describe(LedgerCheck ledger) =>
        new(
            ledger.Name,
            ledger.Audit.Size,
            ledger.Audit.Erased,
            ledger.Audit.SignedSize,
            ledger.Audit.ReceiptedSize,
            ledger.Audit.LastReceipt,
            ledger.Audit.Root.ToBase64()
        );
}
