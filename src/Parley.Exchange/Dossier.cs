using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange.Formats;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>What became of one entry: it took effect, or why not.</summary>
internal sealed record Ruled(Stated Stated, Refusal? Refusal);

/// <summary>One subject's entries of both ledgers, and the state they fold to in their order.</summary>
internal sealed class Dossier(SubjectId id, bool weAreFirst)
{
    private readonly List<Ruled> ruled = [];

    public SubjectId Id { get; } = id;

    public List<Stated> Ours { get; } = [];

    public List<Stated> Theirs { get; } = [];

    public Subject? State { get; private set; }

    /// <summary>The entries in order, each with its ruling.</summary>
    public IReadOnlyList<Ruled> Ruled => ruled;

    /// <summary>Something changed that is not at the end: the state must be folded again.</summary>
    public bool Stale { get; set; }

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

    public void Add(Stated entry) => (entry.Side == Side.Ours ? Ours : Theirs).Add(entry);

    /// <summary>An entry that has seen everything the other side said of the subject comes last, and changes nothing
    /// before it (docs/spec/ledger.md, "Order").</summary>
    public bool EndsWith(Stated entry)
    {
        var others = entry.Side == Side.Ours ? Theirs : Ours;
        return others.Count == 0 || others[^1].Index < entry.Seen;
    }

    public void Restart()
    {
        ruled.Clear();
        State = null;
        Stale = false;
    }

    public void Take(Stated entry, (Subject? State, Refusal? Refusal) ruling)
    {
        ruled.Add(new Ruled(entry, ruling.Refusal));
        State = ruling.Refusal is null ? ruling.State : State;
    }

    public void Receipted(long index, DateTimeOffset time)
    {
        var at = Ours.FindIndex(e => e.Index == index);
        Ours[at] = Ours[at] with { ReceivedAt = time };
    }

    /// <summary>The entries of both sides in the order both parties compute.</summary>
    public IEnumerable<Stated> InOrder()
    {
        var (first, second) = weAreFirst ? (Ours, Theirs) : (Theirs, Ours);
        foreach (var (fromFirst, position) in MergeOrder.Merge(Placed(first), Placed(second)))
        {
            yield return fromFirst ? first[position] : second[position];
        }
    }

    /// <summary>The same subject with the entries below the two sizes only.</summary>
    public Dossier Upto(long ours, long theirs)
    {
        var dossier = new Dossier(Id, weAreFirst);
        dossier.Ours.AddRange(Ours.TakeWhile(e => e.Index < ours));
        dossier.Theirs.AddRange(Theirs.TakeWhile(e => e.Index < theirs));
        return dossier;
    }

    public ShelvedSubject View() =>
        new(
            Id,
            StateFormat.Mechanism(State),
            StateFormat.Write(State),
            Ours.Concat(Theirs).Max(e => e.At),
            [
                .. ruled
                    .Where(r => r.Refusal is not null)
                    .Select(r => new WithoutEffect(Id, r.Stated.Side, r.Stated.Index, r.Stated.Type, r.Refusal!)),
            ]
        );

    private static Placed[] Placed(List<Stated> entries) => [.. entries.Select(e => new Placed(e.Index, e.Seen))];
}
