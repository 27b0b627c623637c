namespace Parley.Simulation;

/// <summary>
/// Chance that a seed repeats (SplitMix64). It is our own, so that a seed means the same run on every machine and
/// under every version of the platform.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 to one less than <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number between the two, both possible.</summary>
    public long Between(long low, long high) => low + (long)(Next() % (ulong)(high - low + 1));

    /// <summary>True in <paramref name="perMille"/> of a thousand cases.</summary>
    public bool PerMille(int perMille) => Below(1000) < perMille;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Chance of its own, so that what one part draws does not move what another draws.</summary>
    public Dice Fork() => new(Next());
}
