using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange.Formats;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>One entry of a subject's timeline, told from both ends.</summary>
/// <param name="By">The party that stated it.</param>
/// <param name="Index">Its place in that party's ledger.</param>
/// <param name="ReceivedAt">When the other party receipted it, or null while it has not.</param>
/// <param name="WithoutEffect">Why it has no effect, or null when it has.</param>
public sealed record TimelineEntry(
    PartyCode By,
    long Index,
    DateTimeOffset At,
    DateTimeOffset? ReceivedAt,
    Officer Officer,
    string Type,
    Statement Statement,
    Refusal? WithoutEffect
);

/// <summary>One ledger as a page shows it.</summary>
/// <param name="Root">Base64 of the tree's root at that size.</param>
public sealed record LedgerState(string Origin, PartyCode Writer, long Size, string Root, Receipt? Newest);

/// <summary>One statement as a page of the record lists it.</summary>
public sealed record LedgerEntry(
    long Index,
    DateTimeOffset At,
    long Seen,
    SubjectId About,
    string Type,
    Officer Officer,
    int Bytes,
    DateTimeOffset? ReceivedAt
);

/// <summary>The proof of one statement: its bytes and a C2SP tlog-proof with both parties' signatures.</summary>
public sealed record StatementProof(PartyCode By, long Index, ReadOnlyMemory<byte> Statement, string Proof)
{
    /// <summary>Its words were erased; in their place stands the hash of its leaf.</summary>
    public bool IsErased => ErasedLine.TryRead(Statement.Span, out _);
}

/// <summary>Reads the joint record: subjects, timelines, ledgers and proofs.</summary>
public sealed partial class RecordReading
{
    /// <summary>A list is read again and again as a whole.</summary>
    private const long MaxListedBytes = 16 * 1024 * 1024;

    /// <summary>One subject is read while it changes, and then no more: to hold many would only burden the memory's
    /// collector.</summary>
    private const long MaxFoundBytes = 2 * 1024 * 1024;

    private readonly Party self;
    private readonly IShelf shelf;
    private readonly Registry registry;
    private readonly Func<PartyCode, Correspondence> linkOf;
    private readonly StatesRead found;
    private readonly StatesRead listed;

    internal RecordReading(Party self, IShelf shelf, Registry registry, Func<PartyCode, Correspondence> linkOf)
    {
        this.self = self;
        this.shelf = shelf;
        this.registry = registry;
        this.linkOf = linkOf;
        found = new StatesRead(self.Code, MaxFoundBytes);
        listed = new StatesRead(self.Code, MaxListedBytes);
    }

    /// <summary>A subject's state, or null where there is none.</summary>
    public Subject? Find(PartyCode peer, SubjectId id) =>
        shelf.ReadTogether(now => now.Subject(peer, id) is { } view ? found.Of(now, peer, view) : null);

    /// <summary>As what a request was made; known also where its words were erased here.</summary>
    public RequestMadeAs? MadeAs(PartyCode peer, SubjectId id) =>
        shelf.Erased(peer, id) is { IsLost: false } left ? new RequestMadeAs(id.Opener, left.Kind)
        : Find(peer, id) is Request request ? new RequestMadeAs(request.From, request.Kind)
        : null;

    /// <summary>The parcels one side sent that stand so, the smallest first, at most <paramref name="most"/>.</summary>
    public IReadOnlyList<ShelvedParcel> ParcelsOf(PartyCode peer, Side side, ParcelStanding standing, int most) =>
        shelf.Parcels(peer, side, standing, most);

    /// <summary>Whether this party named a parcel to a peer, who may then fetch it.</summary>
    public bool IsNamedTo(PartyCode peer, string sealedSha256) =>
        shelf.Parcels(peer, Side.Ours, sealedSha256).Count > 0;

    /// <summary>Whether a statement that has effect names a parcel one side sent.</summary>
    public bool IsNamed(PartyCode peer, Side side, string sealedSha256) =>
        shelf.Parcels(peer, side, sealedSha256).Count > 0;

    /// <summary>What was stated under a key, or null.</summary>
    public Stating? StatedUnder(PartyCode peer, OnceKey key) => shelf.StatedUnder(peer, key);

    /// <summary>Whether what stands at the place of something stated is just this.</summary>
    public bool Says(PartyCode peer, Stating stating, Statement statement)
    {
        var (type, body) = StatementFormat.Write(statement);
        return Entry(peer, stating.About, self.Code, stating.Index) is { } bytes
            && Frame.TryRead(bytes, out var frame, out _)
            && string.Equals(frame.Type, type, StringComparison.Ordinal)
            && frame.Body.Span.SequenceEqual(body);
    }

    /// <summary>All subjects of one mechanism of a link, in order of id.</summary>
    public IReadOnlyList<T> All<T>(PartyCode peer)
        where T : Subject => typeof(T) == typeof(Agreement) ? (IReadOnlyList<T>)AllAgreements(peer) : Folded<T>(peer);

    private List<T> Folded<T>(PartyCode peer)
        where T : Subject =>
        shelf.ReadTogether(now =>
            now.Subjects(peer, StateFormat.Mechanism(typeof(T)))
                .Select(v => listed.Of(now, peer, v))
                .OfType<T>()
                .ToList()
        );

    /// <summary>
    /// The figures of a period from the requests of a link, and the hash by which both parties compare them.
    /// </summary>
    public (ReviewFigures Figures, string Hash) Review(PartyCode peer, DateTimeOffset from, DateTimeOffset to)
    {
        var versions = new Dictionary<AgreedVersion, AgreedGuidelines?>();
        var requests = All<Request>(peer)
            .Select(r => (Request: r, Guidelines: Under(r.Guidelines)))
            .Where(r => r.Guidelines is not null)
            .Select(r => (r.Request, r.Guidelines!));
        AgreedGuidelines? Under(AgreedVersion version) =>
            versions.TryGetValue(version, out var known) ? known : versions[version] = Guidelines(peer, version);
        var figures = ReviewMeasures.Figures(requests, ErasedMeasures(peer), from, to);
        return (figures, StateFormat.Figures(figures).Hash);
    }

    /// <summary>Would the rules allow this now? The same ruling that <see cref="JointRecord.State"/> applies.</summary>
    public Task<Refusal?> WouldRefuse(
        PartyCode peer,
        SubjectId about,
        Statement statement,
        Officer officer,
        DateTimeOffset now
    )
    {
        var link = linkOf(peer);
        var wording = Wording.Of(statement);
        return registry.Enter(work => Outgoing.Ruling(link, work, about, wording, officer, now));
    }

    /// <summary>Everything both sides said about a subject, in the order both compute.</summary>
    public Task<IReadOnlyList<TimelineEntry>> Timeline(PartyCode peer, SubjectId about)
    {
        var link = linkOf(peer);
        return registry.Enter<IReadOnlyList<TimelineEntry>>(work =>
            [.. link.Docket.Open(work, about).Ruled.Select(r => Told(peer, r))]
        );
    }

    /// <summary>Both ledgers of a link: ours, then theirs.</summary>
    public Task<IReadOnlyList<LedgerState>> Ledgers(PartyCode peer)
    {
        var link = linkOf(peer);
        return registry.Enter<IReadOnlyList<LedgerState>>(work =>
            [State(work, link.Ours, self.Code, peer, Side.Ours), State(work, link.Theirs, peer, peer, Side.Theirs)]
        );
    }

    /// <summary>One entry about a subject, exactly as it was written; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Entry(PartyCode peer, SubjectId about, PartyCode by, long index) =>
        shelf
            .About(peer, about)
            .Where(one => one.Index == index && (one.Side == Side.Ours) == (by == self.Code))
            .Select(one => (ReadOnlyMemory<byte>?)one.Bytes)
            .FirstOrDefault();

    /// <summary>Statements without effect on a link, those last stated first.</summary>
    public IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, int most) =>
        shelf.NewestWithoutEffect(peer, most);

    /// <summary>Statements without effect of a stretch of one ledger.</summary>
    public IReadOnlyList<WithoutEffect> WithoutEffect(PartyCode peer, PartyCode by, long from, int most) =>
        shelf.WithoutEffect(peer, by == self.Code ? Side.Ours : Side.Theirs, from, from + most);

    /// <summary>Checks both ledgers of a link from their bytes: every hash, signature and receipt.</summary>
    public IReadOnlyList<VerifiedLedger> Verify(PartyCode peer, Action<long, long>? progress = null) =>
        RecordVerification.Ledgers(Peer.Parse(self.CardText), linkOf(peer).Peer, shelf, progress);

    /// <summary>Checks that the files of a link which lie here are those the record names.</summary>
    public Task<VerifiedParcels> VerifyFiles(PartyCode peer, IParcelShelf files) =>
        ParcelVerification.Of(Peer.Parse(self.CardText), linkOf(peer).Peer, shelf, files);

    /// <summary>The evidence that the peer's ledger diverged, or null.</summary>
    public string? Divergence(PartyCode peer) => shelf.Divergence(peer);

    /// <summary>The proofs of everything said about a subject that is receipted.</summary>
    public Task<IReadOnlyList<StatementProof>> Proofs(PartyCode peer, SubjectId about)
    {
        var link = linkOf(peer);
        return registry.Enter<IReadOnlyList<StatementProof>>(work =>
            [.. work.About(peer, about).Select(s => RecordFolder.Proof(link, work, s)).OfType<StatementProof>()]
        );
    }

    /// <summary>
    /// A hash over the states of all subjects of a link: the same on both nodes once the link is quiet.
    /// </summary>
    public string StateHash(PartyCode peer) => shelf.ReadTogether(now => StateHash(now, self.Code, peer));

    internal static string StateHash(IShelfReading shelf, PartyCode self, PartyCode peer)
    {
        using var hash = new StateHash();
        foreach (var id in shelf.SubjectIds(peer))
        {
            hash.Add(id, Exchange.StateHash.Of(SubjectReading.Folded(shelf, self, peer, id)));
        }
        return hash.Text();
    }

    private TimelineEntry Told(PartyCode peer, Ruled ruled) =>
        new(
            ruled.Stated.Side == Side.Ours ? self.Code : peer,
            ruled.Stated.Index,
            ruled.Stated.At,
            ruled.Stated.ReceivedAt,
            ruled.Stated.Officer,
            ruled.Stated.Type,
            ruled.Stated.Statement,
            ruled.Refusal
        );

    private static LedgerState State(IShelfReading shelf, Ledger ledger, PartyCode writer, PartyCode peer, Side side) =>
        new(
            ledger.Origin,
            writer,
            ledger.Size,
            ledger.Tree.Root().ToBase64(),
            shelf.ReceiptUpTo(peer, side, long.MaxValue)
        );
}
