namespace Parley.Sealing;

/// <summary>
/// Dear work on each item of a sequence, such as checking its signature: done on all processors ahead of who reads the
/// outcomes, and given in the order of the items. However long the sequence is, little of it is held at a time.
/// </summary>
public static class Ahead
{
    private const int Together = 32;
    private const int MostPending = 8;

    /// <summary>The outcome of the work for each item. The items are taken on the thread that reads the outcomes; they
    /// must stay as they are while others are taken.</summary>
    public static IEnumerable<TOutcome> Of<TItem, TOutcome>(IEnumerable<TItem> items, Func<TItem, TOutcome> work)
    {
        var pending = new Queue<Task<TOutcome[]>>();
        foreach (var batch in items.Chunk(Together))
        {
            pending.Enqueue(Task.Run(() => Array.ConvertAll(batch, item => work(item))));
            if (pending.Count > MostPending)
            {
                foreach (var outcome in pending.Dequeue().GetAwaiter().GetResult())
                {
                    yield return outcome;
                }
            }
        }
        while (pending.TryDequeue(out var batch))
        {
            foreach (var outcome in batch.GetAwaiter().GetResult())
            {
                yield return outcome;
            }
        }
    }

    /// <summary>Does two things at once and waits for both; where both fail, it fails as the first does.</summary>
    public static void Both(Action first, Action second) =>
        Task.WhenAll(Task.Run(first), Task.Run(second)).GetAwaiter().GetResult();
}
