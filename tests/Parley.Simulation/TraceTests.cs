namespace Parley.Simulation;

/// <summary>A seed is a run: the same steps every time, or no failure could be seen again.</summary>
public sealed class TraceTests
{
    [Fact]
    public void The_same_seed_gives_the_same_steps()
    {
        for (var seed = 1UL; seed <= 12; seed++)
        {
            var first = World.Run(new Play(seed));
            var second = World.Run(new Play(seed));
            Assert.Equal((first.Happenings, first.Hash), (second.Happenings, second.Hash));
        }
    }

    [Fact]
    public void Other_seeds_give_other_steps() =>
        Assert.Equal(5, Enumerable.Range(1, 5).Select(s => World.Run(new Play((ulong)s)).Hash).Distinct().Count());
}
