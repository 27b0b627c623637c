using System.Collections.Concurrent;
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
    private const int MostTogether = 512;

    private readonly BlockingCollection<Waiting> waiting = [];
    private readonly Bookkeeping books;
    private readonly Thread writer;

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
    public Task<T> Enter<T>(Func<IShelfWork, T> entry)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var outcome = default(T);
        waiting.Add(
            new Waiting(work => outcome = entry(work), () => done.SetResult(outcome!), e => done.SetException(e))
        );
        return done.Task;
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        writer.Join();
        waiting.Dispose();
    }

    private void Write()
    {
        var together = new List<Waiting>();
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            together.Clear();
            together.Add(first);
            while (together.Count < MostTogether && waiting.TryTake(out var next))
            {
                together.Add(next);
            }
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
