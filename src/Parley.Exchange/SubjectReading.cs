using Parley.Cooperation;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>Reads one subject from the shelf: its entries of both ledgers, and the state they fold to.</summary>
internal static class SubjectReading
{
    /// <summary>The entries, not folded yet.</summary>
    /// <param name="without">An entry just written, which the caller adds itself: it and what follows it on its side
    /// are left out.</param>
    /// <param name="known">Entries read before, which are not decoded again.</param>
    public static Dossier Entries(
        IShelfReading shelf,
        PartyCode self,
        PartyCode peer,
        SubjectId id,
        Stated? without = null,
        Dossier? known = null
    )
    {
        var statements = shelf.About(peer, id);
        var dossier = new Dossier(id, self, peer)
        {
            Erasure = statements.Any(s => ErasedEntry.TryRead(s.Bytes, out _))
                ? shelf.Erased(peer, id) ?? ErasedSubject.Lost(id)
                : null,
        };
        foreach (var statement in statements)
        {
            if (without is not null && statement.Side == without.Side && statement.Index >= without.Index)
            {
                continue;
            }
            dossier.Add(
                known is not null && dossier.Erasure is null && known.Find(statement.Side, statement.Index) is { } read
                    ? read with
                    {
                        ReceivedAt = statement.ReceivedAt,
                    }
                    : Decoded(peer, statement)
            );
        }
        return dossier;
    }

    /// <summary>
    /// The entries folded by what the rules said of each when it was taken in: what the views name without effect is
    /// passed over, and no rule is asked again.
    /// </summary>
    public static Dossier Folded(
        IShelfReading shelf,
        PartyCode self,
        PartyCode peer,
        SubjectId id,
        Dossier? known = null
    )
    {
        var dossier = Entries(shelf, self, peer, id, known: known);
        var idle = shelf.WithoutEffect(peer, id).ToDictionary(w => (w.Side, w.Index), w => w.Why);
        foreach (var entry in dossier.InOrder())
        {
            var act = dossier.Act(entry, entry.ReceivedAt, new OwnVersions(dossier));
            dossier.Take(
                entry,
                idle.TryGetValue((entry.Side, entry.Index), out var why) || dossier.Erasure is not null
                    ? (dossier.State, why)
                    : (Subjects.After(dossier.State, entry.Statement, act), null)
            );
        }
        return dossier;
    }

    private static Stated Decoded(PartyCode peer, ShelvedStatement statement) =>
        ErasedEntry.TryRead(statement.Bytes, out var erased)
            ? Stated.Of(statement.Side, statement.Index, erased, statement.ReceivedAt)
        : Frame.TryRead(statement.Bytes, out var frame, out var problem)
            ? Stated.Of(statement.Side, statement.Index, frame, statement.ReceivedAt)
        : throw new InvalidDataException($"{peer} {statement.Side} {statement.Index}: {problem}");
}
