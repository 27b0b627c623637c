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

    private readonly Correspondence link;
    private readonly Registry registry;
    private readonly ILink line;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    private SendingSession? session;
    private long peerHolds;
    private int address;
    private int failures;

    public Dispatch(Correspondence link, Registry registry, ILink line, TimeProvider clock)
    {
        this.link = link;
        this.registry = registry;
        this.line = line;
        this.clock = clock;
        peerHolds = link.Receipted;
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
        catch (SemaphoreFullException)
        {
            // Already awake: one signal is enough for any number of statements.
            return;
        }
    }

    /// <summary>A delivery of the peer's arrived and was sound: it is there.</summary>
    public void HeardFrom()
    {
        LastHeard = clock.GetUtcNow();
        if (failures > 0)
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
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var next = await registry.Enter(work => Outgoing.Next(link, work, peerHolds, greet));
                greet = next is null ? !await Pause(Heartbeat) : !await Send(next);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
            {
                await Failed($"{link.Peer.Addresses[address].Authority}: {e.Message}");
                address = (address + 1) % link.Peer.Addresses.Count;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Our own disk or our own fault: shown to the operator, and tried again.
                await Failed(e.Message);
            }
        }
    }

    /// <summary>Delivers once and settles the answer; false when it did not help.</summary>
    private async Task<bool> Send(Parcelled parcelled)
    {
        session = session is { Spent: false } ? session : new SendingSession(link.Self, link.Peer);
        var body = session.Seal(Delivery.Write(parcelled.Header, parcelled.Statements));
        var answer = await line.Deliver(link.Peer, link.Peer.Addresses[address], body, stop.Token);
        if (answer.Status == 200)
        {
            return await Settle(parcelled, answer.Body);
        }
        var problem = Exchange.Problem.Read(answer.Status, answer.Body);
        switch (problem)
        {
            case { Status: 410 }:
                session = null;
                return true;
            case { Status: 409, Size: { } size } when size < parcelled.From && size >= 0:
                peerHolds = size;
                await registry.Enter(_ => Outgoing.Confirm(link, size));
                Alive(null);
                return true;
            default:
                await Failed($"{problem.Code}: {problem.Detail}");
                return false;
        }
    }

    private async Task<bool> Settle(Parcelled parcelled, ReadOnlyMemory<byte> sealedReply)
    {
        var plain = session!.OpenReply(sealedReply.Span);
        if (plain is null || !Delivery.TryRead(plain, out ReplyHeader reply, out var statements, out _))
        {
            session = null;
            await Failed("The answer was not sealed in this session.");
            return false;
        }
        var settled = await registry.Enter(work => Outgoing.Settle(link, work, parcelled, reply, statements));
        peerHolds = settled.PeerHolds;
        if (settled.Problem is not null)
        {
            await Failed(settled.Problem);
            return false;
        }
        Alive(null);
        return true;
    }

    private void Alive(string? problem)
    {
        failures = 0;
        LastHeard = clock.GetUtcNow();
        Problem = problem;
        Heard?.Invoke();
    }

    private async Task Failed(string problem)
    {
        Problem = problem;
        Heard?.Invoke();
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(failures++, 10))));
        await Pause(pause * Chance.Between(0.5, 1.0));
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
}
