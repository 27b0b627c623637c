using System.Buffers.Binary;
using System.Collections.Immutable;
using Parley.Record;

namespace Parley.Tests.Record;

public sealed class TreeTests
{
    private const int Most = 200;

    private static readonly Hash[] Leaves = [.. Enumerable.Range(0, Most).Select(LeafOf)];

    [Fact]
    public void The_root_is_the_one_RFC_6962_defines()
    {
        var tree = new Tree();
        Assert.Equal(Tree.EmptyRoot, tree.Root());
        for (var size = 1; size <= Most; size++)
        {
            tree.Append(Leaves[size - 1]);
            Assert.Equal(RootByDefinition(Leaves.AsSpan(0, size)), tree.Root());
        }
        for (var size = 0; size <= Most; size++)
        {
            Assert.Equal(RootByDefinition(Leaves.AsSpan(0, size)), tree.RootAt(size));
        }
    }

    [Fact]
    public void Every_inclusion_proof_of_every_tree_holds_and_fits_nothing_else()
    {
        var tree = TreeOf(Most);
        for (var size = 1; size <= Most; size++)
        {
            var root = tree.RootAt(size);
            for (var index = 0; index < size; index++)
            {
                var path = tree.ProveInclusion(index, size);
                Assert.True(TreeProof.CheckInclusion(Leaves[index], index, size, root, path.AsSpan()));
                Assert.False(TreeProof.CheckInclusion(LeafOf(-1), index, size, root, path.AsSpan()));
                Assert.False(TreeProof.CheckInclusion(Leaves[index], index + 1, size, root, path.AsSpan()));
                Assert.False(TreeProof.CheckInclusion(Leaves[index], index, size, LeafOf(-1), path.AsSpan()));
                foreach (var tampered in Tampered(path))
                {
                    Assert.False(TreeProof.CheckInclusion(Leaves[index], index, size, root, tampered.AsSpan()));
                }
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_of_every_pair_of_sizes_holds_and_fits_nothing_else()
    {
        var tree = TreeOf(Most);
        for (var newer = 0; newer <= Most; newer++)
        {
            for (var older = 0; older <= newer; older++)
            {
                var proof = tree.ProveConsistency(older, newer);
                var from = tree.RootAt(older);
                var to = tree.RootAt(newer);
                Assert.True(TreeProof.CheckConsistency(older, from, newer, to, proof.AsSpan()));
                Assert.False(TreeProof.CheckConsistency(older, LeafOf(-1), newer, to, proof.AsSpan()));
                foreach (var tampered in Tampered(proof))
                {
                    Assert.False(TreeProof.CheckConsistency(older, from, newer, to, tampered.AsSpan()));
                }
                // Nothing at all is a prefix of anything, so only there may the newer root be what it likes.
                if (older != 0)
                {
                    Assert.False(TreeProof.CheckConsistency(older, from, newer, LeafOf(-1), proof.AsSpan()));
                }
            }
        }
    }

    [Fact]
    public void What_was_taken_back_leaves_no_trace()
    {
        var tree = TreeOf(Most);
        for (var size = Most; size >= 0; size -= 13)
        {
            tree.Truncate(size);
            var other = TreeOf(size);
            Assert.Equal(other.Root(), tree.Root());
            tree.Append(LeafOf(-2));
            other.Append(LeafOf(-2));
            Assert.Equal(other.Root(), tree.Root());
            Assert.Equal(LeafOf(-2), tree.Leaf(size));
        }
    }

    [Fact]
    public void A_long_leaf_is_hashed_like_a_short_one()
    {
        foreach (var length in new[] { 0, 1, 2046, 2047, 2048, 2049, 300_000 })
        {
            var bytes = new byte[length];
            Assert.Equal(Hash.Of([0, .. bytes]), Tree.LeafHash(bytes));
        }
    }

    private static Tree TreeOf(int size)
    {
        var tree = new Tree();
        foreach (var leaf in Leaves.AsSpan(0, size))
        {
            tree.Append(leaf);
        }
        return tree;
    }

    private static Hash LeafOf(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return Tree.LeafHash(bytes);
    }

    // RFC 6962, section 2.1, word for word.
    private static Hash RootByDefinition(ReadOnlySpan<Hash> leaves)
    {
        if (leaves.Length <= 1)
        {
            return leaves.Length == 0 ? Hash.Of([]) : leaves[0];
        }
        var k = 1;
        while (k * 2 < leaves.Length)
        {
            k *= 2;
        }
        return Tree.NodeHash(RootByDefinition(leaves[..k]), RootByDefinition(leaves[k..]));
    }

    // One hash changed, one missing at either end, one too many at either end.
    private static IEnumerable<ImmutableArray<Hash>> Tampered(ImmutableArray<Hash> proof)
    {
        for (var i = 0; i < proof.Length; i++)
        {
            yield return proof.SetItem(i, LeafOf(-1));
        }
        if (proof.Length > 0)
        {
            yield return proof.RemoveAt(0);
            yield return proof.RemoveAt(proof.Length - 1);
        }
        yield return proof.Add(LeafOf(-1));
        yield return proof.Insert(0, LeafOf(-1));
    }
}
