namespace Parley.Node.Requests;

/// <summary>
/// Lets one at a time write in a draft, offer it, send it back or release it: what leaves is what was read, and who
/// comes second is told so. Drafts share a few places in the queue, which costs at most a short wait.
/// </summary>
internal sealed class DraftTurns
{
    private readonly SemaphoreSlim[] places = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public IDisposable Take(long draft)
    {
        var place = Of(draft);
        place.Wait();
        return new Turn(place);
    }

    public async Task<IDisposable> TakeAsync(long draft)
    {
        var place = Of(draft);
        await place.WaitAsync();
        return new Turn(place);
    }

    private SemaphoreSlim Of(long draft) => places[(int)(Math.Abs(draft) % places.Length)];

    private sealed class Turn(SemaphoreSlim place) : IDisposable
    {
        public void Dispose() => place.Release();
    }
}
