using System.Globalization;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Storage;

/// <summary>The one transaction there may be at a time; used again and again on the writer's connection.</summary>
internal sealed class SqliteWork(SqliteConnection connection) : SqliteReading(connection), IShelfWork
{
    /// <summary>The highest numbers used, by prefix: to search them anew grows with the record.</summary>
    private readonly Dictionary<string, int> highest = new(StringComparer.Ordinal);

    private bool open;

    public void Begin()
    {
        if (open)
        {
            throw new InvalidOperationException("There is one writer, and it is at work.");
        }
        Run("BEGIN IMMEDIATE");
        open = true;
    }

    public override int HighestNumber(string prefix)
    {
        if (!highest.TryGetValue(prefix, out var number))
        {
            number = base.HighestNumber(prefix);
            highest.Add(prefix, number);
        }
        return number;
    }

    public void Append(PartyCode peer, Side side, long index, ReadOnlyMemory<byte> statement, SubjectId about)
    {
        var id = about.ToString();
        Run("INSERT INTO statement (id, about, bytes) VALUES (?, ?, ?)", First(peer, side) + index, id, statement);
        CountNumber(id);
    }

    public void Keep(PartyCode peer, Side side, Receipt receipt) =>
        Run(
            "INSERT OR IGNORE INTO receipt (id, time, checkpoint, line) VALUES (?, ?, ?, ?)",
            First(peer, side) + receipt.Size,
            receipt.Time.ToUnixTimeSeconds(),
            receipt.Checkpoint,
            receipt.Line
        );

    public void Keep(PartyCode peer, ShelvedSubject subject)
    {
        Run(
            """
            INSERT INTO subject (peer, id, mechanism, state, changed_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (peer, id) DO UPDATE SET mechanism = excluded.mechanism, state = excluded.state,
                changed_at = excluded.changed_at
            """,
            peer.ToString(),
            subject.Id.ToString(),
            subject.Mechanism,
            subject.State,
            subject.ChangedAt.ToUnixTimeMilliseconds()
        );
        Run("DELETE FROM without_effect WHERE peer = ? AND about = ?", peer.ToString(), subject.Id.ToString());
        foreach (var entry in subject.WithoutEffect)
        {
            Run(
                """
                INSERT INTO without_effect (peer, side, idx, about, type, code, en, zh)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                peer.ToString(),
                (int)entry.Side,
                entry.Index,
                entry.About.ToString(),
                entry.Type,
                entry.Why.Code,
                entry.Why.Sentence.En,
                entry.Why.Sentence.Zh
            );
        }
    }

    public void KeepDivergence(PartyCode peer, string evidence) =>
        Run("INSERT OR IGNORE INTO divergence (peer, evidence) VALUES (?, ?)", peer.ToString(), evidence);

    public void Keep(PartyCode peer, OnceKey key, Stating stating) =>
        Run(
            "INSERT INTO stated_once (peer, key, about, idx) VALUES (?, ?, ?, ?)",
            peer.ToString(),
            key.Text,
            stating.About.ToString(),
            stating.Index
        );

    public void ForgetSubjects(PartyCode peer)
    {
        Run("DELETE FROM subject WHERE peer = ?", peer.ToString());
        Run("DELETE FROM without_effect WHERE peer = ?", peer.ToString());
    }

    public void Commit()
    {
        Run("COMMIT");
        open = false;
    }

    /// <summary>Ends the transaction: what was not committed is as if it had never been written.</summary>
    public override void Dispose()
    {
        if (open)
        {
            open = false;
            highest.Clear();
            Run("ROLLBACK");
        }
    }

    /// <summary>Lets go of the prepared commands, when the shelf closes.</summary>
    public void Close() => base.Dispose();

    private void CountNumber(string id)
    {
        var end = id.LastIndexOf('-') + 1;
        var known = highest.GetAlternateLookup<ReadOnlySpan<char>>();
        if (
            known.TryGetValue(id.AsSpan(0, end), out var number)
            && int.TryParse(id.AsSpan(end), NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            && used > number
        )
        {
            known[id.AsSpan(0, end)] = used;
        }
    }
}
