using Parley.Cooperation.Guidelines;
using Parley.Node.Together;
using Parley.Tests.Guidelines;

namespace Parley.Tests.Together;

/// <summary>A task due on a day runs until offices close, by the own party's calendar.</summary>
public sealed class TaskDueTests
{
    private static readonly WorkingCalendar Beijing = WorkingCalendar.TryMake(SmallGuidelines.Beijing)!;
    private static readonly WorkingCalendar Washington = WorkingCalendar.TryMake(SmallGuidelines.Washington)!;

    [Fact]
    public void It_runs_to_the_end_of_the_working_day_in_the_own_capital()
    {
        var day = new DateOnly(2026, 3, 4);
        Assert.Equal(Beijing.OpenOn(day)!.Value.To, TaskDue.At(day, Beijing));
        Assert.Equal(Washington.OpenOn(day)!.Value.To, TaskDue.At(day, Washington));
        Assert.NotEqual(TaskDue.At(day, Beijing), TaskDue.At(day, Washington));
    }

    [Fact]
    public void Of_a_day_off_it_runs_to_the_end_of_the_next_working_day()
    {
        var saturday = new DateOnly(2026, 3, 7);
        Assert.Null(Beijing.OpenOn(saturday));
        Assert.Equal(TaskDue.At(new DateOnly(2026, 3, 9), Beijing), TaskDue.At(saturday, Beijing));
    }

    [Fact]
    public void Without_a_calendar_it_runs_to_the_end_of_the_day_in_UTC() =>
        Assert.Equal(
            new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero),
            TaskDue.At(new DateOnly(2026, 3, 4), null)
        );
}
