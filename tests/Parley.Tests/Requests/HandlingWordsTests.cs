using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Requests;

/// <summary>How something is to be handled is not lowered by what is said later.</summary>
public sealed class HandlingWordsTests
{
    private static readonly Prose Words = new("For the two investigators alone.", "en", "仅限两名办案人员。");

    [Fact]
    public void An_answer_does_not_take_away_the_codes_of_the_request_or_of_another_answer()
    {
        var play = new ModelPlay();
        var id = play.Made("information", Code("handling-code", "H2"), Code("traffic-light", "TLP:RED"));
        var part = play.Answer(id) with { Final = false, Handling = new Handling("H1", "TLP:AMBER", "A", "1") };
        play.Then(CN, id, part);
        play.Then(CN, id, part with { Final = true, Handling = new Handling("H0", "TLP:GREEN", "A", "1") });
        Assert.Equal(
            ["H0", "H1", "H2", "TLP:GREEN", "TLP:AMBER", "TLP:RED"],
            HandlingWords.Marks(play[id], ModelPlay.Model)
        );
    }

    [Fact]
    public void The_restrictions_of_the_request_are_limits_and_come_first()
    {
        var play = new ModelPlay();
        var restricted = ("handling-restrictions", (Entry)new Entry.Written(Words));
        var id = play.Made("information", Code("handling-code", "H3"), restricted);
        var later = new Prose("Not in public hearings.", "en", "不得用于公开庭审。");
        play.Then(CN, id, play.Answer(id) with { UseLimits = later });
        Assert.Equal([Words, later], HandlingWords.Limits(play[id], ModelPlay.Model));
        Assert.Equal([later], HandlingWords.Limits(play[id], guidelines: null));
    }

    private static (string, Entry) Code(string item, string code) => (item, new Entry.Plain(code));
}
