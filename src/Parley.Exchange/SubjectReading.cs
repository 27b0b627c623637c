using Parley.Cooperation;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>Reads one subject from the shelf: its entries of both ledgers, and the state they fold to.</summary>
internal static class SubjectReading
{
    /// <summary>The entries, not folded yet.</summary>
    /// <param name="without">An entry just written, which the caller adds itself: it and what follows it on its side
    /// are left out.</param>
    public static Dossier Entries(
        IShelfReading shelf,
        PartyCode self,
        PartyCode peer,
        SubjectId id,
        Stated? without = null
    )
    {
        var dossier = new Dossier(id, self, peer);
        foreach (var statement in shelf.About(peer, id))
        {
            if (without is not null && statement.Side == without.Side && statement.Index >= without.Index)
            {
                continue;
            }
            var frame = Frame.TryRead(statement.Bytes, out var read, out var problem)
                ? read
                : throw new InvalidDataException($"{peer} {statement.Side} {statement.Index}: {problem}");
            dossier.Add(Stated.Of(statement.Side, statement.Index, frame, statement.ReceivedAt));
        }
        return dossier;
    }

    /// <summary>
    /// The entries folded by what the rules said of each when it was taken in: what the views name without effect is
    /// passed over, and no rule is asked again.
    /// </summary>
    public static Dossier Folded(IShelfReading shelf, PartyCode self, PartyCode peer, SubjectId id)
    {
        var dossier = Entries(shelf, self, peer, id);
        var idle = shelf.WithoutEffect(peer, id).ToDictionary(w => (w.Side, w.Index), w => w.Why);
        foreach (var entry in dossier.InOrder())
        {
            var act = dossier.Act(entry, entry.ReceivedAt, new OwnVersions(dossier));
            dossier.Take(
                entry,
                idle.TryGetValue((entry.Side, entry.Index), out var why)
                    ? (dossier.State, why)
                    : (Subjects.After(dossier.State, entry.Statement, act), null)
            );
        }
        return dossier;
    }
}
