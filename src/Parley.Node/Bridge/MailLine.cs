using System.Text;

namespace Parley.Node.Bridge;

/// <summary>One conversation with a mail server: lines out, answers in, both bounded.</summary>
internal sealed class MailLine(Stream stream) : IAsyncDisposable
{
    private const int MostLine = 1_000;
    private const int MostLines = 100;

    private readonly byte[] heard = new byte[4_096];
    private int from;
    private int upto;

    /// <summary>Says a line and hears the answer.</summary>
    /// <param name="expected">How its code must begin.</param>
    /// <param name="name">What the line is called where it must not be told.</param>
    /// <returns>The answer's text.</returns>
    /// <exception cref="IOException">The answer is another, or none.</exception>
    public async Task<string> Say(string text, string expected, CancellationToken stop, string? name = null)
    {
        var (code, said) = await Ask(text, stop);
        return code.StartsWith(expected, StringComparison.Ordinal)
            ? said
            : throw new IOException($"To {name ?? text} the mail server answers: {said}");
    }

    /// <summary>Says a line and hears any answer.</summary>
    public async Task<(string Code, string Said)> Ask(string text, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), stop);
        await stream.FlushAsync(stop);
        return await Hear(stop);
    }

    /// <summary>Hears an answer that nothing was said for.</summary>
    public async Task Hear(string expected, CancellationToken stop)
    {
        var (code, said) = await Hear(stop);
        if (!code.StartsWith(expected, StringComparison.Ordinal))
        {
            throw new IOException($"The mail server begins with: {said}");
        }
    }

    /// <summary>The stream below, once nothing more is waiting in it.</summary>
    /// <exception cref="IOException">Something was sent that nobody asked for.</exception>
    public Stream Bare() => from == upto ? stream : throw new IOException("The mail server spoke out of turn.");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await stream.WriteAsync("QUIT\r\n"u8.ToArray());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The line is gone, and with it what QUIT would end.
            upto = from;
        }
        await stream.DisposeAsync();
    }

    private async Task<(string Code, string Said)> Hear(CancellationToken stop)
    {
        var said = new List<string>();
        while (said.Count < MostLines)
        {
            var line = await ReadLine(stop);
            said.Add(line);
            if (line.Length < 4 || line[3] != '-')
            {
                return (line[..Math.Min(3, line.Length)], string.Join(' ', said));
            }
        }
        throw new IOException("The mail server does not come to an end.");
    }

    private async Task<string> ReadLine(CancellationToken stop)
    {
        var line = new StringBuilder();
        while (line.Length <= MostLine)
        {
            if (from == upto)
            {
                (from, upto) = (0, await stream.ReadAsync(heard, stop));
                if (upto == 0)
                {
                    throw new IOException("The mail server ended the line.");
                }
            }
            var c = (char)heard[from++];
            if (c == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }
            line.Append(c is >= ' ' and < (char)127 or '\r' ? c : '?');
        }
        throw new IOException("The mail server sends lines without end.");
    }
}
