using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Parley.Node.Law;
using Parley.Node.Together;

namespace Parley.Node.Look;

/// <summary>
/// Says which parts of the pages are out of date. A topic is a mechanism ("requests", "agreements", "links", "record",
/// "review") or the id of one subject ("US-R-2026-0012"); what changed is never said, a page asks for it again with
/// the rights of its own reader.
/// </summary>
public interface IChanges
{
    /// <summary>Tells every page that shows the topic. Never waits; safe to call from any thread.</summary>
    /// <param name="about">The matter that moved, where the topic is of many.</param>
    /// <param name="matter">How it is to be handled with what moved, where that is more than it bears.</param>
    void Announce(string topic, MatterKey? about = null, Matter? matter = null);

    /// <summary>
    /// The topics announced from now on, of those asked for. Announcements that a slow reader has not taken yet fall
    /// together, so that what is kept for one reader never exceeds the topics it asked for. An empty text comes
    /// whenever nothing was announced for <paramref name="pause"/>.
    /// </summary>
    /// <param name="hears">Whether this reader may know that something moved; asked when it is told. Null: all.</param>
    IAsyncEnumerable<string> Listen(
        IReadOnlyCollection<string> topics,
        TimeSpan pause,
        CancellationToken stop,
        Func<string, Moved, bool>? hears = null
    );
}

/// <summary>What moved.</summary>
public sealed record Moved(MatterKey? About, Matter? Matter);

/// <summary>The one place of a node where changes are announced and heard.</summary>
public sealed class Changes : IChanges
{
    private readonly ConcurrentDictionary<Listener, byte> listeners = new();

    /// <summary>How many pages are listening now.</summary>
    public int Listeners => listeners.Count;

    public void Announce(string topic, MatterKey? about = null, Matter? matter = null)
    {
        var moved = new Moved(about, matter);
        // The dictionary itself, not its keys: to copy those takes all of its locks.
        foreach (var (listener, _) in listeners)
        {
            listener.Note(topic, moved);
        }
    }

    public async IAsyncEnumerable<string> Listen(
        IReadOnlyCollection<string> topics,
        TimeSpan pause,
        [EnumeratorCancellation] CancellationToken stop,
        Func<string, Moved, bool>? hears = null
    )
    {
        var listener = new Listener(topics, hears);
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

    private static readonly Moved Something = new(null, null);

    private sealed class Listener(IReadOnlyCollection<string> topics, Func<string, Moved, bool>? hears)
    {
        /// <summary>Of more matters at once nothing is told apart: that much moves says nothing of any.</summary>
        private const int MostMoved = 100;

        private readonly HashSet<string> wanted = topics.ToHashSet(StringComparer.Ordinal);
        private readonly Dictionary<string, HashSet<Moved>> waiting = new(StringComparer.Ordinal);
        private readonly Channel<bool> bell = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
        );

        public void Note(string topic, Moved moved)
        {
            if (!wanted.Contains(topic))
            {
                return;
            }
            lock (waiting)
            {
                if (!waiting.TryGetValue(topic, out var known))
                {
                    waiting[topic] = known = [];
                }
                if (known.Count < MostMoved)
                {
                    known.Add(hears is null ? Something : moved);
                }
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

        public IEnumerable<string> Take()
        {
            KeyValuePair<string, HashSet<Moved>>[] taken;
            lock (waiting)
            {
                taken = [.. waiting];
                waiting.Clear();
            }
            return taken.Where(one => IsHeard(one.Key, one.Value)).Select(one => one.Key);
        }

        private bool IsHeard(string topic, HashSet<Moved> moved) =>
            hears is null || moved.Count >= MostMoved || moved.Any(one => hears(topic, one));
    }
}
