using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Tests.Guidelines;
using Parley.Tests.Sealing;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>Who bears the same identifiers over a time that overlaps is found among however many there are.</summary>
public sealed class BearingTests : IDisposable
{
    private static readonly Identifier Common = new("email", "common@supplier.example");
    private static readonly Identifier Rare = new("email", "rare@supplier.example");
    private static readonly Request Pattern = Made().Request;

    private readonly TemporaryFolder folder = new();
    private readonly LineShelf shelf;
    private readonly RequestLines lines;

    public BearingTests()
    {
        shelf = new LineShelf(folder.Path);
        lines = new RequestLines(shelf);
    }

    [Fact]
    public void One_that_overlaps_is_found_behind_a_thousand_newer_ones_that_do_not()
    {
        var old = One(1, Days(0, 10), Common);
        Keep([old, .. Enumerable.Range(2, 1_000).Select(n => One(n, Days(100 + n, 1), Common))]);
        Assert.Equal([old.Id], Found(Days(10, 5), Common).Places.Select(place => place.Id));
        Assert.Empty(Found(Days(11, 5), Common).Places);
        Assert.Equal([Id(600)], Found(Days(700.5, 0.1), Common).Places.Select(place => place.Id));
    }

    [Fact]
    public void However_long_or_short_the_times_are_what_overlaps_is_found_and_nothing_else() =>
        Choices.Hold(
            10,
            choices =>
            {
                shelf.Forget(US);
                double Length() => choices.Of(0, 0.001, 1, 40, 400, 40_000) * (1 + choices.Below(10)) / 10d;
                (DateTimeOffset, DateTimeOffset)? Some() => choices.Yes(6) ? null : Days(choices.Below(500), Length());
                var all = Enumerable
                    .Range(1, 40)
                    .Select(n => One(n, Some(), choices.Of<Identifier[]>([Common], [Rare], [Common, Rare])))
                    .ToList();
                // Behind so many that those last made do not show them.
                var others = Enumerable.Range(1_000, 600).Select(n => One(n, Days(-90_000, 1), Common, Rare));
                Keep([.. all, .. others]);
                return Enumerable
                    .Range(0, 20)
                    .All(_ =>
                    {
                        var time = Some() ?? Days(choices.Below(500), Length());
                        var draft = Draft(time, choices.Of<Identifier[]>([Common], [Rare, Common]));
                        var meant = Duplicates.Of(draft, all).Select(one => one.Request);
                        var found = lines.Bearing(US, draft, Hidden.Nothing, 1_000, []).Places;
                        Assert.Equal(meant.ToHashSet(), found.Select(place => place.Id).ToHashSet());
                        return true;
                    });
            }
        );

    [Fact]
    public void Those_that_share_most_come_first_then_the_last_made_and_it_is_said_that_there_are_more()
    {
        var both = One(1, Days(0, 1), Common, Rare);
        Keep([both, .. Enumerable.Range(2, 50).Select(n => One(n, Days(0, 1), Common))]);
        var found = Found(Days(0, 1), Common, Rare);
        Assert.Equal([both.Id, Id(51), Id(50)], found.Places.Take(3).Select(place => place.Id));
        Assert.Equal(20, found.Places.Count);
        Assert.True(found.Total > found.Places.Count);
        var few = Found(Days(0, 1), Rare);
        Assert.Equal((1, 1), (few.Places.Count, few.Total));
    }

    [Fact]
    public void What_is_linked_already_or_hidden_takes_no_place()
    {
        Keep([.. Enumerable.Range(1, 30).Select(n => One(n, Days(0, 1), Common))]);
        var newest = Enumerable.Range(11, 20).Select(Id).ToList();
        var found = lines.Bearing(US, Draft(Days(0, 1), Common), Hidden.Nothing, 20, newest);
        Assert.Equal(Enumerable.Range(1, 10).Reverse().Select(Id), found.Places.Select(place => place.Id));
        var both = new Bilingual("a", "甲");
        var rule = new ActRule("1", both, both, [LawAct.Read], [], new Matters(Kinds: [Pattern.Kind]));
        Assert.Empty(lines.Bearing(US, Draft(Days(0, 1), Common), new Hidden([rule]), 20, []).Places);
    }

    [Fact]
    public void A_mark_is_sure_in_ordinary_cases_and_never_lost_behind_very_many()
    {
        var old = One(1, Days(0, 10), Common);
        Keep([
            old,
            One(2, Days(0, 10), Rare),
            .. Enumerable.Range(3, 1_000).Select(n => One(n, Days(100 + n, 1), Common)),
        ]);
        Assert.Equal(Twice.Yes, Marked(Days(5, 1), [], Rare));
        Assert.Equal(Twice.No, Marked(Days(50, 1), [], Rare));
        Assert.Equal(Twice.No, Marked(Days(5, 1), [Id(2)], Rare));
        Assert.Equal(Twice.Yes, Marked(Days(1_100, 1), [], Common));
        // Another bears it over the same time, behind more than are looked at.
        Assert.Equal([old.Id], Found(Days(5, 1), Common).Places.Select(place => place.Id));
        Assert.Equal(Twice.Perhaps, Marked(Days(5, 1), [], Common));
        Assert.Equal(Twice.Yes, Marked(Days(5, 1), [], Common, Rare));
        var both = new Bilingual("a", "甲");
        var rule = new ActRule("1", both, both, [LawAct.Read], [], new Matters(Kinds: [Pattern.Kind]));
        Assert.Equal(Twice.No, lines.TwiceOf(US, Draft(Days(5, 1), Rare), new Hidden([rule]), [], new TwiceRoom()));
    }

    [Fact]
    public void However_many_identifiers_are_asked_about_how_often_the_marks_of_a_page_cost_no_more_than_they_may()
    {
        Identifier[] many = [.. Enumerable.Range(0, 40).Select(n => new Identifier("email", $"x{n}@supplier.example"))];
        Keep([.. Enumerable.Range(1, 520).Select(n => One(n, Days(n, 0.5), many))]);
        var room = new TwiceRoom();
        var most = 0;
        for (var row = 0; row < 50; row++)
        {
            var before = room.Left;
            Assert.Equal(Twice.Perhaps, lines.TwiceOf(US, Draft(Days(-10, 1), many), Hidden.Nothing, [], room));
            most = Math.Max(most, before - room.Left);
        }
        // One look more than there is room for, of an identifier with all that are looked at of it.
        Assert.InRange(most, TwiceRoom.OfRequest, TwiceRoom.OfRequest + 600);
        Assert.InRange(room.Left, -600, 0);
    }

    public void Dispose()
    {
        shelf.Dispose();
        folder.Dispose();
    }

    private Chosen Found((DateTimeOffset, DateTimeOffset) time, params Identifier[] identifiers) =>
        lines.Bearing(US, Draft(time, identifiers), Hidden.Nothing, 20, []);

    private Twice Marked((DateTimeOffset, DateTimeOffset) time, SubjectId[] without, params Identifier[] identifiers) =>
        lines.TwiceOf(US, Draft(time, identifiers), Hidden.Nothing, without, new TwiceRoom());

    private static (DateTimeOffset From, DateTimeOffset To) Days(double from, double length) =>
        (Start.AddDays(from), Start.AddDays(from).AddDays(length));

    private static Draft Draft((DateTimeOffset From, DateTimeOffset To)? time, params Identifier[] identifiers) =>
        CheckTests
            .Good.With("identifiers", new Entry.Identifiers([.. identifiers]))
            .With("range", time is { } known ? new Entry.Range(known.From, known.To) : null);

    private static Request One(
        int number,
        (DateTimeOffset From, DateTimeOffset To)? time,
        params Identifier[] identifiers
    )
    {
        var draft = Draft(time, identifiers);
        var made = Pattern.Made;
        return Pattern with { Id = Id(number), Made = made with { What = made.What with { Entries = draft.Entries } } };
    }

    private static SubjectId Id(int number) => SubjectId.Make(US, "R", 2026, number);

    private void Keep(IReadOnlyList<Request> requests) =>
        shelf.Keep(
            US,
            [.. requests.Select(one => new FollowedSubject(one.Id, one, All, new Followed(1, 1, 1), _ => null))],
            new LinesReached(new Followed(1, 1, 1), "mark")
        );
}
