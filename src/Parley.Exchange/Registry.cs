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

    private readonly IShelf shelf;
    private readonly BlockingCollection<Waiting> waiting = [];
    private readonly ConcurrentDictionary<PartyCode, Correspondence> links = new();
    private readonly Thread writer;

    public Registry(IShelf shelf)
    {
        this.shelf = shelf;
        writer = new Thread(Write) { IsBackground = true, Name = "registry" };
        writer.Start();
    }

    /// <summary>Raised on the writer's thread after a commit; listeners only take note.</summary>
    public event Action<RecordChange>? Changed;

    /// <summary>Adds a link, before anything is entered on it.</summary>
    public void Add(Correspondence link) => links[link.Peer.Code] = link;

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
        failure = null;
        foreach (var link in links.Values)
        {
            link.Begin();
        }
        try
        {
            using var work = shelf.Begin();
            foreach (var entry in together)
            {
                entry.Run(work);
            }
            work.Commit();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e;
            foreach (var link in links.Values)
            {
                link.Failed();
            }
            return false;
        }
        Committed(together);
        return true;
    }

    private void Committed(List<Waiting> together)
    {
        var changes = new List<RecordChange>();
        foreach (var link in links.Values)
        {
            if (link.Committed() is { } change)
            {
                changes.Add(change);
            }
        }
        foreach (var entry in together)
        {
            entry.Done();
        }
        foreach (var change in changes)
        {
            Changed?.Invoke(change);
        }
    }

    private sealed record Waiting(Action<IShelfWork> Run, Action Done, Action<Exception> Fail);
}
