using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Parcels;

/// <summary>What is said of a file before its first byte comes.</summary>
/// <param name="Modified">When the file was last changed, in milliseconds as the browser says it; null where nobody
/// said.</param>
/// <param name="Begins">SHA-256 of its first <see cref="First"/> bytes; null where nobody said.</param>
/// <param name="Sha256">SHA-256 of all of it; null where nobody said.</param>
public sealed record UploadSaid(
    string Name,
    string MediaType,
    long Size,
    long? Modified,
    string? Begins,
    string? Sha256
)
{
    /// <summary>So many bytes tell a file from another of the same name, size and time.</summary>
    public const long First = 8 << 20;

    /// <summary>How many bytes <see cref="Begins"/> is of.</summary>
    public long FirstBytes => Math.Min(First, Size);

    /// <summary>Enough is said to know the file again.</summary>
    public bool IsKnownAgain => Modified is not null && Begins is not null;
}

/// <summary>A file that is brought in stretches.</summary>
/// <param name="Account">Who began it, and alone goes on with it.</param>
/// <param name="Place">What it is for: "draft 7 files", or the number of a request.</param>
/// <param name="Key">Of what lies on the disk.</param>
/// <param name="Proved">What came was found to begin as was said.</param>
/// <param name="Whole">The hash of the sealed file, once it was noted where it belongs.</param>
/// <param name="Moved">When its last bytes came; before the first, when it was begun.</param>
public sealed record Upload(
    string Id,
    string Account,
    PartyCode Peer,
    string Place,
    UploadSaid Said,
    byte[] Key,
    BegunPlace UpTo,
    bool Proved,
    string? Whole,
    DateTimeOffset Moved
)
{
    /// <summary>How much of it is here, in hundredths.</summary>
    public int Percent => (int)(100 * UpTo.Offset / Math.Max(1, Said.Size));
}

/// <summary>One that is not whole, as far as its room goes.</summary>
/// <param name="Size">Bytes of the whole file, as was said.</param>
/// <param name="Offset">Those that are here.</param>
/// <param name="Moved">When the last of them came; before the first, when it was begun.</param>
public readonly record struct UnderWay(string Id, string Account, long Size, long Offset, DateTimeOffset Moved)
{
    /// <summary>What is still to be written of it: the rest, and all of it once more as a parcel.</summary>
    public long ToWrite => Size - Offset + Size;
}

/// <summary>Whether one is still wanted, asked within the work that notes it where it belongs: where it is not, nothing
/// of that work is done.</summary>
public delegate bool Claim(SqliteConnection db, SqliteTransaction work);
