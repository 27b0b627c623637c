using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Exchange;
using Parley.Node.Storage;

namespace Parley.Node.Access;

/// <summary>The node's own ledger on the disk, <c>local.db</c>, apart from accounts and from the record.</summary>
public sealed class LocalShelf(string dataFolder) : LocalDatabase(dataFolder, "local")
{
    /// <summary>How many lines one page shows.</summary>
    public const int PageSize = 50;

    /// <summary>Has this node a ledger of its own yet?</summary>
    public static bool Exists(string dataFolder) => File.Exists(Path.Combine(dataFolder, "local.db"));

    /// <summary>The newest checkpoint, the edge, and up to which security event was carried along.</summary>
    internal (string? Checkpoint, byte[]? Edge, long Events) Standing()
    {
        using var db = Open();
        var note = db.ExecuteScalar<string?>("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1");
        var (edge, events) = db.QuerySingleOrDefault<(byte[], long)>("SELECT edge, events FROM standing");
        return (note, edge, events);
    }

    /// <summary>The newest signed checkpoint; null where nothing was written yet.</summary>
    public string? Newest() => Standing().Checkpoint;

    /// <summary>Keeps an entry, all of it or nothing, on the disk itself.</summary>
    internal void Add(LocalEntry entry, IReadOnlyList<ReadLine> lines, long events)
    {
        using var db = Open();
        db.Execute("PRAGMA synchronous = FULL");
        using var work = db.BeginTransaction();
        db.Execute(
            "INSERT INTO line (idx, hash, at, who, subject, bytes) VALUES (@idx, @hash, @at, @who, @subject, @bytes)",
            lines.Select(
                (line, place) =>
                    new
                    {
                        idx = entry.From + place,
                        hash = entry.Hashes[place],
                        at = line.At.ToUnixTimeMilliseconds(),
                        who = line.Who,
                        subject = line.Subject,
                        bytes = entry.Lines[place],
                    }
            ),
            work
        );
        db.Execute(
            """
            INSERT INTO checkpoint (size, note) VALUES (@Size, @Checkpoint);
            INSERT INTO standing (one, edge, events) VALUES (1, @Edge, @events)
              ON CONFLICT DO UPDATE SET edge = @Edge, events = @events;
            """,
            new
            {
                entry.Size,
                entry.Checkpoint,
                entry.Edge,
                events,
            },
            work
        );
        work.Commit();
    }

    /// <summary>Lines, the newest first; pages count from 1.</summary>
    public IReadOnlyList<(long Index, ReadLine Line)> Find(ReadChoice choice, int page, int size = PageSize)
    {
        using var db = Open();
        return
        [
            .. db.Query<(long, byte[])>(
                    $"""
                    SELECT idx, bytes FROM line WHERE bytes IS NOT NULL
                      {(choice.Who.Count > 0 ? "AND who IN @Who" : "")}
                      {(choice.Subject.Length > 0 ? "AND subject = @Subject" : "")}
                      {(choice.AsksForBeats ? "" : $"AND subject NOT LIKE '%{ReadChoice.Beat}'")}
                      {(choice.Since is null ? "" : "AND at >= @since")}
                      {(choice.Before is null ? "" : "AND at < @before")}
                      {(choice.Under is null ? "" : "AND idx < @Under")}
                    ORDER BY idx DESC LIMIT @size OFFSET @from
                    """,
                    new
                    {
                        choice.Who,
                        choice.Subject,
                        since = choice.Since?.ToUnixTimeMilliseconds(),
                        before = choice.Before?.ToUnixTimeMilliseconds(),
                        choice.Under,
                        size,
                        from = (page - 1L) * size,
                    }
                )
                .Select(row => (row.Item1, ReadLine.Of(row.Item2))),
        ];
    }

    /// <summary>Erases what lines say that are older; their hashes stay, so that the ledger still verifies.</summary>
    /// <returns>How many.</returns>
    public int Erase(DateTimeOffset before)
    {
        using var db = Open();
        var erased = db.Execute(
            """
            UPDATE line SET bytes = NULL, who = '', subject = '' WHERE at < @before AND bytes IS NOT NULL;
            """,
            new { before = before.ToUnixTimeMilliseconds() }
        );
        if (erased > 0)
        {
            // Neither does it stay in the log of what was written.
            db.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        return erased;
    }

    /// <summary>Checks the whole ledger with nothing but the card; what does not hold, in sentences.</summary>
    public IReadOnlyList<string> Verify(Peer self)
    {
        using var db = Open();
        var lines = db.Query<(long, byte[], byte[]?)>("SELECT idx, hash, bytes FROM line ORDER BY idx", buffered: false)
            .Select(row => new LocalLine(row.Item1, row.Item2, row.Item3));
        var notes = db.Query<string>("SELECT note FROM checkpoint ORDER BY size").ToList();
        var moved = db.Query<(long, string, string, byte[])>(
                "SELECT idx, who, subject, bytes FROM line WHERE bytes IS NOT NULL",
                buffered: false
            )
            .Where(row => !Says(row.Item4, row.Item2, row.Item3))
            .Select(row => $"Line {row.Item1} is searched by what it does not say.");
        return [.. LocalLedger.Verify(self, lines, notes), .. moved];
    }

    /// <summary>How many lines there are.</summary>
    public long Count
    {
        get
        {
            using var db = Open();
            return db.ExecuteScalar<long>("SELECT count(*) FROM line");
        }
    }

    private static bool Says(byte[] bytes, string who, string subject)
    {
        try
        {
            var line = ReadLine.Of(bytes);
            return string.Equals(line.Who, who, StringComparison.Ordinal)
                && string.Equals(line.Subject, subject, StringComparison.Ordinal);
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
