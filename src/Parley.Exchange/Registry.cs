using System.Diagnostics.CodeAnalysis;
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

    private readonly Lock gate = new();
    private readonly Queue<Waiting> ahead = [];
    private readonly Queue<Waiting> waiting = [];
    private readonly Queue<Looking> looks = [];
    private readonly Queue<Action> alone = [];
    private readonly SemaphoreSlim any = new(0);
    private readonly Bookkeeping books;
    private readonly IShelf shelf;
    private readonly Thread writer;
    private bool ended;

    public Registry(IShelf shelf)
    {
        this.shelf = shelf;
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
            e => done.SetException(e),
            ahead
        );
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, this);
            (ahead ? this.ahead : waiting).Enqueue(one);
        }
        any.Release();
        return done.Task;
    }

    /// <summary>Does something between two transactions, on the writer's own connection.</summary>
    public Task<T> Alone<T>(Func<IShelf, T> act)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, this);
            alone.Enqueue(() =>
            {
                try
                {
                    done.SetResult(act(shelf));
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    done.SetException(e);
                }
            });
        }
        any.Release();
        return done.Task;
    }

    /// <summary>
    /// Looks at a link between two entries, without waiting until they are on the disk: only for what rests on nothing
    /// of theirs. It comes before whatever is entered after it.
    /// </summary>
    public Task<T> Look<T>(Func<IShelfReading, T> look)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, this);
            looks.Enqueue(new Looking(shelf => done.SetResult(look(shelf)), e => done.SetException(e)));
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
        while (First() is { } first)
        {
            if (first.Alone is { } act)
            {
                act();
                continue;
            }
            together.Clear();
            together.Add(first);
            if (TryEnter(together, WhatWaits(together), out var why))
            {
                continue;
            }
            // One of them failed: each alone, so that only the faulty one does.
            foreach (var alone in together)
            {
                if (!TryEnter([alone], [alone.Run], out var failure))
                {
                    alone.Fail(failure!);
                }
            }
            // Where not even a transaction for looks alone could begin, nobody may wait for one in vain.
            while (first == Waiting.Nothing && TryTakeLook(out var look))
            {
                look.Fail(why!);
            }
        }
    }

    /// <summary>Waits for something to enter; null at the end.</summary>
    private Waiting? First()
    {
        any.Wait();
        lock (gate)
        {
            if (ahead.TryDequeue(out var first))
            {
                return first;
            }
            if (alone.TryDequeue(out var act))
            {
                return Waiting.Nothing with { Alone = act };
            }
            if (waiting.TryDequeue(out first))
            {
                return first;
            }
            if (looks.Count == 0)
            {
                return null;
            }
        }
        any.Release();
        return Waiting.Nothing;
    }

    /// <summary>The first, and what waits while it and those before are run. What comes ahead waits only for the entry
    /// under way and the commit.</summary>
    private IEnumerable<Action<IShelfWork>> WhatWaits(List<Waiting> together)
    {
        for (var next = together[0]; next is not null; next = Further(together))
        {
            while (TryTakeLook(out var look))
            {
                yield return look.Answer;
            }
            yield return next.Run;
        }
    }

    private bool TryTakeLook([NotNullWhen(true)] out Looking? look)
    {
        lock (gate)
        {
            if (!looks.TryDequeue(out look))
            {
                return false;
            }
        }
        any.Wait();
        return true;
    }

    private Waiting? Further(List<Waiting> together)
    {
        Waiting? next = null;
        lock (gate)
        {
            var queue = together[0].Ahead || ahead.Count > 0 ? ahead : waiting;
            var fits = together.Count < MostTogether && together[0].Ahead == ReferenceEquals(queue, ahead);
            if (!fits || !queue.TryDequeue(out next))
            {
                return null;
            }
        }
        any.Wait();
        together.Add(next);
        return next;
    }

    private bool TryEnter(List<Waiting> together, IEnumerable<Action<IShelfWork>> runs, out Exception? failure)
    {
        if (books.TryEnter(runs, out failure) is not { } changes)
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

    private sealed record Looking(Action<IShelfReading> Run, Action<Exception> Fail)
    {
        /// <summary>What goes wrong is told to who looks, and does not touch the work it was done in.</summary>
        public void Answer(IShelfReading shelf)
        {
            try
            {
                Run(shelf);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Fail(e);
            }
        }
    }

    private sealed record Waiting(Action<IShelfWork> Run, Action Done, Action<Exception> Fail, bool Ahead)
    {
        /// <summary>What is done outside any transaction.</summary>
        public Action? Alone { get; init; }

        /// <summary>Where there are looks alone.</summary>
        public static readonly Waiting Nothing = new(_ => { }, () => { }, _ => { }, Ahead: true);
    }
}
