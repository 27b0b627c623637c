using System.Collections.Concurrent;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Storage;

/// <summary>
/// Ciphertexts of parcels as files: <c>parcels/CN/theirs/ab/abcd…</c>, those of each link apart. What is not whole lies
/// under <c>part</c> and is moved to its place only when it is on the disk. Nothing here is ever in the clear.
/// </summary>
public sealed class ParcelFiles : IParcelShelf
{
    private const string ErasedEnding = ".erased";

    private readonly string folder;
    private readonly ConcurrentDictionary<PartyCode, long> whole = new();
    private readonly ConcurrentDictionary<string, byte> open = new(StringComparer.Ordinal);

    public ParcelFiles(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
    }

    /// <summary>What was being sealed when the node stopped belongs to nobody and is removed. For the node alone that
    /// runs
    /// on the folder.</summary>
    public void Tidy()
    {
        foreach (var peer in Directory.GetDirectories(folder))
        {
            var unfinished = Path.Combine(peer, "new");
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    public ParcelPlace PlaceOf(PartyCode peer, Side side, string sealedSha256)
    {
        var file = FileOf(peer, side, sealedSha256);
        return File.Exists(file) ? ParcelPlace.Held
            : File.Exists(file + ErasedEnding) ? ParcelPlace.Erased
            : ParcelPlace.Missing;
    }

    public Stream? Open(PartyCode peer, Side side, string sealedSha256)
    {
        try
        {
            return new FileStream(
                FileOf(peer, side, sealedSha256),
                new FileStreamOptions
                {
                    Access = FileAccess.Read,
                    Share = FileShare.Read | FileShare.Delete,
                    BufferSize = 0,
                    Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                }
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public IParcelPart Begin(PartyCode peer) =>
        new Part(this, peer, Side.Ours, Path.Combine(FolderOf(peer), "new", Guid.NewGuid().ToString("n")));

    public IParcelPart Continue(PartyCode peer, string sealedSha256) =>
        new Part(this, peer, Side.Theirs, PartOf(peer, sealedSha256));

    public long PartLength(PartyCode peer, string sealedSha256) =>
        new FileInfo(PartOf(peer, sealedSha256)) is { Exists: true, Length: var length } ? length : 0;

    public long HeldBytes(PartyCode peer) =>
        whole.GetOrAdd(peer, Count) + LengthOf(new DirectoryInfo(Path.Combine(FolderOf(peer), "part")));

    public IEnumerable<string> Held(PartyCode peer, Side side)
    {
        var files = new DirectoryInfo(FolderOf(peer, side));
        return files.Exists
            ? files
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => file.Name)
                .Where(Cooperation.Parcels.Parcel.IsHash)
            : [];
    }

    public void Erase(PartyCode peer, Side side, string sealedSha256)
    {
        var file = FileOf(peer, side, sealedSha256);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file + ErasedEnding, []);
        Remove(peer, side, file);
        File.Delete(PartOf(peer, sealedSha256));
    }

    public void Forget(PartyCode peer, string sealedSha256) =>
        Remove(peer, Side.Ours, FileOf(peer, Side.Ours, sealedSha256));

    private void Remove(PartyCode peer, Side side, string file)
    {
        var length = new FileInfo(file) is { Exists: true, Length: var bytes } ? bytes : 0;
        File.Delete(file);
        if (side == Side.Theirs && length > 0)
        {
            whole.AddOrUpdate(peer, Count, (_, held) => held - length);
        }
    }

    private long Count(PartyCode peer) => LengthOf(new DirectoryInfo(FolderOf(peer, Side.Theirs)));

    private static long LengthOf(DirectoryInfo files) =>
        files.Exists ? files.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;

    private string FolderOf(PartyCode peer) => Path.Combine(folder, $"{peer}");

    private string FolderOf(PartyCode peer, Side side) =>
        Path.Combine(FolderOf(peer), side == Side.Ours ? "ours" : "theirs");

    private string FileOf(PartyCode peer, Side side, string sealedSha256) =>
        Path.Combine(FolderOf(peer, side), Hash(sealedSha256)[..2], sealedSha256);

    private string PartOf(PartyCode peer, string sealedSha256) =>
        Path.Combine(FolderOf(peer), "part", Hash(sealedSha256));

    /// <summary>A hash becomes a name of a file, so it is one or nothing.</summary>
    private static string Hash(string sealedSha256) =>
        Cooperation.Parcels.Parcel.IsHash(sealedSha256)
            ? sealedSha256
            : throw new ArgumentException("Not a hash.", nameof(sealedSha256));

    /// <summary>A file under a name of its own until it is whole.</summary>
    private sealed class Part : IParcelPart
    {
        private readonly ParcelFiles files;
        private readonly PartyCode peer;
        private readonly Side side;
        private readonly string path;
        private readonly FileStream stream;

        public Part(ParcelFiles files, PartyCode peer, Side side, string path)
        {
            (this.files, this.peer, this.side, this.path) = (files, peer, side, path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!files.open.TryAdd(path, 0))
            {
                throw new IOException("This parcel is being fetched already.");
            }
            try
            {
                stream = new FileStream(
                    path,
                    new FileStreamOptions
                    {
                        Mode = FileMode.OpenOrCreate,
                        Access = FileAccess.ReadWrite,
                        BufferSize = 0,
                        Options = FileOptions.Asynchronous,
                    }
                );
            }
            catch
            {
                files.open.TryRemove(path, out _);
                throw;
            }
        }

        public Stream Bytes => stream;

        public void Keep(string sealedSha256)
        {
            var length = stream.Length;
            stream.Flush(flushToDisk: true);
            stream.Dispose();
            var to = files.FileOf(peer, side, sealedSha256);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(path, to, overwrite: true);
            Durably.Note(Path.GetDirectoryName(to)!);
            if (side == Side.Theirs)
            {
                files.whole.AddOrUpdate(peer, files.Count, (_, held) => held + length);
            }
        }

        public void Drop()
        {
            stream.Dispose();
            File.Delete(path);
        }

        public void Dispose()
        {
            stream.Dispose();
            files.open.TryRemove(path, out _);
        }
    }
}
