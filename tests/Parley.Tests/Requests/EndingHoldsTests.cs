using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;
using Parley.Tests.Sealing;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>Which holds end soon is chosen by when they end, with all that extends and keeps them.</summary>
public sealed class EndingHoldsTests : IDisposable
{
    private static readonly Followed Anywhere = new(1, 1, 1);

    private readonly ModelPlay play = new();
    private readonly TemporaryFolder folder = new();
    private readonly LineShelf shelf;
    private readonly RemindedLines lines;

    public EndingHoldsTests()
    {
        shelf = new LineShelf(folder.Path);
        lines = new RemindedLines(shelf, new RequestLines(shelf));
    }

    [Fact]
    public void An_extended_hold_is_found_however_many_newer_ones_there_are()
    {
        var held = Held();
        var extension = play.Made(
            "preservation",
            ("new-or-extension", new Entry.Plain("extension")),
            ("preservation-extended", Named(held))
        );
        play.Then(CN, extension, Accept());
        var lapses = play.HoldOf(held)!.LapsesAt!.Value;
        // Very many came later that nothing extends, and have lapsed when this one is to be told of.
        var many = Enumerable
            .Range(1_000, 1_200)
            .Select(n => Subject(play[held] with { Id = SubjectId.Make(US, "R", 2026, n) }, []))
            .ToList();
        Keep([Subject(play[held], play.Guided(held)), Subject(play[extension], []), .. many]);
        Assert.Equal(1_200, Found(play.Now.AddDays(50)).Total);
        Assert.Equal(0, Found(lapses.AddDays(-20)).Total);
        var found = Found(lapses.AddDays(-13));
        Assert.Equal(held, Assert.Single(found.Places).Id);
        Assert.Equal(1, found.Total);
        Assert.Equal(
            (held, lapses),
            Assert.Single(lines.HeldNotLong(lapses.AddDays(-13)).Select(one => (one.Place.Id, one.LapsesAt)))
        );
        Assert.Equal(0, Found(lapses).Total);
    }

    [Fact]
    public void Of_many_the_first_to_end_are_shown_and_all_are_counted()
    {
        var ids = Enumerable
            .Range(0, 150)
            .Select(_ =>
            {
                var id = Held();
                play.Wait(hours: 1);
                return id;
            })
            .ToList();
        Keep([.. ids.Select(id => Subject(play[id], play.Guided(id))).Reverse()]);
        var ends = play.HoldOf(ids[0])!.LapsesAt!.Value;
        var found = lines.HeldNotLong(ends.AddHours(-1), 12, Hidden.Nothing);
        Assert.Equal(150, found.Total);
        Assert.Equal(ids.Take(12), found.Places.Select(place => place.Id));
        var listed = new RequestLines(shelf).Page(
            new RequestFilter { View = "all", Due = "hold" },
            ends.AddHours(-1),
            Hidden.Nothing
        );
        Assert.Equal(150, listed.Total);
        Assert.Equal(ids.Take(RequestFilter.PageSize), listed.Places.Select(place => place.Id));
    }

    [Fact]
    public void One_that_a_formal_request_keeps_is_not_told_of_until_that_one_has_ended_however_it_ended()
    {
        var held = Held();
        var lapses = play.HoldOf(held)!.LapsesAt!.Value;
        var formal = play.Made("mutual-legal-assistance", ("linked-preservation", Named(held)));
        Keep([Subject(play[held], play.Guided(held)), Subject(play[formal], [])]);
        Assert.Equal(0, Found(lapses.AddDays(-1)).Total);
        play.Wait(24 * 100);
        play.Then(US, formal, Withdraw());
        Keep([Subject(play[held], play.Guided(held)), Subject(play[formal], [])]);
        Assert.Equal([formal], shelf.Building(US, held));
        Assert.Equal(held, Assert.Single(Found(play.Now.AddDays(1)).Places).Id);
        Assert.Equal(0, Found(play.Now.AddDays(15)).Total);
    }

    public void Dispose()
    {
        shelf.Dispose();
        folder.Dispose();
    }

    private Chosen Found(DateTimeOffset at) => lines.HeldNotLong(at, 12, Hidden.Nothing);

    private SubjectId Held()
    {
        var id = play.Made("preservation");
        play.Then(CN, id, Accept());
        return id;
    }

    private static Entry.Several Named(SubjectId id) => new([id.ToString()]);

    private void Keep(IReadOnlyList<FollowedSubject> subjects) =>
        shelf.Keep(US, subjects, new LinesReached(Anywhere, "mark"));

    private static FollowedSubject Subject(Request request, IEnumerable<GuidedRequest> building) =>
        new(request.Id, request, ModelPlay.Model, Anywhere, _ => null) { Building = [.. building] };
}
