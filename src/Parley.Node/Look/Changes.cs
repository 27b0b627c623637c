using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Parley.Node.Look;

/// <summary>
/// Says which parts of the pages are out of date. A topic is a mechanism ("requests", "agreements", "links", "record",
/// "review") or the id of one subject ("US-R-2026-0012"); what changed is never said, a page asks for it again with
/// the rights of its own reader.
/// </summary>
public interface IChanges
{
    /// <summary>Tells every page that shows the topic. Never waits; safe to call from any thread.</summary>
    void Announce(string topic);

    /// <summary>
    /// The topics announced from now on, of those asked for. Announcements that a slow reader has not taken yet fall
    /// together, so that what is kept for one reader never exceeds the topics it asked for. An empty text comes
    /// whenever nothing was announced for <paramref name="pause"/>.
    /// </summary>
    IAsyncEnumerable<string> Listen(IReadOnlyCollection<string> topics, TimeSpan pause, CancellationToken stop);
}

/// <summary>The one place of a node where changes are announced and heard.</summary>
public sealed class Changes : IChanges
{
    private readonly ConcurrentDictionary<Listener, byte> listeners = new();

    /// <summary>How many pages are listening now.</summary>
    public int Listeners => listeners.Count;

    public void Announce(string topic)
    {
        // The dictionary itself, not its keys: to copy those takes all of its locks.
        foreach (var (listener, _) in listeners)
        {
            listener.Note(topic);
        }
    }

    public async IAsyncEnumerable<string> Listen(
        IReadOnlyCollection<string> topics,
        TimeSpan pause,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var listener = new Listener(topics);
        listeners.TryAdd(listener, 0);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var woken = await listener.WokenWithin(pause, stop);
                foreach (var topic in woken ? listener.Take() : [""])
                {
                    yield return topic;
                }
            }
        }
        finally
        {
            listeners.TryRemove(listener, out _);
        }
    }

    private sealed class Listener(IReadOnlyCollection<string> topics)
    {
        private readonly HashSet<string> wanted = topics.ToHashSet(StringComparer.Ordinal);
        private readonly HashSet<string> waiting = new(StringComparer.Ordinal);
        private readonly Channel<bool> bell = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
        );

        public void Note(string topic)
        {
            if (!wanted.Contains(topic))
            {
                return;
            }
            lock (waiting)
            {
                waiting.Add(topic);
            }
            bell.Writer.TryWrite(true);
        }

        public async Task<bool> WokenWithin(TimeSpan pause, CancellationToken stop)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(pause);
            try
            {
                await bell.Reader.ReadAsync(limit.Token);
                return true;
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return false;
            }
        }

        public string[] Take()
        {
            lock (waiting)
            {
                var taken = waiting.ToArray();
                waiting.Clear();
                return taken;
            }
        }
    }
}
