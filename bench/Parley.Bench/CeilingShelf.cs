using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Parley.Bench;

/// <summary>
/// The least that keeps bytes durably with the settings of the real shelf: one table, one writer that commits together
/// whatever waits.
/// </summary>
internal sealed class CeilingShelf : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private readonly BlockingCollection<(
        IReadOnlyList<ReadOnlyMemory<byte>> Rows,
        TaskCompletionSource Done
    )> waiting = [];
    private readonly Thread writer;

    public CeilingShelf(string folder)
    {
        connection = new SqliteConnection($"Data Source={Path.Combine(folder, "ceiling.db")};Pooling=False");
        connection.Open();
        // As in SqliteShelf.
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;");
        Run("CREATE TABLE IF NOT EXISTS statement (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT");
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO statement (bytes) VALUES ($bytes)";
        insert.Parameters.Add(new SqliteParameter("$bytes", SqliteType.Blob));
        writer = new Thread(Write) { IsBackground = true };
        writer.Start();
    }

    /// <summary>Done when the rows are on the disk.</summary>
    public Task Keep(IReadOnlyList<ReadOnlyMemory<byte>> rows)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Add((rows, done));
        return done.Task;
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        writer.Join();
        insert.Dispose();
        connection.Dispose();
        waiting.Dispose();
    }

    private void Write()
    {
        var together = new List<TaskCompletionSource>();
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            Run("BEGIN IMMEDIATE");
            var next = first;
            do
            {
                foreach (var row in next.Rows)
                {
                    insert.Parameters[0].Value = row.ToArray();
                    insert.ExecuteNonQuery();
                }
                together.Add(next.Done);
            } while (together.Count < 512 && waiting.TryTake(out next));
            Run("COMMIT");
            together.ForEach(d => d.SetResult());
            together.Clear();
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constants of this class.")]
    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>Rows in one body: the length of each in four bytes, then its bytes.</summary>
internal static class CeilingBody
{
    public static byte[] Write(List<ReadOnlyMemory<byte>> rows)
    {
        var body = new byte[rows.Sum(r => r.Length + sizeof(int))];
        var at = 0;
        foreach (var row in rows)
        {
            BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(at), row.Length);
            row.Span.CopyTo(body.AsSpan(at + sizeof(int)));
            at += row.Length + sizeof(int);
        }
        return body;
    }

    public static List<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> body)
    {
        var rows = new List<ReadOnlyMemory<byte>>();
        while (body.Length > 0)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(body.Span);
            rows.Add(body.Slice(sizeof(int), length));
            body = body[(sizeof(int) + length)..];
        }
        return rows;
    }
}
