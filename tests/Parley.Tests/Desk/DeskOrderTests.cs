using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Requests;
using Parley.Tests.Node;
using Parley.Tests.Requests;

namespace Parley.Tests.Desk;

/// <summary>What hurries stands first: an emergency before what is late but follows an answer, its validation before a
/// rating, and what the requester wants it by on top of the clocks.</summary>
public sealed class DeskOrderTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task An_emergency_that_waits_for_release_stands_before_a_rating_that_is_late()
    {
        var rated = await open.AskOther();
        await Answer(rated);
        Offer(ModelPlay.Draft("information") with { Urgency = "routine" });
        var urgent = Offer(ModelPlay.Draft("emergency-disclosure"));
        var late = Service<RequestBook>().Find(rated)!.Deadlines.Rating.Due!.Value.AddDays(1);
        var shown = OnDesk(Role.Releaser, late).ToList();
        Assert.Equal((TodoReason.Release, $"/drafts/{urgent}/check"), (shown[0].Reason, shown[0].Address));
        Assert.Equal(("Emergency", 0), (shown[0].Haste!.Name.En, shown[0].Haste!.Rank));
        Assert.Null(shown[1].Haste);
        Assert.Equal(TodoReason.Release, shown[1].Reason);
        var rating = Assert.Single(shown, one => Is(one.Name, rated));
        Assert.Equal((TodoReason.Overdue, DeadlineStep.Rating), (rating.Reason, rating.Step));
        using var releaser = await open.SignedIn(Role.Releaser);
        var page = await releaser.GetStringAsync("/");
        Assert.Matches("tag--bad\"><svg[^>]*>(?:(?!</svg>).)*</svg>Emergency</span>", page);
    }

    [Fact]
    public async Task What_was_given_in_an_emergency_is_to_be_validated_before_it_is_rated()
    {
        var number = await open.AskOther("emergency-disclosure");
        using var drafter = await open.SignedIn(Role.Drafter);
        var first = $"moves__first\" href=\"/requests/{number}/do/Validate\"";
        var asked = await drafter.GetStringAsync($"/requests/{number}");
        Assert.DoesNotContain(first, asked, StringComparison.Ordinal);
        Assert.Contains($"/requests/{number}/do/Validate\"", asked, StringComparison.Ordinal);
        await Answer(number);
        Assert.Contains(first, await drafter.GetStringAsync($"/requests/{number}"), StringComparison.Ordinal);
        var sight = Service<RequestBook>().Find(number)!;
        var todo = Assert.Single(OnDesk(Role.Drafter, Now.AddMinutes(5)), one => Is(one.Name, number));
        Assert.Equal((TodoReason.Validate, RequestMove.Validate), (todo.Reason, todo.Move));
        Assert.Equal((DeadlineStep.Validation, sight.Deadlines.Validation.Due), (todo.Step, todo.Due));
        Assert.True(TodoReason.Validate < TodoReason.Rate);
        await State(
            open.Node,
            TwoFolders.US,
            number,
            new RequestStatement.Validated(Validation.Validated, "A court", null, null)
        );
        Assert.Equal(
            TodoReason.Rate,
            Assert.Single(OnDesk(Role.Drafter, Now.AddMinutes(5)), one => Is(one.Name, number)).Reason
        );
    }

    [Theory]
    [InlineData(5, "note--warn")]
    [InlineData(-5, "note--bad")]
    public async Task By_when_the_requester_wants_it_stands_on_top_of_its_clocks_until_it_is_answered(
        int hours,
        string tone
    )
    {
        var by = Now.AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        var number = await open.AskOther("emergency-disclosure", one => one.With("needed-by", new Entry.Plain(by)));
        using var reader = await open.SignedIn(Role.Reader);
        var page = await reader.GetStringAsync($"/requests/{number}");
        Assert.Contains($"{tone}\" id=\"wanted\"", page, StringComparison.Ordinal);
        Assert.True(
            page.IndexOf("id=\"wanted\"", StringComparison.Ordinal)
                < page.IndexOf("clockface__row", StringComparison.Ordinal)
        );
        await Answer(number);
        Assert.DoesNotContain(
            "id=\"wanted\"",
            await reader.GetStringAsync($"/requests/{number}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_day_by_which_an_answer_is_of_use_is_meant_and_no_other_day_that_lies_ahead()
    {
        var wanted = ModelPlay.Draft(
            "information",
            ("date-needed", new Entry.YesNo(true)),
            ("desired-date", new Entry.Plain("2026-05-04"))
        );
        // The whole of that day, where the requester has its offices.
        var (beijing, washington) = (PartyCode.Parse("CN"), PartyCode.Parse("US"));
        var day = new DateOnly(2026, 5, 4);
        var ends = new DateTimeOffset(2026, 5, 4, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal(new WantedBy(ends, day), WantedBy.Of(wanted, beijing, ModelPlay.Model));
        Assert.Equal(new WantedBy(ends.AddHours(12), day), WantedBy.Of(wanted, washington, ModelPlay.Model));
        Assert.Null(WantedBy.Of(wanted.With("date-needed", new Entry.YesNo(false)), beijing, ModelPlay.Model));
        var held = ModelPlay.Draft(
            "preservation",
            ("formal-request-intended", new Entry.YesNo(true)),
            ("formal-request-by", new Entry.Plain("2026-05-04"))
        );
        Assert.Null(WantedBy.Of(held.With("date-needed", new Entry.YesNo(false)), beijing, ModelPlay.Model));
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private long Offer(Draft text)
    {
        var shelf = Service<DraftShelf>();
        var id = shelf.Add(TwoFolders.US, text, "author", "某人", Now).Id;
        Assert.True(shelf.Offer(id, "author", 1));
        return id;
    }

    /// <summary>The other side answers all of it.</summary>
    private Task Answer(string number)
    {
        var sought = Service<RequestBook>().Find(number)!.Request.Current().Sought;
        var answers = sought.Select(one => new ItemAnswer(one.Id, ItemOutcome.NothingFound, Text: null));
        return State(open.Other, TwoFolders.CN, number, new RequestStatement.Answered(true, [.. answers], null));
    }

    private async Task State(Parley.Node.RunningNode node, PartyCode peer, string number, RequestStatement said)
    {
        var officer = new Officer(
            $"{node.Record.Self.Code}-central-authority".ToLowerInvariant(),
            "An Invented Officer",
            "liaison"
        );
        var stating = await node.Record.State(peer, SubjectId.Parse(number), said, officer);
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        await open.Quiet();
    }

    private IReadOnlyList<Todo> OnDesk(Role role, DateTimeOffset at)
    {
        var account = Service<AccountShelf>().FindBySignInName($"{role}".ToLowerInvariant())!;
        var todos = ActivatorUtilities.CreateInstance<TodoList>(open.Node.Services, new StandingClock(at));
        return todos.For(SessionClaims.Of(account), "en").Shown;
    }

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();

    private sealed class StandingClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
