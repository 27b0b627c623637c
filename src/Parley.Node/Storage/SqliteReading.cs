using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Storage;

/// <summary>What a shelf in SQLite can tell, over one connection. Commands are prepared once and used again.</summary>
internal partial class SqliteReading(SqliteConnection connection) : PreparedSet(connection), IShelfReading
{
    private const long MaxIndex = (1L << 40) - 1;

    private readonly Stack<Prepared> scans = [];

    public long Count(PartyCode peer, Side side)
    {
        var first = First(peer, side);
        var last = Number("SELECT max(id) FROM statement WHERE id BETWEEN ? AND ?", first, first + MaxIndex);
        return last is { } id ? id - first + 1 : 0;
    }

    public IEnumerable<ReadOnlyMemory<byte>> Statements(PartyCode peer, Side side, long from, long most)
    {
        var first = First(peer, side);
        // One of its own: the caller may read on while other commands run, this one among them.
        var scan = scans.TryPop(out var idle)
            ? idle
            : new Prepared(Connection, "SELECT bytes FROM statement WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?");
        try
        {
            scan.Bind(first + from, first + MaxIndex, most);
            while (scan.Next())
            {
                yield return scan.Bytes(0);
            }
        }
        finally
        {
            scan.Reset();
            scans.Push(scan);
        }
    }

    public IReadOnlyList<ShelvedStatement> About(PartyCode peer, SubjectId about)
    {
        var found = new List<ShelvedStatement>();
        // Their ledger follows ours.
        var (ours, theirs) = (First(peer, Side.Ours), First(peer, Side.Theirs));
        Query(
            """
            SELECT id, bytes,
                (SELECT time FROM receipt r WHERE r.id > s.id AND r.id <= (s.id | ?) ORDER BY r.id LIMIT 1)
            FROM statement s WHERE about = ? AND id BETWEEN ? AND ? ORDER BY id
            """,
            r =>
            {
                var (side, first) = r.Number(0) < theirs ? (Side.Ours, ours) : (Side.Theirs, theirs);
                DateTimeOffset? receivedAt = r.IsNull(2) ? null : DateTimeOffset.FromUnixTimeSeconds(r.Number(2));
                found.Add(new ShelvedStatement(side, r.Number(0) - first, r.Bytes(1), receivedAt));
            },
            MaxIndex,
            about.ToString(),
            ours,
            theirs + MaxIndex
        );
        return found;
    }

    public IReadOnlyList<Receipt> Receipts(PartyCode peer, Side side, long above, int most)
    {
        var first = First(peer, side);
        return Receipts(
            "SELECT id, time, checkpoint, line FROM receipt WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?",
            first,
            first + above + 1,
            first + MaxIndex,
            most
        );
    }

    public Receipt? ReceiptOf(PartyCode peer, Side side, long index) =>
        Receipts(peer, side, index, 1) is [var receipt] ? receipt : null;

    public Receipt? ReceiptUpTo(PartyCode peer, Side side, long size)
    {
        var first = First(peer, side);
        var found = Receipts(
            "SELECT id, time, checkpoint, line FROM receipt WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1",
            first,
            first,
            first + Math.Min(size, MaxIndex)
        );
        return found is [var receipt] ? receipt : null;
    }

    public ShelvedSubject? Subject(PartyCode peer, SubjectId id)
    {
        ShelvedSubject? found = null;
        Query(
            "SELECT id, mechanism, changed_at, revision FROM subject WHERE peer = ? AND id = ?",
            r => found = ReadSubject(r),
            peer.ToString(),
            id.ToString()
        );
        return found;
    }

    public IEnumerable<ShelvedSubject> Subjects(PartyCode peer, string mechanism)
    {
        var found = new List<ShelvedSubject>();
        Query(
            "SELECT id, mechanism, changed_at, revision FROM subject WHERE peer = ? AND mechanism = ? ORDER BY id",
            r => found.Add(ReadSubject(r)),
            peer.ToString(),
            mechanism
        );
        return found;
    }

    public IReadOnlyList<SubjectId> SubjectIds(PartyCode peer)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Query(
            "SELECT DISTINCT about FROM statement WHERE id BETWEEN ? AND ?",
            r => found.Add(r.Text(0)),
            First(peer, Side.Ours),
            First(peer, Side.Theirs) + MaxIndex
        );
        return [.. found.Select(SubjectId.Parse)];
    }

    public IReadOnlyList<WithoutEffect> AllWithoutEffect(PartyCode peer) =>
        WithoutEffect("WHERE peer = ? ORDER BY side, idx", peer.ToString());

    public IReadOnlyList<WithoutEffect> NewestWithoutEffect(PartyCode peer, int most) =>
        WithoutEffect("WHERE peer = ? ORDER BY rowid DESC LIMIT ?", peer.ToString(), most);

    public IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, Side side, long from, long below) =>
        WithoutEffect(
            "WHERE peer = ? AND side = ? AND idx >= ? AND idx < ? ORDER BY idx",
            peer.ToString(),
            (int)side,
            from,
            below
        );

    public IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, SubjectId about) =>
        WithoutEffect("WHERE peer = ? AND about = ? ORDER BY side, idx", peer.ToString(), about.ToString());

    public string? Divergence(PartyCode peer)
    {
        string? found = null;
        Query("SELECT evidence FROM divergence WHERE peer = ?", r => found = r.Text(0), peer.ToString());
        return found;
    }

    public virtual int HighestNumber(string prefix)
    {
        // The numbers of our own ledgers are odd, see First.
        var highest = Number(
            """
            SELECT max(CAST(substr(about, ? + 1) AS INTEGER)) FROM statement
            WHERE about >= ? AND about < ? AND (id >> 40) % 2 = 1
            """,
            prefix.Length,
            prefix,
            prefix + "~"
        );
        return (int)(highest ?? 0);
    }

    public Stating? StatedUnder(PartyCode peer, OnceKey key)
    {
        Stating? found = null;
        Query(
            "SELECT about, idx FROM stated_once WHERE peer = ? AND key = ?",
            r => found = new Stating(SubjectId.Parse(r.Text(0)), r.Number(1), null),
            peer.ToString(),
            key.Text
        );
        return found;
    }

    /// <summary>Reads several things as they are at one moment.</summary>
    public T Together<T>(Func<IShelfReading, T> read)
    {
        Run("BEGIN");
        try
        {
            return read(this);
        }
        finally
        {
            Run("COMMIT");
        }
    }

    public override void Dispose()
    {
        while (scans.TryPop(out var scan))
        {
            scan.Dispose();
        }
        base.Dispose();
    }

    /// <summary>Where a ledger's ids begin: its number, which follows from the peer's code and the side, in the upper
    /// bits.</summary>
    protected static long First(PartyCode peer, Side side)
    {
        var code = peer.ToString();
        var number = (((code[0] - 'A') * 26) + (code[1] - 'A')) * 2;
        return (number + (side == Side.Ours ? 1L : 2L)) << 40;
    }

    private List<Receipt> Receipts(string sql, long first, params ReadOnlySpan<object> values)
    {
        var found = new List<Receipt>();
        Query(
            sql,
            r =>
                found.Add(
                    new Receipt(
                        r.Number(0) - first,
                        DateTimeOffset.FromUnixTimeSeconds(r.Number(1)),
                        r.Text(2),
                        r.Text(3)
                    )
                ),
            values
        );
        return found;
    }

    private static ShelvedSubject ReadSubject(Prepared r) =>
        new(SubjectId.Parse(r.Text(0)), r.Text(1), DateTimeOffset.FromUnixTimeMilliseconds(r.Number(2)), [])
        {
            Revision = r.Number(3),
        };

    private List<WithoutEffect> WithoutEffect(string where, params ReadOnlySpan<object> values)
    {
        var found = new List<WithoutEffect>();
        Query(
            $"SELECT about, side, idx, type, code, en, zh FROM without_effect {where}",
            r => found.Add(ReadWithoutEffect(r)),
            values
        );
        return found;
    }

    private static WithoutEffect ReadWithoutEffect(Prepared r) =>
        new(
            SubjectId.Parse(r.Text(0)),
            (Side)r.Number(1),
            r.Number(2),
            r.Text(3),
            new Refusal(r.Text(4), r.Text(5), r.Text(6))
        );
}
