using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Parley.Record;

/// <summary>How a writer has shown two histories.</summary>
public enum DivergenceKind
{
    /// <summary>Two checkpoints of one size with different roots.</summary>
    SameSize,

    /// <summary>A checkpoint that is not the beginning of a larger one.</summary>
    NotAPrefix,

    /// <summary>Two statements at one place.</summary>
    SameIndex,
}

/// <summary>
/// Evidence that the writer of a ledger has shown two histories: two checkpoints that bear its signature and exclude
/// each other. It convinces anyone who holds the writer's public key, without either node. docs/spec/ledger.md,
/// "Divergence".
/// </summary>
/// <param name="Kind">How the two exclude each other.</param>
/// <param name="FirstNote">One signed checkpoint; for <see cref="DivergenceKind.NotAPrefix"/> the smaller.</param>
/// <param name="SecondNote">The other signed checkpoint.</param>
public sealed record Divergence(DivergenceKind Kind, string FirstNote, string SecondNote)
{
    /// <summary>For not-a-prefix: the root the second history has at the first one's size.</summary>
    public Hash PrefixRoot { get; init; }

    /// <summary>For not-a-prefix: the proof that <see cref="PrefixRoot"/> is the second one's beginning.</summary>
    public ImmutableArray<Hash> PrefixProof { get; init; } = [];

    /// <summary>For same-index: the place both statements claim.</summary>
    public long Index { get; init; }

    /// <summary>For same-index: the leaf in the first history and its path.</summary>
    public (Hash Leaf, ImmutableArray<Hash> Path) First { get; init; } = (default, []);

    /// <summary>For same-index: the leaf in the second history and its path.</summary>
    public (Hash Leaf, ImmutableArray<Hash> Path) Second { get; init; } = (default, []);

    /// <summary>Two signed checkpoints of one size whose roots differ.</summary>
    public static Divergence SameSize(string firstNote, string secondNote) =>
        new(DivergenceKind.SameSize, firstNote, secondNote);

    /// <summary>
    /// A signed checkpoint that the larger one does not continue: <paramref name="history"/> is the larger one's tree.
    /// </summary>
    public static Divergence NotAPrefix(
        string smallerNote,
        string largerNote,
        Tree history,
        long smaller,
        long larger
    ) =>
        new(DivergenceKind.NotAPrefix, smallerNote, largerNote)
        {
            PrefixRoot = history.RootAt(smaller),
            PrefixProof = history.ProveConsistency(smaller, larger),
        };

    /// <summary>Two proofs of different leaves at one place.</summary>
    public static Divergence SameIndex(Hash firstLeaf, InclusionProof first, Hash secondLeaf, InclusionProof second) =>
        new(DivergenceKind.SameIndex, first.Note, second.Note)
        {
            Index = first.Index,
            First = (firstLeaf, first.Path),
            Second = (secondLeaf, second.Path),
        };

    /// <summary>
    /// Whether the two checkpoints exclude each other. Purely about trees: that the writer signed both notes the caller
    /// checks with the writer's key, and only both together are proof.
    /// </summary>
    public bool Holds()
    {
        if (
            !Checkpoint.TryParseNote(FirstNote, out var first)
            || !Checkpoint.TryParseNote(SecondNote, out var second)
            || !string.Equals(first.Origin, second.Origin, StringComparison.Ordinal)
        )
        {
            return false;
        }
        return Kind switch
        {
            DivergenceKind.SameSize => first.Size == second.Size && first.Root != second.Root,
            DivergenceKind.NotAPrefix => first.Size > 0
                && first.Size <= second.Size
                && PrefixRoot != first.Root
                && TreeProof.CheckConsistency(first.Size, PrefixRoot, second.Size, second.Root, PrefixProof.AsSpan()),
            DivergenceKind.SameIndex => First.Leaf != Second.Leaf
                && TreeProof.CheckInclusion(First.Leaf, Index, first.Size, first.Root, First.Path.AsSpan())
                && TreeProof.CheckInclusion(Second.Leaf, Index, second.Size, second.Root, Second.Path.AsSpan()),
            _ => false,
        };
    }

    /// <summary>The evidence as a text that travels; docs/spec/ledger.md shows one.</summary>
    public string ToText() => DivergenceText.Write(this);

    /// <summary>Reads what <see cref="ToText"/> writes and nothing else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Divergence? divergence) =>
        DivergenceText.TryParse(text, out divergence);
}
