using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;
using Parley.Record;

namespace Parley.Simulation;

/// <summary>How a commit ends.</summary>
internal enum Fate
{
    Done,

    /// <summary>Disk full, or the sync failed: nothing of it is kept, and the node goes on.</summary>
    Fails,

    /// <summary>The machine stops before anything of it is on the disk.</summary>
    CrashBefore,

    /// <summary>The machine stops when all of it is on the disk, and nobody was told.</summary>
    CrashAfter,
}

/// <summary>The machine stopped: what was in memory is gone.</summary>
internal sealed class NodeCrashedException : Exception;

/// <summary>
/// A shelf in memory with the transactions of a real one, and with a disk that can fail, stop, and be set back to an
/// old backup.
/// </summary>
internal sealed partial class MemoryShelf : IShelf
{
    private readonly SortedDictionary<string, LinkShelf> links = new(StringComparer.Ordinal);
    private Work? open;

    /// <summary>Asked at every commit.</summary>
    public Func<Fate> AtCommit { get; set; } = () => Fate.Done;

    /// <summary>Asked at every read of a whole ledger: true stops the machine there.</summary>
    public Func<bool> AtLoad { get; set; } = () => false;

    /// <summary>The machine has stopped; nothing more is read or written until it is started again.</summary>
    public bool Down { get; private set; }

    /// <summary>The revision last given to a view.</summary>
    public long Revision { get; set; }

    /// <summary>The faults of this shelf, for the tests that plant them.</summary>
    public ShelfFlaws Flaws { get; } = new();

    /// <summary>What is on the disk of one link.</summary>
    public LinkShelf Of(PartyCode peer)
    {
        if (!links.TryGetValue(peer.ToString(), out var link))
        {
            links.Add(peer.ToString(), link = new LinkShelf());
        }
        return link;
    }

    /// <summary>The machine stops: the transaction under way is as if it had never begun.</summary>
    public void Stop()
    {
        Down = true;
        open?.Dispose();
        open = null;
    }

    public void Start() => Down = false;

    public Backup BackUp() => new(links.ToDictionary(l => l.Key, l => l.Value.Copy(), StringComparer.Ordinal));

    public void Restore(Backup backup)
    {
        foreach (var (peer, link) in links)
        {
            link.Return(backup.Links.GetValueOrDefault(peer) ?? new LinkShelf());
        }
    }

    public T ReadTogether<T>(Func<IShelfReading, T> read) => read(this);

    public IShelfWork Begin()
    {
        if (Down)
        {
            throw new NodeCrashedException();
        }
        return open is null ? open = new Work(this) : throw new InvalidOperationException("There is one writer.");
    }

    public long Count(PartyCode peer, Side side) => Of(peer).Ledger(side).Statements.Count;

    public IEnumerable<ReadOnlyMemory<byte>> Statements(PartyCode peer, Side side, long from, long most)
    {
        if (most == long.MaxValue && AtLoad())
        {
            throw new NodeCrashedException();
        }
        var statements = Of(peer).Ledger(side).Statements;
        for (var i = (int)from; i < statements.Count && i - from < most; i++)
        {
            yield return statements[i];
        }
    }

    public IReadOnlyList<ShelvedStatement> About(PartyCode peer, SubjectId about)
    {
        var found = new List<ShelvedStatement>();
        foreach (var side in (Side[])[Side.Ours, Side.Theirs])
        {
            var ledger = Of(peer).Ledger(side);
            if (ledger.About.TryGetValue(about, out var places))
            {
                found.AddRange(places.Select(i => Shelved(peer, side, i)));
            }
        }
        if (Flaws.MixesLinks)
        {
            foreach (var other in links.Where(l => l.Key != peer.ToString()))
            {
                var ledger = other.Value.Ours;
                if (ledger.About.TryGetValue(about, out var places))
                {
                    found.AddRange(places.Select(i => Shelved(PartyCode.Parse(other.Key), Side.Ours, i)));
                }
            }
        }
        return found;
    }

    private ShelvedStatement Shelved(PartyCode peer, Side side, long index) =>
        new(side, index, Of(peer).Ledger(side).Statements[(int)index], ReceiptOf(peer, side, index)?.Time);

    public IReadOnlyList<Receipt> Receipts(PartyCode peer, Side side, long above, int most)
    {
        var receipts = Of(peer).Ledger(side).Receipts;
        var first = Beyond(receipts, above);
        return receipts.GetRange(first, Math.Min(most, receipts.Count - first));
    }

    public Receipt? ReceiptOf(PartyCode peer, Side side, long index) =>
        Receipts(peer, side, index, 1) is [var receipt] ? receipt : null;

    public Receipt? ReceiptUpTo(PartyCode peer, Side side, long size)
    {
        var receipts = Of(peer).Ledger(side).Receipts;
        var first = Beyond(receipts, size);
        return first > 0 ? receipts[first - 1] : null;
    }

    public ShelvedSubject? Subject(PartyCode peer, SubjectId id) => Of(peer).Subjects.GetValueOrDefault(id);

    public IEnumerable<ShelvedSubject> Subjects(PartyCode peer, string mechanism) =>
        Of(peer)
            .Subjects.Values.Where(s => string.Equals(s.Mechanism, mechanism, StringComparison.Ordinal))
            .OrderBy(s => s.Id.ToString(), StringComparer.Ordinal);

    public IReadOnlyList<SubjectId> SubjectIds(PartyCode peer) =>
        [
            .. Of(peer)
                .Ours.About.Keys.Union(Of(peer).Theirs.About.Keys)
                .OrderBy(i => i.ToString(), StringComparer.Ordinal),
        ];

    public IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, SubjectId about) =>
        Subject(peer, about)?.WithoutEffect ?? [];

    public IReadOnlyList<WithoutEffect> AllWithoutEffect(PartyCode peer) =>
        [.. Of(peer).Subjects.Values.SelectMany(s => s.WithoutEffect).OrderBy(w => w.Side).ThenBy(w => w.Index)];

    public IReadOnlyList<WithoutEffect> NewestWithoutEffect(PartyCode peer, int most) =>
        [.. AllWithoutEffect(peer).Reverse().Take(most)];

    public IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, Side side, long from, long below) =>
        [.. AllWithoutEffect(peer).Where(w => w.Side == side && w.Index >= from && w.Index < below)];

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, Side side, ParcelStanding standing, int most) =>
        [
            .. AllParcels(peer)
                .Where(p => p.Side == side && p.Standing == standing)
                .OrderBy(p => p.Size)
                .ThenBy(p => p.SealedSha256, StringComparer.Ordinal)
                .Take(most),
        ];

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, Side side, string sealedSha256) =>
        [
            .. AllParcels(peer)
                .Where(p => p.Side == side && string.Equals(p.SealedSha256, sealedSha256, StringComparison.Ordinal)),
        ];

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, SubjectId about) => Subject(peer, about)?.Parcels ?? [];

    private IEnumerable<ShelvedParcel> AllParcels(PartyCode peer) =>
        Of(peer).Subjects.Values.SelectMany(s => s.Parcels ?? []);

    public string? Divergence(PartyCode peer) => Of(peer).Divergence;

    public Stating? StatedUnder(PartyCode peer, OnceKey key) => Of(peer).StatedOnce.GetValueOrDefault(key);

    public int HighestNumber(string prefix) =>
        links
            .Values.SelectMany(l => l.Ours.About.Keys)
            .Select(i => i.ToString())
            .Where(i => i.StartsWith(prefix, StringComparison.Ordinal))
            .Select(i => int.TryParse(i[prefix.Length..], CultureInfo.InvariantCulture, out var number) ? number : 0)
            .DefaultIfEmpty(0)
            .Max();

    public void Dispose() => Stop();

    /// <summary>Ends the work under way as the disk's fate wills.</summary>
    internal void Commit(Work work)
    {
        if (Down)
        {
            throw new NodeCrashedException();
        }
        switch (AtCommit())
        {
            case Fate.Fails:
                throw new IOException("The disk is full.");
            case Fate.CrashBefore:
                if (Flaws.Torn)
                {
                    work.KeepHalf();
                }
                Stop();
                throw new NodeCrashedException();
            case Fate.CrashAfter:
                work.Settle();
                Stop();
                throw new NodeCrashedException();
            default:
                work.Settle();
                break;
        }
    }

    internal void Closed() => open = null;

    private static int Beyond(List<Receipt> receipts, long size)
    {
        var low = 0;
        for (var high = receipts.Count; low < high; )
        {
            var middle = (low + high) / 2;
            if (receipts[middle].Size <= size)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}

/// <summary>A copy of a whole shelf.</summary>
internal sealed record Backup(Dictionary<string, LinkShelf> Links);

/// <summary>Faults that a test plants in a shelf, to see that the simulator finds them.</summary>
internal sealed class ShelfFlaws
{
    /// <summary>A crash before the commit leaves the statements there, without receipts and views.</summary>
    public bool Torn { get; set; }

    /// <summary>Statements of another link are found under this one.</summary>
    public bool MixesLinks { get; set; }

    public bool LosesDivergence { get; set; }

    public bool LosesKeys { get; set; }

    public Func<Side, bool> LosesReceipt { get; set; } = _ => false;

    public Func<bool> LosesView { get; set; } = () => false;
}
