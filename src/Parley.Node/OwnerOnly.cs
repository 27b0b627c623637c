namespace Parley.Node;

/// <summary>Folders that nobody but the node's own user of the host may look into.</summary>
internal static class OwnerOnly
{
    /// <summary>Makes the folder where there is none yet; what is there keeps its rights.</summary>
    /// <returns>Its path.</returns>
    public static string Make(string folder) =>
        // On Windows a folder has the rights of the one it lies in.
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(folder).FullName
            : Directory
                .CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
                .FullName;
}
