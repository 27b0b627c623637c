using Parley.Cooperation;

namespace Parley.Exchange;

/// <summary>What became durable: subjects of one link whose state changed, or just the state of the link.</summary>
public sealed record RecordChange(PartyCode Peer, IReadOnlyList<SubjectId> Subjects);

/// <summary>
/// The one writer of a node. Whatever waits is entered together in one transaction and committed once: a lone entry
/// when idle, hundreds under load. An entry counts, and is answered, only when it is on the disk.
/// </summary>
public sealed class Registry : IDisposable
{
    private const int MostTogether = 128;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> ahead = [];
    private readonly Queue<Waiting> waiting = [];
    private readonly SemaphoreSlim any = new(0);
    private readonly Bookkeeping books;
    private readonly Thread writer;
    private bool ended;

    public Registry(IShelf shelf)
    {
        books = new Bookkeeping(shelf);
        writer = new Thread(Write) { IsBackground = true, Name = "registry" };
        writer.Start();
    }

    /// <summary>Raised on the writer's thread after a commit; listeners only take note.</summary>
    public event Action<RecordChange>? Changed;

    /// <summary>Adds a link, before anything is entered on it.</summary>
    public void Add(Correspondence link) => books.Add(link);

    /// <summary>Runs an entry inside a transaction; done when that is on the disk, faulted when nothing of it is.
    /// </summary>
    /// <param name="ahead">Before all that is not: the deliveries, for which the other side waits, pass what piles up
    /// here.</param>
    public Task<T> Enter<T>(Func<IShelfWork, T> entry, bool ahead = false)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var outcome = default(T);
        var one = new Waiting(
            work => outcome = entry(work),
            () => done.SetResult(outcome!),
            e => done.SetException(e)
        );
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, this);
            (ahead ? this.ahead : waiting).Enqueue(one);
        }
        any.Release();
        return done.Task;
    }

    /// <summary>Ends when all that waits is entered.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
        }
        any.Release();
        writer.Join();
        any.Dispose();
    }

    private void Write()
    {
        var together = new List<Waiting>();
        while (Take(together))
        {
            if (!TryEnter(together, out _))
            {
                // One of them failed: each alone, so that only the faulty one does.
                foreach (var alone in together)
                {
                    if (!TryEnter([alone], out var failure))
                    {
                        alone.Fail(failure!);
                    }
                }
            }
        }
    }

    /// <summary>Waits for something to enter and takes what may go together; false at the end.</summary>
    private bool Take(List<Waiting> together)
    {
        together.Clear();
        any.Wait();
        lock (gate)
        {
            while (
                together.Count < MostTogether && (ahead.TryDequeue(out var next) || waiting.TryDequeue(out next))
            )
            {
                together.Add(next);
            }
        }
        for (var i = 1; i < together.Count; i++)
        {
            any.Wait();
        }
        return together.Count > 0;
    }

    private bool TryEnter(List<Waiting> together, out Exception? failure)
    {
        if (books.TryEnter(together.Select(w => w.Run), out failure) is not { } changes)
        {
            return false;
        }
        foreach (var entry in together)
        {
            entry.Done();
        }
        foreach (var change in changes)
        {
            Changed?.Invoke(change);
        }
        return true;
    }

    private sealed record Waiting(Action<IShelfWork> Run, Action Done, Action<Exception> Fail);
}
