namespace Parley.Simulation;

/// <summary>What is played: everything else follows from it.</summary>
internal sealed record Play(ulong Seed)
{
    public Mutant Mutant { get; init; }

    /// <summary>Null: drawn from the seed.</summary>
    public Weather? Weather { get; init; }

    /// <summary>Null: two or three, drawn from the seed.</summary>
    public int? Nations { get; init; }

    /// <summary>Guidelines are agreed before anything goes wrong. Null: in most seeds.</summary>
    public bool? Agreed { get; init; }

    /// <summary>Years go by, and nations erase what has come to rest.</summary>
    public bool Erases { get; init; }

    /// <summary>One of the nations lies. Null: drawn from the seed.</summary>
    public bool? Liar { get; init; }
}

/// <summary>What a run showed.</summary>
/// <param name="Erased">How many requests were erased.</param>
internal sealed record Outcome(ulong Seed, long Happenings, ulong Hash, string? Broken, string Tail, long Erased)
{
    public static Outcome Of(Play play, World world, string? broken) =>
        new(
            play.Seed,
            world.Trace.Count,
            world.Trace.Hash,
            broken,
            world.Trace.Tail(60),
            world.Misfortune.Oblivion.Erased
        );
}
