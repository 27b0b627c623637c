using Parley.Tests.Sealing;

namespace Parley.Tests.Paper;

/// <summary>A shell script in the place of a browser.</summary>
internal static class ScriptBrowser
{
    /// <summary>Writes it down; its path.</summary>
    public static string Make(TemporaryFolder folder, string name, string script)
    {
        File.WriteAllText(folder[name], $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                folder[name],
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
        return folder[name];
    }

    /// <summary>One that prints something once a file is there.</summary>
    public static string PrintsOnce(TemporaryFolder folder, string isThere) =>
        Make(
            folder,
            "chromium",
            $"""
            for given in "$@"; do case "$given" in --print-to-pdf=*) paper="$given" ;; esac; done
            while [ ! -e '{isThere}' ]; do sleep 0.05; done
            echo '%PDF-' > "$(echo "$paper" | sed 's/^--print-to-pdf=//')"
            """
        );
}
