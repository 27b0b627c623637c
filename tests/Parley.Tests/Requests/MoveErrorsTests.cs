using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Requests;

/// <summary>What is wrong with a move stands at the field it is about.</summary>
public sealed class MoveErrorsTests
{
    private static readonly RequestStatement.Answered Nothing = new(Final: true, [], UseLimits: null);

    [Theory]
    [InlineData("1", "outcome.2-0")]
    [InlineData("2", "outcome.1-0")]
    public void An_item_still_to_be_answered_is_not_one_that_was_answered_before(string before, string field) =>
        Assert.Equal(field, FieldOf(Begun().Then(CN, Play.Answer(final: false, before))));

    [Fact]
    public void An_item_still_to_be_answered_is_one_that_was_accepted() =>
        Assert.Equal("outcome.2-0", FieldOf(Begun().Then(CN, Play.Accept("2"))));

    private static Play Begun() => Play.Made().Then(CN, Play.Acknowledge());

    private static string? FieldOf(Play play)
    {
        var sight = new RequestSight(play.Request, US, All, play.Deadlines, Ours: false);
        var refusal = new Refusal("item-unanswered", new Bilingual("An item is open.", "尚有事项未答复。"));
        return MoveErrors.Of(refusal, sight, Nothing).Field;
    }
}
