using Parley.Cooperation;

namespace Parley.Exchange;

/// <summary>Whose ledger of a link: the one this node writes, or the one it keeps a copy of.</summary>
public enum Side
{
    Ours,
    Theirs,
}

/// <summary>One statement as it is kept: its bytes exactly as written, and its place.</summary>
/// <param name="ReceivedAt">Time of the receipt that covers it, or null while none is held.</param>
public sealed record ShelvedStatement(Side Side, long Index, ReadOnlyMemory<byte> Bytes, DateTimeOffset? ReceivedAt);

/// <summary>A checkpoint of one ledger with the first cosignature of its reader: the receipt.</summary>
/// <param name="Size">The ledger's size at the checkpoint: it receipts all statements before.</param>
/// <param name="Time">The reader's time, whole seconds.</param>
/// <param name="Checkpoint">The signed note of the writer.</param>
/// <param name="Line">The reader's cosignature line, without newline.</param>
public sealed record Receipt(long Size, DateTimeOffset Time, string Checkpoint, string Line);

/// <summary>
/// The view of one subject: what the rules made of its entries, so that they need not be asked again; rebuilt from the
/// record at any time, never authoritative. The state itself is folded from the entries when it is read.
/// </summary>
/// <param name="Mechanism">Name of the mechanism: "request", "agreement" …</param>
/// <param name="ChangedAt">The `at` of its newest statement.</param>
/// <param name="WithoutEffect">The statements about it that have no effect, with the reason.</param>
public sealed record ShelvedSubject(
    SubjectId Id,
    string Mechanism,
    DateTimeOffset ChangedAt,
    IReadOnlyList<WithoutEffect> WithoutEffect
)
{
    /// <summary>Given by the shelf, another each time the view is kept: what was folded under one, with all receipts
    /// held, is the state as long as it stays.</summary>
    public long Revision { get; init; }

    /// <summary>The shelf names nothing of it as without effect until now: there is nothing to take away.</summary>
    public bool NoneBefore { get; init; }
}

/// <summary>A statement that the rules do not allow at its place: kept and shown, without effect.</summary>
public sealed record WithoutEffect(SubjectId About, Side Side, long Index, string Type, Refusal Why);

/// <summary>What a shelf can tell. Reads are of what is committed, or inside a work also of what it has written.
/// </summary>
public interface IShelfReading
{
    /// <summary>How many statements a ledger holds.</summary>
    long Count(PartyCode peer, Side side);

    /// <summary>Statements of a ledger in order, from an index on, at most <paramref name="most"/>.</summary>
    IEnumerable<ReadOnlyMemory<byte>> Statements(PartyCode peer, Side side, long from, long most);

    /// <summary>All statements of both ledgers about a subject, each side in order.</summary>
    IReadOnlyList<ShelvedStatement> About(PartyCode peer, SubjectId about);

    /// <summary>Receipts of a ledger with a size above one given, in order.</summary>
    IReadOnlyList<Receipt> Receipts(PartyCode peer, Side side, long above, int most);

    /// <summary>The statements about one subject that have no effect.</summary>
    IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, SubjectId about);

    /// <summary>The receipt that covers a statement: the first whose size is above its index.</summary>
    Receipt? ReceiptOf(PartyCode peer, Side side, long index);

    /// <summary>The newest receipt whose size is at most one given.</summary>
    Receipt? ReceiptUpTo(PartyCode peer, Side side, long size);

    /// <summary>The view of a subject, without what has no effect.</summary>
    ShelvedSubject? Subject(PartyCode peer, SubjectId id);

    /// <summary>The views of all subjects of a mechanism, in order of id, without what has no effect.</summary>
    IEnumerable<ShelvedSubject> Subjects(PartyCode peer, string mechanism);

    /// <summary>Ids of all subjects that have statements, in order.</summary>
    IReadOnlyList<SubjectId> SubjectIds(PartyCode peer);

    IReadOnlyList<WithoutEffect> AllWithoutEffect(PartyCode peer);

    /// <summary>Statements without effect, those last stated first, at most <paramref name="most"/>.</summary>
    IReadOnlyList<WithoutEffect> NewestWithoutEffect(PartyCode peer, int most);

    /// <summary>Statements without effect of a stretch of one ledger: from an index on, below another.</summary>
    IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, Side side, long from, long below);

    /// <summary>The evidence of a divergence of the peer's ledger, or null.</summary>
    string? Divergence(PartyCode peer);

    /// <summary>The highest number this node has used in ids that begin with a prefix such as "US-R-2026-"; 0 if none.
    /// Only our own ledgers count: what others write about such ids gives none away.</summary>
    int HighestNumber(string prefix);

    /// <summary>What was stated under a key, or null.</summary>
    Stating? StatedUnder(PartyCode peer, OnceKey key);
}

/// <summary>
/// One transaction on the shelf: all of it becomes durable at <see cref="Commit"/>, or none. A database on another
/// engine follows by implementing this and <see cref="IShelf"/>; nothing above them changes.
/// </summary>
public interface IShelfWork : IShelfReading, IDisposable
{
    void Append(PartyCode peer, Side side, long index, ReadOnlyMemory<byte> statement, SubjectId about);

    /// <summary>Keeps a receipt unless one of that size is already kept: only the first counts.</summary>
    void Keep(PartyCode peer, Side side, Receipt receipt);

    void Keep(PartyCode peer, ShelvedSubject subject);

    /// <summary>Keeps the evidence that the peer's ledger diverged. Never overwritten.</summary>
    void KeepDivergence(PartyCode peer, string evidence);

    /// <summary>Notes what was stated under a key.</summary>
    void Keep(PartyCode peer, OnceKey key, Stating stating);

    /// <summary>Forgets all views of a link, before they are rebuilt.</summary>
    void ForgetSubjects(PartyCode peer);

    /// <summary>Returns only when everything written is on the disk.</summary>
    void Commit();
}

/// <summary>The port to where a node's record is kept.</summary>
public interface IShelf : IShelfReading, IDisposable
{
    /// <summary>Reads several things as they are on the disk at one moment.</summary>
    T ReadTogether<T>(Func<IShelfReading, T> read);

    /// <summary>Begins the one transaction there may be at a time.</summary>
    IShelfWork Begin();
}
