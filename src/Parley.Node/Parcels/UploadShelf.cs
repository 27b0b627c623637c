using System.Collections.Concurrent;
using Dapper;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Desk;
using Parley.Node.Erasing;

namespace Parley.Node.Parcels;

/// <summary>
/// Files that are brought in stretches: how far each is, and what has come of it, sealed, in the folder
/// <c>uploads</c>. What nobody goes on with is let go of after a day.
/// </summary>
public sealed class UploadShelf(DeskDatabase database, DeskOptions options, TimeProvider clock) : IKeptBeside
{
    /// <summary>So long one is kept after the last byte came.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(15);

    private readonly string folder = OwnerOnly.Make(Path.Combine(options.DataFolder, "uploads"));
    private readonly ConcurrentDictionary<string, byte> held = new(StringComparer.Ordinal);
    private DateTimeOffset next = DateTimeOffset.MinValue;

    /// <summary>Begins one, of which nothing has come yet.</summary>
    public Upload Begin(
        string account,
        PartyCode peer,
        string place,
        string name,
        string mediaType,
        long size,
        long? modified
    )
    {
        var upload = new Upload(
            Guid.NewGuid().ToString("N"),
            account,
            peer,
            place,
            name,
            mediaType,
            size,
            modified,
            BegunParcel.NewKey(),
            default,
            Whole: null
        );
        using var db = database.Open();
        db.Execute(
            """
            INSERT INTO upload (id, account, peer, place, name, media, size, modified, seal, at)
            VALUES (@Id, @Account, @peer, @Place, @Name, @MediaType, @Size, @Modified, @Key, @now)
            """,
            new
            {
                upload.Id,
                upload.Account,
                peer = $"{peer}",
                upload.Place,
                upload.Name,
                upload.MediaType,
                upload.Size,
                upload.Modified,
                upload.Key,
                now = Now,
            }
        );
        return upload;
    }

    /// <summary>One that this account began for this place; null where there is none.</summary>
    public Upload? Find(string id, string account, string place) =>
        Of(account, place).FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal));

    /// <summary>What an account began for a place, in the order of their names.</summary>
    public IReadOnlyList<Upload> Of(string account, string place)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>(
                    "SELECT * FROM upload WHERE account = @account AND place = @place ORDER BY name, id",
                    new { account, place }
                )
                .Select(row => row.Read()),
        ];
    }

    /// <summary>How many an account has under way, and how many bytes their files have.</summary>
    public (long Count, long Bytes) UnderWay(string account)
    {
        using var db = database.Open();
        return db.QuerySingle<(long, long)>(
            "SELECT count(*), coalesce(sum(size), 0) FROM upload WHERE account = @account AND whole IS NULL",
            new { account }
        );
    }

    /// <summary>Takes one for oneself, so that no two write to it at once; null where another has it.</summary>
    public IDisposable? Hold(string id) => held.TryAdd(id, 0) ? new Holding(held, id) : null;

    /// <summary>What has come of it, to be read and written: what was not noted is cut off.</summary>
    public FileStream Open(Upload upload)
    {
        var stream = new FileStream(
            FileOf(upload.Id),
            new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read | FileShare.Delete,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            }
        );
        if (stream.Length > upload.UpTo.Stored)
        {
            stream.SetLength(upload.UpTo.Stored);
        }
        return stream;
    }

    /// <summary>Notes how far it is; everything before is on the disk.</summary>
    /// <returns>False where it is not wanted any more.</returns>
    public bool Note(string id, BegunPlace upTo)
    {
        using var db = database.Open();
        return db.Execute(
                "UPDATE upload SET upto = @Offset, stored = @Stored, at = @now WHERE id = @id",
                new
                {
                    id,
                    upTo.Offset,
                    upTo.Stored,
                    now = Now,
                }
            ) > 0;
    }

    /// <summary>It is whole, and noted where it belongs: what came in stretches goes, with its key.</summary>
    public void Finish(string id, Attached whole)
    {
        using var db = database.Open();
        db.Execute(
            "UPDATE upload SET whole = @whole, seal = x'', at = @now WHERE id = @id",
            new
            {
                id,
                whole = ParcelFormat.Write(whole),
                now = Now,
            }
        );
        File.Delete(FileOf(id));
    }

    /// <summary>It is not wanted any more.</summary>
    public void Remove(string id)
    {
        using var db = database.Open();
        // First the key: what were left without it could not be opened.
        db.Execute("DELETE FROM upload WHERE id = @id", new { id });
        File.Delete(FileOf(id));
    }

    /// <summary>Lets go of what nobody went on with, and of what belongs to none; a few times in an hour.</summary>
    public void Sweep()
    {
        var now = clock.GetUtcNow();
        if (now < next)
        {
            return;
        }
        next = now + BetweenSweeps;
        using var db = database.Open();
        var late = db.Query<string>(
            "SELECT id FROM upload WHERE at < @before",
            new { before = (now - Kept).ToUnixTimeMilliseconds() }
        );
        foreach (var id in late)
        {
            using var mine = Hold(id);
            if (mine is not null)
            {
                Remove(id);
            }
        }
        // In this order: of one that is just begun the row is there before the file.
        var files = Directory.GetFiles(folder);
        var known = db.Query<string>("SELECT id FROM upload").ToHashSet(StringComparer.Ordinal);
        foreach (var file in files.Where(file => !known.Contains(Path.GetFileName(file))))
        {
            File.Delete(file);
        }
    }

    public void Erase(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        var about = new { peer = $"{peer}", place = $"{request}" };
        foreach (var id in db.Query<string>("SELECT id FROM upload WHERE peer = @peer AND place = @place", about))
        {
            Remove(id);
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private string FileOf(string id) => Path.Combine(folder, Guid.ParseExact(id, "N").ToString("N"));

    private sealed class Holding(ConcurrentDictionary<string, byte> held, string id) : IDisposable
    {
        public void Dispose() => held.TryRemove(id, out _);
    }

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public string id { get; init; } = "";
        public string account { get; init; } = "";
        public string peer { get; init; } = "";
        public string place { get; init; } = "";
        public string name { get; init; } = "";
        public string media { get; init; } = "";
        public long size { get; init; }
        public long? modified { get; init; }
        public byte[] seal { get; init; } = [];
        public long upto { get; init; }
        public long stored { get; init; }
        public byte[]? whole { get; init; }

        public Upload Read() =>
            new(
                id,
                account,
                PartyCode.Parse(peer),
                place,
                name,
                media,
                size,
                modified,
                seal,
                new BegunPlace(upto, stored),
                whole is null ? null : ParcelFormat.Read(whole)
            );
    }
#pragma warning restore IDE1006
}
