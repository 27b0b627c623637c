using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>One end of a link at a node, while that runs.</summary>
internal sealed class LinkEnd(Correspondence link)
{
    public Correspondence Link { get; } = link;

    public Delivering Delivering { get; } = new(link);

    /// <summary>The delivery in flight, counted; an answer to another one is nobody's.</summary>
    public long Turn { get; set; }

    public bool InFlight { get; set; }

    /// <summary>Which of the timers set for the next turn still counts.</summary>
    public long Timer { get; set; }

    public int Failures { get; set; }

    /// <summary>After a failure nothing wakes it before this.</summary>
    public long NotBefore { get; set; }

    /// <summary>The answer before the delivery in flight came to nothing: once that is answered, a pause follows.
    /// </summary>
    public bool Unsettled { get; set; }

    /// <summary>The peer has answered in this life.</summary>
    public bool Heard { get; set; }
}

/// <summary>
/// One nation's node: the same pieces as <see cref="JointRecord"/> and its loops put together, without threads. What is
/// entered may wait and be committed together with what comes next.
/// </summary>
internal sealed class Nation(Party self, Clockwork clock)
{
    private readonly List<Entry> waiting = [];
    private Bookkeeping books = null!;

    public Party Self { get; } = self;

    public PartyCode Code => Self.Code;

    public MemoryShelf Shelf { get; } = new();

    public ParcelBox Box { get; } = new();

    /// <summary>What its pages would list; on a disk of their own, which no backup of the record sets back.</summary>
    public MemoryLines Lines { get; } = new();

    /// <summary>By how much its clock is off, in milliseconds.</summary>
    public long Skew { get; set; }

    public DateTimeOffset Now => clock.Instant.AddMilliseconds(Skew);

    public bool Up { get; private set; }

    /// <summary>Counts its starts: what belongs to an earlier life is void.</summary>
    public int Life { get; private set; }

    public IReadOnlyList<Peer> Peers { get; set; } = [];

    public SortedDictionary<string, LinkEnd> Ends { get; } = new(StringComparer.Ordinal);

    public Mutant Mutant { get; set; }

    /// <summary>Told of every change that became durable.</summary>
    public Action<RecordChange> Changed { get; set; } = _ => { };

    /// <summary>Told how each transaction ended.</summary>
    public Action<bool> Committed { get; set; } = _ => { };

    /// <summary>Reads everything from the shelf, as a node does at its start. False: it stopped again meanwhile.
    /// </summary>
    public bool Start()
    {
        Shelf.Start();
        Life++;
        waiting.Clear();
        Ends.Clear();
        books = new Bookkeeping(Shelf);
        try
        {
            foreach (var peer in Peers)
            {
                var link = Correspondence.Load(Self, peer, Shelf);
                if (Mutant == Mutant.TrustsItsBackup)
                {
                    link.Condition = LinkCondition.Open;
                }
                books.Add(link);
                Ends.Add(peer.Code.ToString(), new LinkEnd(link));
            }
        }
        catch (NodeCrashedException)
        {
            Stop();
            return false;
        }
        Up = true;
        return true;
    }

    /// <summary>The power goes.</summary>
    public void Stop()
    {
        Up = false;
        Shelf.Stop();
        waiting.Clear();
    }

    /// <summary>Enters something in the next transaction.</summary>
    /// <param name="done">Called once it is on the disk; with null when it failed and nothing of it is.</param>
    /// <param name="tooEarly">A planted bug: it is done before the commit.</param>
    public void Enter<T>(Func<IShelfWork, T> entry, Action<T?> done, bool tooEarly = false)
        where T : class
    {
        T? outcome = null;
        waiting.Add(new Entry(work => outcome = entry(work), () => done(outcome), () => done(null)));
        if (tooEarly)
        {
            var last = waiting[^1];
            waiting[^1] = last with
            {
                Run = work =>
                {
                    last.Run(work);
                    last.Done();
                },
                Done = () => { },
            };
        }
    }

    /// <summary>Commits what waits: all together, and where that fails, each alone.</summary>
    public void Pump()
    {
        while (Up && waiting.Count > 0)
        {
            var together = waiting.ToList();
            waiting.Clear();
            if (!TryCommit(together))
            {
                foreach (var alone in together)
                {
                    if (Up && !TryCommit([alone]) && Up)
                    {
                        alone.Failed();
                    }
                }
            }
        }
    }

    private bool TryCommit(List<Entry> together)
    {
        var life = Life;
        var entries = together.Select(e => e.Run);
        if (Mutant == Mutant.MemoryRunsAhead)
        {
            entries = entries.Append(_ => Ends.Values.ToList().ForEach(e => e.Link.Begin()));
        }
        var changes = books.TryEnter(entries, out var failure);
        if (failure is NodeCrashedException || Shelf.Down)
        {
            Stop();
            Committed(false);
            return true;
        }
        if (failure is not (null or IOException))
        {
            throw new BrokenPromiseException($"{Code} failed: {failure}");
        }
        Committed(changes is not null);
        if (changes is null)
        {
            return false;
        }
        foreach (var entry in together)
        {
            if (life != Life || !Up)
            {
                return true;
            }
            entry.Done();
        }
        foreach (var change in changes)
        {
            Changed(change);
        }
        return true;
    }

    /// <summary>Now and then the keeper of lines follows the record a stretch further, if it is not stopped meanwhile.
    /// </summary>
    public void FollowRecord()
    {
        if (!Up || Lines.Dice.Below(3) > 0)
        {
            return;
        }
        var keeper = new LineKeeper(Code, Shelf, Lines);
        foreach (var peer in Peers)
        {
            try
            {
                keeper.Step(peer.Code);
            }
            catch (NodeCrashedException)
            {
                return;
            }
        }
    }

    private sealed record Entry(Action<IShelfWork> Run, Action Done, Action Failed);
}

/// <summary>Something happened that may never happen.</summary>
internal sealed class BrokenPromiseException(string what) : Exception(what);
