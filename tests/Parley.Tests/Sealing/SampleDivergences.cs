using Parley.Record;

namespace Parley.Tests.Sealing;

/// <summary>The US party of a sample record shows a second history, in each way this can come to light.</summary>
internal static class SampleDivergences
{
    public static Divergence[] All(SampleRecord record) => [SameSize(record), NotAPrefix(record), SameIndex(record)];

    public static Divergence SameSize(SampleRecord record)
    {
        var (told, other) = Tell(record);
        return Divergence.SameSize(Sign(record, told, told.Size), Sign(record, other, told.Size));
    }

    public static Divergence NotAPrefix(SampleRecord record)
    {
        var (told, other) = Tell(record);
        var notes = (Sign(record, told, 3), Sign(record, other, other.Size));
        return Divergence.NotAPrefix(notes.Item1, notes.Item2, other, 3, other.Size);
    }

    public static Divergence SameIndex(SampleRecord record)
    {
        var (told, other) = Tell(record);
        return Divergence.SameIndex(
            told.Leaf(1),
            new InclusionProof(1, told.ProveInclusion(1, 3), Sign(record, told, 3)),
            other.Leaf(1),
            new InclusionProof(1, other.ProveInclusion(1, other.Size), Sign(record, other, other.Size))
        );
    }

    // The history as it is, and one whose second statement is another.
    private static (Tree Told, Tree Other) Tell(SampleRecord record)
    {
        var told = record.UsToCn.Tree;
        var other = new Tree();
        for (var i = 0; i < told.Size + 1; i++)
        {
            other.Append(i == 1 || i == told.Size ? Tree.LeafHash("another"u8) : told.Leaf(i));
        }
        return (told, other);
    }

    private static string Sign(SampleRecord record, Tree tree, long size)
    {
        var origin = record.UsToCn.Origin;
        var text = new Checkpoint(origin, size, tree.RootAt(size)).ToText();
        return record.Us.Keys.Signer(origin).Sign(text).ToString();
    }
}
