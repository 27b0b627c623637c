using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Api;
using Parley.Node.Lines;
using Parley.Node.Requests;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>That data is preserved no longer soon is an event at both nodes.</summary>
public sealed class FeedHoldTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task A_preservation_is_told_of_at_half_of_its_time_before_its_end_and_at_its_end()
    {
        var now = TimeProvider.System.GetUtcNow();
        var guidelines = nodes.Us.Record.Reading.GuidelinesInForce(TwoFolders.CN, now)!.Value.Version;
        var asking = await Pair.Ask(nodes.Us, guidelines, "preservation");
        Assert.True(asking.Refusal is null, asking.Refusal?.Sentence.En);
        await nodes.Quiet();
        var officer = new Officer("cn-cyber-police", "An Invented Officer", "liaison");
        var accepted = new RequestStatement.Accepted([], null);
        var stating = await nodes.Cn.Record.State(TwoFolders.US, asking.About, accepted, officer);
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        await nodes.Quiet();
        nodes.Us.Services.GetRequiredService<LineKeeping>().CatchUp();

        var sight = nodes.Us.Services.GetRequiredService<RequestBook>().Find($"{asking.About}")!;
        var lapses = sight.Hold!.LapsesAt!.Value;
        var holds = ActivatorUtilities.CreateInstance<FeedHolds>(nodes.Us.Services);
        List<EventKind> At(DateTimeOffset at) =>
            [
                .. holds
                    .Due(now.AddDays(-1), at)
                    .Where(one => one.Event.About == asking.About)
                    .Select(one => one.Event.Kind),
            ];
        Assert.Empty(At(now.AddDays(20)));
        Assert.Equal([EventKind.HoldHalf], At(now.AddDays(31)));
        Assert.Equal([EventKind.HoldHalf, EventKind.HoldEnding], At(sight.Hold.AlarmAt!.Value.AddMinutes(1)));
        Assert.Contains(EventKind.HoldOver, At(lapses.AddMinutes(1)));
        // Of what was before somebody asked, nobody is told.
        Assert.DoesNotContain(
            ActivatorUtilities.CreateInstance<FeedHolds>(nodes.Us.Services).Due(lapses.AddDays(1), lapses.AddDays(2)),
            one => one.Event.About == asking.About
        );

        // An extension that is followed later moves the marks of what it extends, at both nodes.
        var extending = await Pair.Ask(
            nodes.Us,
            guidelines,
            "preservation",
            draft =>
                draft
                    .With("new-or-extension", new Entry.Plain("extension"))
                    .With("preservation-extended", new Entry.Several([$"{asking.About}"]))
        );
        Assert.True(extending.Refusal is null, extending.Refusal?.Sentence.En);
        await nodes.Quiet();
        Assert.Null((await nodes.Cn.Record.State(TwoFolders.US, extending.About, accepted, officer)).Refusal);
        await nodes.Quiet();
        foreach (var (node, peer) in new[] { (nodes.Us, TwoFolders.CN), (nodes.Cn, TwoFolders.US) })
        {
            node.Services.GetRequiredService<LineKeeping>().CatchUp();
            var ends = node.Services.GetRequiredService<RequestBook>().Find($"{asking.About}")!.Hold!.LapsesAt!.Value;
            Assert.True(ends > lapses.AddDays(29));
            var lines = node.Services.GetRequiredService<RemindedLines>();
            Assert.DoesNotContain(lines.HeldNotLong(lapses.AddDays(-1)), one => one.Place.Id == asking.About);
            Assert.Equal(
                ends.ToUnixTimeMilliseconds(),
                lines
                    .HeldNotLong(ends.AddDays(-1))
                    .Single(one => one.Place.Id == asking.About)
                    .LapsesAt.ToUnixTimeMilliseconds()
            );
            var feed = ActivatorUtilities.CreateInstance<FeedHolds>(node.Services);
            Assert.Contains(
                (EventKind.HoldOver, RequestLine.Milliseconds(ends)),
                feed.Due(now.AddDays(-1), ends.AddDays(1))
                    .Where(one => one.Event.About == asking.About)
                    .Select(one => (one.Event.Kind, RequestLine.Milliseconds(one.Due)))
            );
            var shelf = node.Services.GetRequiredService<LineShelf>();
            Assert.Empty(node.Record.Follow(shelf).Differing(peer));
        }
    }
}
