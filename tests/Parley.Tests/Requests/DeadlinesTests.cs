using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>What is due on a request and when, with stops, extensions and what counts as done.</summary>
public sealed class DeadlinesTests
{
    private static readonly DateTimeOffset Received = Start.AddMinutes(1);

    [Fact]
    public void Clocks_start_when_the_request_arrives()
    {
        var deadlines = Made().Deadlines;
        Assert.Equal(Received.AddHours(24), deadlines.Acknowledgement.Due);
        Assert.Equal(Received.AddDays(3), deadlines.FirstResponse.Due);
        Assert.Equal(Received.AddDays(7), deadlines.Full.Due);
        Assert.Equal(DeadlineState.NoLimit, deadlines.Progress.StateAt(Received));
        Assert.Equal(DeadlineStep.Acknowledgement, deadlines.Next!.Step);
    }

    [Fact]
    public void What_was_done_in_time_late_or_not_at_all_is_told_apart()
    {
        var play = Made().Then(CN, Acknowledge(), hours: 25);
        var (ack, first) = (play.Deadlines.Acknowledgement, play.Deadlines.FirstResponse);
        Assert.Equal(DeadlineState.MetLate, ack.StateAt(play.Now));
        Assert.Equal(DeadlineState.Running, first.StateAt(play.Now));
        Assert.Equal(DeadlineState.Running, first.StateAt(first.Due!.Value));
        Assert.Equal(DeadlineState.Overdue, first.StateAt(first.Due!.Value.AddTicks(1)));
        Assert.Equal(
            DeadlineState.MetInTime,
            Made().Then(CN, Acknowledge()).Deadlines.Acknowledgement.StateAt(play.Now)
        );
    }

    [Fact]
    public void An_answer_at_once_is_acknowledgement_first_response_and_full_answer_in_one()
    {
        var play = Made().Then(CN, Answer(final: true, "1", "2"));
        Assert.All(
            [play.Deadlines.Acknowledgement, play.Deadlines.FirstResponse, play.Deadlines.Full],
            d => Assert.Equal(play.Now, d.MetAt)
        );
        Assert.Null(play.Deadlines.Next);
    }

    [Fact]
    public void A_question_stands_for_the_acknowledgement_but_not_for_the_first_response()
    {
        var play = Made().Then(CN, Ask());
        Assert.Equal(play.Now, play.Deadlines.Acknowledgement.MetAt);
        Assert.Null(play.Deadlines.FirstResponse.MetAt);
    }

    [Fact]
    public void The_clock_stands_still_from_the_question_until_the_answer_arrives()
    {
        var play = Made().Then(CN, Ask(), hours: 10);
        Assert.True(play.Deadlines.Full.Stopped);
        Assert.Null(play.Deadlines.Full.Due);
        Assert.Equal(DeadlineState.Stopped, play.Deadlines.Full.StateAt(play.Now.AddDays(30)));
        var soFar = play.Deadlines.Full.ElapsedPerMille(play.Now);
        Assert.Equal(soFar, play.Deadlines.Full.ElapsedPerMille(play.Now.AddDays(30)));
        play.Then(US, Clarify(), hours: 20);
        // Twenty hours and the minute on the way.
        Assert.Equal(Received.AddDays(7).AddHours(20).AddMinutes(1), play.Deadlines.Full.Due);
    }

    [Fact]
    public void Where_the_guidelines_say_so_a_question_does_not_stop_the_clock()
    {
        var play = Made("formal").Then(CN, Ask());
        Assert.Equal(Received.AddDays(7), play.Deadlines.Acknowledgement.Due);
        Assert.Empty(play.Deadlines.Acknowledgement.Stops);
    }

    [Fact]
    public void The_full_answer_of_a_formal_request_counts_from_the_decision()
    {
        var play = Made("formal");
        Assert.Equal(DeadlineState.NotStarted, play.Deadlines.Full.StateAt(play.Now.AddYears(1)));
        play.Then(CN, Accept(), hours: 100);
        Assert.Equal(play.Now.AddDays(90), play.Deadlines.Full.Due);
    }

    [Fact]
    public void An_extension_moves_the_full_answer_and_nothing_else()
    {
        var play = Made().Then(CN, Extend(Start.AddDays(12)));
        Assert.Equal(Start.AddDays(12), play.Deadlines.Full.Due);
        Assert.Equal(Received.AddDays(3), play.Deadlines.FirstResponse.Due);
        Assert.Equal(1000, play.Deadlines.Full.ElapsedPerMille(Start.AddDays(12)));
        Assert.InRange(play.Deadlines.Full.ElapsedPerMille(Start.AddDays(6))!.Value, 499, 500);
    }

    [Fact]
    public void Whoever_gives_a_part_has_decided_and_a_final_answer_or_refusal_before_any_decision_starts_no_clock()
    {
        var part = Made("formal").Then(CN, Answer(final: false, "1"));
        Assert.Equal(part.Request.Answers[0].At.AddDays(90), part.Deadlines.Full.Due);
        part.Then(CN, Extend(part.Deadlines.Full.Due!.Value.AddDays(5)));
        var whole = Made("formal").Then(CN, Answer(final: true, "1", "2"), hours: 24 * 400);
        Assert.Null(whole.Deadlines.Full.StartsAt);
        Assert.Equal(MeasuredEnd.Unstarted, RequestMeasures.Of(whole.Request, All)!.Phases[^1].Full.End);
    }

    [Fact]
    public void A_second_extension_counts_its_limit_from_the_time_first_due()
    {
        var play = Made("formal").Then(CN, Accept());
        var due = play.Deadlines.Full.Due!.Value;
        play.Then(CN, Extend(due.AddDays(20)));
        Assert.Equal("extension-too-long", play.Try(CN, Extend(due.AddDays(31))));
        play.Then(CN, Extend(due.AddDays(30)));
        Assert.Equal(due.AddDays(30), play.Deadlines.Full.Due);
        Assert.Equal("extension-used", play.Try(CN, Extend(due.AddDays(30).AddHours(1))));
    }

    [Fact]
    public void After_an_extension_a_question_still_stops_the_clock()
    {
        var play = Made().Then(CN, Extend(Start.AddDays(12))).Then(CN, Ask());
        Assert.True(play.Deadlines.Full.Stopped);
        play.Then(US, Clarify(), hours: 5);
        Assert.Equal(Start.AddDays(12).AddHours(5).AddMinutes(1), play.Deadlines.Full.Due);
    }

    [Fact]
    public void A_withdrawal_ends_what_is_owed_but_not_what_was_missed()
    {
        var play = Made().Then(US, Withdraw(), hours: 30);
        Assert.Equal(DeadlineState.Missed, play.Deadlines.Acknowledgement.StateAt(play.Now));
        Assert.Equal(DeadlineState.Lapsed, play.Deadlines.Full.StateAt(play.Now.AddYears(1)));
        Assert.Null(play.Deadlines.Next);
    }

    [Fact]
    public void Half_and_whole_of_the_time_are_500_and_1000_thousandths()
    {
        var full = Made().Deadlines.Full;
        Assert.Equal(0, full.ElapsedPerMille(Start));
        Assert.Equal(500, full.ElapsedPerMille(Received.AddHours(84)));
        Assert.Equal(1000, full.ElapsedPerMille(full.Due!.Value));
        Assert.Equal(2000, full.ElapsedPerMille(Received.AddDays(14)));
    }

    [Fact]
    public void Working_days_follow_Beijing_when_Beijing_is_asked()
    {
        // Wednesday 22:01 in Beijing: one working day is Thursday, three are Thursday, Friday and Monday.
        var deadlines = Made("incident").Deadlines;
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 17, 30, 0, TimeSpan.FromHours(8)), deadlines.Acknowledgement.Due);
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 17, 30, 0, TimeSpan.FromHours(8)), deadlines.FirstResponse.Due);
        Assert.Equal(0, deadlines.Acknowledgement.ElapsedPerMille(Start.AddHours(10)));
    }

    [Fact]
    public void Each_note_of_progress_starts_the_time_to_the_next()
    {
        var play = Made("incident").Then(CN, Accept());
        Assert.Equal(play.Now.AddDays(30), play.Deadlines.Progress.Due);
        play.Then(CN, new RequestStatement.Progress(Text()), hours: 100);
        Assert.Equal(play.Now.AddDays(30), play.Deadlines.Progress.Due);
        // What the requester reports is not what the requested party owes.
        var due = play.Deadlines.Progress.Due;
        play.Then(US, new RequestStatement.Progress(Text()), hours: 100);
        Assert.Equal(due, play.Deadlines.Progress.Due);
        play.Then(CN, Answer(final: true, "1", "2"));
        Assert.False(play.Deadlines.Progress.Owed);
    }
}
