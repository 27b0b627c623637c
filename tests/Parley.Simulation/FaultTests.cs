using Parley.Exchange;
using Parley.Record;

namespace Parley.Simulation;

/// <summary>One class of fault at a time, and much of it.</summary>
public sealed class FaultTests
{
    [Fact]
    public void In_calm_weather_everything_arrives() => Holds(w => w);

    [Fact]
    public void Nothing_is_lost_when_half_of_all_messages_are() => Holds(w => w with { Drop = 500 });

    [Fact]
    public void What_is_delivered_again_changes_nothing_even_days_later() =>
        Holds(w => w with { Repeat = 700, TimePasses = 80 });

    [Fact]
    public void The_order_of_arrival_does_not_matter() =>
        Holds(w => w with { SlowDelivery = 700, Repeat = 400, Pace = 100 });

    [Fact]
    public void What_is_cut_short_is_refused_and_sent_again() => Holds(w => w with { Truncate = 300 });

    [Fact]
    public void A_flipped_bit_is_refused_and_sent_again() => Holds(w => w with { Flip = 400 });

    [Fact]
    public void An_answer_to_another_delivery_is_not_believed() => Holds(w => w with { Swap = 400 });

    [Fact]
    public void Parted_nations_go_on_and_meet_again() => Holds(w => w with { Partition = 200, Pace = 20_000 });

    [Fact]
    public void A_full_disk_loses_nothing_and_half_applies_nothing() =>
        Holds(w => w with { CommitFails = 300, Together = 500 });

    [Fact]
    public void A_crash_before_or_after_any_commit_loses_nothing() => Holds(w => w with { CrashAtCommit = 150 });

    [Fact]
    public void A_crash_between_any_two_steps_loses_nothing() => Holds(w => w with { CrashAnywhere = 200 });

    [Fact]
    public void A_crash_while_starting_loses_nothing() => Holds(w => w with { CrashAnywhere = 100, CrashAtLoad = 500 });

    [Fact]
    public void Both_nodes_may_crash_at_once() => Holds(w => w with { CrashAnywhere = 100, CrashBoth = 1000 });

    [Fact]
    public void A_node_set_back_to_an_old_backup_finds_out_before_it_speaks() =>
        Holds(w => w with { CrashAnywhere = 100, BackUp = 150, RestoreAtRestart = 800 });

    [Fact]
    public void A_disk_that_forgets_its_last_commits_is_helped_by_the_other_side() =>
        Holds(w => w with { CrashAnywhere = 150, TailLost = 900 });

    /// <summary>The operator said that the node was not restored, and it was.</summary>
    [Fact]
    public void A_node_resumed_by_mistake_is_found_out_at_its_next_word()
    {
        var cast = Cast.Take();
        var world = new World(
            new Play(3)
            {
                Weather = Weather.Calm,
                Nations = 2,
                Liar = false,
            },
            cast
        );
        world.Begin();
        world.Agree();
        var (us, cn) = (world.Nations[0], world.Nations[1]);
        var backup = us.Shelf.BackUp();
        for (var i = 0; i < 20; i++)
        {
            world.Act(us, us.Ends["CN"]);
            world.Let(1_000);
        }
        world.Settle();
        us.Stop();
        us.Shelf.Restore(backup);
        us.Start();
        Outgoing.Confirm(us.Ends["CN"].Link, 0);
        while (us.Ends["CN"].Link.Ours.Size < cn.Ends["US"].Link.Theirs.Size + 1)
        {
            world.Act(us, us.Ends["CN"]);
            us.Pump();
        }
        world.Post.Wake(us, cn.Code);
        // The other node finds it, and the run calls that a broken promise: so far nobody here is a liar.
        var found = Assert.Throws<BrokenPromiseException>(() => world.Let(600_000));
        Assert.Contains("halts the link", found.Message, StringComparison.Ordinal);
        Assert.True(Divergence.TryParse(cn.Shelf.Divergence(us.Code)!, out var divergence) && divergence.Holds());
        cast.GiveBack();
    }

    [Fact]
    public void A_node_set_back_while_messages_are_under_way_is_not_taken_for_a_liar() =>
        Holds(w =>
            w with
            {
                CrashAnywhere = 150,
                BackUp = 200,
                RestoreAtRestart = 900,
                Repeat = 500,
                SlowDelivery = 500,
                Drop = 200,
                TimePasses = 50,
            }
        );

    [Fact]
    public void Clocks_may_be_wrong_jump_and_go_back() => Holds(w => w with { Skew = 600_000, ClockMoves = 300 });

    [Fact]
    public void Acts_entered_together_stand_or_fall_each_for_itself() =>
        Holds(w => w with { Together = 900, CommitFails = 200, Pace = 20 });

    [Fact]
    public void What_crosses_on_the_way_resolves_alike_on_both_sides() =>
        Holds(w => w with { Way = 20_000, Pace = 300, Acts = 120 });

    private static void Holds(Func<Weather, Weather> weather)
    {
        for (var seed = 1UL; seed <= 8; seed++)
        {
            var play = new Play(seed)
            {
                Weather = weather(new Weather { Together = 200 }),
                Nations = seed % 4 == 0 ? 3 : 2,
                Liar = false,
            };
            var outcome = World.Run(play);
            Assert.True(outcome.Broken is null, $"Seed {seed}: {outcome.Broken}\n{outcome.Tail}");
        }
    }
}
