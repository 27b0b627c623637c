using System.Collections.Concurrent;
using Parley.Cooperation;
using Parley.Cooperation.Links;

namespace Parley.Exchange;

/// <summary>
/// The joint record of one node, as its pages and its command use it: state something, take in what arrives, know how
/// the links stand. Reading it is <see cref="RecordReading"/>.
/// </summary>
public sealed class JointRecord : IAsyncDisposable
{
    private readonly IShelf shelf;
    private readonly TimeProvider clock;
    private readonly ClockWatch watch;
    private readonly Registry registry;
    private readonly ConcurrentDictionary<PartyCode, Correspondence> links = new();
    private readonly ConcurrentDictionary<PartyCode, Dispatch> dispatches = new();

    private JointRecord(Party self, IShelf shelf, TimeProvider clock)
    {
        Self = self;
        this.shelf = shelf;
        this.clock = clock;
        watch = new ClockWatch(clock);
        registry = new Registry(shelf);
        registry.Changed += Tell;
        Reading = new RecordReading(self, shelf, registry, Link);
    }

    public Party Self { get; }

    /// <summary>The admitted parties, in order of code.</summary>
    public IReadOnlyList<Peer> Peers => [.. links.Values.Select(l => l.Peer).OrderBy(p => p.Code)];

    public RecordReading Reading { get; }

    /// <summary>How much of each party's statements is taken; without it, all.</summary>
    public Func<PartyCode, StatementLimits> LimitsOf { get; set; } = _ => StatementLimits.None;

    /// <summary>How much of a party's statements was taken, and when some were last refused for want of room.</summary>
    public StatementsTaken TakenFrom(PartyCode peer) => Link(peer).Room.Taken(Now());

    /// <summary>Something became durable, or a link's standing changed. Raised on the writer's thread: only take note.
    /// </summary>
    public event Action<RecordChange>? Changed;

    /// <summary>Opens the record: reads and re-hashes every ledger, before anything is served.</summary>
    /// <exception cref="InvalidDataException">What is on the shelf is not what was receipted.</exception>
    public static JointRecord Open(Party self, IEnumerable<Peer> peers, IShelf shelf, TimeProvider clock)
    {
        var record = new JointRecord(self, shelf, clock);
        try
        {
            foreach (var peer in peers)
            {
                record.Admit(peer);
            }
            return record;
        }
        catch
        {
            record.registry.Dispose();
            throw;
        }
    }

    /// <summary>Adds a link to an admitted party.</summary>
    public void Admit(Peer peer)
    {
        // As of one moment: a command reads beside a node that writes.
        var link = shelf.ReadTogether(now => Correspondence.Load(Self, peer, now, Now()));
        link.Limits = () => LimitsOf(peer.Code);
        registry.Add(link);
        links[peer.Code] = link;
    }

    /// <summary>Keeps lines in step with this record.</summary>
    public LineKeeper Follow(ILines lines) => new(Self.Code, shelf, lines);

    /// <summary>Begins to deliver on all links that are not delivering yet.</summary>
    public void Deliver(ILink line)
    {
        foreach (var link in links.Values.Where(l => !dispatches.ContainsKey(l.Peer.Code)))
        {
            var dispatch = new Dispatch(link, registry, line, clock, Now);
            dispatch.Heard += () => Changed?.Invoke(new RecordChange(link.Peer.Code, []));
            dispatches[link.Peer.Code] = dispatch;
        }
    }

    /// <summary>States something about a subject that exists, or that both own together.</summary>
    /// <param name="key">With a key it is stated once: again, it tells what became of the first time.</param>
    public Task<Stating> State(
        PartyCode peer,
        SubjectId about,
        Statement statement,
        Officer officer,
        OnceKey? key = null
    )
    {
        var wording = Wording.Of(statement);
        var opens = statement is LinkStatement.Opened;
        return Once(
            peer,
            key,
            (link, work) =>
                opens || IsOpened(link)
                    ? Outgoing.State(link, work, about, wording, officer, Now())
                    : new Stating(about, -1, LinkRefusals.NotOpened)
        );
    }

    /// <summary>Opens a new subject of a mechanism, under the next free number of the year.</summary>
    /// <param name="letter">'R' for a request, 'A' for an agreement.</param>
    /// <param name="key">With a key it is opened once.</param>
    public Task<Stating> Open(PartyCode peer, char letter, Statement statement, Officer officer, OnceKey? key = null)
    {
        var wording = Wording.Of(statement);
        return Once(
            peer,
            key,
            (link, work) =>
            {
                if (!IsOpened(link))
                {
                    return new Stating(default, -1, LinkRefusals.NotOpened);
                }
                var now = Now();
                var about = RecordReading.NextNumber(work, Self.Code, letter, now);
                return Outgoing.State(link, work, about, wording, officer, now);
            }
        );
    }

    /// <summary>Takes in a sealed delivery of a peer and answers it.</summary>
    public async Task<LinkAnswer> Receive(PartyCode peer, ReadOnlyMemory<byte> body)
    {
        if (!links.TryGetValue(peer, out var link))
        {
            return Answer(new Problem(403, "not-admitted", "This party is not admitted here."));
        }
        var opened = Incoming.Open(link, body, out var problem);
        if (opened is null)
        {
            return Answer(problem!);
        }
        var received = await registry.Enter(work => Incoming.Receive(link, work, opened, Now()), ahead: true);
        if (received.Problem is not null)
        {
            return Answer(received.Problem);
        }
        dispatches.GetValueOrDefault(peer)?.HeardFrom();
        return new LinkAnswer(200, opened.Reply(Delivery.Write(received.Reply!, received.Statements)));
    }

    /// <summary>Tries all links again now instead of after their pauses, and greets where there is nothing to say.
    /// </summary>
    public void Hurry()
    {
        foreach (var dispatch in dispatches.Values)
        {
            dispatch.Greet();
        }
    }

    /// <summary>How a link stands, for people to see.</summary>
    public LinkState StateOf(PartyCode peer)
    {
        var link = Link(peer);
        var dispatch = dispatches.GetValueOrDefault(peer);
        return new LinkState(
            peer,
            link.Condition,
            dispatch?.LastHeard,
            link.OurSize - link.Receipted,
            link.PeerLacksErased ? LinkRefusals.PeerLacksErased.En : dispatch?.Problem
        );
    }

    /// <summary>How many entries both ledgers of a link hold.</summary>
    public (long Ours, long Theirs) SizesOf(PartyCode peer) => (Link(peer).OurSize, Link(peer).TheirSize);

    /// <summary>
    /// The operator's word that this node was not restored from an old backup, given when the peer cannot be asked.
    /// </summary>
    public Task Resume(PartyCode peer) => Enter(peer, (link, _) => Outgoing.Confirm(link, 0));

    /// <summary>Erases the words of requests that have come to rest and belong together: all or none.</summary>
    /// <param name="rule">Under which rule of this nation; kept beside what is left.</param>
    /// <returns>Why that may not be, or null.</returns>
    public Task<Refusal?> Erase(PartyCode peer, IReadOnlyCollection<SubjectId> together, string rule) =>
        Enter(peer, (link, work) => Erasing.Erase(link, work, together, rule, Now()));

    /// <summary>Nothing of these erased requests lies anywhere at this node any more.</summary>
    public Task SettleErased(PartyCode peer, IReadOnlyCollection<SubjectId> erased) =>
        Enter(
            peer,
            (_, work) =>
            {
                foreach (var id in erased)
                {
                    work.SettleErased(peer, id);
                }
                return true;
            }
        );

    /// <summary>Sees to it that the record's disk holds nothing any more of what was erased; nothing else is written
    /// meanwhile. False where it is to be asked again.</summary>
    public Task<bool> Scrub() => registry.Alone(shelf => shelf.Scrub());

    /// <summary>Folds all subjects of all links anew from the record.</summary>
    public async Task Rebuild(Action<long, long>? progress = null)
    {
        foreach (var peer in Peers)
        {
            await Enter(
                peer.Code,
                (link, work) =>
                {
                    link.Docket.Rebuild(work, progress);
                    return true;
                }
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var dispatch in dispatches.Values)
        {
            await dispatch.DisposeAsync();
        }
        registry.Dispose();
    }

    private Task<Stating> Once(PartyCode peer, OnceKey? key, Func<Correspondence, IShelfWork, Stating> state) =>
        Enter(peer, (link, work) => OnceKey.State(link, work, key, () => state(link, work)));

    /// <summary>The first entry of a ledger names the cards that were compared (docs/spec/card.md); nobody comes
    /// before it.</summary>
    private static bool IsOpened(Correspondence link) => link.OurSize > 0;

    /// <summary>The time by this node's clock; asked on the writer's thread. Where the clock was moved, each link hears
    /// the other side's first.</summary>
    private DateTimeOffset Now()
    {
        var (now, moved) = watch.Read();
        if (moved)
        {
            foreach (var link in links.Values)
            {
                link.DoubtTheClock();
            }
            Hurry();
        }
        return now;
    }

    private Task<T> Enter<T>(PartyCode peer, Func<Correspondence, IShelfWork, T> entry)
    {
        var link = Link(peer);
        return registry.Enter(work => entry(link, work));
    }

    private Correspondence Link(PartyCode peer) =>
        links.TryGetValue(peer, out var link)
            ? link
            : throw new ArgumentException($"{peer} is not an admitted party.", nameof(peer));

    private void Tell(RecordChange change)
    {
        dispatches.GetValueOrDefault(change.Peer)?.Wake();
        Changed?.Invoke(change);
    }

    private static LinkAnswer Answer(Problem problem) => new(problem.Status, problem.ToBytes());
}
