using Parley.Cooperation;

namespace Parley.Exchange;

/// <summary>
/// The dossiers touched lately. There are two halves: when the newer is full it becomes the older, and what was in that
/// and not asked for meanwhile is let go. So what is at work stays, and memory has a bound.
/// </summary>
internal sealed class DossiersHeld
{
    private const int MostOfAHalf = 256;
    private const long MostBytesOfAHalf = 16 * 1024 * 1024;

    private Dictionary<SubjectId, Dossier> newer = [];
    private Dictionary<SubjectId, Dossier> older = [];
    private long newerBytes;

    public Dossier? Find(SubjectId id)
    {
        if (newer.TryGetValue(id, out var dossier))
        {
            return dossier;
        }
        if (older.Remove(id, out dossier))
        {
            Add(dossier);
        }
        return dossier;
    }

    public void Add(Dossier dossier)
    {
        newer.Add(dossier.Id, dossier);
        newerBytes += dossier.Length;
    }

    public void Remove(SubjectId id)
    {
        newer.Remove(id);
        older.Remove(id);
    }

    /// <summary>A dossier held got an entry of so many bytes.</summary>
    public void Grew(long bytes) => newerBytes += bytes;

    /// <summary>Lets go of what was not asked for lately, where there is too much.</summary>
    public void Age()
    {
        if (newer.Count > MostOfAHalf || newerBytes > MostBytesOfAHalf)
        {
            (older, newer) = (newer, older);
            newer.Clear();
            newerBytes = 0;
        }
    }

    public void Clear()
    {
        newer.Clear();
        older.Clear();
        newerBytes = 0;
    }
}
