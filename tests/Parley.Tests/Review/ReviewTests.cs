using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange.Formats;
using Parley.Tests.Guidelines;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Review;

/// <summary>The figures both nodes compute, and how they state and compare them.</summary>
public sealed class ReviewTests
{
    private static readonly DateTimeOffset To = Start.AddDays(60);

    [Fact]
    public void Each_request_is_counted_once_in_each_step()
    {
        var row = Figures(Made(), Made().Then(CN, Acknowledge()), Made().Then(CN, Acknowledge(), hours: 25)).Rows[0];
        Assert.Equal(3, row.Requests);
        Assert.Equal(new StepFigures(1, 1, 1, 0, 0, 0, 3_540, 89_940), row.Acknowledgement);
        Assert.Equal(333, row.Acknowledgement.OnTimePerMille);
        Assert.Equal(3, row.Full.Overdue);
        Assert.Null(row.Full.MedianSeconds);
    }

    [Theory]
    [InlineData(2, 1, 67)]
    [InlineData(1, 2, 33)]
    [InlineData(999, 1, 99)]
    [InlineData(3, 0, 100)]
    [InlineData(0, 3, 0)]
    public void A_share_is_shown_to_the_nearest_per_cent_and_as_100_only_where_all_were_on_time(
        int onTime,
        int late,
        int shown
    ) => Assert.Equal(shown, new StepFigures(onTime, late, 0, 0, 0, 0, null, null).OnTimePerCent);

    [Fact]
    public void Median_and_ninetieth_are_by_nearest_rank_in_whole_seconds_without_the_stops()
    {
        Play[] plays = [.. Enumerable.Range(1, 10).Select(h => Made().Then(CN, Answer(true, "1", "2"), hours: h))];
        var full = Figures(plays).Rows[0].Full;
        Assert.Equal((5 * 3600) - 60, full.MedianSeconds);
        Assert.Equal((9 * 3600) - 60, full.NinetiethSeconds);
        var stopped = Made().Then(CN, Ask()).Then(US, Clarify(), hours: 48).Then(CN, Answer(true, "1", "2"));
        // Fifty hours less the minute on the way there, and less 48 hours and a minute of waiting.
        Assert.Equal((2 * 3600) - 120, Figures(stopped).Rows[0].Full.MedianSeconds);
    }

    [Fact]
    public void Rows_come_by_direction_and_kind_each_direction_led_by_all_kinds()
    {
        var figures = Figures(Made("incident"), Made(), Made("formal"));
        var rows = figures.Rows.Where(r => r.By is ReviewCut.All or ReviewCut.Kind).ToList();
        Assert.Equal([null, "formal", "incident", "information"], rows.Select(r => r.Code), StringComparer.Ordinal);
        Assert.Equal([3, 1, 1, 1], rows.Select(r => r.Requests));
        Assert.Equal(Enum.GetValues<ReviewCut>(), figures.Rows.Select(r => r.By).Distinct());
        Assert.Equal(3, figures.Requests);
    }

    [Fact]
    public void Refusals_are_counted_by_ground_and_lack_of_resources_on_its_own()
    {
        var row = Figures(
            Made().Then(CN, Refuse("not-available", "lack-of-resources")),
            Made().Then(CN, Refuse("lack-of-resources"))
        ).Rows[0];
        Assert.Equal(2, row.Refused);
        Assert.Equal(2, row.RefusalGrounds["lack-of-resources"]);
        Assert.Equal(1, row.RefusalGrounds["not-available"]);
    }

    [Fact]
    public void Clarifications_extensions_withdrawals_and_marks_are_counted()
    {
        var row = Figures(
            Made().Then(CN, Ask()).Then(CN, Ask()).Then(CN, Extend(Start.AddDays(9))),
            Made().Then(US, Withdraw()),
            Made()
                .Then(CN, Answer(true, "1", "2"))
                .Then(US, Rate())
                .Then(CN, new RequestStatement.RatingReplied(Text())),
            Made().Then(CN, Answer(false, "1"))
        ).Rows[0];
        Assert.Equal((2, 1, 1, 1), (row.Clarifications, row.Clarified, row.Extensions, row.Withdrawn));
        Assert.Equal((1, 1), (row.AnsweredFinally, row.AnsweredInPart));
        Assert.Equal((1, 1), (row.Rated, row.RatingsReplied));
        Assert.Equal(new MarkCounts(0, 1, 0, 0), row.Usable);
        Assert.Equal(1, row.Full.Lapsed);
    }

    [Fact]
    public void What_came_after_the_period_does_not_change_its_figures()
    {
        var before = Made();
        var after = Made().Then(CN, Answer(true, "1", "2"), hours: 24 * 61);
        Assert.Equal(Json(Figures(before)), Json(Figures(after)));
    }

    [Fact]
    public void Requests_outside_the_period_and_in_an_exercise_do_not_count()
    {
        var exercise = Made().Request with { Exercise = "US-X-2026-0001" };
        Assert.Empty(ReviewMeasures.Figures([(exercise, All)], Start, To).Rows);
        // It belongs to the period in which it arrived, not to that in which it was stated.
        var made = Made().Request;
        Assert.Empty(ReviewMeasures.Figures([(made, All)], Start, Start.AddMinutes(1)).Rows);
        Assert.Single(ReviewMeasures.Figures([(made, All)], Start.AddMinutes(1), To).Rows, r => r.By is ReviewCut.All);
    }

    [Fact]
    public void A_statement_dated_back_shows_as_the_slowest_delivery()
    {
        var play = Made();
        Assert.Null(play.Take(ActBy(CN, Start.AddHours(2), Start.AddHours(30), SeenByAll), Acknowledge()));
        Assert.Equal(28 * 3600, Figures(play).Rows[0].SlowestDeliverySeconds);
    }

    [Fact]
    public void The_figures_do_not_depend_on_the_order_of_the_requests_and_every_step_adds_up() =>
        Choices.Hold(
            100,
            choices =>
            {
                var requests = new List<(Request, AgreedGuidelines)>();
                while (choices.Left && requests.Count < 20)
                {
                    requests.Add((AtRandom(choices).Request, All));
                }
                var to = Start.AddHours(choices.Below(300));
                var figures = ReviewMeasures.Figures(requests, Start, to);
                requests.Reverse();
                return string.Equals(
                        Json(figures),
                        Json(ReviewMeasures.Figures(requests, Start.ToOffset(TimeSpan.FromHours(8)), to)),
                        StringComparison.Ordinal
                    )
                    && figures.Rows.All(r =>
                        new[] { r.Acknowledgement, r.FirstResponse, r.Full }.All(s =>
                            s.OnTime + s.Late + s.Overdue + s.Running + s.Lapsed + s.NoLimit == r.Requests
                        )
                    )
                    && figures.Rows.All(r =>
                        r.Requester!.Rating is var s
                        && s.OnTime + s.Late + s.Overdue + s.Running + s.Lapsed + s.NoLimit == r.AnsweredFinally
                    );
            }
        );

    [Fact]
    public void Both_agree_when_both_stated_the_same_figures_of_a_period()
    {
        var status = Take(Take(null, US, 'a').State, CN, 'a').State;
        Assert.True(((ReviewStatus)status!).Period(Start, To)!.Agreed);
        status = Take(status, CN, 'b').State;
        Assert.False(((ReviewStatus)status!).Period(Start, To)!.Agreed);
        Assert.True(((ReviewStatus)status).Period(Start, To)!.BothComputed);
        Assert.True(((ReviewStatus)Take(status, US, 'b').State!).Period(Start, To)!.Agreed);
    }

    [Fact]
    public void Where_both_state_other_figures_the_parts_that_differ_are_named()
    {
        var (one, other) = (Figures(Made(), Made("formal")), Figures(Made(), Made("incident")));
        var about = ReviewStatus.Empty(SubjectId.OfLink('V', US, CN), exercise: null);
        var status = about
            .After(StateFormat.Stated(one), ActBy(US, To.AddDays(1), To.AddDays(1), SeenByAll))
            .After(StateFormat.Stated(other), ActBy(CN, To.AddDays(1), To.AddDays(1), SeenByAll));
        var period = status.Period(Start, To)!;
        Assert.False(period.Agreed);
        Assert.Contains("US>CN/kind", period.DifferingParts);
        Assert.Empty(Agreeing(about, one).DifferingParts);
    }

    [Fact]
    public void A_step_that_is_still_owed_counts_by_the_periods_end_and_a_request_by_what_it_came_to()
    {
        var row = Figures(Made(), Made().Then(CN, Answer(true, "1", "2")), Made().Then(CN, Ask())).Rows[0];
        Assert.Equal((2, 1), (row.Open.Requests, row.AnsweredFinally));
        Assert.Equal((To - Start.AddMinutes(1)).Ticks / TimeSpan.TicksPerSecond, row.Open.LongestSeconds);
        Assert.Equal(1, row.FullDays.Sum());
        Assert.NotNull(row.Open.LongestOverdueSeconds);
    }

    [Fact]
    public void Ranks_are_exact_however_many_numbers_there_are() =>
        Choices.Hold(
            20,
            choices =>
            {
                var seconds = Enumerable
                    .Range(0, 1 + choices.Below(9_000))
                    .Select(_ => (long)choices.Below(choices.Yes() ? 100 : int.MaxValue))
                    .ToList();
                var tally = new ReviewTally(Start, To);
                var group = tally.Of(new MeasuredGroup(US, CN, "information", "routine", null));
                foreach (var (took, at) in seconds.Select((took, at) => (took, at)))
                {
                    var done = new MeasuredStep(MeasuredEnd.OnTime, Due: null, took);
                    group.Add(Start.AddMinutes(at), true, default(MeasuredPhase) with { Full = done });
                }
                var full = tally.Figures().Rows[0].Full;
                seconds.Sort();
                return full.MedianSeconds == seconds[((seconds.Count * 50 + 99) / 100) - 1]
                    && full.NinetiethSeconds == seconds[((seconds.Count * 90 + 99) / 100) - 1];
            }
        );

    private static ReviewPeriod Agreeing(ReviewStatus about, ReviewFigures figures) =>
        about
            .After(StateFormat.Stated(figures), ActBy(US, To.AddDays(1), To.AddDays(1), SeenByAll))
            .After(StateFormat.Stated(figures), ActBy(CN, To.AddDays(1), To.AddDays(1), SeenByAll))
            .Period(Start, To)!;

    [Fact]
    public void Figures_are_stated_of_a_period_that_is_over_and_well_formed()
    {
        Assert.Equal("review-period-not-over", Take(null, US, 'a', to: To.AddDays(2)).Refusal!.Code);
        Assert.Equal("review-period-backwards", Take(null, US, 'a', to: Start).Refusal!.Code);
        Assert.Equal("review-figures-malformed", Take(null, US, 'Z').Refusal!.Code);
        Assert.Equal("review-figures-malformed", Take(null, US, 'a', requests: -1).Refusal!.Code);
    }

    [Theory]
    [InlineData("0001-01-01T00:00Z", "0001-01-01T12:00Z")]
    [InlineData("1999-12-31T00:00Z", "2001-01-01T00:00Z")]
    [InlineData("2010-01-01T00:00Z", "2010-01-01T23:59Z")]
    [InlineData("2010-01-01T00:00Z", "2021-01-01T00:00Z")]
    public void A_period_nobody_could_review_is_not_taken(string from, string to) =>
        Assert.Equal("review-period-out-of-bounds", Take(null, US, 'a', At(to), from: At(from)).Refusal!.Code);

    [Fact]
    public void A_day_and_ten_years_are_periods()
    {
        var from = At("2012-01-01T00:00Z");
        Assert.Null(Take(null, US, 'a', from.AddDays(1), from: from).Refusal);
        Assert.Null(Take(null, US, 'a', from.AddYears(10), from: from).Refusal);
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static (Subject? State, Refusal? Refusal) Take(
        Subject? state,
        PartyCode by,
        char hash,
        DateTimeOffset? to = null,
        int requests = 3,
        DateTimeOffset? from = null
    )
    {
        var act = ActBy(by, To.AddDays(1), To.AddDays(1), SeenByAll) with { About = SubjectId.OfLink('V', US, CN) };
        var computed = new ReviewStatement.Computed(from ?? Start, to ?? To, requests, new string(hash, 64));
        return ReviewRules.Next(state, computed, act);
    }

    private static ReviewFigures Figures(params Play[] plays) =>
        ReviewMeasures.Figures(plays.Select(p => (p.Request, All)), Start, To);

    private static string Json(ReviewFigures figures) => System.Text.Json.JsonSerializer.Serialize(figures);
}
