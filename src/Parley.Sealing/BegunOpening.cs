using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>Reads a file from the blocks in which <see cref="BegunSeal"/> sealed it: each authenticated at its place
/// before a byte of it is handed on.</summary>
/// <param name="from">The blocks, from the first on; left open.</param>
/// <param name="size">Bytes of the file.</param>
public sealed class BegunOpening(Stream from, byte[] key, long size) : Stream
{
    private readonly BegunSeal seal = new(key);
    private readonly byte[] block = new byte[BegunSeal.MostBlock + BegunSeal.Around];
    private readonly byte[] plain = new byte[BegunSeal.MostBlock];
    private long place;
    private int at;
    private int length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => place - length + at;
        set => throw new NotSupportedException();
    }

    /// <summary>Reads on.</summary>
    /// <exception cref="InvalidDataException">It is not what was sealed.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (at == length)
        {
            if (place >= size)
            {
                return place == size ? 0 : throw new InvalidDataException("There is more of the file than was said.");
            }
            length = await seal.Open(from, place, block, plain, cancellationToken);
            place += length;
            at = 0;
        }
        var count = Math.Min(buffer.Length, length - at);
        plain.AsMemory(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            seal.Dispose();
            CryptographicOperations.ZeroMemory(plain);
        }
        base.Dispose(disposing);
    }
}
