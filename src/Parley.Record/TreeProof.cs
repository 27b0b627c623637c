using System.Numerics;

namespace Parley.Record;

/// <summary>
/// Checks proofs with nothing but hashes and sizes (RFC 9162, sections 2.1.3.2 and 2.1.4.2): what an auditor, a court
/// or the other node runs, and so apart from the tree that makes the proofs.
/// </summary>
public static class TreeProof
{
    /// <summary>
    /// Whether <paramref name="leaf"/> is at <paramref name="index"/> of the tree with this size and root.
    /// </summary>
    public static bool CheckInclusion(Hash leaf, long index, long size, Hash root, ReadOnlySpan<Hash> path)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }
        var here = index;
        var last = size - 1;
        var hash = leaf;
        foreach (var sibling in path)
        {
            if (last == 0)
            {
                return false;
            }
            if ((here & 1) == 1 || here == last)
            {
                hash = Tree.NodeHash(sibling, hash);
                ClimbWhileLeft(ref here, ref last);
            }
            else
            {
                hash = Tree.NodeHash(hash, sibling);
            }
            here >>= 1;
            last >>= 1;
        }
        return last == 0 && hash == root;
    }

    /// <summary>Whether the newer tree begins with exactly the leaves of the older one.</summary>
    public static bool CheckConsistency(
        long older,
        Hash olderRoot,
        long newer,
        Hash newerRoot,
        ReadOnlySpan<Hash> proof
    )
    {
        if (older < 0 || older > newer)
        {
            return false;
        }
        if (older == newer || older == 0)
        {
            return proof.IsEmpty
                && olderRoot == (older == 0 ? Tree.EmptyRoot : newerRoot)
                && (newer != 0 || newerRoot == Tree.EmptyRoot);
        }
        if (proof.IsEmpty)
        {
            return false;
        }
        return Climb(older, olderRoot, newer, newerRoot, proof);
    }

    private static bool Climb(long older, Hash olderRoot, long newer, Hash newerRoot, ReadOnlySpan<Hash> proof)
    {
        var here = older - 1;
        var last = newer - 1;
        while ((here & 1) == 1)
        {
            here >>= 1;
            last >>= 1;
        }
        // An older tree that is one complete subtree is its own starting point and not in the proof.
        var whole = BitOperations.IsPow2(older);
        var olderHash = whole ? olderRoot : proof[0];
        var newerHash = olderHash;
        foreach (var sibling in whole ? proof : proof[1..])
        {
            if (last == 0)
            {
                return false;
            }
            if ((here & 1) == 1 || here == last)
            {
                olderHash = Tree.NodeHash(sibling, olderHash);
                newerHash = Tree.NodeHash(sibling, newerHash);
                ClimbWhileLeft(ref here, ref last);
            }
            else
            {
                newerHash = Tree.NodeHash(newerHash, sibling);
            }
            here >>= 1;
            last >>= 1;
        }
        return last == 0 && olderHash == olderRoot && newerHash == newerRoot;
    }

    // A last node without a sibling stands for its ancestors until it becomes a right child.
    private static void ClimbWhileLeft(ref long here, ref long last)
    {
        while ((here & 1) == 0 && here != 0)
        {
            here >>= 1;
            last >>= 1;
        }
    }
}
