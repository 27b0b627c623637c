namespace Parley.Simulation;

/// <summary>Everything a lying peer may deliver, one by one: refused, or harmless, or found with evidence.</summary>
public sealed class LieTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Lies.All.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lie_does_no_harm_and_a_second_history_is_found_at_once(string name)
    {
        var lie = Lies.All.Single(l => l.Name == name);
        var told = Peaceful(world =>
        {
            var liar = world.Liar!;
            var victim = world.Nations.First(n => n != liar.Self);
            Talk(world, 30);
            liar.Tell(victim, lie);
            world.End();
            output.WriteLine(string.Join('\n', liar.Diary));
            return liar.Diary.Count;
        });
        Assert.Equal(1, told);
    }

    [Fact]
    public void False_answers_gain_nothing_and_keep_nobody_turning()
    {
        var departures = Peaceful(world =>
        {
            var liar = world.Liar!;
            Talk(world, 20);
            var victim = world.Nations.First(n => n != liar.Self);
            var before = world.Trace.Of(Happening.Departed);
            liar.LieFor(int.MaxValue);
            for (var i = 0; i < 20; i++)
            {
                world.Act(victim, victim.Ends[liar.Self.Code.ToString()]);
                world.Let(180_000);
            }
            liar.LieFor(0);
            var sent = world.Trace.Of(Happening.Departed) - before;
            world.End();
            return sent;
        });
        // An hour, in which each node greets 180 times anyway: pauses, and no storm of retries.
        Assert.InRange(departures, 20, 1200);
    }

    [Fact]
    public void A_lie_on_one_link_does_not_touch_the_others()
    {
        Peaceful(
            world =>
            {
                var liar = world.Liar!;
                Talk(world, 60);
                foreach (var victim in world.Nations.Where(n => n != liar.Self))
                {
                    liar.Tell(victim, Lies.All.First(l => l.IsFork));
                }
                Talk(world, 30);
                world.End();
                return 0;
            },
            nations: 3
        );
    }

    private static T Peaceful<T>(Func<World, T> script, int nations = 2)
    {
        var cast = Cast.Take();
        try
        {
            var play = new Play(7)
            {
                Weather = Weather.Calm,
                Nations = nations,
                Liar = true,
            };
            var world = new World(play, cast);
            world.Begin();
            world.Agree();
            return script(world);
        }
        finally
        {
            cast.GiveBack();
        }
    }

    private static void Talk(World world, int acts)
    {
        for (var i = 0; i < acts; i++)
        {
            var nation = world.Nations[i % world.Nations.Count];
            world.Act(nation, nation.Ends.Values.ElementAt(i % nation.Ends.Count));
            world.Let(1_000);
        }
        world.Settle();
    }
}
