using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;
using Parley.Node.Requests;

namespace Parley.Node.Parcels;

/// <summary>
/// Removes ciphertexts of our own that nothing names: of a draft that was thrown away, of a file that was taken out
/// again, of an upload that broke off before it was noted.
/// </summary>
public sealed class ParcelSweep(
    JointRecord record,
    IParcelShelf shelf,
    DraftShelf drafts,
    PreparedShelf prepared,
    SaidDrafts said,
    ReadyFiles ready,
    TimeProvider clock
)
{
    /// <summary>What nothing names is removed when nothing has named it for so long: it may just be on its way into a
    /// draft.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> unnamed = new(StringComparer.Ordinal);
    private DateTimeOffset next = DateTimeOffset.MinValue;

    /// <summary>Looks through all files, a few times in an hour.</summary>
    public void Run()
    {
        var now = clock.GetUtcNow();
        if (now < next)
        {
            return;
        }
        next = now + (Grace / 4);
        foreach (var peer in record.Peers)
        {
            var wanted = Wanted(peer.Code);
            foreach (var hash in shelf.Held(peer.Code, Side.Ours))
            {
                if (wanted.Contains(hash) || record.Reading.IsNamedTo(peer.Code, hash))
                {
                    unnamed.Remove(hash);
                }
                else if (!unnamed.TryAdd(hash, now) && now - unnamed[hash] >= Grace)
                {
                    shelf.Forget(peer.Code, hash);
                    unnamed.Remove(hash);
                }
            }
        }
    }

    /// <summary>Removes files at once that were taken out, where nothing else names them.</summary>
    public void Forget(PartyCode peer, IEnumerable<Attached> files)
    {
        var wanted = Wanted(peer);
        foreach (var hash in files.Select(file => file.Parcel.SealedSha256))
        {
            if (!wanted.Contains(hash) && !record.Reading.IsNamedTo(peer, hash))
            {
                shelf.Forget(peer, hash);
            }
        }
    }

    /// <summary>Whether something that has not left yet names a file of our own.</summary>
    public bool IsWanted(PartyCode peer, string sealedSha256) => Wanted(peer).Contains(sealedSha256);

    private HashSet<string> Wanted(PartyCode peer) =>
        [
            .. drafts
                .All()
                .Where(draft => draft.Peer == peer)
                .SelectMany(draft => SentParcel.In(draft.Draft.Entries))
                .Concat(prepared.All().SelectMany(one => SentParcel.NamedIn(one.Statement)))
                .Concat(said.FilesOf(peer))
                .Select(file => file.Parcel.SealedSha256),
            .. ready.All(peer),
        ];
}
