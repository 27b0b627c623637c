using Parley.Cooperation.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>The life of a request, told from both ends, and what crosses on the way.</summary>
public sealed class RequestCycleTests
{
    [Fact]
    public void A_request_goes_from_made_to_closed_and_the_ball_goes_with_it()
    {
        var play = Made();
        Expect(play, Stage.Made, CN);
        Expect(play.Then(CN, Acknowledge()), Stage.Acknowledged, CN);
        Expect(play.Then(CN, Ask("1", "2")), Stage.ClarificationAsked, US);
        Expect(play.Then(US, Clarify("2", "1")), Stage.Acknowledged, CN);
        Expect(play.Then(CN, Respond()), Stage.FirstResponseGiven, CN);
        Expect(play.Then(CN, Accept()), Stage.Accepted, CN);
        Expect(play.Then(CN, new RequestStatement.Progress(Text())), Stage.Accepted, CN);
        Expect(play.Then(CN, Answer(final: false, "1")), Stage.AnsweredInPart, CN);
        Expect(play.Then(CN, Answer(final: true, "2")), Stage.Answered, US);
        Expect(play.Then(US, Rate()), Stage.Rated, US);
        Expect(play.Then(CN, new RequestStatement.RatingReplied(Text())), Stage.Rated, US);
        Expect(play.Then(US, Close()), Stage.Closed, ball: null);
        Assert.Empty(play.Moves(US));
        Assert.Empty(play.Moves(CN));
    }

    [Fact]
    public void Silence_receipt_acknowledgement_answer_and_refusal_are_five_different_facts()
    {
        var play = new Play();
        Assert.Null(play.Take(ActBy(US, Start, received: null, SeenByAll), Make()));
        Assert.Null(play.Request.Made.ReceivedAt);
        play = Made();
        Assert.Equal(Start.AddMinutes(1), play.Request.Made.ReceivedAt);
        Assert.Null(play.Request.Acknowledged);
        play.Then(CN, Answer(final: true, "1", "2"));
        Assert.Null(play.Request.Acknowledged);
        Assert.NotNull(play.Request.FinalAnswer);
        Assert.Null(Made().Then(CN, Refuse("not-available")).Request.FinalAnswer);
    }

    [Fact]
    public void A_refusal_leaves_only_closing()
    {
        var play = Made().Then(CN, Refuse("not-available", "lack-of-resources"));
        Expect(play, Stage.Refused, US);
        Assert.Equal([RequestMove.Close], play.Moves(US));
        Assert.Empty(play.Moves(CN));
    }

    [Fact]
    public void A_formal_request_is_refused_only_after_a_consultation_that_the_requester_has_answered()
    {
        var play = Made("formal");
        Assert.Equal("consult-before-refusal", play.Try(CN, Refuse("essential-interests")));
        Assert.Equal("consultation-not-opened", play.Try(US, new RequestStatement.Consulted(Text())));
        Expect(play.Then(CN, new RequestStatement.Consulted(Text())), Stage.Consulted, US);
        Assert.Equal("consultation-unanswered", play.Try(CN, Refuse("essential-interests")));
        Assert.Equal("consultation-unanswered", play.Try(CN, Refuse("essential-interests"), hours: 200));
        Expect(play.Then(US, new RequestStatement.Consulted(Text())), Stage.Made, CN);
        play.Then(CN, new RequestStatement.Consulted(Text()));
        Assert.Equal("consultation-unanswered", play.Try(CN, Refuse("essential-interests")));
        play.Then(US, new RequestStatement.Consulted(Text())).Then(CN, Refuse("essential-interests"));
        Assert.Equal(4, play.Request.Consultations.Length);
    }

    [Fact]
    public void What_is_not_given_of_a_formal_request_is_held_back_after_consultation_and_all_of_it_only_by_a_refusal()
    {
        var play = Made("formal").Then(CN, new RequestStatement.Consulted(Text()));
        play.Then(US, new RequestStatement.Consulted(Text())).Then(CN, Accept("1"));
        play.Then(CN, Withheld(final: false, "1"));
        // Nothing was given yet: the way to an end is a refusal, with its ground.
        Assert.Equal("nothing-given", play.Try(CN, Withheld(final: true, "1")));
        play.Then(CN, Refuse("essential-interests"));

        var some = Made("formal").Then(CN, new RequestStatement.Consulted(Text()));
        some.Then(US, new RequestStatement.Consulted(Text())).Then(CN, Answer(final: false, "1"));
        Assert.Equal("answered-in-part", some.Try(CN, Refuse("essential-interests")));
        some.Then(CN, Withheld(final: true, "2"));
    }

    [Fact]
    public void What_was_said_under_guidelines_that_know_no_refusal_in_part_keeps_its_effect()
    {
        var before = All with { Kinds = [.. All.Kinds.Select(kind => kind with { RefusalInPart = false })] };
        var play = Made("formal", under: before).Then(CN, Withheld(final: false, "1"));
        Assert.Null(play.Deadlines.Full.StartsAt);
        Assert.Equal("nothing-to-extend", play.Try(CN, Extend(Start.AddDays(60))));
        Assert.Equal("answered-in-part", play.Try(CN, Refuse("essential-interests")));
        Assert.Equal(Stage.Answered, play.Then(CN, Withheld(final: true, "2")).Request.Stage);
        Made("formal", under: before).Then(CN, Accept("1")).Then(CN, Withheld(final: true, "1"));
        Made("information", under: before).Then(CN, Withheld(final: true, "1", "2"));
    }

    [Fact]
    public void A_part_that_gives_something_starts_the_clock_of_the_decision_and_one_that_gives_nothing_does_not()
    {
        var play = Made("formal").Then(CN, new RequestStatement.Consulted(Text()));
        play.Then(US, new RequestStatement.Consulted(Text())).Then(CN, Withheld(final: false, "1"));
        Assert.Null(play.Deadlines.Full.StartsAt);
        play.Then(CN, Answer(final: false, "2"));
        Assert.Equal(play.Now, play.Deadlines.Full.StartsAt);
    }

    [Fact]
    public void To_accept_every_item_is_to_accept_the_whole_and_needs_no_consultation() =>
        Made("formal").Then(CN, Accept("1", "2"));

    [Fact]
    public void Silence_on_a_consultation_ends_with_the_time_agreed_for_the_word_and_without_one_consulting_is_enough()
    {
        var play = Made("formal").Then(CN, new RequestStatement.Consulted(Text()));
        var none = All with
        {
            Kinds = [.. All.Kinds.Select(kind => kind.Code is "formal" ? kind with { ConsultWithin = null } : kind)],
        };
        Assert.Null(RequestRules.MayMove(play.Request, RequestMove.Refuse, none, CN, play.Now));
        Assert.Null(play.Try(CN, Refuse("essential-interests"), hours: 300));
    }

    [Fact]
    public void Of_a_request_on_its_way_the_receipt_alone_is_waited_for_until_the_first_word_about_it()
    {
        var play = new Play();
        Assert.Null(play.Take(ActBy(US, Start, received: null, SeenByAll), Make()));
        Assert.False(play.Request.HasArrived);
        var receipt = Assert.Single(play.Deadlines.All);
        Assert.Equal((DeadlineStep.Receipt, Start.AddHours(24)), (receipt.Step, receipt.Due));
        Assert.Equal(DeadlineState.Overdue, play.Deadlines.Next!.StateAt(Start.AddDays(2)));
        Assert.Null(RequestMeasures.Of(play.Request, All));
        // The other side's first word may come before its receipt does.
        Assert.Null(play.Take(ActBy(CN, Start.AddDays(6), Start.AddDays(6), SeenByAll), Extend(Start.AddDays(8))));
        Assert.True(play.Request.HasArrived);
        Assert.Null(play.Deadlines.Receipt);
        Assert.Equal(Start, play.Deadlines.Full.StartsAt);
        Assert.NotNull(RequestMeasures.Of(play.Request, All));
    }

    [Fact]
    public void A_request_taken_back_on_its_way_waits_for_no_receipt()
    {
        var play = new Play();
        Assert.Null(play.Take(ActBy(US, Start, received: null, SeenByAll), Make()));
        Assert.Null(play.Take(ActBy(US, Start.AddHours(1), received: null, SeenByAll), Withdraw()));
        Assert.Null(play.Deadlines.Next);
    }

    [Fact]
    public void A_withdrawal_that_crosses_the_final_answer_leaves_what_comes_first()
    {
        var answered = Made().Then(CN, Answer(final: true, "1", "2"));
        Assert.Equal("request-answered", answered.Try(US, Withdraw()));
        Expect(answered, Stage.Answered, US);
        var withdrawn = Made().Then(US, Withdraw());
        Assert.Equal("request-withdrawn", withdrawn.Try(CN, Answer(final: true, "1", "2")));
        Expect(withdrawn, Stage.Withdrawn, US);
    }

    [Fact]
    public void Questions_that_cross_an_answer_wait_for_an_answer_of_their_own()
    {
        // Beijing asks again before the first answer has arrived: the answer belongs to the first question.
        var play = Made().Then(CN, Ask("1")).Then(CN, Ask("1", "2")).Then(US, Clarify("1"));
        Expect(play, Stage.ClarificationAsked, US);
        Assert.NotNull(play.Request.Clarifications[0].Given);
        Assert.Same(play.Request.Clarifications[1], play.Request.OpenClarification);
        Expect(play.Then(US, Clarify("1", "2")), Stage.Made, CN);
    }

    [Fact]
    public void An_extension_that_crosses_an_answer_to_questions_comes_out_the_same_in_either_order()
    {
        // Asked at +1 h; extended at +3 h; the answer of +2 h arrives at +4 h, so both crossed.
        var until = Start.AddDays(10);
        var clarified = ActBy(US, Start.AddHours(2), Start.AddHours(4), SeenByAll);
        var extended = ActBy(CN, Start.AddHours(3), Start.AddHours(5), SeenByAll);
        var one = Made().Then(CN, Ask());
        Assert.Null(one.Take(clarified, Clarify()));
        Assert.Null(one.Take(extended, Extend(until)));
        var other = Made().Then(CN, Ask());
        Assert.Null(other.Take(extended, Extend(until)));
        Assert.Null(other.Take(clarified, Clarify()));
        Assert.Equal(until.AddHours(1), one.Deadlines.Full.Due);
        Assert.Equal(until.AddHours(1), other.Deadlines.Full.Due);
    }

    [Fact]
    public void A_clarification_completes_the_request_and_keeps_what_was_made()
    {
        var more = Parley.Tests.Guidelines.CheckTests.Sought(("1", "Records"), ("2", "Addresses"), ("3", "Payments"));
        var play = Made().Then(CN, Ask()).Then(US, Correct("sought", more));
        Assert.Equal(3, play.Request.Current().Sought.Count());
        Assert.Equal(2, ((Entry.Sought)play.Request.Made.What.Entries["sought"]).Items.Length);
        Assert.Equal("item-unanswered", play.Try(CN, Answer(final: true, "1", "2")));
        play.Then(CN, Answer(final: true, "1", "2", "3"));
    }

    [Fact]
    public void Accepted_in_part_only_that_part_must_be_answered()
    {
        var play = Made().Then(CN, Accept("2"));
        Assert.Equal("item-unanswered", play.Try(CN, Answer(final: true, "1")));
        play.Then(CN, Answer(final: true, "2"));
    }

    [Fact]
    public void The_requested_party_may_reply_to_a_rating_even_when_the_request_is_closed()
    {
        var play = Made().Then(CN, Answer(final: true, "1", "2")).Then(US, Rate()).Then(US, Close());
        Assert.Equal([RequestMove.ReplyToRating], play.Moves(CN));
        play.Then(CN, new RequestStatement.RatingReplied(Text()));
    }

    [Fact]
    public void In_joint_work_both_report_progress()
    {
        Assert.Equal("only-the-requested-party", Made().Try(US, new RequestStatement.Progress(Text())));
        Made("incident").Then(US, new RequestStatement.Progress(Text()));
    }

    [Fact]
    public void A_page_offers_each_side_its_own_moves()
    {
        var play = Made();
        Assert.Equal([RequestMove.Supplement, RequestMove.Withdraw], play.Moves(US));
        Assert.Equal(
            [
                RequestMove.Acknowledge,
                RequestMove.AskClarification,
                RequestMove.RespondFirst,
                RequestMove.Accept,
                RequestMove.Refuse,
                RequestMove.Consult,
                RequestMove.Extend,
                RequestMove.ReportProgress,
                RequestMove.Answer,
            ],
            play.Moves(CN)
        );
        Assert.DoesNotContain(RequestMove.Extend, play.Wait(24 * 8).Moves(CN));
        Assert.Empty(RequestMoves.For(play.Request, All, Parley.Cooperation.PartyCode.Parse("FR"), play.Now));
    }

    [Fact]
    public void A_request_as_of_an_instant_holds_only_what_was_said_before()
    {
        var play = Made().Then(CN, Acknowledge()).Then(CN, Ask()).Then(US, Clarify()).Then(CN, Accept());
        var then = play.Request.AsOf(Start.AddHours(3));
        Assert.Equal(Stage.ClarificationAsked, then.Stage);
        Assert.Null(then.Accepted);
        Assert.Equal(Stage.Made, play.Request.AsOf(Start.AddMinutes(30)).Stage);
    }

    private static RequestStatement.Answered Withheld(bool final, params string[] items) =>
        new(final, [.. items.Select(i => new ItemAnswer(i, ItemOutcome.NotProvided, Text()))], UseLimits: null);

    private static void Expect(Play play, Stage stage, Parley.Cooperation.PartyCode? ball)
    {
        Assert.Equal(stage, play.Request.Stage);
        Assert.Equal(ball, play.Request.Ball);
    }
}
