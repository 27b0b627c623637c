using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Review;

/// <summary>How long answers took, how long the oldest debt is overdue, and what was stated late.</summary>
public sealed class TimesCountedTests
{
    private static readonly DateTimeOffset To = Start.AddDays(120);

    /// <summary>Every statement of a play is a minute on its way.</summary>
    private static readonly DateTimeOffset Arrived = Start.AddMinutes(1);

    /// <summary>With two days of 24 hours for the full answer.</summary>
    private static readonly AgreedGuidelines TwoDays = All with
    {
        Kinds =
        [
            .. All.Kinds.Select(kind =>
                kind with
                {
                    Deadlines = [.. kind.Deadlines.Select(times => times with { Full = Span.Parse("48h") })],
                }
            ),
        ],
    };

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(7, 0, 2)]
    [InlineData(7, 1, 3)]
    [InlineData(14, 0, 3)]
    [InlineData(14, 1, 4)]
    [InlineData(30, 0, 4)]
    [InlineData(30, 1, 5)]
    [InlineData(60, 0, 5)]
    [InlineData(60, 1, 6)]
    [InlineData(90, 0, 6)]
    [InlineData(90, 1, 7)]
    public void An_answer_counts_in_the_column_that_ends_at_the_time_it_took_or_after_it(
        int days,
        int seconds,
        int column
    )
    {
        var counted = new int[8];
        counted[column] = 1;
        Assert.Equal(counted, Row(AnsweredAfter(days, seconds)).FullDays.AsEnumerable());
    }

    [Fact]
    public void The_columns_count_answers_and_refusals_and_nothing_that_is_still_open()
    {
        var row = Row(
            AnsweredAfter(2),
            AnsweredAfter(2),
            AnsweredAfter(10),
            AnsweredAfter(100),
            // Refused after two hours.
            Made().Then(CN, Refuse("not-available"), hours: 2),
            // Ten days of waiting for an answer to a question, and an hour before and after it.
            Made().Then(CN, Ask()).Then(US, Clarify(), hours: 240).Then(CN, Answer(true, "1", "2")),
            Made().Then(CN, Answer(false, "1")),
            Made().Then(US, Withdraw()),
            Made()
        );
        Assert.Equal([2, 2, 0, 1, 0, 0, 0, 1], row.FullDays.AsEnumerable());
    }

    [Fact]
    public void The_longest_overdue_is_that_of_the_full_answer_owed_the_longest()
    {
        var first = Made();
        // Asked a hundred hours later.
        var second = new Play().Wait(100);
        Assert.Null(second.Try(US, Make()));
        var due = Arrived.AddHours(48);
        Assert.Equal(Seconds(To - due), Overdue(first, second));
        Assert.Equal(Seconds(To - due), Overdue(second, first));
        Assert.Equal(Seconds(To - due.AddHours(100)), Overdue(second));
        // In part is not in full: what it leaves is owed still.
        Assert.Equal(Seconds(To - due), Overdue(second, Made().Then(CN, Answer(false, "1"))));
        // The clock stood still for thirty hours and the minute the answer was on its way.
        var stopped = Made().Then(CN, Ask()).Then(US, Clarify(), hours: 30);
        Assert.Equal(Seconds(To - due.AddHours(30).AddMinutes(1)), Overdue(stopped));
    }

    [Fact]
    public void Nothing_is_overdue_that_was_given_too_late_or_is_not_owed_or_stands_still()
    {
        Assert.Null(
            Overdue(
                Made().Then(CN, Answer(true, "1", "2"), hours: 500),
                Made().Then(CN, Refuse("not-available"), hours: 500),
                Made().Then(US, Withdraw(), hours: 500),
                Made().Then(CN, Ask())
            )
        );
        var due = Arrived.AddHours(48);
        Assert.Null(Row(TwoDays, due, Made()).Open.LongestOverdueSeconds);
        Assert.Equal(1, Row(TwoDays, due.AddSeconds(1), Made()).Open.LongestOverdueSeconds);
    }

    [Fact]
    public void Each_act_by_which_the_asked_party_meets_or_stops_a_clock_counts_when_it_was_an_hour_on_its_way()
    {
        RequestStatement[] acts =
        [
            Acknowledge(),
            Respond(),
            Accept("1"),
            Ask(),
            Refuse("not-available"),
            Answer(false, "1"),
            Answer(true, "1", "2"),
        ];
        Assert.All(
            acts,
            act =>
            {
                Assert.Equal((1, 3_600L), Late(Delayed(Made(), act, seconds: 3_600)));
                Assert.Equal((0, 3_599L), Late(Delayed(Made(), act, seconds: 3_599)));
            }
        );
    }

    [Fact]
    public void What_meets_no_clock_of_the_asked_party_does_not_count_however_long_it_was_on_its_way()
    {
        const int day = 86_400;
        var answered = Made().Then(CN, Answer(true, "1", "2")).Then(US, Rate());
        // Everything before was a minute on its way.
        Assert.Equal((0, 60L), Late(Delayed(answered, new RequestStatement.RatingReplied(Text()), day)));
        var acknowledged = Made().Then(CN, Acknowledge());
        Assert.Equal((0, 60L), Late(Delayed(acknowledged, Extend(Start.AddDays(9)), day)));
        Assert.Equal((0, 0L), Late(Delayed(Made(), Withdraw(), day, by: false)));
        var asked = Made().Then(CN, Ask());
        Assert.Equal((0, 60L), Late(Delayed(asked, Clarify(), day, by: false)));
    }

    [Fact]
    public void A_request_counts_once_however_many_of_its_acts_were_late_and_the_slowest_is_told()
    {
        var both = Delayed(Made(), Acknowledge(), seconds: 9_000);
        both.Wait(10);
        Delayed(both, Answer(true, "1", "2"), seconds: 5_000);
        var row = Row(both, Delayed(Made(), Acknowledge(), seconds: 4_000), Made().Then(CN, Acknowledge()));
        Assert.Equal((2, 9_000L), (row.StatedLate, row.SlowestDeliverySeconds));
    }

    /// <summary>An hour later, something that is so long on its way.</summary>
    private static Play Delayed(Play play, RequestStatement statement, int seconds, bool by = true)
    {
        var at = play.Wait(1).Now;
        Assert.Null(play.Take(ActBy(by ? CN : US, at, at.AddSeconds(seconds), SeenByAll), statement));
        return play;
    }

    private static Play AnsweredAfter(int days, int seconds = 0)
    {
        var play = Made();
        var at = Arrived.AddDays(days).AddSeconds(seconds);
        Assert.Null(play.Take(ActBy(CN, at, at.AddMinutes(1), SeenByAll), Answer(true, "1", "2")));
        return play;
    }

    private static (int, long) Late(Play play) => (Row(play).StatedLate, Row(play).SlowestDeliverySeconds);

    private static long? Overdue(params Play[] plays) => Row(TwoDays, To, plays).Open.LongestOverdueSeconds;

    private static long Seconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerSecond;

    private static ReviewRow Row(params Play[] plays) => Row(All, To, plays);

    private static ReviewRow Row(AgreedGuidelines guidelines, DateTimeOffset to, params Play[] plays) =>
        ReviewMeasures.Figures(plays.Select(p => (p.Request, guidelines)), Start, to).Rows[0];
}
