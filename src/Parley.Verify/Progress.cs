using System.Globalization;

namespace Parley.Verify;

/// <summary>
/// A line on the terminal that says how far a long check has come; silent where nobody watches, as in a script.
/// </summary>
internal sealed class Progress(TextWriter? terminal)
{
    private const long Step = 8 * 1024 * 1024;

    private readonly Lock writing = new();
    private long total;
    private long done;
    private long shown;

    /// <summary>Progress on the error stream if that is a terminal, else none.</summary>
    public static Progress OnTerminal() => new(Console.IsErrorRedirected ? null : Console.Error);

    public void Begin(long bytes) => total = bytes;

    /// <summary>Counts bytes; safe from several threads at once.</summary>
    public void Advance(int bytes)
    {
        var now = Interlocked.Add(ref done, bytes);
        if (terminal is null || now - Volatile.Read(ref shown) < Step)
        {
            return;
        }
        lock (writing)
        {
            shown = now;
            var percent = total == 0 ? 100 : now * 100 / total;
            terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\rChecking … {percent} %"));
        }
    }

    public void End()
    {
        if (terminal is not null && shown > 0)
        {
            terminal.Write("\r                  \r");
        }
    }
}
