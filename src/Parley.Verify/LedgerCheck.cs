using System.Text.Json;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Verify;

/// <summary>
/// Checks one ledger of a record: reads its statements and checkpoints side by side and feeds both to the audit.
/// </summary>
internal sealed class LedgerCheck(Card writer, Card reader)
{
    /// <summary>"US-to-CN".</summary>
    public string Name { get; } = $"{writer.Party}-to-{reader.Party}";

    public LedgerAudit Audit { get; } = new(writer.OriginTo(reader.Party));

    /// <summary>Reads both streams to their ends.</summary>
    public void Run(Stream statementStream, Stream checkpointStream, Progress progress)
    {
        var lines = new LineReader(statementStream, Frame.MaxLength);
        using var statements = Ahead.Of(Statements(lines, progress), ReadStatement.Of).GetEnumerator();
        var checkpoints = new CheckpointFile(checkpointStream, writer.CheckpointKeyTo(reader.Party), reader.CosignKey);
        foreach (var signed in checkpoints.Read())
        {
            if (signed is { Checkpoint: { } checkpoint })
            {
                AddStatements(statements, checkpoint.Size);
                Audit.Add(checkpoint, signed.ReceiptedAt);
            }
            else
            {
                Audit.Find(signed.Finding!.Code, signed.Finding.Sentence, null);
            }
        }
        AddStatements(statements, long.MaxValue);
        if (checkpoints.Problem is { } checkpointsProblem)
        {
            Audit.Find("malformed-checkpoints", checkpointsProblem, null);
        }
        if (lines.Problem is { } statementsProblem)
        {
            Audit.Find("malformed-statements", statementsProblem, Audit.Size);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Statements(LineReader lines, Progress progress)
    {
        while (lines.TryRead(out var line))
        {
            progress.Advance(line.Length + 1);
            yield return line.ToArray();
        }
    }

    private void AddStatements(IEnumerator<ReadStatement> statements, long upTo)
    {
        while (Audit.Size < upTo && statements.MoveNext())
        {
            var first = Audit.Size == 0;
            Audit.Add(statements.Current);
            if (first && OpeningProblem(statements.Current) is { } problem)
            {
                Audit.Find("wrong-opening", problem, 0);
            }
        }
    }

    // docs/spec/card.md, "Opening": the first statement of each ledger names the cards both officers compared.
    private string? OpeningProblem(ReadStatement opening)
    {
        if (opening.Frame is not { } frame)
        {
            // What is malformed is found as that.
            return opening.IsErased ? "The first statement was erased; it names the cards and stays." : null;
        }
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
