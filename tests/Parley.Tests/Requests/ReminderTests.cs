using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Lines;
using Parley.Node.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>Each side is reminded at half of each clock, at its end, and before data is no longer held.</summary>
public sealed class ReminderTests
{
    [Fact]
    public void At_half_of_a_clock_and_at_its_end()
    {
        var owed = Made("information", "urgent").Deadlines.Acknowledgement;
        var (start, due) = (owed.StartsAt!.Value, owed.Due!.Value);
        var half = start + ((due - start) / 2);
        Assert.Equal(Reminder.None, owed.ReminderAt(half.AddSeconds(-30)));
        Assert.Equal(Reminder.Half, owed.ReminderAt(half));
        Assert.Equal(Reminder.Half, owed.ReminderAt(due));
        Assert.Equal(Reminder.Out, owed.ReminderAt(due.AddSeconds(1)));
    }

    [Fact]
    public void Of_half_of_the_time_for_the_answer_too_while_a_note_of_progress_is_owed_sooner()
    {
        var play = new ModelPlay();
        var id = play.Made("mutual-legal-assistance");
        var note = new RequestStatement.Progress(Text());
        play.Then(CN, id, new RequestStatement.Accepted([], Conditions: null));
        play.Then(CN, id, note, hours: 20 * 24).Then(CN, id, note, hours: 20 * 24).Wait(hours: 6 * 24);
        var deadlines = play.DeadlinesOf(id);
        Assert.Equal(DeadlineStep.Progress, deadlines.Next!.Step);
        var sight = new RequestSight(play[id], US, ModelPlay.Model, deadlines, Ours: false);
        Assert.Equal(Reminder.None, deadlines.Next.ReminderAt(play.Now));
        Assert.Equal(DeadlineStep.Full, sight.PressingAt(play.Now)!.Step);
        Assert.Equal(Reminder.Half, sight.PressingAt(play.Now)!.ReminderAt(play.Now));
        // Lists, mails and programs are told by the line.
        var line = RequestLine.Of(play[id], ModelPlay.Model, US, []);
        var full = OwnClock.Read(line.OwnClocks).Single(one => one.Step is DeadlineStep.Full);
        Assert.True(full.HalfAt <= RequestLine.Milliseconds(play.Now));
        Assert.True(line.HalfAt <= full.HalfAt);
        var next = OwnClock.Read(line.OwnClocks).Single(one => one.Step is DeadlineStep.Progress);
        Assert.True(next.HalfAt > RequestLine.Milliseconds(play.Now));
    }

    [Fact]
    public void The_requester_of_a_rating_that_is_owed_and_then_overdue()
    {
        var play = new ModelPlay();
        var id = play.Made("information");
        play.Then(CN, id, play.Answer(id));
        var answered = play.Now;
        Assert.Equal(Reminder.None, Pressing(answered.AddDays(1)));
        Assert.Equal(Reminder.Half, Pressing(answered.AddDays(8)));
        Assert.Equal(Reminder.Out, Pressing(answered.AddDays(15)));
        var clock = Line().Single(one => one.Step is DeadlineStep.Rating);
        Assert.True(clock.HalfAt <= RequestLine.Milliseconds(answered.AddDays(8)));
        play.Then(US, id, Rate());
        Assert.Null(Sight().PressingAt(answered.AddDays(15)));

        RequestSight Sight() => new(play[id], CN, ModelPlay.Model, play.DeadlinesOf(id), Ours: true);
        Reminder Pressing(DateTimeOffset at)
        {
            var owed = Sight().PressingAt(at)!;
            Assert.Equal(DeadlineStep.Rating, owed.Step);
            return owed.ReminderAt(at);
        }
        IEnumerable<OwnClock> Line() => OwnClock.Read(RequestLine.Of(play[id], ModelPlay.Model, CN, []).OwnClocks);
    }

    [Fact]
    public void Never_of_what_was_done_or_stands_still()
    {
        var play = Made("information", "urgent").Then(CN, Acknowledge()).Then(CN, Ask());
        var late = play.Now.AddYears(1);
        Assert.Equal(Reminder.None, play.Deadlines.Acknowledgement.ReminderAt(late));
        Assert.Equal(Reminder.None, play.Deadlines.Full.ReminderAt(late));
    }

    [Fact]
    public void From_the_alarm_of_a_hold_until_it_ends()
    {
        var terms = new HoldTerms(Span.Parse("60d"), Span.Parse("30d"), Span.Parse("14d"));
        var guidelines = All with { Kinds = [.. All.Kinds.Select(kind => kind with { Hold = terms })] };
        var play = Made().Then(CN, Accept());
        var hold = Hold.Of(play.Request, guidelines, []);
        var sight = SearchTests.Sight(play.Request) with { Guidelines = guidelines, Hold = hold };
        Assert.False(sight.HoldIsToldAt(play.Now.AddDays(45)));
        Assert.True(sight.HoldIsToldAt(play.Now.AddDays(46)));
        Assert.True(sight.HoldIsToldAt(play.Now.AddDays(59)));
        Assert.False(sight.HoldIsToldAt(play.Now.AddDays(60)));
    }
}
