using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>Days that the other side proposes, on the desk and on the form that agrees to them.</summary>
public sealed partial class StepPageTests
{
    [Fact]
    public async Task A_day_that_the_other_side_proposes_stands_on_the_desk_and_is_agreed_by_the_form_it_opens()
    {
        var number = await Case();
        var now = TimeProvider.System.GetUtcNow();
        Assert.DoesNotContain(OnDesk(now), one => Is(one, number, TodoReason.StepProposed));
        var said = new RequestStatement.Progress(
            Play.Text(),
            Moved: [new StepMoved("both", Today.AddDays(25), Play.Text())]
        );
        await State(open.Other, TwoFolders.CN, number, said);
        var todo = Assert.Single(OnDesk(now), one => Is(one, number, TodoReason.StepProposed));
        Assert.Equal($"/requests/{number}/do/ReportProgress?step=both", todo.Address);
        using var drafter = await open.SignedIn(Role.Drafter);
        Assert.Contains("proposes a day for a step", await drafter.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains(
            $"href=\"{todo.Address}\"",
            await drafter.GetStringAsync($"/requests/{number}"),
            StringComparison.Ordinal
        );
        var form = await drafter.GetStringAsync(todo.Address);
        Assert.Contains($"name=\"move.both.by\" value=\"{Day(25)}\"", form, StringComparison.Ordinal);
        Assert.Contains("The day proposed is agreed.", form, StringComparison.Ordinal);
        await Report(
            drafter,
            number,
            302,
            ("move.both.by", Day(25)),
            ("move.both.text", "The day proposed is agreed.")
        );
        Assert.Equal(Today.AddDays(25), Step(number, "both").Day!.Day);
        Assert.DoesNotContain(OnDesk(now), one => Is(one, number, TodoReason.StepProposed));
        // Of an answered request no day is agreed any more.
        await State(
            open.Other,
            TwoFolders.CN,
            number,
            said with
            {
                Moved = [new("both", Today.AddDays(30), Play.Text())],
            }
        );
        Assert.Contains(OnDesk(now), one => Is(one, number, TodoReason.StepProposed));
        var answer = Play.Answer(final: true, "us", "cn", "both") with { Handling = new("H1", "TLP:AMBER", "A", "1") };
        await State(open.Node, TwoFolders.US, number, answer);
        Assert.DoesNotContain(OnDesk(now), one => Is(one, number, TodoReason.StepProposed));
    }
}
