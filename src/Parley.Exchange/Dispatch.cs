using Parley.Cooperation;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>How a link is doing, for people to see.</summary>
/// <param name="LastHeard">When the peer last proved that it is there; null since start: not yet.</param>
/// <param name="Waiting">How many of our statements wait for a receipt.</param>
/// <param name="Problem">What hinders the link now, in words for an operator; null: nothing.</param>
public sealed record LinkState(
    PartyCode Peer,
    LinkCondition Condition,
    DateTimeOffset? LastHeard,
    long Waiting,
    string? Problem
);

/// <summary>
/// Sends one peer what waits for it: at once when there is something, one delivery at a time, again with growing
/// pauses over each of its addresses when it does not answer, and an empty one as heartbeat when idle. Never polls.
/// </summary>
internal sealed class Dispatch : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>So much of each pause nothing ends: else two nodes that both find fault with the other's answers would
    /// wake each other without end.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);

    private readonly Correspondence link;
    private readonly Delivering delivering;
    private readonly Registry registry;
    private readonly ILink line;
    private readonly TimeProvider clock;
    private readonly Func<DateTimeOffset> now;
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    private (Answered Answer, Task<(Settled, Parcelled?)> Settling)? underWay;
    private int address;
    private int fruitless;
    private int asked;

    public Dispatch(Correspondence link, Registry registry, ILink line, TimeProvider clock, Func<DateTimeOffset> now)
    {
        this.link = link;
        this.registry = registry;
        this.line = line;
        this.clock = clock;
        this.now = now;
        delivering = new Delivering(link);
        loop = Task.Run(Run);
    }

    public DateTimeOffset? LastHeard { get; private set; }

    public string? Problem { get; private set; }

    /// <summary>Raised when the problem or the time last heard changes.</summary>
    public event Action? Heard;

    /// <summary>There is something to send, or the peer showed that it is there.</summary>
    public void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Already awake: one signal is enough for any number of statements. Or the node stops: the next start asks.
            return;
        }
    }

    /// <summary>Greets even where there is nothing to say: somebody wants to know now whether the peer is there.
    /// </summary>
    public void Greet()
    {
        Interlocked.Exchange(ref asked, 1);
        Wake();
    }

    /// <summary>A delivery of the peer's arrived and was sound: it is there.</summary>
    public void HeardFrom()
    {
        LastHeard = clock.GetUtcNow();
        if (Problem is not null)
        {
            Wake();
        }
        Heard?.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
        wake.Dispose();
    }

    private async Task Run()
    {
        var greet = false;
        Parcelled? next = null;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (next is null && (await Conclude()).Problem is { } before)
                {
                    await Failed(before);
                }
                greet |= Interlocked.Exchange(ref asked, 0) == 1;
                next ??= await registry.Enter(work => delivering.Next(work, greet), ahead: true);
                (greet, next) = next is null ? (!await Pause(Heartbeat), null) : await Send(next);
                continue;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (UnreachedException e)
            {
                await Failed(e.Message);
                address = (address + 1) % link.Peer.Addresses.Count;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Our own disk or our own fault: shown to the operator, and tried again.
                await Failed(e.Message);
            }
            next = null;
        }
    }

    /// <summary>Delivers once and settles the answer. Where more waits, that goes out while this answer is brought to
    /// the disk.</summary>
    /// <returns>Whether it did not help, and what may follow at once, or null.</returns>
    private async Task<(bool Fruitless, Parcelled? Next)> Send(Parcelled parcelled)
    {
        var body = delivering.Seal(parcelled);
        var carried = Carry(body);
        string? before;
        try
        {
            (before, _) = await Conclude();
        }
        finally
        {
            // One is in flight at a time, whatever became of the answer before.
            await ((Task)carried).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        var answer = delivering.Read(await carried);
        var looking = before is null
            ? registry.Look(shelf => delivering.Ahead(shelf, parcelled, answer))
            : Task.FromResult<Parcelled?>(null);
        underWay = (answer, registry.Enter(work => Settle(work, parcelled, answer, looking), ahead: true));
        if (await looking is { } following)
        {
            return (false, following);
        }
        var (problem, after) = await Conclude();
        if ((before ?? problem) is { } fault)
        {
            await Failed(fault);
            return (true, null);
        }
        return (false, after);
    }

    private async Task<LinkAnswer> Carry(byte[] body)
    {
        var to = link.Peer.Addresses[address];
        try
        {
            return await line.Deliver(link.Peer, to, body, stop.Token);
        }
        catch (Exception e)
            when (e is IOException or HttpRequestException or OperationCanceledException
                && !stop.IsCancellationRequested
            )
        {
            throw new UnreachedException($"{to.Authority}: {e.Message}", e);
        }
    }

    private (Settled, Parcelled?) Settle(IShelfWork work, Parcelled sent, Answered answer, Task<Parcelled?> ahead)
    {
        var settled = delivering.Settle(work, sent, answer, now());
        return (
            settled,
            ahead is { IsCompletedSuccessfully: true, Result: null } ? delivering.After(work, settled) : null
        );
    }

    /// <summary>Waits until the answer under way is on the disk; only then does it count.</summary>
    /// <returns>What is wrong with it, or what may follow at once, or neither.</returns>
    private async Task<(string? Problem, Parcelled? Next)> Conclude()
    {
        if (underWay is not var (answer, settling))
        {
            return (null, null);
        }
        underWay = null;
        var (settled, next) = await settling;
        delivering.Take(answer, settled);
        if (settled.Problem is null && answer.Reply is not null)
        {
            fruitless = 0;
            LastHeard = clock.GetUtcNow();
            Problem = null;
            Heard?.Invoke();
        }
        return (settled.Problem, settled.Problem is null ? next : null);
    }

    /// <summary>
    /// Says what is wrong and waits. Pauses grow with those that ran out, not with what was stated meanwhile: else a
    /// few statements made in one second of the peer's absence would keep the next try a minute away.
    /// </summary>
    private async Task Failed(string problem)
    {
        Problem = problem;
        Heard?.Invoke();
        var most = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(fruitless, 10))));
        var pause = most * Chance.Between(0.5, 1.0);
        await Task.Delay(ShortestPause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!await Pause(pause > ShortestPause ? pause - ShortestPause : TimeSpan.Zero))
        {
            fruitless++;
        }
    }

    /// <summary>Waits until woken; false when the time ran out first.</summary>
    private async Task<bool> Pause(TimeSpan most)
    {
        try
        {
            return await wake.WaitAsync(most, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The peer was not reached at an address.</summary>
    private sealed class UnreachedException(string message, Exception inner) : Exception(message, inner);
}
