using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;
using Parley.Tests.Guidelines;
using Parley.Tests.Sealing;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>The desk finds by their lines the requests on which a side has let its time run out, and counts the same.
/// </summary>
public sealed class OverdueThereTests : IDisposable
{
    private static readonly Followed Anywhere = new(1, 1, 1);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Those_that_may_be_read_are_found_and_counted_those_waited_for_longest_first() =>
        Choices.Hold(
            12,
            choices =>
            {
                var peer = choices.Yes(4) ? US : CN;
                using var shelf = new LineShelf(folder.Path);
                var requests = Keep(shelf, peer, choices);
                var (lines, reminded) = (new RequestLines(shelf), new RemindedLines(shelf, new RequestLines(shelf)));
                return Enumerable
                    .Range(0, 10)
                    .All(_ =>
                    {
                        var now = Start.AddHours(choices.Below(900));
                        var hidden = choices.Yes() ? Hides("formal") : Hidden.Nothing;
                        var mayRead = requests.Where(r => !hidden.Takes(Matter.Of(r, All, peer == CN))).ToList();
                        Same(mayRead, Theirs, lines.OverdueThere(now, 3, hidden), now);
                        Same(mayRead, Ours, lines.OverdueHere(now, 3, hidden), now);
                        // The figures are the lists, whatever the list is narrowed to.
                        var counts = lines.Counts(now, hidden);
                        Assert.Equal(lines.OverdueHere(now, 3, hidden).Total, counts.OverdueUs);
                        Assert.Equal(lines.OverdueThere(now, 3, hidden).Total, counts.OverdueThem);
                        Assert.Equal(counts.OverdueUs, Listed("us").Total);
                        Assert.Equal(counts.OverdueThem, Listed("them").Total);
                        // Each clock by itself, whoever may read it.
                        var clocks = requests
                            .SelectMany(r => Those(r).Select(one => (r.Id, one)))
                            .Where(one => one.one.StateAt(now) is DeadlineState.Overdue)
                            .Select(one => $"{one.Id} {one.one.Step}");
                        var run = reminded.RunOutThere(now, 1_000).Select(one => $"{one.Place.Id} {one.Clock.Step}");
                        Assert.Equal(clocks.Order(), run.Order());
                        return true;

                        Chosen Listed(string owes) =>
                            lines.Page(new RequestFilter { View = "overdue", Owes = owes }, now, hidden);
                    });

                Deadline? Theirs(Request r) =>
                    peer == CN ? Deadlines.Of(r, All).Next : Deadlines.Of(r, All).NextOfRequester;
                Deadline? Ours(Request r) =>
                    peer == CN ? Deadlines.Of(r, All).NextOfRequester : Deadlines.Of(r, All).Next;
                IEnumerable<Deadline> Those(Request r) =>
                    peer == CN ? Deadlines.Of(r, All).All : Deadlines.Of(r, All).OfRequester;
            }
        );

    [Fact]
    public void What_nobody_can_say_any_more_is_not_overdue()
    {
        using var shelf = new LineShelf(folder.Path);
        var answered = Made("information", "urgent").Then(CN, Answer(true, "1", "2"));
        shelf.Keep(
            CN,
            [new FollowedSubject(answered.Request.Id, answered.Request, Rates, Anywhere, _ => null)],
            new LinesReached(Anywhere, "mark")
        );
        var lines = new RequestLines(shelf);
        Assert.Equal(1, lines.OverdueHere(answered.Now.AddDays(30), 3, Hidden.Nothing).Total);
        Assert.Equal(0, lines.OverdueHere(answered.Now.AddDays(366), 3, Hidden.Nothing).Total);
    }

    private static AgreedGuidelines Rates =>
        All with
        {
            Kinds = [.. All.Kinds.Select(kind => kind with { RateWithin = Span.Parse("14d") })],
        };

    private static void Same(List<Request> all, Func<Request, Deadline?> owed, Chosen found, DateTimeOffset now)
    {
        var late = all.Where(r => owed(r)?.StateAt(now) is DeadlineState.Overdue)
            .Where(r => !(RequestRest.Since(r) < now))
            .OrderBy(r => owed(r)!.Due)
            .ToList();
        Assert.Equal(late.Count, found.Total);
        Assert.Equal(
            late.Take(3).Select(r => owed(r)!.Due),
            found.Places.Select(p => owed(all.Single(r => r.Id == p.Id))!.Due)
        );
    }

    public void Dispose() => folder.Dispose();

    private static List<Request> Keep(LineShelf shelf, PartyCode peer, Choices choices)
    {
        shelf.Forget(CN);
        shelf.Forget(US);
        var requests = Enumerable
            .Range(1, 4 + choices.Below(12))
            .Select(n => AtRandom(choices).Request with { Id = SubjectId.Make(US, "R", 2026, n) })
            .ToList();
        shelf.Keep(
            peer,
            [.. requests.Select(r => new FollowedSubject(r.Id, r, All, Anywhere, _ => null))],
            new LinesReached(Anywhere, "mark")
        );
        return requests;
    }

    private static Hidden Hides(string kind)
    {
        var both = new Bilingual("a", "甲");
        return new Hidden([new ActRule("1", both, both, [LawAct.Read], [], new Matters(Kinds: [kind]))]);
    }
}
