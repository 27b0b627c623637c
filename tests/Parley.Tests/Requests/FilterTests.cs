using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Requests;
using Parley.Tests.Law;
using Parley.Tests.Sealing;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>The list of requests is narrowed by filters that combine, and a view of it is kept under a name.</summary>
public sealed class FilterTests
{
    [Theory]
    [InlineData("?way=in", true)]
    [InlineData("?way=out", false)]
    [InlineData("?way=in&view=with-us", true)]
    [InlineData("?way=in&view=with-them", false)]
    [InlineData("?way=in&q=pay%40supplier.example&stage=Made", true)]
    [InlineData("?way=out&q=pay%40supplier.example&stage=Made", false)]
    public void Direction_combines_with_every_other_filter(string query, bool taken) =>
        Assert.Equal(taken, SearchTests.Read(query).Takes(SearchTests.Sight(Made().Request, ours: false), Start));

    [Fact]
    public void What_is_due_is_found_by_when()
    {
        var sight = SearchTests.Sight(Made("information", "urgent").Request, ours: false);
        var due = sight.Next!.Due!.Value;
        Assert.Equal(["day", "week"], Fitting(sight, due.AddHours(-1)));
        Assert.Equal(["week"], Fitting(sight, due.AddDays(-6)));
        Assert.Equal([], Fitting(sight, due.AddDays(-8)));
        Assert.Equal(["overdue"], Fitting(sight, due.AddMinutes(1)));
        var closed = Made().Then(US, Withdraw()).Then(US, Close()).Request;
        Assert.Equal(["none"], Fitting(SearchTests.Sight(closed), due));
    }

    [Fact]
    public void The_act_that_is_owed_next_is_one_click_away_where_it_is_open()
    {
        var play = Made();
        Assert.Equal(RequestMove.Acknowledge, Next(play));
        Assert.Equal(RequestMove.RespondFirst, Next(play.Then(CN, Acknowledge())));
        Assert.Null(NoLaw.Next(SearchTests.Sight(play.Request, ours: false), []));
        Assert.Null(NoLaw.Next(SearchTests.Sight(play.Request, ours: true), play.Moves(US)));
        play.Then(CN, Ask());
        Assert.Equal(
            RequestMove.Clarify,
            NoLaw.Next(SearchTests.Sight(play.Request, ours: true) with { Peer = CN }, play.Moves(US))
        );
    }

    [Fact]
    public void A_saved_view_is_its_owners_alone_and_comes_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var views = Views(folder);
        var filter = SearchTests.Read("?way=in&due=week&q=%E8%B4%A6%E6%88%B7&page=3");
        Assert.True(views.Save("one", "本周 this week", filter));
        var saved = Assert.Single(views.Of("one"));
        Assert.Equal(("本周 this week", filter with { Page = 1 }), (saved.Name, saved.Filter));
        Assert.Empty(views.Of("other"));
        Assert.True(views.Save("one", "本周 this week", filter with { Due = null }));
        Assert.Null(Assert.Single(views.Of("one")).Filter.Due);
        views.Delete("other", "本周 this week");
        Assert.Single(views.Of("one"));
        views.Delete("one", "本周 this week");
        Assert.Empty(views.Of("one"));
    }

    [Fact]
    public void An_officer_keeps_a_bounded_number_of_views()
    {
        using var folder = new TemporaryFolder();
        var views = Views(folder);
        var names = Enumerable.Range(1, SavedViews.AtMost).Select(i => $"view {i}").ToList();
        Assert.All(names, name => Assert.True(views.Save("one", name, new RequestFilter())));
        Assert.False(views.Save("one", "one more", new RequestFilter()));
        Assert.True(views.Save("one", names[0], new RequestFilter { Way = "in" }));
        Assert.True(views.Save("other", "one more", new RequestFilter()));
    }

    private static SavedViews Views(TemporaryFolder folder) =>
        new(new DeskDatabase(new DeskOptions { Party = US, DataFolder = folder.Path }), new AccountShelf(folder.Path));

    private static RequestMove? Next(Play play) =>
        NoLaw.Next(SearchTests.Sight(play.Request, ours: false), play.Moves(CN));

    private static IEnumerable<string> Fitting(RequestSight sight, DateTimeOffset now) =>
        RequestFilter.Dues.Where(due => new RequestFilter { View = "all", Due = due }.Takes(sight, now));
}
