using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Node.Lines;
using Parley.Tests.Agreements;
using Parley.Tests.Requests;
using Parley.Tests.Sealing;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Review;

/// <summary>Seven requests, whose rows and narrowed figures are counted by hand.</summary>
public sealed class NarrowedTests : IDisposable
{
    private static readonly DateTimeOffset To = Start.AddDays(100);

    /// <summary>With the item by which the review tells crime areas apart, which nobody need fill in.</summary>
    private static readonly AgreedGuidelines WithAreas = All with
    {
        CommonItems = All.CommonItems.Add(
            Item("crime-area", ItemType.Choice) with
            {
                Required = false,
                OptionsFrom = OptionLists.CrimeAreas,
            }
        ),
    };

    private static readonly Seen SeenByBoth = new(WithAreas, InForce);

    private readonly TemporaryFolder folder = new();

    private readonly List<Request> requests =
    [
        Answered(Asked(US, 1, "information", "routine", "fraud", At("2026-03-10T08:00Z"))),
        Asked(US, 2, "information", "urgent", "fraud", At("2026-03-20T08:00Z")),
        // Stated in March, and arrived in April.
        Asked(US, 3, "information", "routine", "hacking", At("2026-03-31T23:59:30Z")),
        Asked(US, 4, "incident", "routine", null, At("2026-04-15T08:00Z")),
        Asked(US, 5, "formal", "routine", "hacking", At("2026-05-01T00:00Z")),
        Asked(CN, 6, "information", "urgent", "fraud", At("2026-03-04T15:00Z")),
        // In Beijing it is May already.
        Asked(CN, 7, "incident", "routine", "hacking", At("2026-05-01T07:30+08:00")),
    ];

    [Theory]
    [InlineData("US", null, null, null, 1, 2, 3, 4, 5)]
    [InlineData("CN", null, null, null, 6, 7)]
    [InlineData(null, "information", null, null, 1, 2, 3, 6)]
    [InlineData(null, "formal", null, null, 5)]
    [InlineData(null, null, "urgent", null, 2, 6)]
    [InlineData(null, null, "routine", null, 1, 3, 4, 5, 7)]
    [InlineData(null, null, null, "fraud", 1, 2, 6)]
    [InlineData(null, null, null, "hacking", 3, 5, 7)]
    [InlineData("US", null, null, "hacking", 3, 5)]
    [InlineData("CN", "incident", "routine", "hacking", 7)]
    [InlineData("US", "information", "routine", null, 1, 3)]
    [InlineData(null, null, "urgent", "hacking")]
    [InlineData(null, null, null, "robbery")]
    [InlineData(null, null, "fraud", null)]
    public void A_review_narrowed_is_of_those_requests_alone(
        string? asking,
        string? kind,
        string? urgency,
        string? area,
        params int[] counted
    )
    {
        var only = new ReviewFilter(asking is null ? null : PartyCode.Parse(asking), kind, urgency, area);
        var figures = ReviewMeasures.Figures(requests.Select(r => (r, WithAreas)), Start, To, only);
        Assert.Equal(only, figures.Only);
        IsOf(counted, figures);
        IsOf(counted, Kept(only));
    }

    [Fact]
    public void Requests_that_name_no_area_are_narrowed_to_by_an_area_without_a_code() =>
        IsOf([4], Kept(new ReviewFilter(null, null, null, "")));

    [Fact]
    public void Every_request_is_in_one_row_of_each_kind_urgency_area_and_month_of_its_direction()
    {
        var rows = ReviewMeasures.Figures(requests.Select(r => (r, WithAreas)), Start, To).Rows;
        (string, int, int)[] counted =
        [
            ("CN>US/all", 2, 0),
            ("CN>US/kind/incident", 1, 0),
            ("CN>US/kind/information", 1, 0),
            ("CN>US/urgency/routine", 1, 0),
            ("CN>US/urgency/urgent", 1, 0),
            ("CN>US/area/fraud", 1, 0),
            ("CN>US/area/hacking", 1, 0),
            ("CN>US/month/2026-03", 1, 0),
            ("CN>US/month/2026-04", 1, 0),
            ("US>CN/all", 5, 1),
            ("US>CN/kind/formal", 1, 0),
            ("US>CN/kind/incident", 1, 0),
            ("US>CN/kind/information", 3, 1),
            ("US>CN/urgency/routine", 4, 1),
            ("US>CN/urgency/urgent", 1, 0),
            ("US>CN/area/", 1, 0),
            ("US>CN/area/fraud", 2, 1),
            ("US>CN/area/hacking", 2, 0),
            ("US>CN/month/2026-03", 2, 1),
            ("US>CN/month/2026-04", 2, 0),
            ("US>CN/month/2026-05", 1, 0),
        ];
        Assert.Equal(counted, rows.Select(row => (row.Name, row.Requests, row.AnsweredFinally)));
        Assert.Equal(counted, Kept(null).Rows.Select(row => (row.Name, row.Requests, row.AnsweredFinally)));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Of these requests alone: so many from each side, and in all.</summary>
    private void IsOf(int[] counted, ReviewFigures figures)
    {
        Assert.Equal(counted.Length, figures.Requests);
        Assert.Equal(
            counted.GroupBy(n => n < 6 ? US : CN).Select(side => (side.Key, side.Count())).OrderBy(side => side.Key),
            figures.Rows.Where(row => row.By is ReviewCut.All).Select(row => (row.From, row.Requests))
        );
        Assert.Equal(counted.Contains(1) ? 1 : 0, figures.Rows.FirstOrDefault(IsOfUs)?.AnsweredFinally ?? 0);

        static bool IsOfUs(ReviewRow row) => row.By is ReviewCut.All && row.From == US;
    }

    /// <summary>The same from the lines a node keeps.</summary>
    private ReviewFigures Kept(ReviewFilter? only)
    {
        using var shelf = new LineShelf(folder.Path);
        var anywhere = new Followed(1, 1, 1);
        shelf.Keep(
            US,
            [.. requests.Select(r => new FollowedSubject(r.Id, r, WithAreas, anywhere, _ => null))],
            new LinesReached(anywhere, "mark")
        );
        return new MeasuredReview(shelf).Of(US, Start, To, only).Figures;
    }

    /// <summary>A request that arrives a minute after it was stated.</summary>
    private static Play Stated(PartyCode by, int number, RequestStatement.Made made, DateTimeOffset at)
    {
        var play = new Play();
        var act = ActBy(by, at, at.AddMinutes(1), SeenByBoth) with { About = SubjectId.Make(by, "R", 2026, number) };
        Assert.Null(play.Take(act, made));
        return play;
    }

    private static Request Asked(PartyCode by, int number, string kind, string urgency, string? area, DateTimeOffset at)
    {
        var made = Make(kind, urgency);
        var entries = area is null ? made.Entries : made.Entries.SetItem("crime-area", new Entry.Plain(area));
        return Stated(by, number, made with { Entries = entries }, at).Request;
    }

    private static Request Answered(Request request)
    {
        var at = request.Made.Arrived.AddHours(5);
        var act = ActBy(request.To, at, at.AddMinutes(1), SeenByBoth) with { About = request.Id };
        var (state, refusal) = RequestRules.Next(request, Answer(true, "1", "2"), act);
        Assert.Null(refusal);
        return (Request)state!;
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
