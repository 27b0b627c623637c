using System.Threading.Channels;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Bridge;

namespace Parley.Bench;

/// <summary>
/// What the machine gives without our work: the same bytes are committed here, posted in the same batches through the
/// same client to the same Kestrel, committed there, and the answer committed here. No signature, seal, rule or state.
/// </summary>
internal sealed class Ceiling : IAsyncDisposable
{
    private const int MostTogether = 256;
    private const int MostBytes = 1024 * 1024;

    private static readonly byte[] Receipt = new byte[256];

    private readonly Channel<Waiting> committed = Channel.CreateUnbounded<Waiting>();
    private readonly CeilingShelf shelf;
    private readonly HttpLink network;
    private readonly Peer peer;
    private readonly Task loop;

    public Ceiling(NodeFolder folder)
    {
        shelf = new CeilingShelf(folder.Path);
        peer = folder.Peers()[0];
        network = new HttpLink(folder.Self());
        Line = new CountedLink(network);
        loop = Task.Run(Send);
    }

    public CountedLink Line { get; }

    /// <summary>Keeps the bytes on both sides; done when the answer is on the disk here.</summary>
    public async Task Keep(ReadOnlyMemory<byte> bytes)
    {
        await shelf.Keep([bytes]);
        var waiting = new Waiting(bytes, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await committed.Writer.WriteAsync(waiting);
        await waiting.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        committed.Writer.Complete();
        await loop;
        network.Dispose();
        shelf.Dispose();
    }

    private async Task Send()
    {
        var together = new List<Waiting>();
        while (await committed.Reader.WaitToReadAsync())
        {
            var bytes = 0;
            while (
                together.Count < MostTogether
                && committed.Reader.TryPeek(out var next)
                && bytes + next.Bytes.Length <= MostBytes
                && committed.Reader.TryRead(out _)
            )
            {
                together.Add(next);
                bytes += next.Bytes.Length;
            }
            var body = CeilingBody.Write([.. together.Select(w => w.Bytes)]);
            var answer = await Line.Deliver(peer, peer.Addresses[0], body, CancellationToken.None);
            if (answer.Status != 200)
            {
                throw new IOException($"The ceiling's other side answered {answer.Status}.");
            }
            await shelf.Keep([Receipt]);
            together.ForEach(w => w.Done.SetResult());
            together.Clear();
        }
    }

    private sealed record Waiting(ReadOnlyMemory<byte> Bytes, TaskCompletionSource Done);
}
