using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>
/// The subjects of one link: for each the entries of both ledgers and the state they fold to. It holds the recently
/// touched ones in memory, reads the others from the shelf, and writes the views of those that changed.
/// </summary>
internal sealed class Docket(PartyCode self, PartyCode peer)
{
    private const int MaxAsSeen = 8192;

    private readonly DossiersHeld held = new();
    private readonly HashSet<SubjectId> touched = [];
    private readonly HashSet<SubjectId> unwritten = [];
    private readonly SortedSet<SubjectId> agreements = new(BySpelling);
    private readonly Dictionary<(SubjectId, int, int), Subject?> asSeen = [];

    private static readonly Comparer<SubjectId> BySpelling = Comparer<SubjectId>.Create(
        (a, b) => string.CompareOrdinal(a.ToString(), b.ToString())
    );

    /// <summary>Subjects whose state changed in the work under way or just committed.</summary>
    public IReadOnlyCollection<SubjectId> Touched => touched;

    /// <summary>Everything was folded anew since the last commit.</summary>
    public bool Rebuilt { get; private set; }

    /// <summary>Makes the agreements known among all subjects on the shelf.</summary>
    public void Know(IEnumerable<SubjectId> ids) => agreements.UnionWith(ids.Where(IsAgreement));

    /// <summary>What the rules say of this statement of ours if it came next.</summary>
    public (Subject? State, Refusal? Refusal) Ruling(IShelfReading shelf, SubjectId about, Stated next)
    {
        var dossier = Open(shelf, about);
        var seen = new AsSeen(this, shelf, next.Index, next.Seen);
        return Next(dossier, next, dossier.Act(next, null, seen));
    }

    /// <summary>Takes in the next entry of one side.</summary>
    /// <param name="ruling">What <see cref="Ruling"/> just said of it, so that it need not be ruled on twice.</param>
    public void Add(
        IShelfReading shelf,
        SubjectId about,
        Stated entry,
        (Subject? State, Refusal? Refusal)? ruling = null
    )
    {
        var dossier = Hold(shelf, about, entry);
        if (IsAgreement(about))
        {
            agreements.Add(about);
        }
        Touch(about);
        dossier.Add(entry);
        held.Grew(entry.Length);
        if (dossier.Stale || !dossier.EndsWith(entry))
        {
            dossier.Stale = true;
            return;
        }
        // An agreement is ruled on in sight of the others, and folded without.
        dossier.Take(
            entry,
            ruling is { } known && !IsAgreement(about)
                ? known
                : Next(dossier, entry, dossier.Act(entry, entry.ReceivedAt, SeenBy(shelf, entry, dossier)))
        );
    }

    /// <summary>The receipt of one of our statements arrived.</summary>
    public void Receipted(IShelfReading shelf, SubjectId about, long index, DateTimeOffset time)
    {
        touched.Add(about);
        if (Hold(shelf, about).Receipted(index, time))
        {
            unwritten.Add(about);
        }
    }

    /// <summary>Refolds what needs it and writes the views that were not yet written since.</summary>
    public void WriteViews(IShelfWork work)
    {
        foreach (var id in unwritten)
        {
            var dossier = Open(work, id);
            var view = dossier.View();
            work.Keep(peer, view);
            dossier.NoneIdleOnShelf = view.WithoutEffect.Count == 0;
        }
        unwritten.Clear();
    }

    /// <summary>The transaction is on the disk: what was touched is settled.</summary>
    public void Committed()
    {
        touched.Clear();
        Rebuilt = false;
        held.Age();
        if (asSeen.Count > MaxAsSeen)
        {
            asSeen.Clear();
        }
    }

    /// <summary>The transaction failed: everything is read again from the shelf when next asked for.</summary>
    public void Forget()
    {
        touched.Clear();
        Rebuilt = false;
        ReadAnew();
    }

    /// <summary>Folds every subject of the link anew from its entries and writes all views.</summary>
    public void Rebuild(IShelfWork work, Action<long, long>? progress = null)
    {
        ReadAnew();
        Rebuilt = true;
        work.ForgetSubjects(peer);
        var ids = work.SubjectIds(peer);
        Know(ids);
        for (var i = 0; i < ids.Count; i++)
        {
            var dossier = SubjectReading.Entries(work, self, peer, ids[i]);
            Refold(work, dossier);
            work.Keep(peer, dossier.View());
            progress?.Invoke(i + 1, ids.Count);
        }
    }

    /// <summary>The subject as folded now, with its entries in order and what became of each.</summary>
    public Dossier Open(IShelfReading shelf, SubjectId id)
    {
        var dossier = Hold(shelf, id);
        if (dossier.Stale)
        {
            Refold(shelf, dossier);
        }
        return dossier;
    }

    /// <summary>Another subject as the writer of an entry had seen it.</summary>
    internal Subject? AsSeen(IShelfReading shelf, SubjectId id, long ours, long theirs)
    {
        if (!IsAgreement(id))
        {
            var dossier = Known(shelf, id);
            return dossier.Erasure is null ? Folded(shelf, dossier.Upto(ours, theirs)) : null;
        }
        // The entries alone, not their fold: that may be the one under way which asks.
        var known = Hold(shelf, id);
        var (mine, others) = known.CountUpto(ours, theirs);
        var key = (id, mine, others);
        if (!asSeen.TryGetValue(key, out var state))
        {
            state = Folded(shelf, known.Upto(ours, theirs));
            asSeen.Add(key, state);
        }
        return state;
    }

    /// <summary>As what another request was made, where the writer of an entry had seen that: also where its words were
    /// erased here since.</summary>
    internal RequestMadeAs? MadeAs(IShelfReading shelf, SubjectId id, long ours, long theirs) =>
        Known(shelf, id).Erasure is { } left
            ? left.Made < (id.Opener == self ? ours : theirs)
                ? new RequestMadeAs(id.Opener, left.Kind)
                : null
            : AsSeen(shelf, id, ours, theirs) is Request request
                ? new RequestMadeAs(request.From, request.Kind)
                : null;

    /// <summary>The words of a subject were erased in the work under way.</summary>
    internal void Erased(SubjectId id)
    {
        held.Remove(id);
        Touch(id);
    }

    internal IEnumerable<SubjectId> AgreementIds => agreements;

    /// <summary>A subject's entries, folded or not.</summary>
    internal Dossier Entries(IShelfReading shelf, SubjectId id) => Hold(shelf, id);

    /// <summary>The subject's entries, which are not held for it alone.</summary>
    private Dossier Known(IShelfReading shelf, SubjectId id) =>
        held.Find(id) ?? SubjectReading.Entries(shelf, self, peer, id);

    /// <summary>The subject's entries; what is read from the shelf is not folded yet.</summary>
    private Dossier Hold(IShelfReading shelf, SubjectId id, Stated? without = null)
    {
        if (held.Find(id) is not { } dossier)
        {
            dossier = SubjectReading.Entries(shelf, self, peer, id, without);
            dossier.Stale = true;
            dossier.NoneIdleOnShelf = dossier is { Ours.Count: 0, Theirs.Count: 0 };
            held.Add(dossier);
        }
        return dossier;
    }

    private void Refold(IShelfReading shelf, Dossier dossier)
    {
        dossier.Restart();
        foreach (var entry in dossier.InOrder())
        {
            var act = dossier.Act(entry, entry.ReceivedAt, SeenBy(shelf, entry, dossier));
            if (!dossier.TakeAsBefore(entry, act))
            {
                dossier.Take(entry, Next(dossier, entry, act));
            }
        }
        dossier.Finish();
    }

    /// <summary>What the rules say of an entry that comes next. Where the words of a subject were erased here, nothing
    /// has effect any more: that it would have none on the other side either was made sure of before.</summary>
    private static (Subject? State, Refusal? Refusal) Next(Dossier dossier, Stated entry, Act act) =>
        dossier.Erasure is null ? Subjects.Next(dossier.State, entry.Statement, act)
        : entry.Statement is Erased ? (null, null)
        : (null, LinkRefusals.ErasedHere);

    /// <summary>Folds without the receipts' times, which the writer of another subject need not have held.</summary>
    private Subject? Folded(IShelfReading shelf, Dossier dossier)
    {
        foreach (var entry in dossier.InOrder())
        {
            var act = dossier.Act(entry, null, SeenBy(shelf, entry, dossier));
            dossier.Take(entry, Subjects.Next(dossier.State, entry.Statement, act));
        }
        return dossier.State;
    }

    /// <summary>
    /// What an entry's rule may look at besides its own subject. Agreements look at themselves alone, so that reading
    /// one agreement never leads into another, however many a peer opens.
    /// </summary>
    private IAsSeen SeenBy(IShelfReading shelf, Stated entry, Dossier dossier) =>
        IsAgreement(dossier.Id) ? new OwnVersions(dossier)
        : entry.Side == Side.Ours ? new AsSeen(this, shelf, entry.Index, entry.Seen)
        : new AsSeen(this, shelf, entry.Seen, entry.Index);

    private void Touch(SubjectId id)
    {
        touched.Add(id);
        unwritten.Add(id);
    }

    private void ReadAnew()
    {
        held.Clear();
        asSeen.Clear();
        unwritten.Clear();
    }

    internal static bool IsAgreement(SubjectId id) => id.Letter == 'A';
}
