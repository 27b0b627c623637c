using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>How long preserved data is held: 60 days, 30 more with each extension, on with a formal request.</summary>
public sealed class HoldTests
{
    private readonly ModelPlay play = new();

    [Fact]
    public void From_the_day_it_was_taken_on_with_an_alarm_before_its_end()
    {
        var id = play.Made("preservation");
        Assert.Null(play.HoldOf(id));
        play.Then(CN, id, Accept());
        Assert.Equal(new Hold(play.Now, play.Now.AddDays(46), play.Now.AddDays(60)), play.HoldOf(id));
    }

    [Fact]
    public void Thirty_days_more_with_each_extension_that_was_asked_for_in_time_and_taken_on()
    {
        var id = Held();
        var lapses = play.HoldOf(id)!.LapsesAt!.Value;
        var extension = Extension(id);
        Assert.Equal(lapses, play.HoldOf(id)!.LapsesAt);
        play.Then(CN, extension, Accept());
        Assert.Equal((lapses.AddDays(30), 1), (play.HoldOf(id)!.LapsesAt!.Value, play.HoldOf(id)!.Extensions));
        Assert.Null(play.HoldOf(extension));
        play.Wait(24 * 80);
        play.Then(CN, Extension(id), Accept());
        Assert.Equal((lapses.AddDays(60), 2), (play.HoldOf(id)!.LapsesAt!.Value, play.HoldOf(id)!.Extensions));
    }

    [Fact]
    public void Not_longer_where_the_extension_came_too_late_was_refused_or_taken_back()
    {
        var id = Held();
        var lapses = play.HoldOf(id)!.LapsesAt!.Value;
        play.Then(CN, Extension(id), Refuse("not-available"));
        play.Then(US, Extension(id), Withdraw());
        play.Wait(24 * 60);
        play.Then(CN, Extension(id), Accept());
        Assert.Equal((lapses, 0), (play.HoldOf(id)!.LapsesAt!.Value, play.HoldOf(id)!.Extensions));
    }

    [Fact]
    public void On_until_the_formal_request_that_names_it_has_ended()
    {
        var id = Held();
        var formal = play.Made("mutual-legal-assistance", ("linked-preservation", Named(id)));
        Assert.Equal(
            (null, null, formal),
            (play.HoldOf(id)!.LapsesAt, play.HoldOf(id)!.AlarmAt, play.HoldOf(id)!.Formal)
        );
        play.Wait(24 * 100);
        play.Then(CN, formal, play.Answer(formal));
        var ended = play.HoldOf(id)!;
        Assert.Equal(play.Now, ended.LapsesAt);
        // Nobody knew when it would end: both are told when it has.
        Assert.True(ended.IsToldAt(play.Now));
        Assert.True(ended.IsToldAt(play.Now.AddDays(13)));
        Assert.False(ended.IsToldAt(play.Now.AddDays(15)));
    }

    [Fact]
    public void Never_shorter_for_a_formal_request_that_ended_early()
    {
        var id = Held();
        var lapses = play.HoldOf(id)!.LapsesAt;
        var formal = play.Made("mutual-legal-assistance", ("linked-preservation", Named(id)));
        play.Then(US, formal, Withdraw());
        Assert.Equal(lapses, play.HoldOf(id)!.LapsesAt);
    }

    [Fact]
    public void Not_for_a_request_that_only_mentions_it()
    {
        var id = Held();
        var lapses = play.HoldOf(id)!.LapsesAt;
        var information = play.Made("information", ("related-requests", Named(id)));
        var another = play.Made("preservation", ("related-requests", Named(id)));
        play.Then(CN, another, Accept());
        var formal = play.Made("mutual-legal-assistance", ("related-requests", Named(id)));
        var held = play.HoldOf(id)!;
        Assert.Equal((lapses, 0, null), (held.LapsesAt, held.Extensions, held.Formal));
        Assert.NotNull(play.HoldOf(another));
        foreach (var mentions in new[] { information, another, formal })
        {
            Assert.False(Hold.BuildsOn(new GuidedRequest(play[mentions], ModelPlay.Model), play[id]));
        }
    }

    [Fact]
    public void By_the_guidelines_of_what_builds_on_it_where_those_have_changed()
    {
        var id = Held();
        var lapses = play.HoldOf(id)!.LapsesAt!.Value;
        var extension = Extension(id);
        play.Then(CN, extension, Accept());
        var formal = play.Made("mutual-legal-assistance", ("linked-preservation", Named(id)));
        // A later version of the guidelines calls both items otherwise, and both requests live under it.
        Assert.Equal(
            (lapses.AddDays(30), 1),
            Hold.Of(play[id], ModelPlay.Model, [play.Renamed(extension, "preservation-extended")]) is { } hold
                ? (hold.LapsesAt!.Value, hold.Extensions)
                : default
        );
        Assert.Equal(formal, Hold.Of(play[id], ModelPlay.Model, [play.Renamed(formal, "linked-preservation")])!.Formal);
    }

    private SubjectId Held()
    {
        var id = play.Made("preservation");
        play.Then(CN, id, Accept());
        return id;
    }

    private SubjectId Extension(SubjectId id) =>
        play.Made(
            "preservation",
            ("new-or-extension", new Entry.Plain("extension")),
            ("preservation-extended", Named(id))
        );

    private static Entry.Several Named(SubjectId id) => new([id.ToString()]);
}
