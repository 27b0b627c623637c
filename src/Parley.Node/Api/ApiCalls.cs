using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Parley.Cooperation;
using Parley.Node.Erasing;

namespace Parley.Node.Api;

/// <summary>One act as its program names it.</summary>
/// <param name="Account">The officer for whom the program acts.</param>
/// <param name="Key">The program's own name for the act.</param>
internal sealed record CallName(string Account, string Key)
{
    /// <summary>The same as a form bears it: under it a statement, a draft and a prepared decision are made
    /// once.</summary>
    public string Form => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Account}\n{Key}")))[..32];
}

/// <summary>How a call stands when it comes.</summary>
internal enum CallStanding
{
    /// <summary>It is to be done; also where the node stopped while it was first done.</summary>
    New,
    Running,

    /// <summary>The key was used for something else.</summary>
    Other,
    Done,
}

/// <summary>
/// The calls of programs that must not be done twice, on the disk: the answer to each is kept, and given again to
/// whoever asks again. What lies under a call, the record itself does once (<see cref="Exchange.OnceKey"/>), so a node
/// that stopped between act and answer goes on where it was.
/// </summary>
public sealed class ApiCalls(ApiDatabase database, TimeProvider clock) : IKeptBeside
{
    /// <summary>So long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(72);

    private readonly ConcurrentDictionary<CallName, byte> running = new();

    /// <summary>Begins a call, or says what became of it.</summary>
    /// <param name="print">Hash of what is asked.</param>
    internal (CallStanding Standing, ApiAnswer? Answer, string? Bytes) Begin(CallName name, string print)
    {
        if (!running.TryAdd(name, 0))
        {
            return (CallStanding.Running, null, null);
        }
        var stays = false;
        try
        {
            using var db = database.Open();
            db.Execute(
                "INSERT OR IGNORE INTO call (account, key, print, begun) VALUES (@Account, @Key, @print, @now)",
                new
                {
                    name.Account,
                    name.Key,
                    print,
                    now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                }
            );
            var row = db.QuerySingle<Row>("SELECT * FROM call WHERE account = @Account AND key = @Key", name);
            if (!string.Equals(row.print, print, StringComparison.Ordinal))
            {
                return (CallStanding.Other, null, null);
            }
            if (row.status is { } status)
            {
                var answer = new ApiAnswer((int)status, row.body ?? [], row.type!, row.location, row.etag);
                return (CallStanding.Done, answer with { Replayed = true }, row.bytes);
            }
            stays = true;
            return (CallStanding.New, null, null);
        }
        finally
        {
            if (!stays)
            {
                running.TryRemove(name, out _);
            }
        }
    }

    /// <summary>Keeps the answer.</summary>
    /// <param name="bytes">Hash of the file that was sent; null where none was.</param>
    internal void Finish(CallName name, ApiAnswer answer, string? bytes)
    {
        using var db = database.Open();
        db.Execute(
            """
            UPDATE call SET status = @Status, type = @Type, location = @Location, etag = @ETag, body = @Body,
                bytes = @bytes
            WHERE account = @Account AND key = @Key
            """,
            new
            {
                answer.Status,
                answer.Type,
                answer.Location,
                answer.ETag,
                answer.Body,
                bytes,
                name.Account,
                name.Key,
            }
        );
    }

    /// <summary>Nothing was begun: the key is free again.</summary>
    internal void Forget(CallName name)
    {
        using var db = database.Open();
        db.Execute("DELETE FROM call WHERE account = @Account AND key = @Key AND status IS NULL", name);
    }

    /// <summary>It runs no more, however it ended.</summary>
    internal void Leave(CallName name) => running.TryRemove(name, out _);

    /// <summary>Lets go of the answers that were kept long enough.</summary>
    public void Sweep(DateTimeOffset now)
    {
        using var db = database.Open();
        db.Execute("DELETE FROM call WHERE begun < @before", new { before = (now - Kept).ToUnixTimeMilliseconds() });
    }

    /// <summary>Lets go of the answers that tell of an erased request.</summary>
    public void Erase(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        db.Execute(
            "DELETE FROM call WHERE instr(location, @number) > 0 OR instr(body, CAST(@number AS BLOB)) > 0",
            new { number = request.ToString() }
        );
    }

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public string print { get; init; } = "";
        public long? status { get; init; }
        public string? type { get; init; }
        public string? location { get; init; }
        public string? etag { get; init; }
        public byte[]? body { get; init; }
        public string? bytes { get; init; }
    }
#pragma warning restore IDE1006
}
