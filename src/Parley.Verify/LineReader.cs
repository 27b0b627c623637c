namespace Parley.Verify;

/// <summary>
/// Reads a file of any size line by line, as bytes, in one buffer: a line is what stands before a newline and nothing
/// else ends one.
/// </summary>
internal sealed class LineReader(Stream stream, int maxLength)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// <summary>Why the last read gave nothing; null at a clean end.</summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// The next line without its newline; valid until the next call. False at the end or at a problem.
    /// </summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var searched = start;
        while (true)
        {
            var found = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = buffer.AsMemory(start, searched + found - start);
                start = searched + found + 1;
                return true;
            }
            searched = end;
            if (end - start > maxLength)
            {
                Problem = "A line is longer than it may be.";
                break;
            }
            searched -= MakeRoom();
            var read = stream.Read(buffer.AsSpan(end));
            if (read == 0)
            {
                Problem = start == end ? null : "The file does not end with a newline; it may be cut short.";
                break;
            }
            end += read;
        }
        line = default;
        return false;
    }

    // Moves what is left to the front once the buffer is full, and says by how much it moved.
    private int MakeRoom()
    {
        if (end < buffer.Length)
        {
            return 0;
        }
        var moved = start;
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= moved;
        start = 0;
        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        return moved;
    }
}
