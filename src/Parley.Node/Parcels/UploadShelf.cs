using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;
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
    /// <param name="draft">The draft it is for; null where it is for a request.</param>
    /// <returns>Null where the draft has left or is gone.</returns>
    public Upload? Begin(string account, PartyCode peer, string place, long? draft, UploadSaid said)
    {
        var id = Guid.NewGuid().ToString("N");
        var (key, now) = (BegunParcel.NewKey(), clock.GetUtcNow());
        var upload = new Upload(id, account, peer, place, said, key, default, false, Whole: null, now);
        using var db = database.Open();
        // In one step: what is begun for a draft goes with it.
        var isBegun = db.Execute(
            """
            INSERT INTO upload (id, account, peer, place, draft, name, media, size, modified, begins, sha256, seal, at)
            SELECT @Id, @Account, @peer, @Place, @draft,
                @Name, @MediaType, @Size, @Modified, @Begins, @Sha256, @Key, @now
            WHERE @draft IS NULL
                OR EXISTS (SELECT 1 FROM draft WHERE id = @draft AND deleted = 0 AND released IS NULL)
            """,
            new
            {
                upload.Id,
                upload.Account,
                peer = $"{peer}",
                upload.Place,
                draft,
                said.Name,
                said.MediaType,
                said.Size,
                said.Modified,
                said.Begins,
                said.Sha256,
                upload.Key,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        return isBegun == 1 ? upload : null;
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

    /// <summary>All that are not whole, whoever began them.</summary>
    public IReadOnlyList<UnderWay> UnderWay()
    {
        using var db = database.Open();
        return
        [
            .. db.Query<(string Id, string Account, long Size, long Offset, long At)>(
                    "SELECT id, account, size, upto, at FROM upload WHERE whole IS NULL"
                )
                .Select(row => new UnderWay(
                    row.Id,
                    row.Account,
                    row.Size,
                    row.Offset,
                    DateTimeOffset.FromUnixTimeMilliseconds(row.At)
                )),
        ];
    }

    /// <summary>Takes one for oneself, so that no two write to it at once; null where another has it.</summary>
    public IDisposable? Hold(string id) => held.TryAdd(id, 0) ? new Holding(held, id) : null;

    /// <summary>Less lies on the disk than was noted, as after a loss of power.</summary>
    public bool IsShort(Upload upload)
    {
        var file = new FileInfo(FileOf(upload.Id));
        return (file.Exists ? file.Length : 0) < upload.UpTo.Stored;
    }

    /// <summary>What has come of it, to be read and written: what was not noted is cut off.</summary>
    /// <exception cref="InvalidDataException">Less is here than was noted.</exception>
    public FileStream Open(Upload upload)
    {
        if (IsShort(upload))
        {
            throw new InvalidDataException("Less of the file is on the disk than was noted.");
        }
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

    /// <summary>Notes how far it is; everything before is on the disk. Where no byte came, it did not move.</summary>
    /// <returns>False where it is not wanted any more.</returns>
    public bool Note(string id, BegunPlace upTo)
    {
        using var db = database.Open();
        return db.Execute(
                """
                UPDATE upload SET upto = @Offset, stored = @Stored, at = iif(upto = @Offset, at, @now)
                WHERE id = @id
                """,
                new
                {
                    id,
                    upTo.Offset,
                    upTo.Stored,
                    now = Now,
                }
            ) > 0;
    }

    /// <summary>What came was found to begin as was said.</summary>
    public void Prove(string id)
    {
        using var db = database.Open();
        db.Execute("UPDATE upload SET proved = 1 WHERE id = @id", new { id });
    }

    /// <summary>Claims it for the work that notes it where it belongs: it is whole then, and its key is gone.</summary>
    /// <returns>False where it was given up, or went with what it was for.</returns>
    public bool Claim(string id, string sealedSha256, SqliteConnection db, SqliteTransaction work) =>
        db.Execute(
            "UPDATE upload SET whole = @sealedSha256, seal = x'', at = @now WHERE id = @id AND whole IS NULL",
            new
            {
                id,
                sealedSha256,
                now = Now,
            },
            work
        ) == 1;

    /// <summary>It was noted where it belongs: what came in stretches goes.</summary>
    public void Finish(string id) => File.Delete(FileOf(id));

    /// <summary>It is not wanted any more, while it is not whole; what is just being sealed of it is not
    /// attached.</summary>
    /// <returns>False where it is whole already, or gone.</returns>
    public bool GiveUp(string id)
    {
        using var db = database.Open();
        // First the key: what were left without it could not be opened.
        var isGone = db.Execute("DELETE FROM upload WHERE id = @id AND whole IS NULL", new { id }) == 1;
        if (isGone)
        {
            File.Delete(FileOf(id));
        }
        return isGone;
    }

    /// <summary>Lets go of it, whole or not.</summary>
    public void Remove(string id)
    {
        using var db = database.Open();
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
        public string? begins { get; init; }
        public string? sha256 { get; init; }
        public long proved { get; init; }
        public string? whole { get; init; }
        public long at { get; init; }

        public Upload Read() =>
            new(
                id,
                account,
                PartyCode.Parse(peer),
                place,
                new UploadSaid(name, media, size, modified, begins, sha256),
                seal,
                new BegunPlace(upto, stored),
                proved == 1,
                whole,
                DateTimeOffset.FromUnixTimeMilliseconds(at)
            );
    }
#pragma warning restore IDE1006
}
