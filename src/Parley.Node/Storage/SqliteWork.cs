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
        Run(
            "INSERT INTO statement (id, about, bytes) VALUES ($id, $about, $bytes)",
            ("$id", First(peer, side) + index),
            ("$about", id),
            ("$bytes", statement.ToArray())
        );
        CountNumber(id);
    }

    public void Keep(PartyCode peer, Side side, Receipt receipt) =>
        Run(
            "INSERT OR IGNORE INTO receipt (id, time, checkpoint, line) VALUES ($id, $time, $checkpoint, $line)",
            ("$id", First(peer, side) + receipt.Size),
            ("$time", receipt.Time.ToUnixTimeSeconds()),
            ("$checkpoint", receipt.Checkpoint),
            ("$line", receipt.Line)
        );

    public void Keep(PartyCode peer, ShelvedSubject subject)
    {
        Run(
            """
            INSERT INTO subject (peer, id, mechanism, state, changed_at) VALUES ($peer, $id, $mechanism, $state, $at)
            ON CONFLICT (peer, id) DO UPDATE SET mechanism = excluded.mechanism, state = excluded.state,
                changed_at = excluded.changed_at
            """,
            ("$peer", peer.ToString()),
            ("$id", subject.Id.ToString()),
            ("$mechanism", subject.Mechanism),
            ("$state", subject.State.ToArray()),
            ("$at", subject.ChangedAt.ToUnixTimeMilliseconds())
        );
        Run(
            "DELETE FROM without_effect WHERE peer = $peer AND about = $about",
            ("$peer", peer.ToString()),
            ("$about", subject.Id.ToString())
        );
        foreach (var entry in subject.WithoutEffect)
        {
            Run(
                """
                INSERT INTO without_effect (peer, side, idx, about, type, code, en, zh)
                VALUES ($peer, $side, $index, $about, $type, $code, $en, $zh)
                """,
                ("$peer", peer.ToString()),
                ("$side", (int)entry.Side),
                ("$index", entry.Index),
                ("$about", entry.About.ToString()),
                ("$type", entry.Type),
                ("$code", entry.Why.Code),
                ("$en", entry.Why.Sentence.En),
                ("$zh", entry.Why.Sentence.Zh)
            );
        }
    }

    public void KeepDivergence(PartyCode peer, string evidence) =>
        Run(
            "INSERT OR IGNORE INTO divergence (peer, evidence) VALUES ($peer, $evidence)",
            ("$peer", peer.ToString()),
            ("$evidence", evidence)
        );

    public void Keep(PartyCode peer, OnceKey key, Stating stating) =>
        Run(
            "INSERT INTO stated_once (peer, key, about, idx) VALUES ($peer, $key, $about, $index)",
            ("$peer", peer.ToString()),
            ("$key", key.Text),
            ("$about", stating.About.ToString()),
            ("$index", stating.Index)
        );

    public void ForgetSubjects(PartyCode peer)
    {
        Run("DELETE FROM subject WHERE peer = $peer", ("$peer", peer.ToString()));
        Run("DELETE FROM without_effect WHERE peer = $peer", ("$peer", peer.ToString()));
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
