using System.Collections.Concurrent;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>The loop that fetches the parcels of one peer.</summary>
internal sealed class ParcelRound : IAsyncDisposable
{
    private const int MostLookedAt = 1000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>A statement that names a parcel wakes the loop; this is only in case one was missed.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromSeconds(0.5);

    private readonly JointRecord record;
    private readonly Peer peer;
    private readonly ParcelFetch fetch;
    private readonly TimeProvider clock;
    private readonly Action<SubjectId> moved;
    private readonly CancellationToken stop;
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly ConcurrentDictionary<string, Trouble> troubles = new(StringComparer.Ordinal);
    private readonly Task loop;

    private int address;
    private volatile List<ShelvedParcel>? again;

    public ParcelRound(
        JointRecord record,
        Peer peer,
        ParcelFetch fetch,
        TimeProvider clock,
        Action<SubjectId> moved,
        CancellationToken stop
    )
    {
        this.record = record;
        this.peer = peer;
        this.fetch = fetch;
        this.clock = clock;
        this.moved = moved;
        this.stop = stop;
        loop = Task.Run(Run, CancellationToken.None);
    }

    public string? ProblemOf(string sealedSha256) => troubles.GetValueOrDefault(sealedSha256)?.Problem;

    /// <summary>Looks once more through what was refused.</summary>
    public void TryAgain()
    {
        again = null;
        Wake();
    }

    public void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Already awake: one signal is enough for any number of parcels. Or the node stops.
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await loop;
        wake.Dispose();
    }

    private async Task Run()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (record.StateOf(peer.Code).Condition != LinkCondition.Open)
                {
                    await Pause(Idle);
                    continue;
                }
                // What was refused for want of room may fit since the limits were changed.
                var refused = again ??= [
                    .. record.Reading.ParcelsOf(peer.Code, Side.Theirs, ParcelStanding.Refused, MostLookedAt),
                ];
                var owed = record.Reading.ParcelsOf(peer.Code, Side.Theirs, ParcelStanding.Named, MostLookedAt);
                var (tried, pause) = (false, Idle);
                foreach (var one in owed.Concat(refused).OrderBy(p => p.Size).ToList())
                {
                    var left = NotBefore(one.SealedSha256) - clock.GetUtcNow();
                    if (left > TimeSpan.Zero)
                    {
                        pause = left < pause ? left : pause;
                        continue;
                    }
                    tried |= await Try(one);
                    if (stop.IsCancellationRequested)
                    {
                        return;
                    }
                }
                if (!tried)
                {
                    await Pause(pause);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Our own disk or our own fault: shown with the parcels, and tried again.
                troubles[""] = new Trouble(1, clock.GetUtcNow(), e.Message);
                await Pause(TimeSpan.FromSeconds(5));
            }
        }
    }

    /// <summary>Tries one parcel once, and states what there is to state.</summary>
    /// <returns>Whether something was tried at all.</returns>
    private async Task<bool> Try(ShelvedParcel owed)
    {
        if (Find(owed) is not { } sent || sent.Refused is { } earlier && !MayTryAgain(sent, earlier.What.Reason))
        {
            again?.Remove(owed);
            return false;
        }
        Fetched fetched;
        try
        {
            fetched = await fetch.Try(peer, peer.Addresses[address], sent.Parcel, Telling(owed.About), stop);
        }
        catch (Exception e)
            when (e is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            address = (address + 1) % peer.Addresses.Count;
            fetched = new Fetched(null, e.Message, Moved: false);
        }
        if (fetched.Problem is { } problem)
        {
            Failed(owed, problem, fetched.Moved);
        }
        else
        {
            await State(owed, fetched);
        }
        moved(owed.About);
        return true;
    }

    private SentParcel? Find(ShelvedParcel owed) =>
        record.Reading.Find(peer.Code, owed.About) is Request request && !IsAtRest(request)
            ? SentParcel
                .Of(request)
                .FirstOrDefault(p =>
                    p.By == peer.Code
                    && string.Equals(p.Parcel.SealedSha256, owed.SealedSha256, StringComparison.Ordinal)
                )
            : null;

    /// <summary>Nothing that would be said of its files has effect any more.</summary>
    private bool IsAtRest(Request request) => RequestRest.Since(request) is { } rest && clock.GetUtcNow() > rest;

    private bool MayTryAgain(SentParcel sent, ParcelRefusal reason) =>
        reason is ParcelRefusal.TooLarge or ParcelRefusal.QuotaExceeded && fetch.Limit(peer.Code, sent.Parcel) is null;

    private async Task State(ShelvedParcel owed, Fetched fetched)
    {
        ParcelStatement statement = fetched.Refusal is { } why
            ? new ParcelStatement.Refused(owed.SealedSha256, why)
            : new ParcelStatement.Received(owed.SealedSha256);
        var stating = await record.State(peer.Code, owed.About, statement, NodeOfficer.Itself);
        if (stating.Refusal is { } refusal)
        {
            // The link rests, or the request was folded otherwise meanwhile: asked again later.
            Failed(owed, refusal.Sentence.En, moved: false);
            return;
        }
        troubles.TryRemove(owed.SealedSha256, out _);
        again?.Remove(owed);
    }

    private Action<long> Telling(SubjectId about)
    {
        var then = clock.GetTimestamp();
        return _ =>
        {
            if (clock.GetElapsedTime(then) >= BetweenTellings)
            {
                then = clock.GetTimestamp();
                moved(about);
            }
        };
    }

    private DateTimeOffset NotBefore(string sealedSha256) =>
        troubles.GetValueOrDefault(sealedSha256)?.NotBefore ?? DateTimeOffset.MinValue;

    private void Failed(ShelvedParcel owed, string problem, bool moved)
    {
        var times = moved ? 0 : (troubles.GetValueOrDefault(owed.SealedSha256)?.Times ?? 0) + 1;
        var most = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(times, 10))));
        var until = clock.GetUtcNow() + (most * Chance.Between(0.5, 1.0));
        troubles[owed.SealedSha256] = new Trouble(times, until, problem);
    }

    private async Task Pause(TimeSpan most)
    {
        try
        {
            await wake.WaitAsync(most, stop);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private sealed record Trouble(int Times, DateTimeOffset NotBefore, string Problem);
}
