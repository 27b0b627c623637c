using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;
using Parley.Tests.Guidelines;
using Parley.Tests.Sealing;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>Lines say of every request what its state says, and figures are the same from lines and from states.
/// </summary>
public sealed class LinesTests : IDisposable
{
    private static readonly Followed Anywhere = new(1, 1, 1);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_list_shows_what_the_filter_says_of_each_request_that_may_be_read() =>
        Choices.Hold(
            12,
            choices =>
            {
                using var shelf = Shelf();
                var requests = Keep(shelf, choices);
                var lines = new RequestLines(shelf);
                return Enumerable
                    .Range(0, 25)
                    .All(_ =>
                    {
                        var filter = Filter(choices);
                        var now = Start.AddHours(choices.Below(600));
                        var hidden = choices.Yes() ? Hides(choices) : Hidden.Nothing;
                        var shown = lines.Page(filter, now, hidden);
                        var kept = requests.Count(r => hidden.Takes(Matter.Of(r, All, ours: false)));
                        Assert.Equal(kept, lines.Count(hidden));
                        var meant = requests
                            .Where(r => !hidden.Takes(Matter.Of(r, All, ours: false)))
                            .Where(r => filter.Takes(SearchTests.Sight(r, ours: false), now))
                            .Select(r => r.Id.ToString());
                        Assert.Equal(meant.Order(), shown.Places.Select(p => p.Id.ToString()).Order());
                        return shown.Total == shown.Places.Count;
                    });
            }
        );

    [Fact]
    public void Figures_from_lines_are_those_of_the_requests_themselves() =>
        Choices.Hold(
            20,
            choices =>
            {
                using var shelf = Shelf();
                var requests = Keep(shelf, choices);
                var review = new MeasuredReview(shelf);
                return Enumerable
                    .Range(0, 12)
                    .All(_ =>
                    {
                        var from = Start.AddHours(choices.Below(60) - 5);
                        var to = from.AddHours(1 + choices.Below(400));
                        var only = choices.Yes()
                            ? null
                            : new ReviewFilter(null, choices.Of<string?>("information", null), null, null);
                        var folded = ReviewMeasures.Figures(requests.Select(r => (r, All)), from, to, only);
                        var (figures, hash) = review.Of(US, from, to, only);
                        Assert.Equal(StateFormat.Figures(folded).Hash, hash);
                        return figures.Requests == folded.Requests;
                    });
            }
        );

    [Fact]
    public void A_line_is_replaced_whole_and_what_differs_is_seen()
    {
        using var shelf = Shelf();
        var made = Made("information", "urgent").Request;
        var answered = Made("information", "urgent").Then(CN, Answer(true, "1", "2")).Request;
        Keep(shelf, [made]);
        Assert.True(shelf.Matches(US, Subject(made)));
        Assert.False(shelf.Matches(US, Subject(answered)));
        Keep(shelf, [answered]);
        Assert.True(shelf.Matches(US, Subject(answered)));
        Assert.Single(new RequestLines(shelf).Page(new RequestFilter { View = "all" }, Start, Hidden.Nothing).Places);
        Assert.Equal(1, new MeasuredReview(shelf).Of(US, Start, Start.AddDays(9)).Figures.Requests);
        shelf.Forget(US);
        Assert.False(shelf.Matches(US, Subject(answered)));
        Assert.Equal((0, LinesReached.Nothing), (new RequestLines(shelf).Known, shelf.Reached(US)));
    }

    [Fact]
    public void A_request_in_an_exercise_is_listed_and_never_counted()
    {
        using var shelf = Shelf();
        var play = Made().Request with { Exercise = "US-X-2026-0001" };
        Assert.Null(RequestMeasures.Of(play, All));
        Keep(shelf, [play]);
        Assert.Equal(1, new RequestLines(shelf).Known);
        Assert.Empty(new MeasuredReview(shelf).Of(US, Start.AddDays(-1), Start.AddDays(9)).Figures.Rows);
    }

    [Fact]
    public void Lines_that_are_damaged_are_made_anew()
    {
        using (var shelf = Shelf())
        {
            Keep(shelf, [Made().Request]);
        }
        File.WriteAllText(Path.Combine(folder.Path, "lines.db"), "no database at all, however long this text may be");
        using var again = Shelf();
        Assert.Equal(LinesReached.Nothing, again.Reached(US));
    }

    public void Dispose() => folder.Dispose();

    private LineShelf Shelf() => new(folder.Path);

    private static List<Request> Keep(LineShelf shelf, Choices choices)
    {
        shelf.Forget(US);
        var requests = Enumerable
            .Range(1, 4 + choices.Below(20))
            .Select(n => AtRandom(choices).Request with { Id = SubjectId.Make(US, "R", 2026, n) })
            .ToList();
        Keep(shelf, requests);
        return requests;
    }

    private static void Keep(LineShelf shelf, IEnumerable<Request> requests) =>
        shelf.Keep(US, [.. requests.Select(Subject)], new LinesReached(Anywhere, "mark"));

    private static FollowedSubject Subject(Request request) => new(request.Id, request, All, Anywhere, _ => null);

    /// <summary>Rules on reading that some officer does not satisfy.</summary>
    private static Hidden Hides(Choices choices)
    {
        var both = new Bilingual("a", "甲");
        return new Hidden([
            .. Enumerable
                .Range(1, 1 + choices.Below(2))
                .Select(n => new ActRule($"{n}", both, both, [LawAct.Read], [], MattersOf(choices))),
        ]);
    }

    private static Matters MattersOf(Choices choices) =>
        new(
            Kinds: choices.Yes() ? [choices.Of("information", "formal", "none-such")] : null,
            Urgencies: choices.Yes() ? [choices.Of("urgent", "routine")] : null,
            Ways: choices.Yes(3) ? [choices.Of(Matter.Asks, Matter.Asked)] : null,
            Handling: choices.Yes(6) ? [choices.Of("H1", "H3")] : null
        );

    private static RequestFilter Filter(Choices choices) =>
        new()
        {
            View = choices.Of(RequestFilter.Views),
            Due = choices.Yes(3) ? choices.Of(RequestFilter.Dues) : null,
            Kind = choices.Yes(4) ? choices.Of("information", "formal", "none-such") : null,
            Urgency = choices.Yes(4) ? choices.Of("urgent", "routine") : null,
            Stage = choices.Yes(4) ? choices.Of("Made", "Answered", "ClarificationAsked") : null,
            Search = choices.Yes(4) ? choices.Of("supplier", "说明", "US-R-2026-0003", "nowhere at all") : null,
            Sort = choices.Yes() ? choices.Of(RequestFilter.Sorts) : null,
        };
}
