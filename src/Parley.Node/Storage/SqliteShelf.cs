using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;

namespace Parley.Node.Storage;

/// <summary>
/// The shelf in one SQLite database: write-ahead log, every commit synced. One connection does all writes and all
/// checkpoints of the log, for SQLite before 3.51.3 has a rare race when two connections do; readers never do.
/// </summary>
public sealed class SqliteShelf : IShelf
{
    private readonly string path;
    private readonly SqliteConnection writer;
    private readonly ConcurrentBag<SqliteReading> readers = [];
    private readonly SqliteWork work;

    public SqliteShelf(string folder)
    {
        Directory.CreateDirectory(folder);
        path = Path.Combine(folder, "record.db");
        writer = Connect(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;"
                + Scrubbing.AtOnce,
            connection => Migrations.Apply(connection, "record")
        );
        work = new SqliteWork(writer);
    }

    public IShelfWork Begin()
    {
        work.Begin();
        return work;
    }

    public T ReadTogether<T>(Func<IShelfReading, T> read) => Read(r => r.Together(read));

    public long Count(PartyCode peer, Side side) => Read(r => r.Count(peer, side));

    public IEnumerable<ReadOnlyMemory<byte>> Statements(PartyCode peer, Side side, long from, long most)
    {
        var reader = Rent();
        try
        {
            foreach (var bytes in reader.Statements(peer, side, from, most))
            {
                yield return bytes;
            }
        }
        finally
        {
            readers.Add(reader);
        }
    }

    public IReadOnlyList<ShelvedStatement> About(PartyCode peer, SubjectId about) => Read(r => r.About(peer, about));

    public IReadOnlyList<Receipt> Receipts(PartyCode peer, Side side, long above, int most) =>
        Read(r => r.Receipts(peer, side, above, most));

    public Receipt? ReceiptOf(PartyCode peer, Side side, long index) => Read(r => r.ReceiptOf(peer, side, index));

    public Receipt? ReceiptUpTo(PartyCode peer, Side side, long size) => Read(r => r.ReceiptUpTo(peer, side, size));

    public ShelvedSubject? Subject(PartyCode peer, SubjectId id) => Read(r => r.Subject(peer, id));

    public IEnumerable<ShelvedSubject> Subjects(PartyCode peer, string mechanism) =>
        Read(r => r.Subjects(peer, mechanism));

    public IReadOnlyList<SubjectId> SubjectIds(PartyCode peer) => Read(r => r.SubjectIds(peer));

    public IReadOnlyList<WithoutEffect> AllWithoutEffect(PartyCode peer) => Read(r => r.AllWithoutEffect(peer));

    public IReadOnlyList<WithoutEffect> NewestWithoutEffect(PartyCode peer, int most) =>
        Read(r => r.NewestWithoutEffect(peer, most));

    public IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, Side side, long from, long below) =>
        Read(r => r.WithoutEffect(peer, side, from, below));

    public IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, SubjectId about) =>
        Read(r => r.WithoutEffect(peer, about));

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, Side side, ParcelStanding standing, int most) =>
        Read(r => r.Parcels(peer, side, standing, most));

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, Side side, string sealedSha256) =>
        Read(r => r.Parcels(peer, side, sealedSha256));

    public IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, SubjectId about) => Read(r => r.Parcels(peer, about));

    public string? Divergence(PartyCode peer) => Read(r => r.Divergence(peer));

    public Stating? StatedUnder(PartyCode peer, OnceKey key) => Read(r => r.StatedUnder(peer, key));

    public int HighestNumber(string prefix) => Read(r => r.HighestNumber(prefix));

    public ErasedSubject? Erased(PartyCode peer, SubjectId id) => Read(r => r.Erased(peer, id));

    public IReadOnlyList<ErasedSubject> ErasedAbove(PartyCode peer, long number, int most) =>
        Read(r => r.ErasedAbove(peer, number, most));

    public IReadOnlyList<ErasedSubject> ErasedUnsettled(PartyCode peer) => Read(r => r.ErasedUnsettled(peer));

    public IReadOnlyList<SubjectId> SaidSinceErased(PartyCode peer, int most) =>
        Read(r => r.SaidSinceErased(peer, most));

    public long ErasedCount(PartyCode peer) => Read(r => r.ErasedCount(peer));

    public bool Scrub() => Scrubbing.Run(writer);

    public void Dispose()
    {
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
        work.Close();
        writer.Dispose();
        SqliteConnection.ClearPool(writer);
    }

    private T Read<T>(Func<SqliteReading, T> read)
    {
        var reader = Rent();
        try
        {
            return read(reader);
        }
        finally
        {
            readers.Add(reader);
        }
    }

    private SqliteReading Rent()
    {
        if (readers.TryTake(out var reader))
        {
            return reader;
        }
        return new OwnedReading(Connect("PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = 1;", _ => { }));
    }

    /// <summary>Opens and prepares a connection; where that fails, nothing of it stays open.</summary>
    private SqliteConnection Connect(string settings, Action<SqliteConnection> prepare)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
        );
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA busy_timeout = 30000");
            Execute(connection, settings);
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "The text is a constant of this class.")]
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A reader that closes its own connection.</summary>
    private sealed class OwnedReading(SqliteConnection connection) : SqliteReading(connection)
    {
        public override void Dispose()
        {
            base.Dispose();
            Connection.Dispose();
        }
    }
}
