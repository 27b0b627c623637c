using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>When nothing said about a request has effect any more, whoever says it.</summary>
public sealed class RequestRestTests
{
    private const double Day = 24;

    [Fact]
    public void An_open_request_never_comes_to_rest()
    {
        var play = Made().Wait(5000 * Day);
        Assert.Null(RequestRest.Since(play.Request));
        Assert.Null(RequestRest.EndedAt(play.Request));
        Assert.Null(play.Try(CN, Acknowledge()));
    }

    [Fact]
    public void A_rating_may_be_replied_to_until_ninety_days_after_closing_and_not_later()
    {
        Assert.Null(Closed().Try(CN, Reply(), (90 * Day) - 1));
        Assert.Equal("request-at-rest", Closed().Try(CN, Reply(), (90 * Day) + 1));
    }

    [Fact]
    public void What_nobody_closes_may_be_rated_and_closed_for_a_year_and_not_later()
    {
        Assert.Null(Answered().Try(US, Rate(), 364 * Day));
        Assert.Null(Answered().Try(US, Close(), 364 * Day));
        Assert.Equal("request-at-rest", Answered().Try(US, Rate(), 366 * Day));
        Assert.Equal("request-at-rest", Answered().Try(US, Close(), 366 * Day));
        Assert.Equal("request-at-rest", Refused().Try(US, Close(), 366 * Day));
        Assert.Equal("request-at-rest", Withdrawn().Try(US, Close(), 366 * Day));
    }

    [Fact]
    public void At_rest_neither_party_can_change_anything_by_any_statement()
    {
        foreach (var ended in new[] { Closed(), Answered(), Refused(), Withdrawn() })
        {
            ended.Wait(400 * Day);
            var before = ended.State;
            RequestStatement[] all =
            [
                Make(),
                Acknowledge(),
                Ask(),
                Clarify(),
                Respond(),
                Accept(),
                Answer(true, "1"),
                Answer(false, "1"),
                Refuse("not-available"),
                Withdraw(),
                Rate(),
                Reply(),
                Close(),
                Extend(ended.Now.AddDays(9)),
                new RequestStatement.Progress(Text(), null),
                new RequestStatement.Consulted(Text()),
                new RequestStatement.UseLimited(Text()),
                new RequestStatement.Transferred(SubjectId.Parse("US-R-2026-0009"), Text()),
            ];
            foreach (var statement in all)
            {
                Assert.NotNull(ended.Try(US, statement));
                Assert.NotNull(ended.Try(CN, statement));
            }
            var act = ActBy(CN, ended.Now, ended.Now, SeenByAll);
            var received = new ParcelStatement.Received(new string('a', 64));
            Assert.NotNull(ParcelRules.Next(ended.State, received, act).Refusal);
            Assert.Same(before, ended.State);
        }
    }

    [Fact]
    public void The_time_of_keeping_counts_from_closing_or_while_nobody_closes_it_from_its_end()
    {
        var play = Answered();
        Assert.Equal(play.Now, RequestRest.EndedAt(play.Request));
        play.Then(US, Close(), 10 * Day);
        Assert.Equal(play.Now, RequestRest.EndedAt(play.Request));
        Assert.Equal(play.Now + RequestRest.AfterClosing, RequestRest.Since(play.Request));
    }

    private static Play Answered() => Made().Then(CN, Answer(true, "1", "2"));

    private static Play Closed() => Answered().Then(US, Rate()).Then(US, Close());

    private static Play Refused() => Made().Then(CN, Refuse("not-available"));

    private static Play Withdrawn() => Made().Then(US, Withdraw());

    private static RequestStatement.RatingReplied Reply() => new(Text());
}
