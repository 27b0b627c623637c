using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;

namespace Parley.Record;

/// <summary>
/// The Merkle tree of one ledger (RFC 6962, section 2.1), in memory. It keeps the hash of every complete subtree, about
/// 64 bytes for each leaf, so that a root or a proof at any earlier size costs a few dozen hashes.
/// Not safe for use from several threads at once while it is appended to.
/// </summary>
public sealed class Tree
{
    // Level 0 holds leaves, level n the hashes of complete subtrees of 2^n leaves.
    private readonly List<Level> levels = [];

    /// <summary>The root of the tree without leaves: SHA-256 of nothing.</summary>
    public static Hash EmptyRoot { get; } = Hash.Of([]);

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    /// <summary>The hash of a leaf: SHA-256(0x00 || bytes).</summary>
    public static Hash LeafHash(ReadOnlySpan<byte> bytes)
    {
        const int OnStack = 2048;
        if (bytes.Length >= OnStack)
        {
            return LongLeafHash(bytes);
        }
        Span<byte> prefixed = stackalloc byte[OnStack];
        prefixed[0] = 0;
        bytes.CopyTo(prefixed[1..]);
        return Hash.Of(prefixed[..(bytes.Length + 1)]);
    }

    /// <summary>The hash of an inner node: SHA-256(0x01 || left || right).</summary>
    public static Hash NodeHash(Hash left, Hash right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Hash.Length)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Hash.Length)..]);
        return Hash.Of(bytes);
    }

    public void Append(Hash leaf)
    {
        var level = 0;
        var index = Size;
        var hash = leaf;
        Put(level, index, hash);
        // A right child completes its parent.
        while ((index & 1) == 1)
        {
            hash = NodeHash(levels[level][index - 1], hash);
            level++;
            index >>= 1;
            Put(level, index, hash);
        }
        Size++;
    }

    /// <summary>
    /// Takes back the leaves from <paramref name="size"/> on, as when a transaction was not committed.
    /// </summary>
    public void Truncate(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        Size = size;
    }

    /// <summary>The hash of the leaf at an index, counted from 0.</summary>
    public Hash Leaf(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        return levels[0][index];
    }

    public Hash Root() => RootAt(Size);

    /// <summary>The root the tree had when it had <paramref name="size"/> leaves.</summary>
    public Hash RootAt(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        return size == 0 ? EmptyRoot : Subtree(0, size);
    }

    /// <summary>
    /// The root of another tree: of the first <paramref name="size"/> leaves of this one, and then others.
    /// </summary>
    public Hash RootWith(long size, IEnumerable<Hash> others)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        var edge = new Frontier(size, (level, index) => levels[level][index]);
        foreach (var leaf in others)
        {
            edge.Append(leaf);
        }
        return edge.Root();
    }

    /// <summary>
    /// The path from the leaf at <paramref name="index"/> to the root of the tree of <paramref name="size"/> leaves,
    /// the leaf's sibling first (RFC 6962, section 2.1.1).
    /// </summary>
    public ImmutableArray<Hash> ProveInclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = ImmutableArray.CreateBuilder<Hash>();
        long start = 0;
        var end = size;
        while (end - start > 1)
        {
            var middle = start + LeftWidth(end - start);
            if (index < middle)
            {
                path.Add(Subtree(middle, end));
                end = middle;
            }
            else
            {
                path.Add(Subtree(start, middle));
                start = middle;
            }
        }
        path.Reverse();
        return path.DrainToImmutable();
    }

    /// <summary>
    /// The proof that the tree of <paramref name="newer"/> leaves begins with that of <paramref name="older"/>
    /// (RFC 6962, section 2.1.2). Empty where either is trivially so: older is 0 or both are the same.
    /// </summary>
    public ImmutableArray<Hash> ProveConsistency(long older, long newer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(older);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(newer, Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, newer);
        if (older == 0)
        {
            return [];
        }
        var proof = ImmutableArray.CreateBuilder<Hash>();
        long start = 0;
        var end = newer;
        while (older != end)
        {
            var middle = start + LeftWidth(end - start);
            if (older <= middle)
            {
                proof.Add(Subtree(middle, end));
                end = middle;
            }
            else
            {
                proof.Add(Subtree(start, middle));
                start = middle;
            }
        }
        // The verifier knows the older root; where that is a whole left edge it needs no hash of it.
        if (start != 0)
        {
            proof.Add(Subtree(start, end));
        }
        proof.Reverse();
        return proof.DrainToImmutable();
    }

    // start is a multiple of the largest power of two not above end - start, as in the recursion of RFC 6962.
    private Hash Subtree(long start, long end)
    {
        var width = end - start;
        if (BitOperations.IsPow2(width))
        {
            var level = BitOperations.TrailingZeroCount(width);
            return levels[level][start >> level];
        }
        var middle = start + LeftWidth(width);
        return NodeHash(Subtree(start, middle), Subtree(middle, end));
    }

    // The largest power of two smaller than width.
    private static long LeftWidth(long width) => 1L << BitOperations.Log2((ulong)(width - 1));

    private void Put(int level, long index, Hash hash)
    {
        if (level == levels.Count)
        {
            levels.Add(new Level());
        }
        levels[level][index] = hash;
    }

    private static Hash LongLeafHash(ReadOnlySpan<byte> bytes)
    {
        var rented = ArrayPool<byte>.Shared.Rent(bytes.Length + 1);
        rented[0] = 0;
        bytes.CopyTo(rented.AsSpan(1));
        var hash = Hash.Of(rented.AsSpan(0, bytes.Length + 1));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    // Chunks rather than one growing array: nothing is copied and nothing beyond one chunk is spare.
    private sealed class Level
    {
        private const int Shift = 8;
        private const int Mask = (1 << Shift) - 1;

        private readonly List<Hash[]> chunks = [];

        public Hash this[long index]
        {
            get => chunks[(int)(index >> Shift)][index & Mask];
            set
            {
                var chunk = (int)(index >> Shift);
                if (chunk == chunks.Count)
                {
                    chunks.Add(new Hash[1 << Shift]);
                }
                chunks[chunk][index & Mask] = value;
            }
        }
    }
}
