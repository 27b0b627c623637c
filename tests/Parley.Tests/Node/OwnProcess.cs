using System.Diagnostics;
using Parley.Node;

namespace Parley.Tests.Node;

/// <summary>A node in a process of its own, as an operator runs it, so that it can be killed.</summary>
internal static class OwnProcess
{
    public static Process Start(NodeFolder folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "parley.dll"), "run", "--data", folder.Path },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>`kill -9`.</summary>
    public static async Task Kill(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }
}
