using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>One transaction on a <see cref="MemoryShelf"/>: it writes in place and knows how to undo.</summary>
internal sealed partial class Work(MemoryShelf shelf) : IShelfWork
{
    private readonly List<(bool OfStatements, Action Step)> undo = [];
    private readonly HashSet<LedgerShelf> ledgers = [];
    private bool closed;

    public long Count(PartyCode peer, Side side) => shelf.Count(peer, side);

    public IEnumerable<ReadOnlyMemory<byte>> Statements(PartyCode peer, Side side, long from, long most) =>
        shelf.Statements(peer, side, from, most);

    public IReadOnlyList<ShelvedStatement> About(PartyCode peer, SubjectId about) => shelf.About(peer, about);

    public IReadOnlyList<Receipt> Receipts(PartyCode peer, Side side, long above, int most) =>
        shelf.Receipts(peer, side, above, most);

    public Receipt? ReceiptOf(PartyCode peer, Side side, long index) => shelf.ReceiptOf(peer, side, index);

    public Receipt? ReceiptUpTo(PartyCode peer, Side side, long size) => shelf.ReceiptUpTo(peer, side, size);

    public ShelvedSubject? Subject(PartyCode peer, SubjectId id) => shelf.Subject(peer, id);

    public IEnumerable<ShelvedSubject> Subjects(PartyCode peer, string mechanism) => shelf.Subjects(peer, mechanism);

    public IReadOnlyList<SubjectId> SubjectIds(PartyCode peer) => shelf.SubjectIds(peer);

    public IReadOnlyList<WithoutEffect> AllWithoutEffect(PartyCode peer) => shelf.AllWithoutEffect(peer);

    public IReadOnlyList<WithoutEffect> NewestWithoutEffect(PartyCode peer, int most) =>
        shelf.NewestWithoutEffect(peer, most);

    public IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, Side side, long from, long below) =>
        shelf.WithoutEffect(peer, side, from, below);

    public IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, SubjectId about) =>
        shelf.WithoutEffect(peer, about);

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, Side side, ParcelStanding standing, int most) =>
        shelf.Parcels(peer, side, standing, most);

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, Side side, string sealedSha256) =>
        shelf.Parcels(peer, side, sealedSha256);

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, SubjectId about) => shelf.Parcels(peer, about);

    public string? Divergence(PartyCode peer) => shelf.Divergence(peer);

    public Stating? StatedUnder(PartyCode peer, OnceKey key) => shelf.StatedUnder(peer, key);

    public int HighestNumber(string prefix) => shelf.HighestNumber(prefix);

    public void Append(PartyCode peer, Side side, long index, ReadOnlyMemory<byte> statement, SubjectId about)
    {
        var ledger = shelf.Of(peer).Ledger(side);
        if (index != ledger.Statements.Count)
        {
            throw new InvalidOperationException($"Index {index} is not next: {ledger.Statements.Count} is.");
        }
        if (ledgers.Add(ledger))
        {
            var size = ledger.Statements.Count;
            undo.Add((true, () => ledger.Truncate(size)));
        }
        ledger.Append(statement, about);
    }

    public void Keep(PartyCode peer, Side side, Receipt receipt)
    {
        var receipts = shelf.Of(peer).Ledger(side).Receipts;
        if (receipts.Exists(r => r.Size == receipt.Size) || shelf.Flaws.LosesReceipt(side))
        {
            return;
        }
        var at = receipts.FindIndex(r => r.Size > receipt.Size);
        receipts.Insert(at < 0 ? receipts.Count : at, receipt);
        undo.Add((false, () => receipts.Remove(receipt)));
    }

    public void Keep(PartyCode peer, ShelvedSubject subject)
    {
        var subjects = shelf.Of(peer).Subjects;
        var before = subjects.GetValueOrDefault(subject.Id);
        if (before is not null && shelf.Flaws.LosesView())
        {
            return;
        }
        subjects[subject.Id] = subject with { Revision = ++shelf.Revision };
        undo.Add((false, () => PutBack(subjects, subject.Id, before)));
    }

    public void KeepDivergence(PartyCode peer, string evidence)
    {
        var link = shelf.Of(peer);
        if (link.Divergence is null && !shelf.Flaws.LosesDivergence)
        {
            link.Divergence = evidence;
            undo.Add((false, () => link.Divergence = null));
        }
    }

    public void Keep(PartyCode peer, OnceKey key, Stating stating)
    {
        if (shelf.Flaws.LosesKeys)
        {
            return;
        }
        var stated = shelf.Of(peer).StatedOnce;
        stated.Add(key, stating);
        undo.Add((false, () => stated.Remove(key)));
    }

    public void ForgetSubjects(PartyCode peer)
    {
        var subjects = shelf.Of(peer).Subjects;
        var before = subjects.ToList();
        subjects.Clear();
        undo.Add((false, () => before.ForEach(s => PutBack(subjects, s.Key, s.Value))));
    }

    public void Commit()
    {
        shelf.Commit(this);
        closed = true;
        shelf.Closed();
    }

    /// <summary>All of it is on the disk.</summary>
    public void Settle()
    {
        undo.Clear();
        foreach (var ledger in ledgers)
        {
            ledger.Settle();
        }
    }

    /// <summary>A planted fault: the statements are on the disk, the rest is not.</summary>
    public void KeepHalf()
    {
        for (var i = undo.Count - 1; i >= 0; i--)
        {
            if (!undo[i].OfStatements)
            {
                undo[i].Step();
            }
        }
        Settle();
    }

    public void Dispose()
    {
        if (closed)
        {
            return;
        }
        closed = true;
        for (var i = undo.Count - 1; i >= 0; i--)
        {
            undo[i].Step();
        }
        undo.Clear();
        shelf.Closed();
    }

    private static void PutBack(Dictionary<SubjectId, ShelvedSubject> subjects, SubjectId id, ShelvedSubject? before)
    {
        if (before is null)
        {
            subjects.Remove(id);
        }
        else
        {
            subjects[id] = before;
        }
    }
}
