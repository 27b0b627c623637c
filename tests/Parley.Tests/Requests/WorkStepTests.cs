using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Lines;
using Parley.Node.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>Steps of joint work: who takes them, by when, how they stand, and how they are added and moved.</summary>
public sealed class WorkStepTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(ModelPlay.Start.UtcDateTime);
    private static readonly RequestStatement.Accepted Whole = new([], Conditions: null);

    [Fact]
    public void A_step_tells_who_takes_it_by_when_and_what_each_side_last_said()
    {
        var (play, id) = Joint();
        play.Then(US, id, Told(("both", StepState.UnderWay)));
        play.Then(CN, id, Told(("both", StepState.Done), ("cn", StepState.UnderWay)));
        var both = Step(play, id, "both");
        Assert.Equal([US, CN], both.Takers);
        Assert.Equal(Today.AddDays(20), both.Day!.Day);
        Assert.Equal(StepState.UnderWay, both.LastOf(US)!.State);
        Assert.Equal(StepState.Done, both.LastOf(CN)!.State);
        Assert.Equal((CN, play.Now), (both.Last!.By, both.Last.At));
        Assert.Equal((false, true), (both.Ended, both.EndedBy(CN) is not null));
        Assert.Equal([US], Step(play, id, "us").Takers);
        Assert.Null(Step(play, id, "us").Last);
    }

    [Fact]
    public void What_an_answer_says_of_an_item_is_its_last_word_too()
    {
        var play = new ModelPlay();
        var id = play.Made("incident-assistance");
        var first = WorkSteps.Of(play[id])[0];
        Assert.Equal([CN], first.Takers);
        Assert.Equal((true, true), (first.Days.IsEmpty, first.Agreed));
        var answer = play.Answer(id);
        var item = answer.Items[0] with { Outcome = ItemOutcome.PartlyProvided, DoneAt = play.Now };
        play.Then(CN, id, answer with { Final = false, Items = [item] });
        var word = WorkSteps.Of(play[id])[0].Last!;
        Assert.Equal((ItemOutcome.PartlyProvided, false), (word.Outcome, word.Ends));
        play.Then(CN, id, answer);
        Assert.True(WorkSteps.Of(play[id])[0].Ended);
    }

    [Fact]
    public void The_day_of_a_step_is_a_clock_of_each_side_that_takes_it_from_the_acceptance_on()
    {
        var (play, id) = Joint(accepted: false);
        Assert.All(play.DeadlinesOf(id).Steps, one => Assert.False(one.Owed));
        play.Then(CN, id, Whole);
        Assert.Equal(["cn", "both"], Owed(play.DeadlinesOf(id).Steps));
        Assert.Equal(["us", "both"], Owed(play.DeadlinesOf(id).StepsOfRequester));
        // The day ends at midnight where the side has its offices: at 16:00 in UTC in Beijing, at 04:00 in Washington.
        var cn = play.DeadlinesOf(id).Steps.Single(one => Is(one.Taking!.Item, "cn"));
        Assert.Equal(new DateTimeOffset(Today.AddDays(10), new TimeOnly(16, 0), TimeSpan.Zero), cn.Due);
        var us = play.DeadlinesOf(id).StepsOfRequester.Single(one => Is(one.Taking!.Item, "us"));
        Assert.Equal(new DateTimeOffset(Today.AddDays(11), new TimeOnly(4, 0), TimeSpan.Zero), us.Due);
        var half = cn.StartsAt!.Value + ((cn.Due!.Value - cn.StartsAt.Value) / 2);
        Assert.Equal(Reminder.None, cn.ReminderAt(half.AddMinutes(-2)));
        Assert.Equal(Reminder.Half, cn.ReminderAt(half.AddMinutes(2)));
        Assert.Equal(Reminder.Out, cn.ReminderAt(cn.Due.Value.AddSeconds(1)));
    }

    [Fact]
    public void A_clock_ends_when_its_side_has_taken_or_dropped_the_step_and_runs_again_when_it_takes_that_back()
    {
        var (play, id) = Joint();
        play.Then(CN, id, Told(("cn", StepState.Done), ("both", StepState.Done)));
        Assert.Empty(Owed(play.DeadlinesOf(id).Steps));
        Assert.Equal(["us", "both"], Owed(play.DeadlinesOf(id).StepsOfRequester));
        Assert.Equal(DeadlineState.MetInTime, play.DeadlinesOf(id).Steps[0].StateAt(play.Now));
        play.Then(US, id, Told(("us", StepState.Dropped)));
        Assert.Equal(DeadlineState.Lapsed, play.DeadlinesOf(id).StepsOfRequester[0].StateAt(play.Now.AddYears(1)));
        play.Then(CN, id, Told(("cn", StepState.UnderWay)));
        Assert.Equal(["cn"], Owed(play.DeadlinesOf(id).Steps));
        play.Wait(24 * 15);
        play.Then(CN, id, Told(("cn", StepState.Done)));
        Assert.Equal(DeadlineState.MetLate, play.DeadlinesOf(id).Steps[0].StateAt(play.Now));
    }

    [Fact]
    public void With_the_request_all_its_steps_end()
    {
        var (play, id) = Joint();
        play.Then(CN, id, play.Answer(id));
        Assert.Empty(Owed(play.DeadlinesOf(id).Steps));
        Assert.Empty(Owed(play.DeadlinesOf(id).StepsOfRequester));
    }

    [Fact]
    public void Only_what_was_taken_on_is_owed()
    {
        var (play, id) = Joint(accepted: false);
        play.Then(CN, id, Whole with { Items = ["both"] });
        Assert.Equal(["both"], Owed(play.DeadlinesOf(id).Steps));
        Assert.Equal(["both"], Owed(play.DeadlinesOf(id).StepsOfRequester));
    }

    [Fact]
    public void Both_sides_are_reminded_by_their_lines()
    {
        var (play, id) = Joint();
        var (here, there) = (Line(US), Line(CN));
        var own = OwnClock.Read(here.OwnClocks).Where(one => one.Step is DeadlineStep.WorkStep).ToList();
        Assert.Equal(2, own.Count);
        Assert.Equal(
            own.Select(one => one.DueAt),
            TheirClock.Read(there.TheirClocks).Where(one => one.Step is DeadlineStep.WorkStep).Select(one => one.DueAt)
        );
        Assert.Equal(2, TheirClock.Read(here.TheirClocks).Count(one => one.Step is DeadlineStep.WorkStep));
        Assert.Equal(own[0].DueAt, Math.Min(here.OwnDueAt, own[0].DueAt));

        RequestLine Line(PartyCode peer) => RequestLine.Of(play[id], ModelPlay.Model, peer, []);
    }

    [Fact]
    public void A_side_moves_its_own_step_with_a_reason_and_the_day_before_stays()
    {
        var (play, id) = Joint();
        play.Then(CN, id, Moved("cn", 15));
        var step = Step(play, id, "cn");
        Assert.Equal((Today.AddDays(15), CN), (step.Day!.Day, step.Day.By));
        Assert.Equal([Today.AddDays(10)], step.Former.Select(day => day.Day));
        Assert.Equal(Today.AddDays(15), play[id].Current().Sought.Single(one => Is(one.Id, "cn")).By);
        Assert.Equal(
            Today.AddDays(15),
            play.DeadlinesOf(id).Steps.Single(one => Is(one.Taking!.Item, "cn")).Taking!.Day
        );
        Assert.Equal("day-unchanged", play.Try(CN, id, Moved("cn", 15)));
    }

    [Fact]
    public void The_day_of_a_step_that_both_take_counts_once_both_say_it()
    {
        var (play, id) = Joint();
        play.Then(US, id, Moved("both", 30));
        var step = Step(play, id, "both");
        Assert.Equal((Today.AddDays(20), Today.AddDays(30)), (step.Day!.Day, step.Proposed!.Day));
        play.Then(CN, id, Moved("both", 28));
        Assert.Equal(
            (Today.AddDays(28), CN),
            (Step(play, id, "both").Proposed!.Day, Step(play, id, "both").Proposed!.By)
        );
        play.Then(US, id, Moved("both", 28));
        step = Step(play, id, "both");
        Assert.Null(step.Proposed);
        Assert.Equal(Today.AddDays(28), step.Day!.Day);
        // Who proposed may go back to the day that counts.
        play.Then(CN, id, Moved("both", 40));
        play.Then(CN, id, Moved("both", 28));
        Assert.Null(Step(play, id, "both").Proposed);
    }

    [Fact]
    public void What_one_side_says_of_the_others_step_is_proposed()
    {
        var (play, id) = Joint();
        play.Then(US, id, Moved("cn", 12));
        Assert.Equal(Today.AddDays(10), Step(play, id, "cn").Day!.Day);
        Assert.Equal(Today.AddDays(12), Step(play, id, "cn").Proposed!.Day);
        play.Then(CN, id, Moved("cn", 13));
        Assert.Equal(Today.AddDays(13), Step(play, id, "cn").Day!.Day);
        Assert.Null(Step(play, id, "cn").Proposed);
    }

    [Fact]
    public void A_step_is_added_at_once_for_ones_own_side_and_proposed_for_the_other()
    {
        var (play, id) = Joint();
        play.Then(CN, id, Added(("CN-1", "CN", 5), ("CN-2", "US", 6), ("CN-3", "both", 7)));
        Assert.Equal(
            ["CN-1"],
            play[id]
                .Current()
                .Sought.Select(one => one.Id)
                .Where(one => one.StartsWith("CN-", StringComparison.Ordinal))
        );
        Assert.Equal("item-not-sought", play.Try(US, id, Told(("CN-2", StepState.Done))));
        Assert.Contains("CN-1", Owed(play.DeadlinesOf(id).Steps));
        Assert.Equal(["us", "both"], Owed(play.DeadlinesOf(id).StepsOfRequester));
        play.Then(US, id, Moved("CN-2", 9)).Then(US, id, Moved("CN-3", 7));
        Assert.Equal(["CN-3", "CN-2", "us", "both"], Owed(play.DeadlinesOf(id).StepsOfRequester));
        Assert.Equal(["CN-1", "CN-2", "CN-3"], play[id].Current().Sought.Select(one => one.Id).Skip(3));
        // The final answer is to everything that was agreed.
        var answer = play.Answer(id);
        Assert.Equal("item-unanswered", play.Try(CN, id, answer with { Items = answer.Items.RemoveAt(5) }));
        Assert.Null(play.Try(CN, id, answer));
    }

    [Theory]
    [InlineData("cn", 15, null, "move-without-reason")]
    [InlineData("cn", -3, "why", "day-out-of-bounds")]
    [InlineData("cn", 4_000, "why", "day-out-of-bounds")]
    [InlineData("cn", 3_000_000, "why", "day-out-of-bounds")]
    [InlineData("nowhere", 15, "why", "step-unknown")]
    [InlineData("cn", 10, "why", "day-unchanged")]
    public void A_move_that_says_nothing_sound_is_refused(string item, int days, string? why, string code)
    {
        var (play, id) = Joint();
        var day = days > 1_000_000 ? DateOnly.MaxValue : Today.AddDays(days);
        var note = new RequestStatement.Progress(
            Text(),
            Moved: [new StepMoved(item, day, why is null ? Text(" ") : Text(why))]
        );
        Assert.Equal(code, play.Try(CN, id, note));
    }

    [Fact]
    public void Hostile_notes_about_steps_are_refused()
    {
        var (play, id) = Joint();
        var twice = Moved("cn", 15).Moved!.Value;
        Assert.Equal(
            "step-unknown",
            play.Try(CN, id, new RequestStatement.Progress(Text(), Moved: [.. twice, .. twice]))
        );
        Assert.Equal("check-not-passed", play.Try(CN, id, Added(("cn", "CN", 5))));
        Assert.Equal("check-not-passed", play.Try(CN, id, Added(("a b", "CN", 5))));
        Assert.Equal("check-not-passed", play.Try(CN, id, Added(("4", "RU", 5))));
        Assert.Equal("day-out-of-bounds", play.Try(CN, id, Added(("4", "CN", -9))));
        var ownerless = new SoughtItem("4", Text(), By: Today.AddDays(5));
        Assert.Equal("check-not-passed", play.Try(CN, id, new RequestStatement.Progress(Text(), Added: [ownerless])));
        var dayless = new SoughtItem("4", Text(), Owner: "CN");
        Assert.Equal("check-not-passed", play.Try(CN, id, new RequestStatement.Progress(Text(), Added: [dayless])));
        var many = Enumerable.Range(0, 301).Select(n => ($"n{n}", "CN", 5)).ToArray();
        Assert.Equal("too-many-steps", play.Try(CN, id, Added(many)));
        var more = Enumerable.Range(0, 40).Select(n => ($"n{n}", "CN", 5)).ToArray();
        Assert.Equal("check-not-passed", play.Try(CN, id, Added(more)));
        play.Then(CN, id, Told(("cn", StepState.Done)));
        Assert.Equal("step-ended", play.Try(CN, id, Moved("cn", 15)));
        var information = play.Made("information");
        Assert.Equal("no-steps", play.Try(CN, information, Added(("4", "CN", 5))));
        Assert.Equal("step-unknown", play.Try(CN, information, Moved("1", 5)));
    }

    [Fact]
    public void A_day_as_far_as_days_go_is_a_clock_all_the_same()
    {
        var far = Steps(("cn", "CN", 10)).Items[0];
        var play = new ModelPlay();
        var id = play.Made(
            "case-cooperation",
            (
                "items-sought",
                new Entry.Sought([far with { By = DateOnly.MaxValue }, far with { Id = "0", By = DateOnly.MinValue }])
            )
        );
        play.Then(CN, id, Whole);
        Assert.Equal(
            [DeadlineState.Overdue, DeadlineState.Running],
            play.DeadlinesOf(id).Steps.Select(one => one.StateAt(play.Now))
        );
    }

    /// <summary>A case with one step of each side and one of both, accepted.</summary>
    private static (ModelPlay Play, SubjectId Id) Joint(bool accepted = true)
    {
        var play = new ModelPlay();
        var id = play.Made(
            "case-cooperation",
            ("items-sought", Steps(("us", "US", 10), ("cn", "CN", 10), ("both", "both", 20)))
        );
        return (accepted ? play.Then(CN, id, Whole) : play, id);
    }

    private static Entry.Sought Steps(params (string Id, string Owner, int Days)[] steps) =>
        new([.. steps.Select(one => new SoughtItem(one.Id, Text(), Owner: one.Owner, By: Today.AddDays(one.Days)))]);

    private static RequestStatement.Progress Told(params (string Id, StepState State)[] steps) =>
        new(Text(), [.. steps.Select(one => new StepProgress(one.Id, one.State))]);

    private static RequestStatement.Progress Moved(string id, int days) =>
        new(Text(), Moved: [new StepMoved(id, Today.AddDays(days), Text())]);

    private static RequestStatement.Progress Added(params (string Id, string Owner, int Days)[] steps) =>
        new(Text(), Added: Steps(steps).Items);

    private static WorkStep Step(ModelPlay play, SubjectId id, string step) =>
        WorkSteps.Of(play[id]).Single(one => Is(one.Id, step));

    private static IEnumerable<string> Owed(ImmutableArray<Deadline> deadlines) =>
        deadlines.Where(one => one.Owed).Select(one => one.Taking!.Item);

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
