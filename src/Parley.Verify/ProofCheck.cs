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
        var statement = File.ReadAllBytes(statementPath);
        if (!Frame.TryRead(statement, out var frame, out problem))
        {
            return Report.Bad(What, statementPath, "malformed-statement", problem);
        }
        if (!InclusionProof.TryParse(CardFiles.ReadText(proofPath), out var proof))
        {
            return Report.Bad(What, proofPath, "malformed-proof", "The file is not a tlog-proof of a Parley ledger.");
        }
        if (!SignedNote.TryParse(proof.Note, out var note, out problem))
        {
            return Report.Bad(What, proofPath, "malformed-proof", problem);
        }
        if (!Checkpoint.TryParse(note.Text, out var checkpoint))
        {
            return Report.Bad(What, proofPath, "malformed-proof", "The proof's note is not a checkpoint.");
        }
        var leaf = Tree.LeafHash(statement);
        if (!TreeProof.CheckInclusion(leaf, proof.Index, checkpoint.Size, checkpoint.Root, proof.Path.AsSpan()))
        {
            return Report.Bad(What, proofPath, "wrong-proof", "The statement is not what stands there in the ledger.");
        }
        foreach (var (writer, reader) in new[] { (lower, upper), (upper, lower) })
        {
            if (string.Equals(checkpoint.Origin, writer.OriginTo(reader.Party), StringComparison.Ordinal))
            {
                return CheckSignatures(proofPath, frame, proof.Index, note, writer, reader);
            }
        }
        return Report.Bad(What, proofPath, "wrong-origin", "The ledger is not one between the parties of these cards.");
    }

    private static Report CheckSignatures(
        string path,
        Frame frame,
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
        var (from, to, by) = (writer.Party, reader.Party, frame.By);
        var at = Facts.Time(frame.At);
        var facts = new[]
        {
            new Fact(
                $"{from} stated '{frame.Type}' about {frame.About} to {to} at {at}, "
                    + $"by {by.Officer} ({by.Role}, {by.Authority}).",
                $"{from} 于 {at} 就 {frame.About} 向 {to} 作出 '{frame.Type}'，"
                    + $"经办人 {by.Officer}（{by.Role}，{by.Authority}）。"
            ),
            new Fact(
                $"It is statement {index} of the ledger; {to} receipted it at {Facts.Time(time)}.",
                $"此为该账簿第 {index} 条（自 0 起计）；{to} 于 {Facts.Time(time)} 出具回执。"
            ),
            Facts.SafetyNumber(writer, reader),
        };
        return new Report(What, facts, [], [], 0);
    }
}
