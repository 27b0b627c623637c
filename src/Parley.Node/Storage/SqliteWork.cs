using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;
using SQLitePCL;

namespace Parley.Node.Storage;

/// <summary>The one transaction there may be at a time; used again and again on the writer's connection.</summary>
internal sealed partial class SqliteWork(SqliteConnection connection) : SqliteReading(connection), IShelfWork
{
    /// <summary>The highest numbers used, by prefix: to search them anew grows with the record.</summary>
    private readonly Dictionary<string, int> highest = new(StringComparer.Ordinal);

    /// <summary>Goes on from a number by chance, so that none is given again after a restart either.</summary>
    private long revision = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) >>> 2;
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
        if (side == Side.Ours)
        {
            CountNumber(id);
        }
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
            INSERT INTO subject (peer, id, mechanism, changed_at, revision) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (peer, id) DO UPDATE SET mechanism = excluded.mechanism, changed_at = excluded.changed_at,
                revision = excluded.revision
            """,
            peer.ToString(),
            subject.Id.ToString(),
            subject.Mechanism,
            subject.ChangedAt.ToUnixTimeMilliseconds(),
            ++revision
        );
        if (subject is not { NoneBefore: true, WithoutEffect.Count: 0 })
        {
            KeepWithoutEffect(peer, subject);
        }
        if (subject.Parcels is { } parcels)
        {
            KeepParcels(peer, subject.Id, parcels);
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
        Run("DELETE FROM parcel WHERE peer = ?", peer.ToString());
    }

    public void Commit()
    {
        Run("COMMIT");
        open = false;
    }

    /// <summary>Ends the transaction: what was not committed is as if it had never been written.</summary>
    public override void Dispose()
    {
        if (!open)
        {
            return;
        }
        open = false;
        highest.Clear();
        // On a full disk the engine has rolled back by itself; to do it again would hide why.
        if (raw.sqlite3_get_autocommit(Connection.Handle) == 0)
        {
            Run("ROLLBACK");
        }
    }

    /// <summary>Lets go of the prepared commands, when the shelf closes.</summary>
    public void Close() => base.Dispose();

    /// <summary>Writes only what changed: a peer may pile up entries without effect, and each delivery comes by here.
    /// </summary>
    private void KeepWithoutEffect(PartyCode peer, ShelvedSubject subject)
    {
        var kept = new Dictionary<(long Side, long Index), Refusal>();
        Query(
            "SELECT side, idx, code, en, zh FROM without_effect WHERE peer = ? AND about = ?",
            r => kept.Add((r.Number(0), r.Number(1)), new Refusal(r.Text(2), r.Text(3), r.Text(4))),
            peer.ToString(),
            subject.Id.ToString()
        );
        foreach (var entry in subject.WithoutEffect)
        {
            if (!kept.Remove(((long)entry.Side, entry.Index), out var why) || why != entry.Why)
            {
                Run(
                    """
                    INSERT OR REPLACE INTO without_effect (peer, side, idx, about, type, code, en, zh)
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
        foreach (var (side, index) in kept.Keys)
        {
            Run("DELETE FROM without_effect WHERE peer = ? AND side = ? AND idx = ?", peer.ToString(), side, index);
        }
    }

    private void KeepParcels(PartyCode peer, SubjectId about, IReadOnlyList<ShelvedParcel> parcels)
    {
        Run("DELETE FROM parcel WHERE peer = ? AND about = ?", peer.ToString(), about.ToString());
        foreach (var parcel in parcels)
        {
            Run(
                "INSERT INTO parcel (peer, about, side, sealed, size, standing) VALUES (?, ?, ?, ?, ?, ?)",
                peer.ToString(),
                about.ToString(),
                (int)parcel.Side,
                parcel.SealedSha256,
                parcel.Size,
                (int)parcel.Standing
            );
        }
    }

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
