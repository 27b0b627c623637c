using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Law;
using Parley.Tests.Requests;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Law;

/// <summary>What a clarification or a supplement makes of a request counts before it has left, not only afterwards.
/// </summary>
public sealed class CorrectedMatterTests
{
    private static readonly ImmutableSortedDictionary<string, Entry> Raised = Draft
        .Empty("information", "routine", "en")
        .With("handling-code", new Entry.Plain("H3"))
        .With("traffic-light", new Entry.Plain("TLP:RED"))
        .With("crime-area", new Entry.Plain("terrorism"))
        .Entries;

    public static TheoryData<string, RequestStatement> Moves { get; } =
        new()
        {
            { "clarify", new RequestStatement.Clarified([], Raised) },
            { "supplement", new RequestStatement.Supplemented(Text(), Raised) },
        };

    [Theory]
    [MemberData(nameof(Moves))]
    public void The_codes_it_would_bring_are_those_of_the_matter_from_now_on(string word, RequestStatement said)
    {
        var play = new ModelPlay();
        var before = Matter.Of(play[play.Made("information")], ModelPlay.Model, ours: true);
        Assert.DoesNotContain("H3", before.Handling);
        Assert.DoesNotContain("TLP:RED", before.Lights);
        Assert.DoesNotContain("terrorism", before.Areas);
        var move = word is "clarify" ? RequestMove.Clarify : RequestMove.Supplement;
        var after = before.With(move, said);
        Assert.Equal((word, Matter.Word(move)), (after.Move, after.Move));
        Assert.Contains("H3", after.Handling);
        Assert.Contains("TLP:RED", after.Lights);
        Assert.Contains("terrorism", after.Areas);
        Assert.Equal(Raised.Keys, after.Filled, StringComparer.Ordinal);
        // What it was before counts too, whoever may read it now.
        Assert.All(before.Handling, code => Assert.Contains(code, after.Handling));
    }
}
