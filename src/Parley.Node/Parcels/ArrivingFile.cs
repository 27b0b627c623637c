namespace Parley.Node.Parcels;

/// <summary>
/// The bytes of a file as they arrive. Where the sender's line is cut or its form ends too early, that is told apart
/// from a fault of our own disk.
/// </summary>
internal sealed class ArrivingFile(Stream from) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads on.</summary>
    /// <exception cref="InvalidDataException">It broke off.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await from.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw new InvalidDataException("The file broke off.", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
