using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Storage;

namespace Parley.Node.Lines;

/// <summary>
/// The lines in a database of their own, <c>lines.db</c>: nothing waits for its disk, and where it is lost or damaged
/// it is made anew. One connection writes.
/// </summary>
public sealed class LineShelf : ILines, IScrubbed, IDisposable
{
    private readonly string path;
    private readonly Lock gate = new();
    private readonly SqliteConnection writer;
    private readonly LineWriting writing;
    private readonly ConcurrentBag<LineReading> readers = [];

    public LineShelf(string folder)
    {
        Directory.CreateDirectory(folder);
        path = Path.Combine(folder, "lines.db");
        writer = OpenOrAnew();
        writing = new LineWriting(writer);
    }

    /// <summary>The lines in a folder, or null where none were made yet.</summary>
    public static LineShelf? At(string folder) =>
        File.Exists(Path.Combine(folder, "lines.db")) ? new LineShelf(folder) : null;

    public LinesReached Reached(PartyCode peer) => Read(r => r.Reached(peer));

    public Followed? AsOf(PartyCode peer, SubjectId id) => Read(r => r.AsOf(peer, id));

    public IReadOnlyCollection<SubjectId> BuiltOn(PartyCode peer, SubjectId id) => Read(r => r.BuiltOn(peer, id));

    public IReadOnlyCollection<SubjectId> Building(PartyCode peer, SubjectId id) => Read(r => r.Building(peer, id));

    public void Keep(PartyCode peer, IReadOnlyList<FollowedSubject> subjects, LinesReached reached)
    {
        var rows = subjects.Select(subject => (subject, LineRow.Of(peer, subject))).ToList();
        lock (gate)
        {
            writing.Keep(peer, rows, reached);
        }
    }

    public bool Matches(PartyCode peer, FollowedSubject subject)
    {
        var row = LineRow.Of(peer, subject);
        return Read(r => r.Holds(peer, subject.Id, row));
    }

    public IReadOnlyCollection<SubjectId> Kept(PartyCode peer) => Read(r => r.Kept(peer));

    public void Forget(PartyCode peer)
    {
        lock (gate)
        {
            writing.Forget(peer);
        }
    }

    /// <summary>Sees to it that the disk holds no word any more of what has no line with words. False where it is to be
    /// asked again.</summary>
    public bool Scrub()
    {
        lock (gate)
        {
            return writing.Scrub();
        }
    }

    public void Dispose()
    {
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
        writing.Dispose();
        writer.Dispose();
    }

    internal T Read<T>(Func<LineReading, T> read)
    {
        if (!readers.TryTake(out var reader))
        {
            reader = new OwnedReading(
                Connect("PRAGMA query_only = 1; PRAGMA wal_autocheckpoint = 0; PRAGMA mmap_size = 4294967296;")
            );
        }
        try
        {
            return read(reader);
        }
        finally
        {
            readers.Add(reader);
        }
    }

    private SqliteConnection OpenOrAnew()
    {
        try
        {
            return OpenWriter();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Damaged or NoDatabase)
        {
            File.Delete(path);
            File.Delete($"{path}-wal");
            File.Delete($"{path}-shm");
            return OpenWriter();
        }
    }

    private const int Damaged = 11;
    private const int NoDatabase = 26;

    private SqliteConnection OpenWriter()
    {
        // Not synced at each commit: what a power cut takes is made again.
        var connection = Connect("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + Scrubbing.AtOnce);
        try
        {
            Migrations.Apply(connection, "lines");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteConnection Connect(string settings)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
        );
        try
        {
            connection.Open();
            using var commands = new PreparedSet(connection);
            foreach (
                var setting in settings
                    .Split(';', StringSplitOptions.RemoveEmptyEntries)
                    .Prepend("PRAGMA busy_timeout = 30000")
            )
            {
                commands.Run(setting);
            }
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A reader that closes its own connection.</summary>
    private sealed class OwnedReading(SqliteConnection connection) : LineReading(connection)
    {
        public override void Dispose()
        {
            base.Dispose();
            Connection.Dispose();
        }
    }
}
