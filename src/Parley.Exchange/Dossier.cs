using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>What became of one entry: it took effect, or why not.</summary>
internal sealed record Ruled(Stated Stated, Refusal? Refusal);

/// <summary>One subject's entries of both ledgers, and the state they fold to in their order.</summary>
internal sealed class Dossier(SubjectId id, PartyCode self, PartyCode peer)
{
    private List<Ruled> ruled = [];
    private List<Ruled> before = [];
    private int sure = int.MaxValue;
    private bool namesParcels;

    public SubjectId Id { get; } = id;

    public List<Stated> Ours { get; } = [];

    public List<Stated> Theirs { get; } = [];

    public Subject? State { get; private set; }

    /// <summary>What is left where this node has erased its words: then it has no state here any more, and nothing said
    /// about it later has effect.</summary>
    public ErasedSubject? Erasure { get; init; }

    /// <summary>The name under which its view is listed.</summary>
    public string Mechanism => Erasure is null ? StateFormat.Mechanism(State) : StateFormat.Erased;

    /// <summary>The entries in order, each with its ruling.</summary>
    public IReadOnlyList<Ruled> Ruled => ruled;

    /// <summary>Something changed that is not at the end: the state must be folded again.</summary>
    public bool Stale { get; set; }

    /// <summary>The shelf is known to name none of its entries as without effect.</summary>
    public bool NoneIdleOnShelf { get; set; }

    /// <summary>All our entries are receipted: what is folded now stays until another entry comes.</summary>
    public bool Settled => Ours.TrueForAll(e => e.ReceivedAt is not null);

    /// <summary>Bytes of all its entries' bodies.</summary>
    public long Length => Ours.Sum(e => (long)e.Length) + Theirs.Sum(e => (long)e.Length);

    /// <summary>The content that was put forward under a hash, or null. The hash names it: it does not matter which
    /// entry bears it.</summary>
    public string? ContentOf(string hash) =>
        Ours.Concat(Theirs)
            .Select(e => e.Statement)
            .OfType<AgreementStatement.Proposed>()
            .FirstOrDefault(p => string.Equals(p.ContentHash, hash, StringComparison.Ordinal))
            ?.Content;

    public void Add(Stated entry)
    {
        (entry.Side == Side.Ours ? Ours : Theirs).Add(entry);
        namesParcels |= SentParcel.NamedIn(entry.Statement).Any();
    }

    /// <summary>The entry at a place of one ledger, or null where it is not among these.</summary>
    public Stated? Find(Side side, long index)
    {
        var entries = side == Side.Ours ? Ours : Theirs;
        var at = Below(entries, index);
        return at < entries.Count && entries[at].Index == index ? entries[at] : null;
    }

    /// <summary>An entry that has seen everything the other side said of the subject comes last, and changes nothing
    /// before it (docs/spec/ledger.md, "Order").</summary>
    public bool EndsWith(Stated entry)
    {
        var others = entry.Side == Side.Ours ? Theirs : Ours;
        return others.Count == 0 || others[^1].Index < entry.Seen;
    }

    /// <summary>Begins the fold anew.</summary>
    public void Restart()
    {
        (before, ruled) = (ruled, []);
        State = null;
        Stale = false;
    }

    /// <summary>The fold is at its end.</summary>
    public void Finish()
    {
        before = [];
        sure = int.MaxValue;
    }

    public void Take(Stated entry, (Subject? State, Refusal? Refusal) ruling)
    {
        ruled.Add(new Ruled(entry, ruling.Refusal));
        State = ruling.Refusal is null ? ruling.State : State;
    }

    /// <summary>
    /// Takes the entry as it was ruled on before this fold began, where that holds still: all before it are the same,
    /// and none of them was receipted since. Rules look at when earlier entries arrived, never at when their own did.
    /// </summary>
    public bool TakeAsBefore(Stated entry, Act act)
    {
        var place = ruled.Count;
        if (place >= sure || place >= before.Count || !entry.IsAt(before[place].Stated))
        {
            sure = 0;
            return false;
        }
        var refusal = before[place].Refusal;
        Take(entry, (refusal is null ? Subjects.After(State, entry.Statement, act) : State, refusal));
        return true;
    }

    /// <summary>The circumstances of an entry.</summary>
    public Act Act(Stated entry, DateTimeOffset? receivedAt, IAsSeen seen)
    {
        var (by, other) = entry.Side == Side.Ours ? (self, peer) : (peer, self);
        return new Act(by, other, entry.Officer, entry.At, receivedAt, Id, entry.Exercise, seen);
    }

    /// <summary>One of our entries is receipted; the state is to be folded again.</summary>
    /// <returns>Whether something may be ruled otherwise now.</returns>
    public bool Receipted(long index, DateTimeOffset time)
    {
        var at = Below(Ours, index);
        Ours[at] = Ours[at] with { ReceivedAt = time };
        var wasStale = Stale;
        Stale = true;
        sure = Math.Min(sure, ruled.FindIndex(r => r.Stated.IsAt(Ours[at])) + 1);
        return wasStale || sure < ruled.Count;
    }

    /// <summary>The entries of both sides in the order both parties compute.</summary>
    public IEnumerable<Stated> InOrder()
    {
        var (first, second) = self.CompareTo(peer) < 0 ? (Ours, Theirs) : (Theirs, Ours);
        foreach (var (fromFirst, position) in MergeOrder.Merge(Placed(first), Placed(second)))
        {
            yield return fromFirst ? first[position] : second[position];
        }
    }

    /// <summary>The same subject with the entries below the two sizes only.</summary>
    public Dossier Upto(long ours, long theirs)
    {
        var dossier = new Dossier(Id, self, peer);
        var (mine, others) = CountUpto(ours, theirs);
        dossier.Ours.AddRange(Ours[..mine]);
        dossier.Theirs.AddRange(Theirs[..others]);
        return dossier;
    }

    /// <summary>How many entries of each side lie below the two sizes.</summary>
    public (int Ours, int Theirs) CountUpto(long ours, long theirs) => (Below(Ours, ours), Below(Theirs, theirs));

    public ShelvedSubject View() =>
        new(
            Id,
            Mechanism,
            Ours.Concat(Theirs).Max(e => e.At),
            [
                .. ruled
                    .Where(r => r.Refusal is not null)
                    .Select(r => new WithoutEffect(Id, r.Stated.Side, r.Stated.Index, r.Stated.Type, r.Refusal!)),
            ]
        )
        {
            NoneBefore = NoneIdleOnShelf,
            Parcels = namesParcels || Erasure is not null ? ParcelsNamed() : null,
        };

    private List<ShelvedParcel> ParcelsNamed() =>
        State is Request request
            ?
            [
                .. SentParcel
                    .Of(request)
                    .Select(p => new ShelvedParcel(
                        Id,
                        p.By == self ? Side.Ours : Side.Theirs,
                        p.Parcel.SealedSha256,
                        p.Parcel.Size,
                        p.Standing
                    )),
            ]
            : [];

    private static int Below(List<Stated> entries, long size)
    {
        var low = 0;
        for (var high = entries.Count; low < high; )
        {
            var middle = (low + high) / 2;
            (low, high) = entries[middle].Index < size ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private static Placed[] Placed(List<Stated> entries) => [.. entries.Select(e => new Placed(e.Index, e.Seen))];
}
