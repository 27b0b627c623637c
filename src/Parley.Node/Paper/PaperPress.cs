using System.Diagnostics;
using System.Text;

namespace Parley.Node.Paper;

/// <summary>
/// Makes a PDF of a document with the Chromium of the host, where there is one: without the network, one at a time; the
/// document itself forbids scripts. A letter lies in clear only in the node's own folder, while it is pressed.
/// </summary>
/// <param name="folder">Where it works: for the node's own user alone, and empty between two papers.</param>
/// <param name="browser">The browser that prints, or null where the host has none.</param>
/// <param name="log">Where it is told what cannot be cleared away; null for a command, which fails by it.</param>
public sealed class PaperPress(string folder, string? browser, ILogger<PaperPress>? log = null)
{
    private const int MostTries = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private int told;

    /// <summary>Is there a browser to print with?</summary>
    public bool CanPrint => browser is not null;

    /// <summary>The press of a node.</summary>
    /// <param name="deskFolder">The folder of what never leaves the node.</param>
    public static PaperPress Of(string deskFolder, ILogger<PaperPress>? log = null) =>
        new(Path.GetFullPath(Path.Combine(deskFolder, "paper")), Find(), log);

    /// <summary>Prints a document that needs nothing beside it.</summary>
    /// <exception cref="IOException">The browser did not print it.</exception>
    public async Task<byte[]> Print(string html, CancellationToken stop = default)
    {
        var by = browser ?? throw new IOException("This host has no Chromium to print with.");
        OwnerOnly.Make(folder);
        await using var held = await Hold(stop);
        Clear();
        try
        {
            var room = OwnerOnly.Make(Path.Combine(folder, $"{Guid.NewGuid():N}"));
            var document = Path.Combine(room, "letter.html");
            var paper = Path.Combine(room, "letter.pdf");
            await File.WriteAllTextAsync(document, html, new UTF8Encoding(false), stop);
            await Run(by, room, document, paper, stop);
            return await File.ReadAllBytesAsync(paper, stop);
        }
        finally
        {
            Clear();
        }
    }

    /// <summary>Deletes what a press that was killed left lying. A paper that is being pressed, here or by a command
    /// beside the node, is left alone.
    /// </summary>
    public void Sweep()
    {
        try
        {
            if (Directory.Exists(folder) && Directory.GetDirectories(folder).Length > 0)
            {
                using var held = TryHold();
                if (held is not null)
                {
                    Clear();
                }
            }
        }
        catch (Exception e) when (log is not null && e is (IOException or UnauthorizedAccessException))
        {
            Tell(log, e);
        }
    }

    /// <summary>Tells of it once in a node's life, not at every tick.</summary>
    private void Tell(ILogger<PaperPress> log, Exception e)
    {
        if (Interlocked.Exchange(ref told, 1) == 0)
        {
            log.LogError(e, "{Folder} cannot be cleared. Delete what lies in it; it is tried again.", folder);
        }
    }

    /// <summary>Only who holds the folder presses in it: what else lies there is left over.</summary>
    private async Task<FileStream> Hold(CancellationToken stop)
    {
        while (true)
        {
            if (TryHold() is { } held)
            {
                return held;
            }
            await Task.Delay(Pause, stop);
        }
    }

    private FileStream? TryHold()
    {
        try
        {
            var file = Path.Combine(folder, "pressing");
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (NodeFolder.IsTaken(e))
        {
            return null;
        }
    }

    private void Clear()
    {
        foreach (var left in Directory.GetDirectories(folder))
        {
            // A browser that outlives its press for a moment writes by the old name, and finds no folder there.
            var gone = Path.Combine(folder, $"{Guid.NewGuid():N}");
            try
            {
                Directory.Move(left, gone);
                Delete(gone);
            }
            catch (UnauthorizedAccessException e) when (log is not null)
            {
                // What another user of the host left there keeps nobody from printing.
                Tell(log, e);
            }
        }
    }

    private static void Delete(string gone)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(gone, recursive: true);
                return;
            }
            catch (IOException) when (tries < MostTries)
            {
                // What it had open it may still be writing to.
                Thread.Sleep(Pause);
            }
        }
    }

    private static async Task Run(string browser, string room, string document, string paper, CancellationToken stop)
    {
        var start = new ProcessStartInfo(browser)
        {
            WorkingDirectory = room,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // Its own temporary files, settings and reports of a crash lie in the room too. The name of its temporary
        // folder is short, since a socket is made there, and a socket's name has at most 107 bytes.
        start.Environment["TMPDIR"] = ".";
        start.Environment["XDG_CONFIG_HOME"] = room;
        start.Environment["XDG_CACHE_HOME"] = room;
        foreach (var argument in Arguments(room, document, paper))
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
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static IEnumerable<string> Arguments(string room, string document, string paper)
    {
        yield return "--headless";
        yield return "--disable-gpu";
        yield return "--no-first-run";
        yield return "--disable-extensions";
        yield return "--disable-background-networking";
        yield return "--disable-dev-shm-usage";
        yield return "--disable-breakpad";
        // Nothing of the document is fetched: were it to name an address, there would be no way there.
        yield return "--host-resolver-rules=MAP * ~NOTFOUND";
        yield return $"--user-data-dir={Path.Combine(room, "browser")}";
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
