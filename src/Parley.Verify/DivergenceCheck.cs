using Parley.Record;
using Parley.Sealing;

namespace Parley.Verify;

/// <summary>
/// Checks evidence that a writer has shown two histories, with that writer's card alone. Good means: the evidence
/// holds.
/// </summary>
internal static class DivergenceCheck
{
    private const string What = "divergence";

    /// <summary>Checks the evidence. Throws <see cref="IOException"/> where a file cannot be read.</summary>
    public static Report Run(string path, string cardPath)
    {
        var cards = CardFiles.Read([cardPath], out var problem);
        if (cards is not [var writer])
        {
            return Report.Bad(What, cardPath, "wrong-cards", problem!);
        }
        if (!Divergence.TryParse(CardFiles.ReadText(path), out var divergence))
        {
            return Report.Bad(What, path, "malformed-divergence", "The file is not evidence of a divergence.");
        }
        if (!divergence.Holds())
        {
            return Report.Bad(What, path, "no-divergence", "The two checkpoints do not exclude each other.");
        }
        foreach (var text in new[] { divergence.FirstNote, divergence.SecondNote })
        {
            if (!IsSigned(text, writer))
            {
                return Report.Bad(
                    What,
                    path,
                    "wrong-signature",
                    $"A checkpoint is not signed by {writer.Party}, so nothing is proved against it."
                );
            }
        }
        var (en, zh) = divergence.Kind switch
        {
            DivergenceKind.SameSize => (
                "it signed two checkpoints of one size with different roots",
                "它签署了大小相同而根不同的两个检查点"
            ),
            DivergenceKind.NotAPrefix => (
                "it signed a checkpoint that its own later checkpoint does not continue",
                "它签署的较大检查点并未延续其先前签署的检查点"
            ),
            _ => (
                "it signed two histories with different statements at one place",
                "它签署了在同一位置载有不同条目的两份历史"
            ),
        };
        var fact = new Fact(
            $"{writer.Party} has shown two histories: {en}.",
            $"{writer.Party} 出示了两份不同的历史记录：{zh}。"
        );
        return new Report(What, [fact], [], [], 0);
    }

    // The reader's code is in the origin; the key must be the writer's under exactly that origin.
    private static bool IsSigned(string text, Card writer) =>
        SignedNote.TryParse(text, out var note, out _)
        && Checkpoint.TryParse(note.Text, out var checkpoint)
        && checkpoint.Origin.Split('/') is [var domain, { Length: 2 } reader]
        && string.Equals(domain, writer.Domain, StringComparison.Ordinal)
        && string.Equals(checkpoint.Origin, writer.OriginTo(reader), StringComparison.Ordinal)
        && Notes.Verify(note, writer.CheckpointKeyTo(reader));
}
