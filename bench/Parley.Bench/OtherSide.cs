using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Parley.Bench;

/// <summary>
/// The other process: this program again, told in words over its standard input what to do. It ends when its input
/// does, so nothing stays behind.
/// </summary>
internal sealed class OtherSide : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process process;

    private OtherSide(Process process) => this.process = process;

    /// <summary>What the other process can be.</summary>
    public static IReadOnlyDictionary<string, Func<string, Task>> Parts { get; } =
        new Dictionary<string, Func<string, Task>>(StringComparer.Ordinal)
        {
            ["node"] = OtherNation.Run,
            ["ceiling"] = CeilingReader.Run,
            ["start"] = StartOfRecord.Run,
        };

    public int Id => process.Id;

    public static async Task<OtherSide> Start(string part, string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        }
        foreach (var argument in (string[])["peer", part, folder])
        {
            start.ArgumentList.Add(argument);
        }
        var other = new OtherSide(Process.Start(start)!);
        await other.Answer();
        return other;
    }

    /// <summary>Asks for something and waits until it is done; gives what was answered.</summary>
    public async Task<string> Ask(string what)
    {
        await process.StandardInput.WriteLineAsync(what);
        await process.StandardInput.FlushAsync();
        return await Answer();
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The other side's loop: says that it is ready, then answers each line until there are no more.</summary>
    public static async Task Listen(Func<string[], Task<string>> answer)
    {
        Console.WriteLine("> ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Console.WriteLine($"> {await answer(line.Split(' '))}");
        }
    }

    /// <summary>The other side's processor time and memory.</summary>
    public static string Resources()
    {
        using var self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{self.WorkingSet64 >> 20}");
    }

    private async Task<string> Answer()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                return line[2..];
            }
            await Console.Error.WriteLineAsync($"  other side: {line}");
        }
        throw new IOException("The other process ended.");
    }
}
