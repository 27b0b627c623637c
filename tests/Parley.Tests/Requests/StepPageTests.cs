using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;
using Parley.Node.Together;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>Steps of joint work on the page, on the form of a note, on the desks of both sides and in notices.
/// </summary>
public sealed partial class StepPageTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task A_note_tells_of_a_step_moves_it_and_adds_one_and_the_page_shows_all_of_it()
    {
        var number = await Case();
        using var drafter = await open.SignedIn(Role.Drafter);
        Assert.Contains(
            "nothing said yet",
            await drafter.GetStringAsync($"/requests/{number}"),
            StringComparison.Ordinal
        );
        var form = await drafter.GetStringAsync($"/requests/{number}/do/ReportProgress");
        Assert.Contains("name=\"move.cn.by\"", form, StringComparison.Ordinal);
        await Report(
            drafter,
            number,
            302,
            ("step.cn", "UnderWay"),
            ("move.cn.by", Day(15)),
            ("move.cn.text", "The bank answers late."),
            ("move.both.by", Day(25)),
            ("move.both.text", "It follows the other."),
            ("items-sought.text", "Compare the lists."),
            ("items-sought.translation", "比对清单。"),
            ("items-sought.owner", "CN"),
            ("items-sought.by", Day(12))
        );
        var page = await drafter.GetStringAsync($"/requests/{number}");
        var moments = open.Node.Services.CreateScope().ServiceProvider.GetRequiredService<Parley.Node.Look.Moments>();
        Assert.Contains($"<s>{moments.Day(Today.AddDays(10))}</s>", page, StringComparison.Ordinal);
        Assert.Contains("The bank answers late.", page, StringComparison.Ordinal);
        Assert.Contains("id=\"step-CN-1\"", page, StringComparison.Ordinal);
        Assert.Contains("Under way", page, StringComparison.Ordinal);
        Assert.Contains($"proposes {moments.Day(Today.AddDays(25))}", page, StringComparison.Ordinal);
        var letter = await drafter.GetStringAsync($"/requests/{number}/letter?by=CN&index={await Last(number)}");
        Assert.Contains("The bank answers late.", letter, StringComparison.Ordinal);
        Assert.Contains("Compare the lists.", letter, StringComparison.Ordinal);
        // Its own step moved; of what both take a day is proposed, on the page and, each language with its day, on
        // paper.
        Assert.Contains($"Step cn: new day {English(15)}", page, StringComparison.Ordinal);
        Assert.Contains("New step CN-1", page, StringComparison.Ordinal);
        Assert.Contains(
            $"Proposes to move step both to {English(25)}; it takes effect once the other side proposes the same day",
            page,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Step both: new day", page, StringComparison.Ordinal);
        Assert.Contains($"Proposes to move step both to {English(25)}; it", letter, StringComparison.Ordinal);
        Assert.Contains(
            $"步骤 both：提议将日期变更为{Chinese(25)}，对方提出同一日期后生效",
            letter,
            StringComparison.Ordinal
        );
        Assert.Contains($"步骤 cn：日期变更为{Chinese(15)}", letter, StringComparison.Ordinal);
        // What was proposed counts once the other side says it.
        var said = new RequestStatement.Progress(
            Play.Text(),
            Moved: [new StepMoved("both", Today.AddDays(25), Play.Text())]
        );
        await State(open.Other, TwoFolders.CN, number, said);
        Assert.Equal(Today.AddDays(25), Step(number, "both").Day!.Day);
        Assert.Contains(
            $"Step both: new day {English(25)}",
            await drafter.GetStringAsync($"/requests/{number}"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("move.cn.by", "2020-01-01", "has passed or is more than ten years away")]
    [InlineData("move.cn.by", "tomorrow", "has passed or is more than ten years away")]
    [InlineData("move.cn.text", "Why, without a day", "already")]
    [InlineData("items-sought.text", "A step without side or day", "who takes step")]
    [InlineData("items-sought.text", "A step without side or day", "The note does not meet the guidelines")]
    public async Task What_is_not_sound_comes_back_with_a_sentence_and_as_it_was_typed(
        string field,
        string value,
        string sentence
    )
    {
        var number = await Case();
        using var drafter = await open.SignedIn(Role.Drafter);
        var page = await Report(drafter, number, 422, (field, value));
        Assert.Contains(sentence, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_stand_on_the_desks_of_both_sides_and_are_told_of_at_half_and_at_their_end()
    {
        var number = await Case();
        var deadlines = Sight(number).Deadlines;
        var own = deadlines.Steps.Single(one => Is(one.Taking!.Item, "cn")).Due!.Value;
        var half = $"half {number} {own.ToUnixTimeMilliseconds()}";
        Assert.DoesNotContain(half, Told(own.AddDays(-9)));
        Assert.Contains(half, Told(own.AddMinutes(-1)));
        Assert.Contains($"due {number} {own.ToUnixTimeMilliseconds()}", Told(own.AddMinutes(1)));
        var theirs = deadlines.StepsOfRequester.Single(one => Is(one.Taking!.Item, "us")).Due!.Value;
        var there = $"there {number} WorkStep {theirs.ToUnixTimeMilliseconds()}";
        Assert.DoesNotContain(there, Told(theirs.AddMinutes(-1)));
        Assert.Contains(there, Told(theirs.AddMinutes(1)));
        // Until the answer is due nothing else is overdue there.
        var late = Assert.Single(OnDesk(theirs.AddMinutes(1)), one => Is(one, number, TodoReason.OverdueThere));
        Assert.Equal((DeadlineStep.WorkStep, "us", theirs), (late.Step, late.Item, late.Due));
        var day = Assert.Single(OnDesk(own.AddMinutes(-1)), one => Is(one, number, TodoReason.DueToday));
        Assert.Equal((RequestMove.ReportProgress, "cn"), (day.Move, day.Item));
        await State(
            open.Node,
            TwoFolders.US,
            number,
            new RequestStatement.Progress(Play.Text(), [new("cn", StepState.Done)])
        );
        Assert.DoesNotContain(OnDesk(own.AddMinutes(-1)), one => Is(one, number, TodoReason.DueToday));
    }

    [Fact]
    public async Task A_side_tells_how_its_own_steps_and_those_of_both_stand_and_not_how_the_other_does()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var form = await drafter.GetStringAsync($"/requests/{await Case()}/do/ReportProgress");
        Assert.Contains("How the steps stand", form, StringComparison.Ordinal);
        Assert.Contains("Step cn (", form, StringComparison.Ordinal);
        Assert.Contains("name=\"step.both\"", form, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"step.us\"", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_is_answered_as_done_or_not_and_after_the_last_answer_nothing_more_is_waited_for()
    {
        var number = await Case();
        using var drafter = await open.SignedIn(Role.Drafter);
        var form = await drafter.GetStringAsync($"/requests/{number}/do/Answer");
        Assert.Contains("Partly done", form, StringComparison.Ordinal);
        Assert.DoesNotContain("Partly provided", form, StringComparison.Ordinal);
        Assert.Contains("id=\"open-steps\"", form, StringComparison.Ordinal);
        Assert.Matches("Not done yet: Step us \\([^)]*\\), Step cn ", form);
        var answer = Play.Answer(final: true, "us", "cn", "both") with { Handling = new("H1", "TLP:AMBER", "A", "1") };
        await State(open.Node, TwoFolders.US, number, answer);
        var page = await drafter.GetStringAsync($"/requests/{number}");
        Assert.Contains("answered: nothing more is reported", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing said yet", page, StringComparison.Ordinal);
        var letter = await drafter.GetStringAsync($"/requests/{number}/letter?by=CN&index={await Last(number)}");
        Assert.Contains("步骤 cn", letter, StringComparison.Ordinal);
        Assert.Contains("已完成", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("第 cn 项", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("已提供", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_head_tells_whose_step_is_first_and_a_clock_of_a_step_whose_it_is()
    {
        var number = await Case();
        using var drafter = await open.SignedIn(Role.Drafter);
        var page = await drafter.GetStringAsync($"/requests/{number}");
        Assert.Matches("is to act first\\. Step us: [0-9]", page);
        Assert.Contains("Step us (", page, StringComparison.Ordinal);
        Assert.Matches(">nothing said yet</span>\\s*·\\s*<span class=\"nowrap", page);
        await State(
            open.Other,
            TwoFolders.CN,
            number,
            new RequestStatement.Progress(Play.Text(), [new("us", StepState.Done)])
        );
        Assert.Matches("is to act first\\. Step cn: [0-9]", await drafter.GetStringAsync($"/requests/{number}"));
    }

    [Fact]
    public async Task The_figure_of_the_desk_counts_what_its_list_shows()
    {
        await Case();
        await open.Ask();
        await open.AskOther();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var days in new[] { 0, 5, 9, 21, 45, 400 })
        {
            var at = now.AddDays(days);
            var list = Todos(at).For(SessionClaims.Of(Account), "en").Counts;
            var (counts, _, _) = Service<RequestBook>().Open(at, 3, Hidden.Nothing);
            Assert.Equal(list.GetValueOrDefault(TodoReason.Overdue), counts.OverdueUs);
            Assert.Equal(list.GetValueOrDefault(TodoReason.OverdueThere), counts.OverdueThem);
            Assert.Equal(days >= 5, counts.OverdueUs > 0 && counts.OverdueThem > 0);
        }
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static bool Is(Todo one, string number, TodoReason reason) => Is(one.Name, number) && one.Reason == reason;

    /// <summary>A case that the other side asked for, with a step of each side and one of both, taken on here.
    /// </summary>
    private async Task<string> Case()
    {
        var steps = new Entry.Sought([Of("us", "US", 8), Of("cn", "CN", 10), Of("both", "both", 20)]);
        var number = await open.Ask(_ => ModelPlay.Draft("case-cooperation", ("items-sought", steps)));
        await State(open.Node, TwoFolders.US, number, new RequestStatement.Accepted([], Conditions: null));
        return number;

        static SoughtItem Of(string id, string owner, int days) =>
            new(id, Play.Text(), Owner: owner, By: Today.AddDays(days));
    }

    private async Task State(Parley.Node.RunningNode node, PartyCode peer, string number, RequestStatement said)
    {
        var officer = new Officer(
            $"{node.Record.Self.Code}-liaison".ToLowerInvariant(),
            "An Invented Officer",
            "liaison"
        );
        var stating = await node.Record.State(peer, SubjectId.Parse(number), said, officer);
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        await open.Quiet();
    }

    private static async Task<string> Report(
        HttpClient browser,
        string number,
        int status,
        params (string Name, string Value)[] fields
    )
    {
        var answer = await OpenDesk.Post(
            browser,
            "/",
            $"/requests/{number}/do/ReportProgress",
            [.. fields, ("text.text", "How it stands."), ("language", "en"), ("once", Guid.NewGuid().ToString("N"))]
        );
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, page);
        return page;
    }

    private string Told(DateTimeOffset at)
    {
        var causes = ActivatorUtilities.CreateInstance<NoticeCauses>(open.Node.Services, new StandingClock(at));
        var wish = new NoticeWish(Account.Id, "a@b.example", [NoticeKind.Deadlines], "en", at, DateTimeOffset.MinValue);
        var told = causes.Of(wish, Account, causes.Begin(Service<StaffBook>().Now()));
        return string.Join('\n', told.Select(cause => cause.Id));
    }

    private IReadOnlyList<Todo> OnDesk(DateTimeOffset at)
    {
        Service<LineKeeping>().CatchUp();
        return Todos(at).For(SessionClaims.Of(Account), "en").Shown;
    }

    private TodoList Todos(DateTimeOffset at) =>
        ActivatorUtilities.CreateInstance<TodoList>(open.Node.Services, new StandingClock(at));

    private Account Account => Service<AccountShelf>().FindBySignInName("drafter")!;

    private RequestSight Sight(string number) => Service<RequestBook>().Find(number)!;

    private WorkStep Step(string number, string id) =>
        WorkSteps.Of(Sight(number).Request).Single(step => Is(step.Id, id));

    /// <summary>The place of the last note in the own ledger.</summary>
    private async Task<long> Last(string number) =>
        (await open.Node.Record.Reading.Timeline(TwoFolders.US, SubjectId.Parse(number)))
            .Last(one => one.By == TwoFolders.CN)
            .Index;

    private static string English(int days) =>
        Today.AddDays(days).ToString("d MMM yyyy", CultureInfo.GetCultureInfo("en"));

    private static string Chinese(int days) =>
        Today.AddDays(days).ToString("yyyy年M月d日", CultureInfo.GetCultureInfo("zh-CN"));

    private static string Day(int days) => Today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();

    private sealed class StandingClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
