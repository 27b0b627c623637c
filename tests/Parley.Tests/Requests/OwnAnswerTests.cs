using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Tests.Guidelines;

namespace Parley.Tests.Requests;

/// <summary>An answer is announced with its day and form, what is given is evaluated, and other restrictions are put
/// into words, by officers and programs alike.
/// </summary>
public sealed class OwnAnswerTests
{
    /// <summary>One that asks for items 1 and 2.</summary>
    private static readonly Request Request = Play.Made().Request;

    [Theory]
    [InlineData(ItemOutcome.Provided, null, false, "answer-not-evaluated")]
    [InlineData(ItemOutcome.PartlyProvided, null, true, "answer-not-evaluated")]
    [InlineData(ItemOutcome.NothingFound, null, false, null)]
    [InlineData(ItemOutcome.NotProvided, null, false, null)]
    [InlineData(ItemOutcome.Provided, "H1", false, null)]
    [InlineData(ItemOutcome.Provided, "H3", false, "restrictions-unsaid")]
    [InlineData(ItemOutcome.Provided, "H3", true, null)]
    public void What_is_given_is_evaluated(ItemOutcome outcome, string? code, bool limited, string? refusal)
    {
        var answer = new RequestStatement.Answered(
            Final: true,
            [new ItemAnswer("1", outcome, Play.Text())],
            limited ? Play.Text() : null,
            Handling: code is null ? null : new Handling(code, "TLP:AMBER", "B", "2")
        );
        Assert.Equal(refusal, OwnAnswer.Refuse(Request, answer)?.Code);
    }

    [Theory]
    [InlineData(WillAnswer.Yes, false, true, "answer-day-unsaid")]
    [InlineData(WillAnswer.Partly, false, false, "answer-day-unsaid")]
    [InlineData(WillAnswer.Yes, true, false, "answer-form-unsaid")]
    [InlineData(WillAnswer.Partly, true, true, null)]
    [InlineData(WillAnswer.Undecided, false, false, null)]
    [InlineData(WillAnswer.No, false, false, null)]
    public void Whoever_will_answer_says_by_when_and_in_what_form(
        WillAnswer will,
        bool dated,
        bool formed,
        string? refusal
    )
    {
        DateTimeOffset? by = dated ? ModelPlay.Start.AddDays(9) : null;
        var said = new RequestStatement.FirstResponse(will, formed ? Play.Text() : null, by, Note: null);
        Assert.Equal(refusal, OwnAnswer.Refuse(Request, said)?.Code);
    }

    [Theory]
    [InlineData("", false, null)]
    [InlineData("", true, null)]
    [InlineData("1", true, null)]
    [InlineData("1", false, "part-unexplained")]
    [InlineData("1,2", false, null)]
    public void Whoever_accepts_a_part_says_why_not_the_rest(string items, bool said, string? refusal)
    {
        string[] named = items.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var accepted = new RequestStatement.Accepted([.. named], said ? Play.Text() : null);
        Assert.Equal(refusal, OwnAnswer.Refuse(Request, accepted)?.Code);
    }

    [Theory]
    [MemberData(nameof(SearchTests.Sayings), MemberType = typeof(SearchTests))]
    public void A_text_without_its_translation_or_its_translator_is_named_wherever_it_is_said(
        string what,
        RequestStatement statement
    )
    {
        var text = Play.Text();
        Assert.True(Codes(With(statement, text with { TranslatedBy = "A", ReviewedBy = "B" })) is "", what);
        Assert.True(Codes(With(statement, text with { Translation = null })) is TranslationCheck.Missing, what);
        foreach (var unsigned in new[] { text, text with { TranslatedBy = "A" }, text with { ReviewedBy = "B" } })
        {
            var finding = Assert.Single(TranslationCheck.Findings(With(statement, unsigned), SmallGuidelines.All));
            Assert.True((finding.Code, finding.Blocks) == (TranslationCheck.Unsigned, false), what);
            Assert.StartsWith("“", finding.Sentence.En, StringComparison.Ordinal);
            Assert.NotEqual("“”", finding.Sentence.Zh[..2]);
        }
    }

    [Fact]
    public void Where_one_language_is_agreed_nobody_is_asked_for_a_translator()
    {
        var one = SmallGuidelines.All with { Languages = ["en"] };
        Assert.Empty(TranslationCheck.Findings(new RequestStatement.Consulted(Play.Text()), one));
    }

    private static string Codes(RequestStatement said) =>
        string.Join(' ', TranslationCheck.Findings(said, SmallGuidelines.All).Select(one => one.Code));

    /// <summary>The same said with one text.</summary>
    private static RequestStatement With(RequestStatement said, Prose text)
    {
        return said switch
        {
            RequestStatement.Acknowledged s => s with { Note = text },
            RequestStatement.ClarificationAsked => new RequestStatement.ClarificationAsked([new("1", null, text)]),
            RequestStatement.FirstResponse s => s with { Form = text },
            RequestStatement.Accepted s => s with { Conditions = text },
            RequestStatement.Refused => new RequestStatement.Refused([new GroundGiven("law", text)]),
            RequestStatement.Consulted => new RequestStatement.Consulted(text),
            RequestStatement.Extended s => s with { Reason = text },
            RequestStatement.Progress => new RequestStatement.Progress(text),
            RequestStatement.Answered { UseLimits: not null } s => s with { UseLimits = text },
            RequestStatement.Answered s => s with { Items = [new ItemAnswer("1", ItemOutcome.Provided, text)] },
            RequestStatement.UseLimited => new RequestStatement.UseLimited(text),
            RequestStatement.Validated s => s with { Note = text },
            RequestStatement.Transferred s => s with { Reason = text },
            RequestStatement.AnswerRated s => s with { Comment = text },
            RequestStatement.RatingReplied => new RequestStatement.RatingReplied(text),
            RequestStatement.Withdrawn => new RequestStatement.Withdrawn(text),
            _ => new RequestStatement.Closed(text),
        };
    }
}
