using Parley.Cooperation;
using Parley.Exchange;
using Parley.Exchange.Formats;

namespace Parley.Node.Storage;

/// <summary>How the shelf erases a request.</summary>
internal sealed partial class SqliteWork
{
    public void Erase(PartyCode peer, ErasedSubject left, IReadOnlyList<ErasedPlace> places)
    {
        foreach (var place in places)
        {
            Run("UPDATE statement SET bytes = ? WHERE id = ?", place.Kept, First(peer, place.Side) + place.Index);
        }
        Run(
            """
            INSERT INTO erased (peer, about, number, at, rule, state, kind, made, measures, files, settled)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (peer, about) DO UPDATE SET settled = 0
            """,
            peer.ToString(),
            left.Id.ToString(),
            ErasedCount(peer) + 1,
            left.At.ToUnixTimeMilliseconds(),
            left.Rule,
            left.StateHash,
            left.Kind,
            left.Made,
            left.Measures is { } measures ? new ReadOnlyMemory<byte>(ErasedFormat.Write(measures)) : null,
            new ReadOnlyMemory<byte>(ErasedFormat.Write(left.Files))
        );
        // The key of a draft is made by chance alone; every other holds a hash of what was said.
        Run(
            "DELETE FROM stated_once WHERE peer = ? AND about = ? AND key NOT LIKE 'draft %'",
            peer.ToString(),
            left.Id.ToString()
        );
    }

    public void SettleErased(PartyCode peer, SubjectId id) =>
        Run("UPDATE erased SET settled = 1 WHERE peer = ? AND about = ?", peer.ToString(), id.ToString());
}
