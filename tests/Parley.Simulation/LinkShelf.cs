using Parley.Cooperation;
using Parley.Exchange;
using Parley.Record;

namespace Parley.Simulation;

/// <summary>One ledger on the disk of a <see cref="MemoryShelf"/>.</summary>
internal sealed class LedgerShelf
{
    public List<ReadOnlyMemory<byte>> Statements { get; private init; } = [];

    public List<Receipt> Receipts { get; private init; } = [];

    public Dictionary<SubjectId, List<long>> About { get; private init; } = [];

    /// <summary>Hashes of what is committed; the watch compares with it what nodes sign.</summary>
    public Tree Durable { get; } = new();

    public void Append(ReadOnlyMemory<byte> statement, SubjectId about)
    {
        if (!About.TryGetValue(about, out var places))
        {
            About.Add(about, places = []);
        }
        places.Add(Statements.Count);
        // A copy, as a real disk makes one.
        Statements.Add(statement.ToArray());
    }

    public void Truncate(int size)
    {
        foreach (var (about, places) in About.ToList())
        {
            places.RemoveAll(i => i >= size);
            if (places.Count == 0)
            {
                About.Remove(about);
            }
        }
        Statements.RemoveRange(size, Statements.Count - size);
        Durable.Truncate(Math.Min(Durable.Size, size));
    }

    public void Settle()
    {
        while (Durable.Size < Statements.Count)
        {
            Durable.Append(ErasedEntry.LeafOf(Statements[(int)Durable.Size]));
        }
    }

    public LedgerShelf Copy()
    {
        var copy = new LedgerShelf { Statements = [.. Statements], Receipts = [.. Receipts] };
        foreach (var (about, places) in About)
        {
            copy.About.Add(about, [.. places]);
        }
        return copy;
    }

    public void Return(LedgerShelf backup)
    {
        Truncate(backup.Statements.Count);
        for (var i = 0; i < backup.Statements.Count; i++)
        {
            // What was erased since is there again.
            Statements[i] = backup.Statements[i];
        }
        Receipts.Clear();
        Receipts.AddRange(backup.Receipts);
    }
}

/// <summary>One link on the disk of a <see cref="MemoryShelf"/>.</summary>
internal sealed class LinkShelf
{
    public LedgerShelf Ours { get; private init; } = new();

    public LedgerShelf Theirs { get; private init; } = new();

    public Dictionary<SubjectId, ShelvedSubject> Subjects { get; private set; } = [];

    public string? Divergence { get; set; }

    public Dictionary<OnceKey, Stating> StatedOnce { get; private set; } = [];

    /// <summary>What is left of erased requests.</summary>
    public Dictionary<SubjectId, ErasedSubject> Erased { get; private set; } = [];

    public LedgerShelf Ledger(Side side) => side == Side.Ours ? Ours : Theirs;

    public LinkShelf Copy() =>
        new()
        {
            Ours = Ours.Copy(),
            Theirs = Theirs.Copy(),
            Subjects = new(Subjects),
            Divergence = Divergence,
            StatedOnce = new(StatedOnce),
            Erased = new(Erased),
        };

    public void Return(LinkShelf backup)
    {
        Ours.Return(backup.Ours);
        Theirs.Return(backup.Theirs);
        Subjects = new(backup.Subjects);
        Divergence = backup.Divergence;
        StatedOnce = new(backup.StatedOnce);
        Erased = new(backup.Erased);
    }
}
