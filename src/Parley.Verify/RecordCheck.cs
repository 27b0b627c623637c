using System.Runtime.ExceptionServices;
using System.Text.Json;
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
        try
        {
            return Check(folder, progress);
        }
        catch (AggregateException exception)
        {
            // Both ledgers are read at once; one reason is enough.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
            throw;
        }
    }

    private static Report Check(string folder, Progress progress)
    {
        var cards = CardFiles.Read(folder, out var problem);
        if (cards is not [var lower, var upper])
        {
            return Report.Bad("record", "cards", "wrong-cards", problem!);
        }
        var ledgers = new[] { new LedgerFiles(folder, lower, upper), new LedgerFiles(folder, upper, lower) };
        progress.Begin(ledgers.Sum(ledger => ledger.Length));
        Task.WaitAll([.. ledgers.Select(ledger => Task.Run(() => ledger.Check(progress)))]);
        progress.End();
        ledgers[0].Audit.Close(ledgers[1].Audit);
        ledgers[1].Audit.Close(ledgers[0].Audit);
        return Summarise(ledgers, lower, upper);
    }

    private static Report Summarise(LedgerFiles[] ledgers, Card lower, Card upper)
    {
        var facts = new List<string>
        {
            $"Record of {lower.Party} ({lower.NameEn}, {lower.NameZh}) and {upper.Party} "
                + $"({upper.NameEn}, {upper.NameZh}).",
            $"Safety number of the two cards: {SafetyNumber.Of(lower, upper)}",
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

    private static LedgerReport Describe(LedgerFiles ledger) =>
        new(
            ledger.Name,
            ledger.Audit.Size,
            ledger.Audit.SignedSize,
            ledger.Audit.ReceiptedSize,
            ledger.Audit.LastReceipt,
            ledger.Audit.Root.ToBase64()
        );
}

/// <summary>The two files of one ledger, and the audit of them.</summary>
internal sealed class LedgerFiles
{
    private readonly string statementsPath;
    private readonly string checkpointsPath;
    private readonly Card writer;
    private readonly Card reader;

    public LedgerFiles(string folder, Card writer, Card reader)
    {
        this.writer = writer;
        this.reader = reader;
        Name = $"{writer.Party}-to-{reader.Party}";
        statementsPath = Path.Combine(folder, $"{Name}.jsonl");
        checkpointsPath = Path.Combine(folder, $"{Name}.checkpoints");
        Audit = new LedgerAudit(writer.OriginTo(reader.Party));
    }

    /// <summary>"US-to-CN".</summary>
    public string Name { get; }

    public LedgerAudit Audit { get; }

    /// <summary>Bytes of statements, for the progress.</summary>
    public long Length => new FileInfo(statementsPath).Length;

    public void Check(Progress progress)
    {
        using var statements = new LineReader(File.OpenRead(statementsPath), Frame.MaxLength);
        using var checkpoints = new CheckpointFile(
            File.OpenRead(checkpointsPath),
            writer.CheckpointKeyTo(reader.Party),
            reader.CosignKey
        );
        for (var batch = checkpoints.ReadBatch(); batch.Length > 0; batch = checkpoints.ReadBatch())
        {
            foreach (var signed in batch)
            {
                if (signed is { Checkpoint: { } checkpoint })
                {
                    AddStatements(statements, checkpoint.Size, progress);
                    Audit.Add(checkpoint, signed.ReceiptedAt);
                }
                else
                {
                    Audit.Find(signed.Finding!.Code, signed.Finding.Sentence, null);
                }
            }
        }
        AddStatements(statements, long.MaxValue, progress);
        if (checkpoints.Problem is { } checkpointsProblem)
        {
            Audit.Find("malformed-checkpoints", checkpointsProblem, null);
        }
        if (statements.Problem is { } statementsProblem)
        {
            Audit.Find("malformed-statements", statementsProblem, Audit.Size);
        }
    }

    private void AddStatements(LineReader statements, long upTo, Progress progress)
    {
        while (Audit.Size < upTo && statements.TryRead(out var line))
        {
            progress.Advance(line.Length + 1);
            var first = Audit.Size == 0;
            var frame = Audit.Add(line);
            if (first && frame is not null && OpeningProblem(frame) is { } problem)
            {
                Audit.Find("wrong-opening", problem, 0);
            }
        }
    }

    // docs/spec/card.md, "Opening": the first statement of each ledger names the cards both officers compared.
    private string? OpeningProblem(Frame frame)
    {
        if (frame.Type is not "link.opened")
        {
            return "The first statement does not open the link.";
        }
        using var body = JsonDocument.Parse(frame.Body);
        return
            body.RootElement.TryGetProperty("cards", out var cards)
            && cards.ValueKind == JsonValueKind.Object
            && Names(cards, writer)
            && Names(cards, reader)
            ? null
            : "The first statement names other cards than those of this folder.";
    }

    private static bool Names(JsonElement cards, Card card) =>
        cards.TryGetProperty(card.Party, out var hash)
        && hash.ValueKind == JsonValueKind.String
        && hash.ValueEquals(card.Hash);
}
