using Parley.Cooperation;
using Parley.Cooperation.Parcels;

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

    /// <summary>The parcels its entries name that have effect; null where no entry names any.</summary>
    public IReadOnlyList<ShelvedParcel>? Parcels { get; init; }

    /// <summary>The shelf names nothing of it as without effect until now: there is nothing to take away.</summary>
    public bool NoneBefore { get; init; }
}

/// <summary>A parcel as the views list it, to find what is to be fetched and what may be.</summary>
/// <param name="Side">Who sent it.</param>
/// <param name="Size">Bytes of the file.</param>
public sealed record ShelvedParcel(SubjectId About, Side Side, string SealedSha256, long Size, ParcelStanding Standing);

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

    /// <summary>The parcels one side sent that stand so, the smallest first, at most <paramref name="most"/>.</summary>
    IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, Side side, ParcelStanding standing, int most);

    /// <summary>The parcels one side sent whose ciphertext has this hash.</summary>
    IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, Side side, string sealedSha256);

    /// <summary>The parcels sent with a subject.</summary>
    IReadOnlyList<ShelvedParcel> Parcels(PartyCode peer, SubjectId about);

    /// <summary>The evidence of a divergence of the peer's ledger, or null.</summary>
    string? Divergence(PartyCode peer);

    /// <summary>The highest number this node has used in ids that begin with a prefix such as "US-R-2026-"; 0 if none.
    /// Only our own ledgers count: what others write about such ids gives none away.</summary>
    int HighestNumber(string prefix);

    /// <summary>What was stated under a key, or null.</summary>
    Stating? StatedUnder(PartyCode peer, OnceKey key);

    /// <summary>What is left of a subject whose words were erased here; null where they were not.</summary>
    ErasedSubject? Erased(PartyCode peer, SubjectId id);

    /// <summary>What is left of the subjects erased on a link, in order of their numbers, above one given.</summary>
    IReadOnlyList<ErasedSubject> ErasedAbove(PartyCode peer, long number, int most);

    /// <summary>Those of which something may still lie beside the record.</summary>
    IReadOnlyList<ErasedSubject> ErasedUnsettled(PartyCode peer);

    /// <summary>Erased subjects of which something was said since: those words lie here.</summary>
    IReadOnlyList<SubjectId> SaidSinceErased(PartyCode peer, int most);

    /// <summary>The highest number given to an erased subject; 0 where nothing was erased.</summary>
    long ErasedCount(PartyCode peer);
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

    /// <summary>Forgets all views of a link, before they are rebuilt. What is left of erased subjects stays.</summary>
    void ForgetSubjects(PartyCode peer);

    /// <summary>Puts what is kept from now on in the places of a subject's statements, and keeps what is left of it
    /// under the next number, where nothing is kept of it yet. Keys made of what was said go as well.</summary>
    void Erase(PartyCode peer, ErasedSubject left, IReadOnlyList<ErasedPlace> places);

    /// <summary>Nothing of an erased subject lies anywhere any more.</summary>
    void SettleErased(PartyCode peer, SubjectId id);

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

    /// <summary>
    /// Sees to it that the disk holds nothing any more of what was erased. Only while no transaction is under way.
    /// </summary>
    /// <returns>False where somebody still reads what was there before: to be asked again.</returns>
    bool Scrub();
}
