using System.Collections.Immutable;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>What is to be kept, all of it or nothing, before lines of a local ledger take effect.</summary>
/// <param name="Hashes">The leaf hashes of the lines, 32 bytes each.</param>
/// <param name="Checkpoint">The signed note above them and everything before.</param>
/// <param name="Edge">The right edge of the tree, by which the ledger is taken up again.</param>
public sealed record LocalEntry(
    long From,
    IReadOnlyList<byte[]> Lines,
    IReadOnlyList<byte[]> Hashes,
    string Checkpoint,
    byte[] Edge
)
{
    /// <summary>How many lines the ledger has with these.</summary>
    public long Size => From + Lines.Count;
}

/// <summary>A line as it is kept: its hash for ever, its bytes until they are erased.</summary>
public sealed record LocalLine(long Index, byte[] Hash, byte[]? Bytes);

/// <summary>
/// A ledger that never leaves its node, of the same construction as the joint record: a tree over lines, and signed
/// checkpoints above it. What stands in it cannot be changed, moved or taken out without the check finding it. Only the
/// right edge of the tree is held in memory, however long the ledger is.
/// </summary>
public sealed class LocalLedger
{
    // No party has a code of five letters: nothing in the joint record bears this origin.
    private const string Reader = "local";

    private readonly NoteSigner signer;
    private Frontier edge;

    /// <summary>Takes a ledger up again, or begins it.</summary>
    /// <param name="checkpoint">The newest signed note; null where there is none yet.</param>
    /// <param name="kept">The edge that was kept with it.</param>
    /// <exception cref="InvalidDataException">The edge does not lead to what was signed.</exception>
    public LocalLedger(Party self, string? checkpoint, byte[]? kept)
    {
        Origin = self.Card.OriginTo(Reader);
        signer = self.Keys.Signer(Origin);
        edge = new Frontier();
        if (checkpoint is null)
        {
            return;
        }
        var signed = Read(checkpoint, Origin, self.Card.CheckpointKeyTo(Reader));
        edge = signed is null || kept is null ? edge : Unpack(signed.Size, kept);
        if (signed is null || edge.Size != signed.Size || edge.Root() != signed.Root)
        {
            throw new InvalidDataException("The local ledger is not what its last checkpoint says.");
        }
    }

    /// <summary>"us.parley.example/local".</summary>
    public string Origin { get; }

    public long Size => edge.Size;

    /// <summary>Prepares lines to be kept; the ledger has not changed before <see cref="Take"/>.</summary>
    public LocalEntry Next(IReadOnlyList<byte[]> lines)
    {
        var grown = Copy(edge);
        var hashes = new List<byte[]>(lines.Count);
        foreach (var line in lines)
        {
            var leaf = Tree.LeafHash(line);
            grown.Append(leaf);
            hashes.Add(leaf.ToArray());
        }
        var note = signer.Sign(new Checkpoint(Origin, grown.Size, grown.Root()).ToText());
        return new LocalEntry(edge.Size, lines, hashes, note.ToString(), Pack(grown));
    }

    /// <summary>The lines are on the disk: from now on they are part of the ledger.</summary>
    public void Take(LocalEntry entry) => edge = Unpack(entry.Size, entry.Edge);

    /// <summary>Checks a whole ledger with nothing but the card.</summary>
    /// <param name="lines">All lines, in order.</param>
    /// <param name="checkpoints">All signed notes by size, in order.</param>
    /// <returns>What does not hold, in sentences; empty where everything does.</returns>
    public static IReadOnlyList<string> Verify(Peer self, IEnumerable<LocalLine> lines, IEnumerable<string> checkpoints)
    {
        var origin = self.Card.OriginTo(Reader);
        var key = self.Card.CheckpointKeyTo(Reader);
        var findings = ImmutableArray.CreateBuilder<string>();
        var signed = new Dictionary<long, Hash>();
        foreach (var note in checkpoints)
        {
            if (Read(note, origin, key) is { } checkpoint)
            {
                signed[checkpoint.Size] = checkpoint.Root;
            }
            else
            {
                findings.Add("A checkpoint does not bear this node's signature.");
            }
        }
        var tree = new Frontier();
        foreach (var line in lines)
        {
            if (line.Index != tree.Size)
            {
                findings.Add($"Line {tree.Size} is missing.");
                return findings.ToImmutable();
            }
            if (line.Bytes is { } bytes && !Tree.LeafHash(bytes).ToArray().AsSpan().SequenceEqual(line.Hash))
            {
                findings.Add($"Line {line.Index} was changed.");
            }
            tree.Append(Hash.FromBytes(line.Hash));
            if (signed.Remove(tree.Size, out var root) && root != tree.Root())
            {
                findings.Add($"The first {tree.Size} lines are not those that were signed.");
            }
        }
        var last = signed.Keys.DefaultIfEmpty(0).Max();
        if (last > tree.Size)
        {
            findings.Add($"{last} lines were signed, and {tree.Size} are there.");
        }
        return findings.ToImmutable();
    }

    private static Checkpoint? Read(string text, string origin, VerifierKey key) =>
        SignedNote.TryParse(text, out var note, out _)
        && Notes.Verify(note, key)
        && Checkpoint.TryParse(note.Text, out var checkpoint)
        && string.Equals(checkpoint.Origin, origin, StringComparison.Ordinal)
            ? checkpoint
            : null;

    private static Frontier Copy(Frontier of) => new(of.Size, (level, _) => of.Edge(level));

    /// <summary>The hashes of the complete subtrees, the smallest first, one for each bit of the size.</summary>
    private static byte[] Pack(Frontier of)
    {
        using var bytes = new MemoryStream();
        for (var level = 0; of.Size >> level != 0; level++)
        {
            if (((of.Size >> level) & 1) == 1)
            {
                bytes.Write(of.Edge(level).ToArray());
            }
        }
        return bytes.ToArray();
    }

    private static Frontier Unpack(long size, byte[] kept)
    {
        var from = 0;
        if (kept.Length != Hash.Length * System.Numerics.BitOperations.PopCount((ulong)size))
        {
            return new Frontier();
        }
        return new Frontier(
            size,
            (_, _) =>
            {
                var hash = Hash.FromBytes(kept.AsSpan(from, Hash.Length));
                from += Hash.Length;
                return hash;
            }
        );
    }
}
