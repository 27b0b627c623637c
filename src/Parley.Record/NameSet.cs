using System.Runtime.InteropServices;

namespace Parley.Record;

/// <summary>
/// The names met in all objects of one statement, so that a name that stands twice in one object is found in constant
/// time however many there are. One per thread, used again and again: a statement costs no garbage for it.
/// </summary>
internal sealed class NameSet
{
    [ThreadStatic]
    private static NameSet? ofThisThread;

    private Entry[] entries = new Entry[256];
    private int generation;
    private int objects;
    private int count;

    /// <summary>The set of this thread, emptied.</summary>
    public static NameSet Rent()
    {
        var set = ofThisThread ??= new NameSet();
        set.generation++;
        set.objects = 0;
        set.count = 0;
        return set;
    }

    /// <summary>Begins an object and gives its number.</summary>
    public int Open() => ++objects;

    /// <summary>Adds a name of an object; false where it is there already.</summary>
    public bool Add(int owner, ReadOnlySpan<byte> text, int start, int length)
    {
        if (count * 2 >= entries.Length)
        {
            Grow();
        }
        // HashCode is seeded per process, so nobody can prepare names that collide.
        var code = new HashCode();
        code.Add(owner);
        code.AddBytes(text.Slice(start, length));
        var added = new Entry(generation, owner, code.ToHashCode(), start, length);
        var mask = entries.Length - 1;
        for (var i = added.Code & mask; ; i = (i + 1) & mask)
        {
            var entry = entries[i];
            if (entry.Generation != generation)
            {
                entries[i] = added;
                count++;
                return true;
            }
            if (
                entry.Code == added.Code
                && entry.Owner == owner
                && text.Slice(entry.Start, entry.Length).SequenceEqual(text.Slice(start, length))
            )
            {
                return false;
            }
        }
    }

    private void Grow()
    {
        var old = entries;
        entries = new Entry[old.Length * 2];
        var mask = entries.Length - 1;
        foreach (var entry in old)
        {
            if (entry.Generation != generation)
            {
                continue;
            }
            var i = entry.Code & mask;
            while (entries[i].Generation == generation)
            {
                i = (i + 1) & mask;
            }
            entries[i] = entry;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(int Generation, int Owner, int Code, int Start, int Length);
}
