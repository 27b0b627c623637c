using System.Numerics;

namespace Parley.Record;

/// <summary>
/// The right edge of a growing tree: enough to know its root at every step, in a few hundred bytes however many leaves
/// there are. What reads a ledger from front to back needs no more.
/// </summary>
public sealed class Frontier
{
    // One hash for each bit of the size: the complete subtrees, the smallest first.
    private readonly Hash[] edges = new Hash[64];

    public Frontier() { }

    /// <summary>The edge of a tree of some size, from the hashes of its complete subtrees by level and index.</summary>
    public Frontier(long size, Func<int, long, Hash> subtree)
    {
        Size = size;
        for (var level = 0; size >> level != 0; level++)
        {
            if (((size >> level) & 1) == 1)
            {
                edges[level] = subtree(level, (size >> level) - 1);
            }
        }
    }

    public long Size { get; private set; }

    /// <summary>The complete subtree at a level; there is one where the size has that bit.</summary>
    public Hash Edge(int level) => edges[level];

    public void Append(Hash leaf)
    {
        var hash = leaf;
        var level = 0;
        for (var rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            hash = Tree.NodeHash(edges[level], hash);
            level++;
        }
        edges[level] = hash;
        Size++;
    }

    public Hash Root()
    {
        if (Size == 0)
        {
            return Tree.EmptyRoot;
        }
        var level = BitOperations.TrailingZeroCount(Size);
        var hash = edges[level];
        for (level++; Size >> level != 0; level++)
        {
            if (((Size >> level) & 1) == 1)
            {
                hash = Tree.NodeHash(edges[level], hash);
            }
        }
        return hash;
    }
}
