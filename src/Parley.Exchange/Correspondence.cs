using Parley.Cooperation;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>How a link stands, as this node knows it.</summary>
public enum LinkCondition
{
    /// <summary>Since this node started, the peer has not yet confirmed what it holds of our ledger. Nothing new is
    /// said: this node might have been restored from an old backup.</summary>
    Unconfirmed,

    /// <summary>This node was restored: it fetches back what it had written, and waits for what it had read.
    /// </summary>
    Recovering,

    Open,

    /// <summary>The peer's ledger diverged. People must meet.</summary>
    Halted,
}

/// <summary>
/// One link in memory: both ledgers, the docket of their subjects, and how far each side has come. Everything that
/// changes it runs one at a time, inside a work of the shelf.
/// </summary>
public sealed class Correspondence
{
    private static readonly TimeSpan MostApart = TimeSpan.FromHours(1);

    private TimeSpan apart;
    private long agreementsMoved;
    private Ledger.Mark oursBefore;
    private Ledger.Mark theirsBefore;
    private LinkCondition conditionBefore;

    private Correspondence(Party self, Peer peer)
    {
        Self = self;
        Peer = peer;
        Ours = new Ledger(self.Card.OriginTo(peer.Code.ToString()));
        Theirs = new Ledger(peer.Card.OriginTo(self.Code.ToString()));
        Docket = new Docket(self.Code, peer.Code);
        Sessions = new ReceivingSessions(self, peer);
        Signer = self.Keys.Signer(Ours.Origin);
        Cosigner = self.Keys.Receipts(self.Card.Domain);
        OurCheckpointKey = self.Card.CheckpointKeyTo(peer.Code.ToString());
        TheirCheckpointKey = peer.Card.CheckpointKeyTo(self.Code.ToString());
    }

    public Party Self { get; }

    public Peer Peer { get; }

    public LinkCondition Condition { get; internal set; }

    /// <summary>Changes with every commit that touched an agreement, before anybody is told of it.</summary>
    internal long AgreementsMoved => Interlocked.Read(ref agreementsMoved);

    /// <summary>How much of the peer's statements is taken now.</summary>
    internal Func<StatementLimits> Limits { get; set; } = () => StatementLimits.None;

    internal StatementRoom Room { get; } = new();

    /// <summary>How many statements this node has written on the link.</summary>
    public long OurSize => Ours.Size;

    /// <summary>How many statements of the peer's this node holds.</summary>
    public long TheirSize => Theirs.Size;

    /// <summary>How many of ours the peer has receipted.</summary>
    public long Receipted => Ours.Receipted;

    internal Ledger Ours { get; }

    internal Ledger Theirs { get; }

    internal Docket Docket { get; }

    internal ReceivingSessions Sessions { get; }

    internal NoteSigner Signer { get; }

    internal Cosigner Cosigner { get; }

    internal VerifierKey OurCheckpointKey { get; }

    internal VerifierKey TheirCheckpointKey { get; }

    /// <summary>Our own statements that are not receipted yet, by index: their subjects and times.</summary>
    internal SortedDictionary<long, (SubjectId About, DateTimeOffset At)> AwaitingReceipt { get; } = [];

    /// <summary>
    /// Our own statements had seen more of the peer's ledger than we hold: this node was restored, and the peer has not
    /// brought that back yet.
    /// </summary>
    internal bool Behind => Ours.LastSeen > Theirs.Size;

    /// <summary>
    /// This node's clock and the peer's differ so much that nothing may be stated or receipted: a ledger's times never
    /// decrease, so one statement from the future would keep the link shut until then.
    /// </summary>
    internal bool ClocksDiffer => apart.Duration() > MostApart;

    /// <summary>The peer was set back and asks for what was erased here.</summary>
    internal bool PeerLacksErased { get; set; }

    /// <summary>Subjects whose state changed in the work under way or just committed.</summary>
    public IReadOnlyCollection<SubjectId> Touched => Docket.Touched;

    /// <summary>
    /// Reads both ledgers from the shelf and hashes them anew, and compares them with their newest receipts: what was
    /// altered on disk is found at start.
    /// </summary>
    /// <exception cref="InvalidDataException">The record on the shelf is not what was receipted.</exception>
    /// <param name="now">Which day it is: of its statements a party may make only so many.</param>
    public static Correspondence Load(Party self, Peer peer, IShelfReading shelf, DateTimeOffset now = default)
    {
        var link = new Correspondence(self, peer);
        link.Read(shelf, Side.Ours, link.Ours);
        var taken = link.Read(shelf, Side.Theirs, link.Theirs);
        link.Room.Know(taken, shelf, peer.Code, now);
        link.Docket.Know(shelf.SubjectIds(peer.Code));
        link.Condition = shelf.Divergence(peer.Code) is null ? LinkCondition.Unconfirmed : LinkCondition.Halted;
        link.Begin();
        return link;
    }

    /// <summary>The peer's clock showed a time when ours showed another.</summary>
    internal void Heard(DateTimeOffset theirs, DateTimeOffset ours) => apart = theirs - ours;

    /// <summary>This node's clock was moved: what it says is not believed until the peer's was heard again.</summary>
    internal void DoubtTheClock() => apart = TimeSpan.MaxValue;

    /// <summary>Marks where a failed transaction returns to.</summary>
    internal void Begin()
    {
        (oursBefore, theirsBefore, conditionBefore) = (Ours.Now, Theirs.Now, Condition);
        Room.Begin();
    }

    /// <summary>The transaction is on the disk. What changed, or null.</summary>
    internal RecordChange? Committed()
    {
        var moved = oursBefore != Ours.Now || theirsBefore != Theirs.Now || conditionBefore != Condition;
        if (Docket.Rebuilt || Touched.Any(id => id.Letter is 'A'))
        {
            Interlocked.Increment(ref agreementsMoved);
        }
        var change = moved || Touched.Count > 0 ? new RecordChange(Peer.Code, [.. Touched]) : null;
        Ours.Committed();
        Theirs.Committed();
        Docket.Committed();
        while (AwaitingReceipt.Count > 0 && AwaitingReceipt.Keys.First() < Ours.Receipted)
        {
            AwaitingReceipt.Remove(AwaitingReceipt.Keys.First());
        }
        return change;
    }

    /// <summary>The transaction failed: memory returns to what is on the disk.</summary>
    internal void Failed()
    {
        Ours.Return(oursBefore);
        Theirs.Return(theirsBefore);
        Condition = conditionBefore;
        Room.Failed();
        Docket.Forget();
        foreach (var index in AwaitingReceipt.Keys.Where(i => i >= Ours.Size).ToList())
        {
            AwaitingReceipt.Remove(index);
        }
    }

    /// <summary>The signed checkpoint of our ledger at a size that is on the disk.</summary>
    internal SignedNote Checkpoint(long size) =>
        size <= Ours.Durable
            ? Signer.Sign(new Checkpoint(Ours.Origin, size, Ours.Tree.RootAt(size)).ToText())
            : throw new InvalidOperationException("Only what is on the disk is signed.");

    /// <summary>Reads one ledger from the shelf.</summary>
    /// <returns>How many bytes its statements are.</returns>
    private long Read(IShelfReading shelf, Side side, Ledger ledger)
    {
        var read = 0L;
        foreach (var bytes in shelf.Statements(Peer.Code, side, 0, long.MaxValue))
        {
            read += bytes.Length;
            if (ErasedEntry.TryRead(bytes, out var erased))
            {
                ledger.Append(erased.Leaf, erased.At, erased.Seen);
                continue;
            }
            if (!Frame.TryRead(bytes, out var frame, out var problem))
            {
                throw new InvalidDataException($"{ledger.Origin} statement {ledger.Size}: {problem}");
            }
            ledger.Append(Tree.LeafHash(bytes.Span), frame);
        }
        if (shelf.ReceiptUpTo(Peer.Code, side, long.MaxValue) is { } newest)
        {
            Compare(ledger, newest);
            ledger.Receipt(newest.Size, newest.Time);
        }
        ledger.Committed();
        if (side == Side.Ours)
        {
            AwaitReceipts(shelf, ledger.Receipted);
        }
        return read;
    }

    private void AwaitReceipts(IShelfReading shelf, long from)
    {
        foreach (var bytes in shelf.Statements(Peer.Code, Side.Ours, from, long.MaxValue))
        {
            if (Frame.TryRead(bytes, out var frame, out _))
            {
                AwaitingReceipt.Add(from++, (SubjectId.Parse(frame.About), frame.At));
            }
        }
    }

    private static void Compare(Ledger ledger, Receipt newest)
    {
        var same =
            SignedNote.TryParse(newest.Checkpoint, out var note, out _)
            && Record.Checkpoint.TryParse(note.Text, out var checkpoint)
            && checkpoint.Size == newest.Size
            && checkpoint.Size <= ledger.Size
            && checkpoint.Root == ledger.Tree.RootAt(checkpoint.Size);
        if (!same)
        {
            throw new InvalidDataException(
                $"{ledger.Origin}: the statements on the shelf are not those receipted at size {newest.Size}."
            );
        }
    }
}
