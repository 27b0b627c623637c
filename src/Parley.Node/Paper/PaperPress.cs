using System.Diagnostics;
using System.Text;

namespace Parley.Node.Paper;

/// <summary>
/// Makes a PDF of a document with the Chromium of the host, where there is one: in a folder of its own, without
/// the network, one at a time; the document itself forbids scripts.
/// </summary>
public static class PaperPress
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>The browser that prints, or null where the host has none.</summary>
    public static string? Browser { get; } = Find();

    /// <summary>Prints a document that needs nothing beside it.</summary>
    /// <exception cref="IOException">The browser did not print it.</exception>
    public static async Task<byte[]> Print(string html, CancellationToken stop = default)
    {
        var browser = Browser ?? throw new IOException("This host has no Chromium to print with.");
        var folder = Directory.CreateTempSubdirectory("parley-paper-");
        await OneAtATime.WaitAsync(stop);
        try
        {
            var document = Path.Combine(folder.FullName, "letter.html");
            var paper = Path.Combine(folder.FullName, "letter.pdf");
            await File.WriteAllTextAsync(document, html, new UTF8Encoding(false), stop);
            await Run(browser, folder.FullName, document, paper, stop);
            return await File.ReadAllBytesAsync(paper, stop);
        }
        finally
        {
            OneAtATime.Release();
            folder.Delete(recursive: true);
        }
    }

    private static async Task Run(string browser, string folder, string document, string paper, CancellationToken stop)
    {
        var start = new ProcessStartInfo(browser)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in Arguments(folder, document, paper))
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start) ?? throw new IOException($"{browser} did not start.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Longest);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            await output;
            if (process.ExitCode != 0 || !File.Exists(paper))
            {
                var why = (await errors).ReplaceLineEndings(" ").Trim();
                throw new IOException($"The browser did not print: {why[..Math.Min(why.Length, 300)]}");
            }
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new IOException($"The browser did not print within {Longest.TotalSeconds} seconds.", e);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static IEnumerable<string> Arguments(string folder, string document, string paper)
    {
        yield return "--headless";
        yield return "--disable-gpu";
        yield return "--no-first-run";
        yield return "--disable-extensions";
        yield return "--disable-background-networking";
        yield return "--disable-dev-shm-usage";
        // Nothing of the document is fetched: were it to name an address, there would be no way there.
        yield return "--host-resolver-rules=MAP * ~NOTFOUND";
        yield return $"--user-data-dir={Path.Combine(folder, "browser")}";
        if (Environment.IsPrivilegedProcess)
        {
            // Chromium's sandbox does not start for root, as in many containers.
            yield return "--no-sandbox";
        }
        yield return "--no-pdf-header-footer";
        yield return $"--print-to-pdf={paper}";
        yield return new Uri(document).AbsoluteUri;
    }

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names
            .SelectMany(name => folders.Where(f => f.Length > 0).Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
