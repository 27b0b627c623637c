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
    }
}
