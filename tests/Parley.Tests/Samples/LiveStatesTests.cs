using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Tests.Samples;

/// <summary>What runs when the half-year ends, so that both desks show it live.</summary>
public sealed class LiveStatesTests
{
    /// <summary>A step due in so many days presses.</summary>
    private const int Soon = 3;

    private static readonly DateOnly Start = new(2026, 5, 6);
    private static readonly DateTimeOffset Today = new(Start.AddDays(200).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    [Fact]
    public void Joint_work_runs_from_each_side_with_a_step_moved_one_added_and_one_that_presses_at_both()
    {
        foreach (var joint in OfEach(story => story.Request!.ProgressNotes.Any(note => note.What.Moved is not null)))
        {
            Assert.True(joint.Accepted is not null && joint.FinalAnswer is null);
            Assert.Contains(joint.ProgressNotes, note => note.What.Added is not null);
            var steps = WorkSteps.Of(joint);
            Assert.All(steps, step => Assert.NotNull(step.Day));
            Assert.Contains(steps, step => step.Former.Any());
            var today = DateOnly.FromDateTime(Today.UtcDateTime);
            var pressing = steps.Where(step =>
                step.Day!.Day >= today && step.Day.Day <= today.AddDays(Soon) && !step.Ended
            );
            Assert.Equal(["CN", "US"], pressing.Select(step => step.What.Owner).Order());
        }
    }

    [Fact]
    public void A_consultation_before_a_refusal_is_open_at_each_side() =>
        Assert.All(
            OfEach(story => story.Request!.Consultations is [.., var last] && last.By != story.From && IsOpen(story)),
            request => Assert.Equal("mutual-legal-assistance", request.Kind)
        );

    [Fact]
    public void An_emergency_of_each_side_is_answered_and_still_within_the_time_to_be_validated()
    {
        foreach (
            var request in OfEach(story =>
                story.Request is { Kind: "emergency-disclosure", FinalAnswer: not null, Validated: null }
            )
        )
        {
            Assert.True(request.FinalAnswer!.At < Today);
            Assert.True(request.FinalAnswer.At.AddHours(48) > Today.AddHours(12));
        }
    }

    [Fact]
    public void An_extended_clock_of_each_side_still_runs() =>
        Assert.All(
            OfEach(story => story.Request!.Extensions.Length > 0 && IsOpen(story)),
            request => Assert.True(request.Extensions[^1].What.Until > Today)
        );

    [Fact]
    public void A_police_request_of_each_side_went_on_as_a_formal_one_and_each_side_supplemented_one()
    {
        OfEach(story => story.Request!.Transferred is not null);
        OfEach(story => story.Request!.Supplements.Length > 0);
    }

    /// <summary>One request from each side, or more.</summary>
    private static List<Request> OfEach(Func<Story, bool> which)
    {
        var stories = Story.PlayAll(Start).Where(which).ToList();
        Assert.Equal(["CN", "US"], stories.Select(story => story.From.ToString()).Distinct().Order());
        return [.. stories.Select(story => story.Request!)];
    }

    private static bool IsOpen(Story story) => story.Request!.Open;
}
