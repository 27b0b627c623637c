using Parley.Cooperation.Parcels;
using Parley.Node.Desk;
using Parley.Node.Parcels;

namespace Parley.Node.Api;

/// <summary>
/// Whether there is room for a file in stretches: of one officer, of all together, and on the disk. Room is kept only
/// for what moves: what was begun and is silent keeps nobody out, and is asked again when its next bytes come.
/// </summary>
internal sealed class UploadRoom(
    UploadShelf uploads,
    Quotas quotas,
    DeskOptions options,
    IDiskRoom disk,
    TimeProvider clock
)
{
    /// <summary>Files one officer has under way.</summary>
    private const int MostUnderWay = ParcelRules.MostAtOnce;

    /// <summary>So long room is kept for one after its last byte: a cut line is back sooner, or for nobody knows how
    /// long.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    private readonly Lock counting = new();
    private readonly HashSet<string> coming = new(StringComparer.Ordinal);

    private long Most => quotas.Usual.MostHeld;

    /// <summary>Why one more is not begun; null where it may be.</summary>
    public ApiProblem? Refusal(string account, long size)
    {
        lock (counting)
        {
            var all = uploads.UnderWay();
            var mine = all.Where(one => string.Equals(one.Account, account, StringComparison.Ordinal)).ToList();
            return mine.Count >= MostUnderWay || size > Most - mine.Sum(one => one.Size)
                ? UploadProblems.TooMany
                : Refusal(all, size, size);
        }
    }

    /// <summary>Keeps room for one whose next bytes are there to be written, until that is disposed of.</summary>
    /// <exception cref="ProblemException">There is none now; what came of it before stays.</exception>
    public IDisposable Admit(Upload upload)
    {
        lock (counting)
        {
            var (size, rest) = (upload.Said.Size, upload.Said.Size - upload.UpTo.Offset);
            // What has its room already is refused only where the disk was filled by something else meanwhile.
            var refusal = Moves(upload.UpTo.Offset, upload.Moved)
                ? OnDisk(size, rest, kept: 0)
                : Refusal(uploads.UnderWay(), size, rest);
            if (refusal is not null)
            {
                throw new ProblemException(refusal);
            }
            coming.Add(upload.Id);
        }
        return new Coming(this, upload.Id);
    }

    /// <summary>Why there is none now for what is not moving yet.</summary>
    /// <param name="rest">What is not here of it.</param>
    private ApiProblem? Refusal(IReadOnlyList<UnderWay> all, long size, long rest)
    {
        var moving = all.Where(one => coming.Contains(one.Id) || Moves(one.Offset, one.Moved)).ToList();
        // What is here counts, silent or not; of what moves, all that is to come.
        var held = all.Sum(one => one.Offset) + moving.Sum(one => one.Size - one.Offset);
        // All together: twice as much as one, so that none who brings all it may keeps every other from it.
        return rest > Most - (held - Most)
            ? UploadProblems.TooManyTogether
            : OnDisk(size, rest, moving.Sum(one => one.ToWrite));
    }

    /// <summary>Whether the disk has room: it lies here twice for a while, as it came and as a parcel.</summary>
    /// <param name="kept">What the others that move still need.</param>
    private ApiProblem? OnDisk(long size, long rest, long kept) =>
        size > disk.FreeIn(options.DataFolder) - kept - rest ? UploadProblems.DiskFull : null;

    private bool Moves(long offset, DateTimeOffset moved) => offset > 0 && moved >= clock.GetUtcNow() - KeptFor;

    private sealed class Coming(UploadRoom room, string id) : IDisposable
    {
        public void Dispose()
        {
            lock (room.counting)
            {
                room.coming.Remove(id);
            }
        }
    }
}
