namespace Parley.Bench;

/// <summary>One sample and the share of the machine that others used while it was taken.</summary>
internal sealed record Taken<T>(T Value, double Foreign);

/// <summary>
/// Takes samples until enough of them were taken in quiet; bounded, so that a busy machine gives figures marked as
/// such instead of none.
/// </summary>
internal static class Rounds
{
    /// <summary>Above this share of foreign load a sample is noisy and is taken again.</summary>
    public const double Quiet = 0.06;

    public static async Task<IReadOnlyList<Taken<T>>> Take<T>(int wanted, OwnLoad load, Func<Task<T>> sample)
    {
        var taken = new List<Taken<T>>();
        for (var i = 0; i < wanted * 3 && taken.Count(t => t.Foreign <= Quiet) < wanted; i++)
        {
            var before = load.Now();
            var value = await sample();
            taken.Add(new Taken<T>(value, load.Now().ForeignSince(before)));
        }
        return [.. taken.OrderBy(t => t.Foreign).Take(wanted)];
    }

    /// <summary>What to say of the load while the samples were taken.</summary>
    public static string Load<T>(IReadOnlyList<Taken<T>> taken)
    {
        var foreign = new Samples(taken.Select(t => t.Foreign * 100));
        var mark = taken.Any(t => t.Foreign > Quiet) ? " TAKEN UNDER LOAD" : "";
        return $"{foreign.Tell("N1")} %{mark}";
    }
}
