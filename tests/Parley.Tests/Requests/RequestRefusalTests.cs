using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Tests.Agreements;
using Parley.Tests.Guidelines;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>What may not be stated about a request: each refused with its code, in both languages, without effect.
/// </summary>
public sealed class RequestRefusalTests
{
    public static TheoryData<string, Func<string?>> Refused =>
        new(
            ("no-such-request", () => new Play().Try(CN, Acknowledge())),
            ("request-already-made", () => Made().Try(US, Make())),
            ("only-the-requester", () => Made().Try(CN, Withdraw())),
            ("only-the-requester", () => Made().Then(CN, Ask()).Try(CN, Clarify())),
            ("only-the-requester", () => Answered().Try(CN, Rate())),
            ("only-the-requester", () => Answered().Try(CN, Close())),
            ("only-the-requested-party", () => Made().Try(US, Acknowledge())),
            ("only-the-requested-party", () => Made().Try(US, Answer(final: true, "1", "2"))),
            ("only-the-requested-party", () => Made().Try(US, Extend(Start.AddDays(8)))),
            ("only-the-requested-party", () => Made().Try(US, Refuse("not-available"))),
            ("request-closed", () => Answered().Then(US, Close()).Try(US, Rate())),
            ("request-closed", () => Answered().Then(US, Close()).Try(US, Close())),
            ("request-closed", () => Answered().Then(US, Close()).Try(CN, Acknowledge())),
            ("request-withdrawn", () => Made().Then(US, Withdraw()).Try(CN, Acknowledge())),
            ("request-refused", () => Made().Then(CN, Refuse("not-available")).Try(CN, Accept())),
            ("request-refused", () => Made().Then(CN, Refuse("not-available")).Try(US, Withdraw())),
            ("request-answered", () => Answered().Try(CN, Answer(final: false, "1"))),
            ("request-still-open", () => Made().Try(US, Close())),
            ("already-acknowledged", () => Made().Then(CN, Acknowledge()).Try(CN, Acknowledge())),
            ("no-clarification-open", () => Made().Try(US, Clarify())),
            ("first-response-given", () => Made().Then(CN, Respond()).Try(CN, Respond())),
            ("first-response-given", () => Made().Then(CN, Accept()).Try(CN, Respond())),
            ("already-accepted", () => Made().Then(CN, Accept()).Try(CN, Accept())),
            ("answered-in-part", () => Made().Then(CN, Answer(final: false, "1")).Try(CN, Refuse("not-available"))),
            ("no-extension", () => Made("incident").Try(CN, Extend(Start.AddDays(60)))),
            ("extension-used", () => Made().Then(CN, Extend(Start.AddDays(8))).Try(CN, Extend(Start.AddDays(9)))),
            ("nothing-to-extend", () => Made("formal").Try(CN, Extend(Start.AddDays(60)))),
            ("extension-too-late", () => Made().Try(CN, Extend(Start.AddDays(9)), hours: 169)),
            ("extension-not-later", () => Made().Try(CN, Extend(Start.AddDays(6)))),
            ("extension-too-long", () => Made().Try(CN, Extend(Start.AddDays(15)))),
            ("already-rated", () => Answered().Then(US, Rate()).Try(US, Rate())),
            ("nothing-to-rate", () => Made().Then(CN, Answer(final: false, "1")).Try(US, Rate())),
            ("no-rating-to-reply-to", () => Answered().Try(CN, new RequestStatement.RatingReplied(Text()))),
            ("text-missing", () => Made().Try(US, new RequestStatement.Withdrawn(Text(" ")))),
            (
                "language-not-agreed",
                () => Made().Try(US, new RequestStatement.Withdrawn(new Prose("qapla'", "tlh", null)))
            ),
            ("date-not-ahead", () => Made().Try(CN, Respond(Start))),
            ("question-missing", () => Made().Try(CN, new RequestStatement.ClarificationAsked([]))),
            ("question-number-twice", () => Made().Try(CN, Ask("1", "1"))),
            ("item-unknown", () => Made().Try(CN, new RequestStatement.ClarificationAsked([new("1", "aura", Text())]))),
            ("question-not-asked", () => Made().Then(CN, Ask("1")).Try(US, Clarify("2"))),
            ("question-not-asked", () => Made().Then(CN, Ask("1")).Try(US, Clarify("1", "1"))),
            ("question-unanswered", () => Made().Then(CN, Ask("1", "2")).Try(US, Clarify("1"))),
            (
                "item-sought-dropped",
                () => Made().Then(CN, Ask()).Try(US, Correct("sought", CheckTests.Sought(("1", "x"))))
            ),
            ("check-not-passed", () => Made().Then(CN, Ask()).Try(US, Correct("facts", new Entry.YesNo(true)))),
            ("only-the-requester", () => Made().Try(CN, Supplement("facts", new Entry.Written(Text())))),
            ("request-answered", () => Answered().Try(US, Supplement("facts", new Entry.Written(Text())))),
            ("item-sought-dropped", () => Made().Try(US, Supplement("sought", CheckTests.Sought(("1", "x"))))),
            ("check-not-passed", () => Made().Try(US, Supplement("facts", new Entry.YesNo(true)))),
            ("check-not-passed", () => Made().Try(US, Supplement("aura", new Entry.Written(Text())))),
            ("text-missing", () => Made().Try(US, new RequestStatement.Supplemented(Text(" "), Draft.NoEntries))),
            ("item-not-sought", () => Made().Try(CN, Accept("9"))),
            ("item-not-sought", () => Made().Try(CN, Answer(final: false, "1", "1"))),
            ("item-unanswered", () => Made().Try(CN, Answer(final: true, "1"))),
            ("answer-empty", () => Made().Try(CN, Answer(final: true))),
            ("outcome-without-text", () => Made().Try(CN, Answered(ItemOutcome.NotProvided, text: null))),
            ("nothing-given", () => Made().Try(CN, Withheld(final: true, "1", "2"))),
            ("nothing-given", () => Made().Then(CN, Withheld(false, "1")).Try(CN, Withheld(true, "1", "2"))),
            ("consult-before-refusal", () => Made("formal").Try(CN, Accept("1"))),
            ("consult-before-refusal", () => Made("formal").Try(CN, Withheld(final: false, "1"))),
            (
                "consultation-unanswered",
                () => Made("formal").Then(CN, new RequestStatement.Consulted(Text())).Try(CN, Accept("2"))
            ),
            ("ground-missing", () => Made().Try(CN, Refuse())),
            ("ground-twice", () => Made().Try(CN, Refuse("not-available", "not-available"))),
            ("ground-not-allowed", () => Made().Try(CN, Refuse("essential-interests"))),
            (
                "ground-without-reason",
                () => Made().Try(CN, new RequestStatement.Refused([new("not-available", Text(""))]))
            )
        );

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_may_not_be_stated_is_refused_and_changes_nothing(string code, Func<string?> state) =>
        Assert.Equal(code, state());

    [Fact]
    public void A_request_that_does_not_pass_the_check_cannot_be_made()
    {
        var lacking = Make() with { Entries = Make().Entries.Remove("facts") };
        Assert.Equal("check-not-passed", new Play().Try(US, lacking));
        Assert.Equal("check-not-passed", new Play().Try(US, Make() with { Kind = "séance" }));
    }

    [Fact]
    public void A_request_cites_the_guidelines_in_force_as_its_writer_had_seen_them()
    {
        Assert.Equal("guidelines-not-agreed", MadeUnder(Cited, new Seen(All)));
        Assert.Equal("guidelines-not-agreed", MadeUnder(Cited with { ContentHash = "b" }, SeenByAll));
        Assert.Equal("guidelines-not-agreed", MadeUnder(Cited with { Version = 2 }, SeenByAll));
        Assert.Equal("guidelines-not-agreed", MadeUnder(Cited, new Seen(All, InForce with { Kind = "sharing-plan" })));
        Assert.Equal("guidelines-not-readable", MadeUnder(Cited, new Seen(null, InForce)));
        Assert.Equal("guidelines-not-agreed", MadeUnder(Cited, new Seen(All, NotYetAccepted)));
        Assert.Null(MadeUnder(Cited, SeenByAll));
    }

    [Fact]
    public void A_version_that_was_replaced_or_ended_is_cited_no_more()
    {
        var first = InForce.Versions[0];
        var second = first with { Proposed = first.Proposed with { What = first.Proposed.What with { Version = 2 } } };
        var replaced = InForce with { Versions = [first, second] };
        Assert.Equal("guidelines-not-in-force", MadeUnder(Cited, new Seen(All, replaced)));
        Assert.Null(MadeUnder(Cited with { Version = 2 }, new Seen(All, replaced)));
        var ended = Said.Of(new AgreementStatement.Ended(Text()), ActBy(US, Start, null, Seen.Nothing));
        Assert.Equal("guidelines-not-in-force", MadeUnder(Cited, new Seen(All, InForce with { Ended = ended })));
    }

    [Fact]
    public void Working_days_need_the_calendar_of_the_party_that_is_asked()
    {
        var without = All with { Calendars = [Washington] };
        var play = new Play();
        Assert.Equal(
            "no-calendar-of-requested-party",
            play.Take(ActBy(US, Start, Start, new Seen(without, InForce)), Make("incident"))
        );
    }

    [Fact]
    public void A_running_request_stays_under_its_guidelines_when_they_are_ended()
    {
        var play = Made();
        var ended = Said.Of(new AgreementStatement.Ended(Text()), ActBy(US, Start, null, Seen.Nothing));
        var seen = new Seen(All, InForce with { Ended = ended });
        Assert.Null(play.Take(ActBy(CN, Start.AddHours(1), null, seen), Acknowledge()));
    }

    [Fact]
    public void Exercise_and_real_life_never_mix()
    {
        var play = Made();
        var act = ActBy(CN, Start.AddHours(1), null, SeenByAll) with { Exercise = "US-X-2026-0001" };
        Assert.Equal("exercise-differs", play.Take(act, Acknowledge()));
    }

    private static Agreement NotYetAccepted =>
        InForce with
        {
            Versions = [InForce.Versions[0] with { Accepted = null }],
        };

    private static string? MadeUnder(AgreedVersion version, IAsSeen seen) =>
        new Play().Take(ActBy(US, Start, Start, seen), Make() with { Guidelines = version });

    private static RequestStatement.Answered Withheld(bool final, params string[] items) =>
        new(final, [.. items.Select(i => new ItemAnswer(i, ItemOutcome.NotProvided, Text()))], UseLimits: null);

    private static Play Answered() => Made().Then(CN, Answer(final: true, "1", "2"));

    private static RequestStatement.Answered Answered(ItemOutcome outcome, Prose? text) =>
        new(Final: false, [new ItemAnswer("1", outcome, text)], UseLimits: null);
}
