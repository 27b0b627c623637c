using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Storage;

namespace Parley.Node.Lines;

/// <summary>Writes lines, on the one connection that does. The caller sees to it that one writes at a time.</summary>
internal sealed class LineWriting(SqliteConnection connection) : LineReading(connection)
{
    public void Keep(PartyCode peer, IEnumerable<(FollowedSubject Subject, LineRow Row)> rows, LinesReached reached) =>
        Together(() =>
        {
            foreach (var (subject, row) in rows)
            {
                var id = KeepLine(peer, subject, row);
                ForgetParts(id);
                KeepParts(peer, id, row);
            }
            Run(
                """
                INSERT INTO followed (peer, ours, theirs, receipted, erased, mark) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (peer) DO UPDATE SET ours = excluded.ours, theirs = excluded.theirs,
                    receipted = excluded.receipted, erased = excluded.erased, mark = excluded.mark
                """,
                peer.ToString(),
                reached.UpTo.Ours,
                reached.UpTo.Theirs,
                reached.UpTo.Receipted,
                reached.UpTo.Erased,
                reached.Mark
            );
        });

    public void Forget(PartyCode peer) =>
        Together(() =>
        {
            foreach (var id in Ids(peer))
            {
                ForgetParts(id);
            }
            Run("DELETE FROM line WHERE peer = ?", peer.ToString());
            Run("DELETE FROM followed WHERE peer = ?", peer.ToString());
        });

    /// <summary>Puts all words into one piece, out of which the engine leaves what was deleted, and writes the database
    /// anew.</summary>
    public bool Scrub()
    {
        Run("INSERT INTO words (words) VALUES ('optimize')");
        return Scrubbing.Run(Connection);
    }

    private void Together(Action write)
    {
        Run("BEGIN IMMEDIATE");
        try
        {
            write();
            Run("COMMIT");
        }
        catch
        {
            // Where the engine has ended it by itself, to do so again would hide why.
            if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0)
            {
                Run("ROLLBACK");
            }
            throw;
        }
    }

    private long KeepLine(PartyCode peer, FollowedSubject subject, LineRow row)
    {
        Run(
            """
            INSERT INTO line (peer, about, mechanism, ours, theirs, receipted, erased, words_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (peer, about) DO UPDATE SET mechanism = excluded.mechanism, ours = excluded.ours,
                theirs = excluded.theirs, receipted = excluded.receipted, erased = excluded.erased,
                words_hash = excluded.words_hash
            """,
            peer.ToString(),
            subject.Id.ToString(),
            row.Mechanism,
            subject.AsOf.Ours,
            subject.AsOf.Theirs,
            subject.AsOf.Receipted,
            subject.AsOf.Erased,
            row.WordsHash
        );
        return IdOf(peer, subject.Id)!.Value;
    }

    private void ForgetParts(long id)
    {
        Run(
            "DELETE FROM measure WHERE (peer, arrived, id) IN (SELECT l.peer, r.arrived, r.id FROM request_line r JOIN line l USING (id) WHERE r.id = ?)",
            id
        );
        Run("DELETE FROM measure WHERE (peer, arrived, id) IN (SELECT peer, arrived, id FROM line WHERE id = ?)", id);
        foreach (
            var table in (ReadOnlySpan<string>)
                ["measure_before", "request_names", "request_builds", "request_identifier"]
        )
        {
            Run($"DELETE FROM {table} WHERE id = ?", id);
        }
        Run("DELETE FROM request_line WHERE id = ?", id);
        Run("DELETE FROM words WHERE rowid = ?", id);
    }

    private void KeepParts(PartyCode peer, long id, LineRow row)
    {
        Run("INSERT INTO words (rowid, text) VALUES (?, ?)", id, row.Words);
        if (row.Request is not { } line)
        {
            KeepErased(peer, id, row.Measures);
            return;
        }
        var grouping = GroupingOf(line.Group);
        Run(
            """
            INSERT INTO request_line (id, grouping, exercise, way, stage, closed, turn, made_at, changed_at, heard_at,
                due_at, own_due_at, their_due_at, rest_at, half_at, hold_half, hold_alarm, hold_lapses,
                hold_told_until, own_clocks, their_clocks, word, word_came, marks, proposed, arrived)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id,
            grouping,
            line.Exercise,
            line.Ours ? 1 : 0,
            (int)line.Stage,
            line.Stage is Stage.Closed ? 1 : 0,
            (int)line.Turn,
            line.MadeAt,
            line.ChangedAt,
            line.HeardAt,
            line.DueAt,
            line.OwnDueAt,
            line.TheirDueAt,
            line.RestAt,
            line.HalfAt,
            line.HoldHalf,
            line.HoldAlarm,
            line.HoldLapses,
            line.HoldToldUntil,
            line.OwnClocks,
            line.TheirClocks,
            line.Word?.Text,
            line.Word?.CameAt,
            line.Marks,
            line.Proposed ? 1 : 0,
            row.Measures?.Arrived.UtcTicks
        );
        foreach (var name in row.Names)
        {
            Run("INSERT INTO request_names (name, id) VALUES (?, ?)", name, id);
        }
        foreach (var name in row.BuiltOn)
        {
            Run("INSERT INTO request_builds (name, id) VALUES (?, ?)", name, id);
        }
        foreach (var one in row.Identifiers)
        {
            Run(
                """
                INSERT INTO request_identifier (value, type, peer, id, since, until, reach)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                one.Value,
                one.Type,
                peer.ToString(),
                id,
                one.Since,
                one.Until,
                one.Reach
            );
        }
        KeepMeasures(peer, id, grouping, row.Measures);
    }

    /// <summary>Of an erased request only what the review counts is kept.</summary>
    private void KeepErased(PartyCode peer, long id, RequestMeasures? measures)
    {
        Run("UPDATE line SET arrived = ? WHERE id = ?", measures?.Arrived.UtcTicks, id);
        if (measures is not null)
        {
            KeepMeasures(peer, id, GroupingOf(measures.Group), measures);
        }
    }

    private void KeepMeasures(PartyCode peer, long id, long grouping, RequestMeasures? measures)
    {
        if (measures is null)
        {
            return;
        }
        var last = measures.Phases[^1];
        Run(
            "INSERT INTO measure (peer, arrived, id, grouping, complete, phase, grounds) VALUES (?, ?, ?, ?, ?, ?, ?)",
            peer.ToString(),
            measures.Arrived.UtcTicks,
            id,
            grouping,
            measures.CompleteAtArrival ? 1 : 0,
            new ReadOnlyMemory<byte>(MeasureForm.Write(last)),
            last.Grounds
        );
        foreach (var phase in measures.Phases.RemoveAt(measures.Phases.Length - 1))
        {
            Run(
                "INSERT INTO measure_before (id, since, phase, grounds) VALUES (?, ?, ?, ?)",
                id,
                phase.Since.UtcTicks,
                new ReadOnlyMemory<byte>(MeasureForm.Write(phase)),
                phase.Grounds
            );
        }
    }

    private long GroupingOf(MeasuredGroup group)
    {
        object?[] codes =
        [
            group.From.ToString(),
            group.To.ToString(),
            group.Kind,
            group.Urgency,
            // No area is another than one without a name, which no guidelines have.
            group.Area
                ?? "",
        ];
        const string find =
            "SELECT id FROM grouping WHERE asking = ? AND asked = ? AND kind = ? AND urgency = ? AND area = ?";
        if (Number(find, codes) is { } known)
        {
            return known;
        }
        Run("INSERT INTO grouping (asking, asked, kind, urgency, area) VALUES (?, ?, ?, ?, ?)", codes);
        return Number(find, codes)!.Value;
    }
}
