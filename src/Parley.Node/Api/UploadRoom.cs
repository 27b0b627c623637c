using Parley.Cooperation.Parcels;
using Parley.Node.Desk;
using Parley.Node.Parcels;

namespace Parley.Node.Api;

/// <summary>Whether there is room for one more file in stretches: of one officer, of all together, and on the disk.
/// </summary>
internal sealed class UploadRoom(UploadShelf uploads, Quotas quotas, DeskOptions options, IDiskRoom disk)
{
    /// <summary>Files one officer has under way.</summary>
    private const int MostUnderWay = ParcelRules.MostAtOnce;

    /// <summary>Why one more is not begun; null where it may be.</summary>
    public ApiProblem? Refusal(string account, long size)
    {
        var most = quotas.Usual.MostHeld;
        var (mine, all) = (uploads.UnderWay(account), uploads.UnderWay(account: null));
        if (mine.Count >= MostUnderWay || size > most - mine.Bytes)
        {
            return UploadProblems.TooMany;
        }
        // All together: twice as much as one, so that none who brings all it may keeps every other from it.
        if (size > most - (all.Bytes - most))
        {
            return UploadProblems.TooManyTogether;
        }
        // It lies here twice for a while: as it came, and as a parcel. What the others still need is kept for them.
        var free = disk.FreeIn(options.DataFolder) - all.ToWrite;
        return size > free - size ? UploadProblems.DiskFull : null;
    }
}
