using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;

namespace Parley.Node.Storage;

/// <summary>What the shelf can tell of parcels.</summary>
internal partial class SqliteReading
{
    private const string ParcelRows = "SELECT about, side, sealed, size, standing FROM parcel ";

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, Side side, ParcelStanding standing, int most) =>
        Parcels(
            "WHERE peer = ? AND side = ? AND standing = ? ORDER BY size LIMIT ?",
            peer.ToString(),
            (int)side,
            (int)standing,
            most
        );

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, Side side, string sealedSha256) =>
        Parcels("WHERE peer = ? AND side = ? AND sealed = ?", peer.ToString(), (int)side, sealedSha256);

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, SubjectId about) =>
        Parcels("WHERE peer = ? AND about = ?", peer.ToString(), about.ToString());

    private List<ShelvedParcel> Parcels(string where, params ReadOnlySpan<object> values)
    {
        var found = new List<ShelvedParcel>();
        Query(
            ParcelRows + where,
            r =>
                found.Add(
                    new ShelvedParcel(
                        SubjectId.Parse(r.Text(0)),
                        (Side)r.Number(1),
                        r.Text(2),
                        r.Number(3),
                        (ParcelStanding)r.Number(4)
                    )
                ),
            values
        );
        return found;
    }
}
