using System.Security.Cryptography;

namespace Parley.Bench;

/// <summary>A file of so many bytes that lies nowhere: the same mebibyte by chance, again and again.</summary>
internal sealed class Pattern(long length) : Stream
{
    private static readonly byte[] Block = RandomNumberGenerator.GetBytes(1 << 20);
    private long at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => at;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var from = (int)(at % Block.Length);
        var count = (int)Math.Min(Math.Min(buffer.Length, Block.Length - from), length - at);
        Block.AsSpan(from, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
