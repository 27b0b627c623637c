using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>What the disk in memory keeps of erased requests.</summary>
internal sealed partial class MemoryShelf
{
    public ErasedSubject? Erased(PartyCode peer, SubjectId id) => Of(peer).Erased.GetValueOrDefault(id);

    public IReadOnlyList<ErasedSubject> ErasedAbove(PartyCode peer, long number, int most) =>
        [.. Of(peer).Erased.Values.Where(e => e.Number > number).OrderBy(e => e.Number).Take(most)];

    public IReadOnlyList<ErasedSubject> ErasedUnsettled(PartyCode peer) =>
        [.. Of(peer).Erased.Values.Where(e => !e.Settled).OrderBy(e => e.Number)];

    public IReadOnlyList<SubjectId> SaidSinceErased(PartyCode peer, int most) =>
        [
            .. AllWithoutEffect(peer)
                .Where(w => w.Why.Code == LinkRefusals.ErasedHere.Code)
                .Select(w => w.About)
                .Distinct()
                .Take(most),
        ];

    public long ErasedCount(PartyCode peer) => Of(peer).Erased.Values.Select(e => e.Number).DefaultIfEmpty(0).Max();

    public bool Scrub() => true;
}

/// <summary>How a transaction erases, and how that is undone where it fails.</summary>
internal sealed partial class Work
{
    public ErasedSubject? Erased(PartyCode peer, SubjectId id) => shelf.Erased(peer, id);

    public IReadOnlyList<ErasedSubject> ErasedAbove(PartyCode peer, long number, int most) =>
        shelf.ErasedAbove(peer, number, most);

    public IReadOnlyList<ErasedSubject> ErasedUnsettled(PartyCode peer) => shelf.ErasedUnsettled(peer);

    public IReadOnlyList<SubjectId> SaidSinceErased(PartyCode peer, int most) => shelf.SaidSinceErased(peer, most);

    public long ErasedCount(PartyCode peer) => shelf.ErasedCount(peer);

    public void Erase(PartyCode peer, ErasedSubject left, IReadOnlyList<ErasedPlace> places)
    {
        var link = shelf.Of(peer);
        foreach (var place in places)
        {
            var statements = link.Ledger(place.Side).Statements;
            var before = statements[(int)place.Index];
            statements[(int)place.Index] = place.Kept;
            undo.Add((false, () => statements[(int)place.Index] = before));
        }
        var known = link.Erased.GetValueOrDefault(left.Id);
        link.Erased[left.Id] = (known ?? left with { Number = ErasedCount(peer) + 1 }) with { Settled = false };
        undo.Add((false, () => PutBack(link, left.Id, known)));
        foreach (var key in link.StatedOnce.Where(k => k.Value.About == left.Id).ToList())
        {
            link.StatedOnce.Remove(key.Key);
            undo.Add((false, () => link.StatedOnce.Add(key.Key, key.Value)));
        }
    }

    public void SettleErased(PartyCode peer, SubjectId id)
    {
        var link = shelf.Of(peer);
        var known = link.Erased[id];
        link.Erased[id] = known with { Settled = true };
        undo.Add((false, () => PutBack(link, id, known)));
    }

    private static void PutBack(LinkShelf link, SubjectId id, ErasedSubject? before)
    {
        if (before is null)
        {
            link.Erased.Remove(id);
        }
        else
        {
            link.Erased[id] = before;
        }
    }
}
