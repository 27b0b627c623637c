namespace Parley.Node.Parcels;

/// <summary>The port to how much room a disk has.</summary>
public interface IDiskRoom
{
    /// <summary>Bytes that can still be written into a folder.</summary>
    long FreeIn(string folder);
}

/// <summary>As the system tells it.</summary>
public sealed class DiskRoom : IDiskRoom
{
    public long FreeIn(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
