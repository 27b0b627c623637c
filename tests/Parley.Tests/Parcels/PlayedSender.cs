using Parley.Exchange;

namespace Parley.Tests.Parcels;

/// <summary>The other end of the line on which parcels come, as a test wants it: it cuts, lies, or goes on without end.
/// </summary>
internal sealed class PlayedSender(byte[] ciphertext) : IParcelLink
{
    public List<long> AskedFrom { get; } = [];

    /// <summary>What it answers, given where it is asked to begin; honest where nothing else is said.</summary>
    public Func<long, ParcelAnswer>? Answer { get; set; }

    /// <summary>At these places of the ciphertext the line is cut, each once, in order.</summary>
    public Queue<long> Cuts { get; } = [];

    /// <summary>It is cut as a network does it, with an error; else the body just ends.</summary>
    public bool CutsHard { get; set; }

    public Task<ParcelAnswer> Fetch(Peer peer, Uri address, string sealedSha256, long from, CancellationToken cancel)
    {
        AskedFrom.Add(from);
        return Task.FromResult(Answer?.Invoke(from) ?? Honest(from));
    }

    public ParcelAnswer Honest(long from)
    {
        var end = Cuts.TryDequeue(out var cut) ? Math.Max(cut, from) : ciphertext.Length;
        var bytes = ciphertext[(int)from..(int)end];
        return new ParcelAnswer(206, from, ciphertext.Length, new CutStream(bytes, CutsHard && cut > 0));
    }

    /// <summary>Gives a few thousand bytes at a time, and may end with an error.</summary>
    private sealed class CutStream(byte[] bytes, bool hard) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            hard && Position == Length
                ? throw new IOException("The line was cut.")
                : base.ReadAsync(buffer[..Math.Min(buffer.Length, 9_001)], cancellationToken);
    }

    /// <summary>Never ends.</summary>
    internal sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Given;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
