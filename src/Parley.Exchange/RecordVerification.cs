using Parley.Cooperation;
using Parley.Exchange.Formats;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>What the check of one ledger found.</summary>
/// <param name="Receipted">Up to which size the reader receipted it.</param>
public sealed record VerifiedLedger(
    PartyCode Writer,
    PartyCode Reader,
    long Size,
    long Receipted,
    string Root,
    IReadOnlyList<VerificationFinding> Findings
)
{
    /// <summary>Of how many entries only the hash is here, for their words were erased.</summary>
    public long Erased { get; init; }
}

/// <summary>What the comparison of the views with the record found.</summary>
/// <param name="Differing">Subjects whose view is not what the record folds to.</param>
/// <param name="StateHash">Over the states the record folds to: the same on both nodes once the link is quiet.</param>
public sealed record VerifiedViews(IReadOnlyList<SubjectId> Differing, string StateHash);

/// <summary>Something wrong, in plain words.</summary>
public sealed record VerificationFinding(string Code, string Sentence, long? Index);

/// <summary>
/// Checks the record on a shelf from its bytes: every hash, every signature, every receipt, the frames' order; and that
/// the views are what the record folds to. The node need not run; where it does, what it takes in meanwhile is not
/// looked at. The same audit is in `parley-verify`.
/// </summary>
public static class RecordVerification
{
    /// <summary>So many views are compared by one docket.</summary>
    private const int Together = 256;

    /// <summary>Checks both ledgers of a link, with nothing but both cards.</summary>
    public static IReadOnlyList<VerifiedLedger> Ledgers(
        Peer self,
        Peer peer,
        IShelf shelf,
        Action<long, long>? progress = null
    )
    {
        var (mine, other) = shelf.ReadTogether(now =>
            (Extent.Of(now, peer.Code, Side.Ours), Extent.Of(now, peer.Code, Side.Theirs))
        );
        var all = mine.Size + other.Size;
        var done = 0L;
        var telling = new Lock();
        void Step()
        {
            lock (telling)
            {
                progress?.Invoke(++done, all);
            }
        }
        var ours = new LedgerAudit(self.Card.OriginTo(peer.Code.ToString()));
        var theirs = new LedgerAudit(peer.Card.OriginTo(self.Code.ToString()));
        Ahead.Both(
            () => Feed(ours, shelf, peer.Code, mine, new ReceiptCheck(self.Card, peer.Card), Step),
            () => Feed(theirs, shelf, peer.Code, other, new ReceiptCheck(peer.Card, self.Card), Step)
        );
        ours.Close(theirs);
        theirs.Close(ours, receiptsOnTheWay: true);
        return
        [
            Result(ours, self.Code, peer.Code, mayWait: true),
            Result(theirs, peer.Code, self.Code, mayWait: false),
        ];
    }

    /// <summary>Folds every subject anew from the record, on all processors, and compares its view with that.</summary>
    public static VerifiedViews Views(Peer self, Peer peer, IShelf shelf)
    {
        // What is shown first, then what was stated: what comes in between has been stated, and is no view of nothing.
        var shown = StateFormat.Mechanisms.SelectMany(m => shelf.Subjects(peer.Code, m)).Select(v => v.Id).ToList();
        var idle = shelf.AllWithoutEffect(peer.Code).Select(w => w.About).ToList();
        var ids = shelf.SubjectIds(peer.Code);
        var agreements = ids.Where(Docket.IsAgreement).ToList();
        using var hash = new StateHash();
        var differing = new List<SubjectId>();
        foreach (var (id, state, differs) in Ahead.Of(ids.Chunk(Together), FoldAnew).SelectMany(part => part))
        {
            hash.Add(id, state);
            differing.AddRange(differs ? [id] : []);
        }
        // Views of what nobody ever stated.
        differing.AddRange(shown.Concat(idle).Distinct().Except(ids));
        return new VerifiedViews(differing, hash.Text());

        List<(SubjectId Id, Hash State, bool Differs)> FoldAnew(SubjectId[] part) =>
            shelf.ReadTogether(now =>
            {
                // A docket of its own for each part, so that none grows with the record.
                var docket = new Docket(self.Code, peer.Code);
                docket.Know(agreements);
                return part.Select(id =>
                    {
                        var fresh = docket.Open(now, id);
                        var differs = Differs(
                            fresh.View(),
                            now.Subject(peer.Code, id),
                            now.WithoutEffect(peer.Code, id),
                            now.Parcels(peer.Code, id)
                        );
                        return (id, StateHash.Of(fresh), differs || WronglyErased(now, peer.Code, fresh));
                    })
                    .ToList();
            });
    }

    /// <summary>Entries marked as erased of which nothing is left, or something left of what is all there.</summary>
    private static bool WronglyErased(IShelfReading now, PartyCode peer, Dossier fresh) =>
        fresh.Erasure is { } left ? left.IsLost : now.Erased(peer, fresh.Id) is not null;

    private static bool Differs(
        ShelvedSubject fresh,
        ShelvedSubject? kept,
        IReadOnlyList<WithoutEffect> idle,
        IReadOnlyList<ShelvedParcel> parcels
    ) =>
        kept is null
        || kept.ChangedAt != fresh.ChangedAt
        || !string.Equals(kept.Mechanism, fresh.Mechanism, StringComparison.Ordinal)
        || !Codes(idle).SetEquals(Codes(fresh.WithoutEffect))
        || !parcels.ToHashSet().SetEquals(fresh.Parcels ?? []);

    /// <summary>Which entries have no effect, and by what rule: its sentence may be reworded.</summary>
    private static HashSet<(Side Side, long Index, string Code)> Codes(IEnumerable<WithoutEffect> idle) =>
        [.. idle.Select(one => (one.Side, one.Index, one.Why.Code))];

    private static void Feed(
        LedgerAudit audit,
        IShelfReading shelf,
        PartyCode peer,
        Extent extent,
        ReceiptCheck check,
        Action step
    )
    {
        using var receipts = Ahead.Of(Receipts(shelf, peer, extent), check.Of).GetEnumerator();
        var more = Due(audit, receipts, receipts.MoveNext());
        foreach (var statement in Ahead.Of(shelf.Statements(peer, extent.Side, 0, extent.Size), ErasedEntry.Read))
        {
            audit.Add(statement);
            step();
            more = Due(audit, receipts, more);
        }
        for (; more; more = receipts.MoveNext())
        {
            var size = receipts.Current.Receipt.Size;
            audit.Find("receipt-beyond", $"A receipt of size {size} covers more than is held.", null);
        }
    }

    /// <summary>All receipts of a ledger, in order of size.</summary>
    private static IEnumerable<Receipt> Receipts(IShelfReading shelf, PartyCode peer, Extent extent)
    {
        for (var above = -1L; above < extent.Receipted; )
        {
            var some = shelf.Receipts(peer, extent.Side, above, 1000);
            foreach (var receipt in some.TakeWhile(r => r.Size <= extent.Receipted))
            {
                yield return receipt;
            }
            above = some.Count > 0 ? some[^1].Size : extent.Receipted;
        }
    }

    /// <summary>Feeds the receipts that stand where the audit has come to; false when none is left.</summary>
    private static bool Due(LedgerAudit audit, IEnumerator<CheckedReceipt> receipts, bool more)
    {
        while (more && receipts.Current.Receipt.Size <= audit.Size)
        {
            receipts.Current.FeedTo(audit);
            more = receipts.MoveNext();
        }
        return more;
    }

    /// <summary>Our own statements may wait for a receipt; the peer's were receipted as they were taken in.</summary>
    private static VerifiedLedger Result(LedgerAudit audit, PartyCode writer, PartyCode reader, bool mayWait) =>
        new(
            writer,
            reader,
            audit.Size,
            audit.ReceiptedSize,
            audit.Root.ToBase64(),
            [
                .. audit
                    .Findings.Where(f => !mayWait || !string.Equals(f.Code, "not-signed", StringComparison.Ordinal))
                    .Select(f => new VerificationFinding(f.Code, f.Sentence, f.Index)),
            ]
        )
        {
            Erased = audit.Erased,
        };

    /// <summary>How far one ledger reached at one moment, and its receipts.</summary>
    private readonly record struct Extent(Side Side, long Size, long Receipted)
    {
        public static Extent Of(IShelfReading now, PartyCode peer, Side side) =>
            new(side, now.Count(peer, side), now.ReceiptUpTo(peer, side, long.MaxValue)?.Size ?? -1);
    }
}
