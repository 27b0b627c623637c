using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Review;

/// <summary>What the review counts of the side that asked.</summary>
public sealed class RequesterFiguresTests
{
    private static readonly DateTimeOffset To = Start.AddDays(60);

    private static readonly RequestStatement Consult = new RequestStatement.Consulted(Text());

    [Fact]
    public void What_the_requester_owed_is_counted_from_the_arrival_of_what_it_was_asked()
    {
        var row = Figures(
            Made(),
            Made().Then(CN, Ask()).Then(US, Clarify(), hours: 48),
            Made().Then(CN, Ask()).Then(US, Clarify(), hours: 5).Then(CN, Ask()).Then(US, Clarify(), hours: 2),
            Made().Then(CN, Ask()),
            // Who withdraws owes no answer any more.
            Made().Then(CN, Ask()).Then(US, Withdraw()),
            Made().Then(CN, Consult).Then(CN, Consult).Then(US, Consult, hours: 10),
            Made().Then(CN, Consult).Then(US, Consult, hours: 3).Then(CN, Consult)
        )
            .Rows[0]
            .Requester!;
        Assert.Equal((2, 1), (row.Clarifying.Answered, row.Clarifying.Waiting));
        // A question is a minute on its way.
        Assert.Equal((5 * 3600) - 60, row.Clarifying.MedianSeconds);
        Assert.Equal((48 * 3600) - 60, row.Clarifying.NinetiethSeconds);
        Assert.Equal(
            (To - Start.AddHours(1).AddMinutes(1)).Ticks / TimeSpan.TicksPerSecond,
            row.Clarifying.LongestWaitingSeconds
        );
        Assert.Equal((2, 1), (row.Consulting.Answered, row.Consulting.Waiting));
        Assert.Equal((3 * 3600) - 60, row.Consulting.MedianSeconds);
        // From the first word that was not replied to, an hour before the second.
        Assert.Equal((11 * 3600) - 60, row.Consulting.NinetiethSeconds);
        Assert.Equal(
            0,
            row.Rating.OnTime + row.Rating.Late + row.Rating.Overdue + row.Rating.Running + row.Rating.NoLimit
        );
    }

    [Fact]
    public void A_rating_is_owed_of_a_final_answer_alone_and_in_its_time()
    {
        var rated = All with { Kinds = [.. All.Kinds.Select(kind => kind with { RateWithin = Span.Parse("10d") })] };
        Play[] plays =
        [
            Made(),
            Made().Then(CN, Answer(false, "1")),
            Made().Then(CN, Answer(true, "1", "2")),
            Made().Then(CN, Answer(true, "1", "2")).Then(US, Rate(), hours: 24),
            Made().Then(CN, Answer(true, "1", "2")).Then(US, Rate(), hours: 24 * 20),
        ];
        var rating = ReviewMeasures.Figures(plays.Select(p => (p.Request, rated)), Start, To).Rows[0].Requester!.Rating;
        Assert.Equal((1, 1, 1), (rating.OnTime, rating.Late, rating.Overdue));
        Assert.Equal((24 * 3600) - 60, rating.MedianSeconds);
        Assert.Equal(33, rating.OnTimePerCent);
    }

    [Fact]
    public void The_edition_before_counts_as_it_did_and_knows_nothing_of_what_the_requester_owed()
    {
        var tally = new ReviewTally(Start, To);
        var play = Made().Then(CN, Ask()).Then(US, Clarify(), hours: 48);
        tally.Add(RequestMeasures.Of(play.Request, All)!);
        var (former, now) = (tally.Figures(edition: ReviewFigures.Oldest), Figures(play));
        Assert.Equal((2, 4), (former.Edition, now.Edition));
        Assert.All(former.Rows, row => Assert.Null(row.Requester));
        Assert.All(now.Rows, row => Assert.NotNull(row.Requester));
        Assert.Equal(
            Json(former),
            Json(now with { Edition = 2, Rows = [.. now.Rows.Select(r => r with { Requester = null })] })
        );
    }

    [Fact]
    public void What_was_done_before_its_clock_started_has_no_limit_and_was_on_time_by_the_editions_before()
    {
        var tally = new ReviewTally(Start, To);
        tally.Add(RequestMeasures.Of(Made("formal").Then(CN, Answer(true, "1", "2")).Request, All)!);
        tally.Add(RequestMeasures.Of(Made("formal").Then(CN, Accept()).Then(CN, Answer(true, "1", "2")).Request, All)!);
        var (former, now) = (tally.Figures(edition: 3).Rows[0].Full, tally.Figures().Rows[0].Full);
        Assert.Equal((2, 0), (former.OnTime, former.NoLimit));
        Assert.Equal((1, 1), (now.OnTime, now.NoLimit));
        Assert.Equal((former.MedianSeconds, former.NinetiethSeconds), (now.MedianSeconds, now.NinetiethSeconds));
    }

    private static ReviewFigures Figures(params Play[] plays) =>
        ReviewMeasures.Figures(plays.Select(p => (p.Request, All)), Start, To);

    private static string Json(ReviewFigures figures) => System.Text.Json.JsonSerializer.Serialize(figures);
}
