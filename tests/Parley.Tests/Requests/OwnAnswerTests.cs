using Parley.Cooperation.Requests;

namespace Parley.Tests.Requests;

/// <summary>What is given is evaluated, and other restrictions are put into words, by officers and programs alike.
/// </summary>
public sealed class OwnAnswerTests
{
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
        Assert.Equal(refusal, OwnAnswer.Refuse(answer)?.Code);
    }

    [Theory]
    [MemberData(nameof(SearchTests.Sayings), MemberType = typeof(SearchTests))]
    public void A_text_without_its_translation_is_counted_wherever_it_is_said(string what, RequestStatement statement)
    {
        Assert.True(StatedTexts.Untranslated(statement) == 0, what);
        Assert.True(StatedTexts.Untranslated(Alone(statement)) == 1, what);
    }

    /// <summary>The same said in one language only.</summary>
    private static RequestStatement Alone(RequestStatement said)
    {
        var text = Play.Text() with { Translation = null };
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
