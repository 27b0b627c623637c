using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;
using Parley.Tests.Law;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Requests;

/// <summary>A request that a later one carries on waits for its requester to say so.</summary>
public sealed class CarriedOnTests
{
    [Theory]
    [InlineData("converted-from", false, true)]
    [InlineData("converted-from", true, true)]
    [InlineData("related-requests", false, false)]
    public void The_requester_is_told_to_state_that_it_goes_on(string item, bool refused, bool told)
    {
        var play = new ModelPlay();
        var police = play.Made("information");
        if (refused)
        {
            play.Then(CN, police, new RequestStatement.Refused([new GroundGiven("needs-court-order", Play.Text())]));
        }
        play.Made("mutual-legal-assistance", (item, new Entry.Several([police.ToString()])));
        Assert.Equal(told, Next(play, police, ours: true) is RequestMove.Transfer);
        Assert.NotEqual(RequestMove.Transfer, Next(play, police, ours: false));
    }

    [Fact]
    public void Also_where_the_later_one_lives_under_guidelines_that_call_the_item_otherwise()
    {
        var play = new ModelPlay();
        var police = play.Made("information");
        var formal = play.Made("mutual-legal-assistance", ("converted-from", new Entry.Several([police.ToString()])));
        Assert.Equal(RequestMove.Transfer, Next(play, police, ours: true, [play.Renamed(formal, "converted-from")]));
    }

    private static RequestMove? Next(
        ModelPlay play,
        SubjectId id,
        bool ours,
        IReadOnlyList<GuidedRequest>? naming = null
    )
    {
        var party = ours ? US : CN;
        var sight = new RequestSight(play[id], ours ? CN : US, ModelPlay.Model, play.DeadlinesOf(id), ours)
        {
            Naming = naming ?? [.. play.Guided(id)],
        };
        return NoLaw.Next(sight, RequestMoves.For(play[id], ModelPlay.Model, party, play.Now));
    }
}
