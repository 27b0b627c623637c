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

/// <summary>The desk finds by their lines the requests of which the other side has let the time run out.</summary>
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
                var reminded = new RemindedLines(shelf, new RequestLines(shelf));
                return Enumerable
                    .Range(0, 10)
                    .All(_ =>
                    {
                        var now = Start.AddHours(choices.Below(900));
                        var hidden = choices.Yes() ? Hides("formal") : Hidden.Nothing;
                        var late = requests
                            .Where(r => peer == CN && !hidden.Takes(Matter.Of(r, All, ours: true)))
                            .Where(r => Deadlines.Of(r, All).Next?.StateAt(now) is DeadlineState.Overdue)
                            .OrderBy(r => Deadlines.Of(r, All).Next!.Due)
                            .ToList();
                        var found = reminded.OverdueThere(now, 3, hidden);
                        Assert.Equal(late.Count, found.Total);
                        Assert.Equal(
                            late.Take(3).Select(r => Deadlines.Of(r, All).Next!.Due),
                            found.Places.Select(p => Deadlines.Of(requests.Single(r => r.Id == p.Id), All).Next!.Due)
                        );
                        // Each clock by itself, whoever may read it.
                        var clocks = requests
                            .Where(_ => peer == CN)
                            .SelectMany(r => Deadlines.Of(r, All).All.Select(one => (r.Id, one)))
                            .Where(one => one.one.StateAt(now) is DeadlineState.Overdue)
                            .Select(one => $"{one.Id} {one.one.Step}");
                        var run = reminded.RunOutThere(now, 1_000).Select(one => $"{one.Place.Id} {one.Clock.Step}");
                        Assert.Equal(clocks.Order(), run.Order());
                        return true;
                    });
            }
        );

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
