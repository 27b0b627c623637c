using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;

namespace Parley.Node.Parcels;

/// <summary>A file that is brought in stretches.</summary>
/// <param name="Account">Who began it, and alone goes on with it.</param>
/// <param name="Place">What it is for: "draft 7 files", or the number of a request.</param>
/// <param name="Modified">When the file was last changed, in milliseconds as the browser says it; null where nobody
/// said.</param>
/// <param name="Key">Of what lies on the disk.</param>
/// <param name="Whole">The file as it is named, once all of it came.</param>
public sealed record Upload(
    string Id,
    string Account,
    PartyCode Peer,
    string Place,
    string Name,
    string MediaType,
    long Size,
    long? Modified,
    byte[] Key,
    BegunPlace UpTo,
    Attached? Whole
)
{
    /// <summary>How much of it is here, in hundredths.</summary>
    public int Percent => (int)(100 * UpTo.Offset / Math.Max(1, Size));
}
