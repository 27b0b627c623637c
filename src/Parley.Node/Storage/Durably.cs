using System.Runtime.InteropServices;

namespace Parley.Node.Storage;

/// <summary>
/// Brings the names in a folder to the disk. A file that was flushed and renamed can still be gone after a power cut
/// while its folder was not; the framework offers nothing for that.
/// </summary>
internal static partial class Durably
{
    private const int ReadOnly = 0;

    /// <summary>Returns when renames and removals in the folder are on the disk.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void Note(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            // There, renames are journalled with the flush of the file.
            return;
        }
        var handle = Open(folder, ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"{folder} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        try
        {
            if (Sync(handle) != 0)
            {
                throw new IOException($"{folder} is not on the disk: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
