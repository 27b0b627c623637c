using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Storage;

/// <summary>What a shelf in SQLite can tell, over one connection. Commands are prepared once and used again.</summary>
internal class SqliteReading(SqliteConnection connection) : IShelfReading, IDisposable
{
    private const long MaxIndex = (1L << 40) - 1;

    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    protected SqliteConnection Connection => connection;

    public long Count(PartyCode peer, Side side)
    {
        var first = First(peer, side);
        var last = Scalar(
            "SELECT max(id) FROM statement WHERE id BETWEEN $from AND $to",
            ("$from", first),
            ("$to", first + MaxIndex)
        );
        return last is long id ? id - first + 1 : 0;
    }

    public IEnumerable<ReadOnlyMemory<byte>> Statements(PartyCode peer, Side side, long from, long most)
    {
        var first = First(peer, side);
        // A command of its own: the caller may read on while other commands run.
        using var command = Connection.CreateCommand();
        command.CommandText = "SELECT bytes FROM statement WHERE id BETWEEN $from AND $to ORDER BY id LIMIT $most";
        command.Parameters.AddWithValue("$from", first + from);
        command.Parameters.AddWithValue("$to", first + MaxIndex);
        command.Parameters.AddWithValue("$most", most);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (byte[])reader[0];
        }
    }

    public IReadOnlyList<ShelvedStatement> About(PartyCode peer, SubjectId about)
    {
        var found = new List<ShelvedStatement>();
        foreach (var side in (Side[])[Side.Ours, Side.Theirs])
        {
            var first = First(peer, side);
            Query(
                "SELECT id, bytes FROM statement WHERE about = $about AND id BETWEEN $from AND $to ORDER BY id",
                r => found.Add(new ShelvedStatement(side, r.GetInt64(0) - first, (byte[])r[1])),
                ("$about", about.ToString()),
                ("$from", first),
                ("$to", first + MaxIndex)
            );
        }
        return found;
    }

    public IReadOnlyList<Receipt> Receipts(PartyCode peer, Side side, long above, int most)
    {
        var first = First(peer, side);
        return Receipts(
            "SELECT id, time, checkpoint, line FROM receipt WHERE id BETWEEN $from AND $to ORDER BY id LIMIT $most",
            first,
            ("$from", first + above + 1),
            ("$to", first + MaxIndex),
            ("$most", most)
        );
    }

    public Receipt? ReceiptOf(PartyCode peer, Side side, long index) =>
        Receipts(peer, side, index, 1) is [var receipt] ? receipt : null;

    public Receipt? ReceiptUpTo(PartyCode peer, Side side, long size)
    {
        var first = First(peer, side);
        return
            Receipts(
                "SELECT id, time, checkpoint, line FROM receipt WHERE id BETWEEN $from AND $to ORDER BY id DESC LIMIT 1",
                first,
                ("$from", first),
                ("$to", first + Math.Min(size, MaxIndex))
            )
                is [var receipt]
            ? receipt
            : null;
    }

    public ShelvedSubject? Subject(PartyCode peer, SubjectId id)
    {
        ShelvedSubject? found = null;
        Query(
            "SELECT id, mechanism, state, changed_at FROM subject WHERE peer = $peer AND id = $id",
            r => found = ReadSubject(r),
            ("$peer", peer.ToString()),
            ("$id", id.ToString())
        );
        return found;
    }

    public IEnumerable<ShelvedSubject> Subjects(PartyCode peer, string mechanism)
    {
        var found = new List<ShelvedSubject>();
        Query(
            "SELECT id, mechanism, state, changed_at FROM subject WHERE peer = $peer AND mechanism = $mechanism ORDER BY id",
            r => found.Add(ReadSubject(r)),
            ("$peer", peer.ToString()),
            ("$mechanism", mechanism)
        );
        return found;
    }

    public IReadOnlyList<SubjectId> SubjectIds(PartyCode peer)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var side in (Side[])[Side.Ours, Side.Theirs])
        {
            var first = First(peer, side);
            Query(
                "SELECT DISTINCT about FROM statement WHERE id BETWEEN $from AND $to",
                r => found.Add(r.GetString(0)),
                ("$from", first),
                ("$to", first + MaxIndex)
            );
        }
        return [.. found.Select(SubjectId.Parse)];
    }

    public IReadOnlyList<WithoutEffect> AllWithoutEffect(PartyCode peer)
    {
        var found = new List<WithoutEffect>();
        Query(
            "SELECT about, side, idx, type, code, en, zh FROM without_effect WHERE peer = $peer ORDER BY side, idx",
            r =>
                found.Add(
                    new WithoutEffect(
                        SubjectId.Parse(r.GetString(0)),
                        (Side)r.GetInt32(1),
                        r.GetInt64(2),
                        r.GetString(3),
                        new Refusal(r.GetString(4), r.GetString(5), r.GetString(6))
                    )
                ),
            ("$peer", peer.ToString())
        );
        return found;
    }

    public string? Divergence(PartyCode peer) =>
        Scalar("SELECT evidence FROM divergence WHERE peer = $peer", ("$peer", peer.ToString())) as string;

    public virtual int HighestNumber(string prefix)
    {
        var highest = Scalar(
            "SELECT max(CAST(substr(id, $length + 1) AS INTEGER)) FROM subject WHERE id >= $prefix AND id < $beyond",
            ("$length", prefix.Length),
            ("$prefix", prefix),
            ("$beyond", prefix + "~")
        );
        return highest is long number ? (int)number : 0;
    }

    public Stating? StatedUnder(PartyCode peer, OnceKey key)
    {
        Stating? found = null;
        Query(
            "SELECT about, idx FROM stated_once WHERE peer = $peer AND key = $key",
            r => found = new Stating(SubjectId.Parse(r.GetString(0)), r.GetInt64(1), null),
            ("$peer", peer.ToString()),
            ("$key", key.Text)
        );
        return found;
    }

    public virtual void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }
        prepared.Clear();
    }

    /// <summary>Where a ledger's ids begin: its number, which follows from the peer's code and the side, in the upper
    /// bits.</summary>
    protected static long First(PartyCode peer, Side side)
    {
        var code = peer.ToString();
        var number = (((code[0] - 'A') * 26) + (code[1] - 'A')) * 2;
        return (number + (side == Side.Ours ? 1L : 2L)) << 40;
    }

    protected void Run(string sql, params ReadOnlySpan<(string Name, object Value)> values) =>
        Command(sql, values).ExecuteNonQuery();

    private object? Scalar(string sql, params ReadOnlySpan<(string Name, object Value)> values) =>
        Command(sql, values).ExecuteScalar();

    private void Query(
        string sql,
        Action<SqliteDataReader> row,
        params ReadOnlySpan<(string Name, object Value)> values
    )
    {
        using var reader = Command(sql, values).ExecuteReader();
        while (reader.Read())
        {
            row(reader);
        }
    }

    private List<Receipt> Receipts(string sql, long first, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var found = new List<Receipt>();
        Query(
            sql,
            r =>
                found.Add(
                    new Receipt(
                        r.GetInt64(0) - first,
                        DateTimeOffset.FromUnixTimeSeconds(r.GetInt64(1)),
                        r.GetString(2),
                        r.GetString(3)
                    )
                ),
            values
        );
        return found;
    }

    private static ShelvedSubject ReadSubject(SqliteDataReader r) =>
        new(
            SubjectId.Parse(r.GetString(0)),
            r.GetString(1),
            (byte[])r[2],
            DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(3)),
            []
        );

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object Value)> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }
            prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i].Value;
        }
        return command;
    }
}
