using Parley.Record;
using Parley.Sealing;

namespace Parley.Verify;

/// <summary>
/// Checks the evidence for one statement: its bytes, a tlog-proof, and the cards of both parties. It establishes who
/// stated what to whom, and when the other side receipted it.
/// </summary>
internal static class ProofCheck
{
    private const string What = "proof";

    /// <summary>Checks one statement's proof. Throws <see cref="IOException"/> where a file cannot be read.</summary>
    public static Report Run(string statementPath, string proofPath, IReadOnlyList<string> cardPaths)
    {
        var cards = CardFiles.Read(cardPaths, out var problem);
        if (cards is not [var lower, var upper])
        {
            return Report.Bad(What, "cards", "wrong-cards", problem ?? "A proof is checked with two cards.");
        }
        return Of(
            File.ReadAllBytes(statementPath),
            statementPath,
            CardFiles.ReadText(proofPath),
            proofPath,
            lower,
            upper
        );
    }

    /// <summary>The same of what was read already.</summary>
    public static Report Of(
        byte[] statement,
        string statementPath,
        string proofText,
        string proofPath,
        Card lower,
        Card upper
    )
    {
        var read = ReadStatement.Of(statement);
        if (read.Problem is { } problem)
        {
            return Report.Bad(What, statementPath, "malformed-statement", problem);
        }
        if (!InclusionProof.TryParse(proofText, out var proof))
        {
            return Report.Bad(What, proofPath, "malformed-proof", "The file is not a tlog-proof of a Parley ledger.");
        }
        if (!SignedNote.TryParse(proof.Note, out var note, out var fault))
        {
            return Report.Bad(What, proofPath, "malformed-proof", fault);
        }
        if (!Checkpoint.TryParse(note.Text, out var checkpoint))
        {
            return Report.Bad(What, proofPath, "malformed-proof", "The proof's note is not a checkpoint.");
        }
        if (!TreeProof.CheckInclusion(read.Leaf, proof.Index, checkpoint.Size, checkpoint.Root, proof.Path.AsSpan()))
        {
            return Report.Bad(What, proofPath, "wrong-proof", "The statement is not what stands there in the ledger.");
        }
        foreach (var (writer, reader) in new[] { (lower, upper), (upper, lower) })
        {
            if (string.Equals(checkpoint.Origin, writer.OriginTo(reader.Party), StringComparison.Ordinal))
            {
                return CheckSignatures(proofPath, read, proof.Index, note, writer, reader);
            }
        }
        return Report.Bad(What, proofPath, "wrong-origin", "The ledger is not one between the parties of these cards.");
    }

    private static Report CheckSignatures(
        string path,
        ReadStatement read,
        long index,
        SignedNote note,
        Card writer,
        Card reader
    )
    {
        if (!Notes.Verify(note, writer.CheckpointKeyTo(reader.Party)))
        {
            return Report.Bad(What, path, "wrong-signature", $"{writer.Party} has not signed this checkpoint.");
        }
        var receipt = note.Find(reader.CosignKey.Name, reader.CosignKey.KeyId);
        if (receipt is null || !Notes.TryReadCosignature(note.Text, receipt, reader.CosignKey, out var time))
        {
            return Report.Bad(What, path, "wrong-receipt", $"{reader.Party} has not receipted this checkpoint.");
        }
        var (from, to) = (writer.Party, reader.Party);
        var facts = new[]
        {
            read.Frame is { } frame ? Stated(frame, from, to) : Erased(read.Leaf, from, to),
            new Fact(
                $"It is statement {index} of the ledger; {to} receipted it at {Facts.Time(time)}.",
                $"此为该台账第 {index} 条（自 0 起计）；{to} 于 {Facts.Time(time)} 出具回执。"
            ),
            Facts.SafetyNumber(writer, reader),
        };
        return new Report(What, facts, [], [], 0);
    }

    private static Fact Stated(Frame frame, string from, string to)
    {
        var (at, by) = (Facts.Time(frame.At), frame.By);
        return new Fact(
            $"{from} stated '{frame.Type}' about {frame.About} to {to} at {at}, "
                + $"by {by.Officer} ({by.Role}, {by.Authority}).",
            $"{from} 于 {at} 就 {frame.About} 向 {to} 作出 '{frame.Type}'，"
                + $"具名人员 {by.Officer}（{by.Role}，{by.Authority}）。"
        );
    }

    private static Fact Erased(Hash leaf, string from, string to) =>
        new(
            $"{from} stated something to {to} whose words were erased where this proof was made. Whoever holds them can "
                + $"show that they are these by their leaf hash {leaf.ToBase64()}.",
            $"{from} 向 {to} 作出过一条表示，其内容已在制作本证明的一方清除。仍持有内容者可凭叶哈希 {leaf.ToBase64()} "
                + "证明即为此条。"
        );
}
