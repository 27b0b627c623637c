using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Look;
using Parley.Node.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>
/// Whatever guidelines two parties agree on and whatever is said under them: the rules' clocks, the page and the review
/// tell the same times, and they are those a clerk would count.
/// </summary>
public sealed class CourseProperties
{
    [Fact]
    public void The_clocks_of_the_rules_are_those_a_clerk_would_count() =>
        Choices.Hold(
            150,
            choices =>
            {
                var course = new AnyCourse(choices);
                var deadlines = Deadlines.Of(course.Request, course.Guidelines);
                foreach (var (deadline, counted) in OfTheKind(deadlines).Zip(new CountedCourse(course).All()))
                {
                    Assert.Equal(counted.Step, deadline.Step);
                    Assert.Equal((counted.Step, counted.State), (deadline.Step, deadline.StateAt(course.Now)));
                    Assert.Equal((counted.Step, counted.Due), (deadline.Step, deadline.Due));
                    var reminder =
                        counted.State is DeadlineState.Overdue ? Reminder.Out
                        : counted.Half ? Reminder.Half
                        : Reminder.None;
                    Assert.Equal((counted.Step, reminder), (deadline.Step, deadline.ReminderAt(course.Now)));
                }
                return true;
            },
            most: 400
        );

    [Fact]
    public void The_page_tells_the_times_a_clerk_would_count() =>
        Choices.Hold(
            50,
            choices =>
            {
                var course = new AnyCourse(choices);
                var deadlines = Deadlines.Of(course.Request, course.Guidelines);
                using var services = Looking(course.Now);
                foreach (var (deadline, counted) in OfTheKind(deadlines).Zip(new CountedCourse(course).All()))
                {
                    var page = WebUtility.HtmlDecode(
                        DrawnForm.Html<ClockBar>(services, (nameof(ClockBar.Deadline), deadline))
                    );
                    Tells(page, deadline, counted, course.Now);
                }
                return true;
            },
            most: 400
        );

    [Fact]
    public void The_review_calls_on_time_what_a_clerk_would() =>
        Choices.Hold(
            150,
            choices =>
            {
                var course = new AnyCourse(choices);
                var counted = new CountedCourse(course).All();
                var measured = RequestMeasures.Of(course.Request, course.Guidelines)!.At(course.Now.AddTicks(1));
                MeasuredStep[] steps = [measured.Acknowledgement, measured.FirstResponse, measured.Full];
                foreach (var (step, one) in steps.Zip(counted))
                {
                    var end = one.State switch
                    {
                        DeadlineState.NoLimit => MeasuredEnd.NoLimit,
                        DeadlineState.MetInTime => one.Started ? MeasuredEnd.OnTime : MeasuredEnd.Unstarted,
                        DeadlineState.MetLate or DeadlineState.Missed => MeasuredEnd.Late,
                        DeadlineState.Lapsed => MeasuredEnd.Lapsed,
                        _ => MeasuredEnd.Owed,
                    };
                    Assert.Equal((one.Step, end), (one.Step, step.End));
                    Assert.Equal(end is MeasuredEnd.Owed ? one.Due : null, step.Due);
                }
                return true;
            },
            most: 400
        );

    [Fact]
    public void An_extension_is_taken_exactly_while_its_time_runs_and_as_far_as_was_agreed() =>
        Choices.Hold(
            150,
            choices =>
            {
                var course = new AnyCourse(choices);
                var counted = new CountedCourse(course);
                Assert.All(
                    course.Tried,
                    one => Assert.Equal(counted.OfExtension(one.Before, one.What, one.At), one.Code)
                );
                return true;
            },
            most: 400
        );

    [Fact]
    public void A_refusal_waits_for_the_requester_s_word_or_for_the_time_it_was_given() =>
        Choices.Hold(
            150,
            choices =>
            {
                var course = new AnyCourse(choices);
                var counted = new CountedCourse(course);
                if (!course.Request.Open || course.Request.Answers.Length > 0)
                {
                    return true;
                }
                foreach (var at in new[] { course.Now, course.Told[^1].At + SlowClock.Quarter })
                {
                    var refusal = RequestRules.MayMove(course.Request, RequestMove.Refuse, course.Guidelines, CN, at);
                    Assert.Equal(counted.OfRefusal(at), refusal?.Code);
                }
                return true;
            },
            most: 400
        );

    [Fact]
    public void Use_is_limited_and_data_held_until_the_day_a_clerk_would_count() =>
        Choices.Hold(
            150,
            choices =>
            {
                var course = new AnyCourse(choices);
                var counted = new CountedCourse(course);
                var (request, guidelines) = (course.Request, course.Guidelines);
                foreach (var at in new[] { course.Now, course.Told[^1].At })
                {
                    var may = RequestMoves.For(request, guidelines, CN, at).Contains(RequestMove.LimitUse);
                    var rests = RequestRest.Since(request) is { } rest && at > rest;
                    Assert.Equal(!rests && counted.LimitsUntil() is { } until && at <= until, may);
                }
                if (Hold.Extended(request, guidelines) is null)
                {
                    Assert.Equal(counted.HeldUntil(), Hold.Of(request, guidelines, [])?.LapsesAt);
                }
                return true;
            },
            most: 400
        );

    /// <summary>What is owed by the terms of the kind; steps of joint work have days of their own.</summary>
    private static IEnumerable<Deadline> OfTheKind(Deadlines deadlines) =>
        deadlines.All.Concat(deadlines.OfRequester).Where(one => one.Taking is null);

    private static void Tells(string page, Deadline deadline, Counted counted, DateTimeOffset now)
    {
        if (deadline.StartsAt is null || counted.State is DeadlineState.NoLimit)
        {
            Assert.DoesNotContain("<time", page, StringComparison.Ordinal);
            return;
        }
        var at = counted.Met ?? counted.Due;
        Assert.Equal(at is not null, page.Contains($"datetime=\"{At(at)}\"", StringComparison.Ordinal));
        var words = counted.State switch
        {
            DeadlineState.Running => "left",
            DeadlineState.Overdue => "overdue by",
            DeadlineState.MetInTime => "in time",
            DeadlineState.MetLate => "late",
            DeadlineState.Stopped => "stopped",
            DeadlineState.Missed => "missed",
            _ => "no longer owed",
        };
        Assert.Contains(words, page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(counted.Half, deadline.ReminderAt(now) is Reminder.Half);
    }

    private static string At(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "never";

    private static ServiceProvider Looking(DateTimeOffset now) =>
        DrawnForm.Registered().AddSingleton<TimeProvider>(new Standing(now)).BuildServiceProvider();

    /// <summary>The instant at which a page is looked at.</summary>
    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
