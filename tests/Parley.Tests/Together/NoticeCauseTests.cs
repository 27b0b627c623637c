using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Requests;
using Parley.Node.Together;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Together;

/// <summary>Of what an officer is told by e-mail, and of what not.</summary>
public sealed class NoticeCauseTests(OpenNode open) : IClassFixture<OpenNode>
{
    [Fact]
    public async Task Half_of_a_clock_and_all_of_it_are_two_causes_for_whoever_has_the_matter()
    {
        var number = await open.Ask();
        var sight = Service<RequestBook>().Find(number)!;
        var due = sight.OwnNext!.Due!.Value;
        Assert.DoesNotContain(number, Told("drafter", NoticeKind.Deadlines, due.AddDays(-300)));
        Assert.Contains($"half {number}", Told("drafter", NoticeKind.Deadlines, due.AddMinutes(-1)));
        Assert.Contains($"due {number}", Told("drafter", NoticeKind.Deadlines, due.AddMinutes(1)));
        // Nobody has it: everybody who acts is told.
        Assert.Contains($"due {number}", Told("releaser", NoticeKind.Deadlines, due.AddMinutes(1)));
        using var drafter = await open.SignedIn(Role.Drafter);
        await OpenDesk.Post(drafter, $"/requests/{number}", $"/matters/{number}/take", ("seen", "0"));
        Assert.Contains($"due {number}", Told("drafter", NoticeKind.Deadlines, due.AddMinutes(1)));
        Assert.DoesNotContain(number, Told("releaser", NoticeKind.Deadlines, due.AddMinutes(1)));
        Assert.DoesNotContain(number, Told("drafter", NoticeKind.Mentioned, due.AddMinutes(1)));
    }

    [Fact]
    public async Task What_came_from_the_other_side_is_told_at_once_and_once_it_is_acted_upon_no_more()
    {
        var number = await open.Ask();
        var now = TimeProvider.System.GetUtcNow();
        Assert.Contains($"arrived {number} request.made", Told("drafter", NoticeKind.Arrived, now));
        Assert.DoesNotContain(number, Told("auditor", NoticeKind.Mentioned, now));
        var sight = Service<RequestBook>().Find(number)!;
        var officer = new Cooperation.Officer("cn-cyber-police", "An Invented Officer", "liaison");
        var said = new RequestStatement.Acknowledged(Note: null);
        Assert.Null((await open.Node.Record.State(sight.Peer, sight.Request.Id, said, officer)).Refusal);
        Assert.DoesNotContain(number, Told("drafter", NoticeKind.Arrived, now));
    }

    [Fact]
    public async Task What_came_before_the_officer_wanted_to_be_told_is_not_told()
    {
        var number = await open.Ask();
        var now = TimeProvider.System.GetUtcNow();
        Assert.Contains(number, Told("drafter", NoticeKind.Arrived, now, since: now.AddMinutes(-10)));
        Assert.DoesNotContain(number, Told("drafter", NoticeKind.Arrived, now, since: now.AddMinutes(10)));
    }

    [Fact]
    public async Task What_the_other_side_lets_run_out_is_told_to_the_requester_once_for_each_clock()
    {
        var number = await open.AskOther();
        var owed = Service<RequestBook>()
            .Find(number)!
            .Deadlines.All.Where(one => one is { Owed: true, Due: not null });
        var (first, last) = (owed.Min(one => one.Due)!.Value, owed.Max(one => one.Due)!.Value);
        Assert.True(first < last);
        Assert.DoesNotContain(number, Told("drafter", NoticeKind.Deadlines, first));
        var early = Assert.Single(There(first.AddMinutes(1)));
        // That the first never came does not hide that the others do not come either.
        var late = There(last.AddMinutes(1));
        Assert.Equal(
            owed.Select(one => $"there {number} {one.Step} {one.Due!.Value.ToUnixTimeMilliseconds()}").Order(),
            late.Order()
        );
        Assert.Contains(early, late);

        IEnumerable<string> There(DateTimeOffset at) =>
            Told("drafter", NoticeKind.Deadlines, at)
                .Split('\n')
                .Where(one => one.StartsWith($"there {number} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_other_side_lets_run_out_stands_on_the_desk_of_the_requester()
    {
        var number = await open.AskOther();
        var due = Service<RequestBook>().Find(number)!.Next!.Due!.Value;
        Assert.DoesNotContain(OnDesk(due), one => string.Equals(one.Name, number, StringComparison.Ordinal));
        var late = Assert.Single(
            OnDesk(due.AddMinutes(1)),
            one => string.Equals(one.Name, number, StringComparison.Ordinal)
        );
        Assert.Equal((TodoReason.OverdueThere, $"/requests/{number}", due), (late.Reason, late.Address, late.Due));
        var officer = new Cooperation.Officer("us-liaison", "An Invented Officer", "liaison");
        var said = new RequestStatement.Acknowledged(Note: null);
        var id = Cooperation.SubjectId.Parse(number);
        Assert.Null((await open.Other.Record.State(TwoFolders.CN, id, said, officer)).Refusal);
        await open.Quiet();
        Assert.DoesNotContain(
            OnDesk(due.AddMinutes(1)),
            one => string.Equals(one.Name, number, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_was_offered_stays_on_the_desk_of_who_wrote_it_and_waits_there_for_others()
    {
        var shelf = Service<DraftShelf>();
        var now = TimeProvider.System.GetUtcNow();
        var empty = Draft.Empty("information", "routine", "en");
        var id = shelf.Add(TwoFolders.US, empty, Account("drafter").Id, "An Invented Officer", now).Id;
        Assert.Empty(Reasons());
        shelf.Offer(id, Account("drafter").Id, 1);
        Assert.Equal([TodoReason.Offered], Reasons());
        shelf.SendBack(id, "More facts, please.");
        Assert.Equal([TodoReason.SentBack], Reasons());
        Assert.True(shelf.Discard(id, shelf.Find(id)!.Version));

        IEnumerable<TodoReason> Reasons() =>
            OnDesk(now)
                .Where(one => one.Address.StartsWith($"/drafts/{id}", StringComparison.Ordinal))
                .Select(one => one.Reason);
    }

    [Fact]
    public async Task A_task_is_told_to_whom_it_is_given_and_on_the_day_on_which_it_is_due()
    {
        var number = await open.Ask();
        var now = TimeProvider.System.GetUtcNow();
        var calendar = open
            .Node.Record.Reading.GuidelinesInForce(TwoFolders.US, now)!
            .Value.Guidelines.CalendarOf(TwoFolders.CN)!;
        var day = calendar.DateAt(now).AddDays(1);
        while (calendar.OpenOn(day) is null)
        {
            day = day.AddDays(1);
        }
        var (from, to) = calendar.OpenOn(day)!.Value;
        var matter = MatterKey.Read(number)!;
        var whom = new Holder(Account("releaser").Id, null);
        Service<TaskShelf>().Add(new MatterTask(0, matter, "Call.", whom, day, to, Account("drafter").Id, now, []), "");
        var task = Service<TaskShelf>().Of(matter)[0].Id;
        Assert.Equal($"task {task}", Told("releaser", NoticeKind.Assigned, now, since: now.AddHours(-1)));
        Assert.Equal("", Told("releaser", NoticeKind.Assigned, now, since: now.AddHours(1)));
        Assert.Equal("", Told("drafter", NoticeKind.Assigned, now, since: now.AddHours(-1)));
        Assert.DoesNotContain("task-due", Told("releaser", NoticeKind.Deadlines, from.AddMinutes(-1)));
        Assert.Contains($"task-due {task} {day:yyyy-MM-dd}", Told("releaser", NoticeKind.Deadlines, from));
        Assert.DoesNotContain("task-due", Told("drafter", NoticeKind.Deadlines, from));
        Service<TaskShelf>().Settle(task, done: true, Account("releaser").Id, now);
        Assert.DoesNotContain("task", Told("releaser", NoticeKind.Deadlines, from));
    }

    [Fact]
    public async Task What_waits_for_release_is_told_to_those_who_may_release_it()
    {
        var number = await open.Ask();
        var now = TimeProvider.System.GetUtcNow();
        Service<PreparedShelf>()
            .Add(
                Service<RequestBook>().Find(number)!,
                RequestMove.Refuse,
                new RequestStatement.Acknowledged(Note: null),
                "",
                new PreparedBy(Account("drafter").Id, "An Invented Drafter", now)
            );
        Assert.Contains("release move", Told("releaser", NoticeKind.ToRelease, now));
        Assert.DoesNotContain("release", Told("drafter", NoticeKind.ToRelease, now));
    }

    [Fact]
    public async Task Once_a_day_is_told_from_the_opening_of_offices_on_a_working_day()
    {
        await open.Ask();
        var now = TimeProvider.System.GetUtcNow();
        var calendar = open
            .Node.Record.Reading.GuidelinesInForce(TwoFolders.US, now)!
            .Value.Guidelines.CalendarOf(TwoFolders.CN)!;
        var day = calendar.DateAt(now).AddDays(1);
        while (calendar.OpenOn(day) is null)
        {
            Assert.DoesNotContain("daily", Told("drafter", NoticeKind.Daily, Noon(day)));
            day = day.AddDays(1);
        }
        var opens = calendar.OpenOn(day)!.Value.From;
        Assert.DoesNotContain("daily", Told("drafter", NoticeKind.Daily, opens.AddMinutes(-1)));
        Assert.Contains($"daily {day:yyyy-MM-dd}", Told("drafter", NoticeKind.Daily, opens.AddMinutes(1)));
    }

    private static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(4, 0)), TimeSpan.Zero);

    private string Told(string officer, NoticeKind kind, DateTimeOffset at, DateTimeOffset? since = null)
    {
        var causes = ActivatorUtilities.CreateInstance<NoticeCauses>(open.Node.Services, new StandingClock(at));
        var account = Account(officer);
        var wish = new NoticeWish(account.Id, "a@b.example", [kind], "en", at, since ?? DateTimeOffset.MinValue);
        var told = causes.Of(wish, account, causes.Begin(Service<StaffBook>().Now()));
        return string.Join('\n', told.Select(cause => cause.Id));
    }

    private IReadOnlyList<Todo> OnDesk(DateTimeOffset at) =>
        ActivatorUtilities
            .CreateInstance<TodoList>(open.Node.Services, new StandingClock(at))
            .For(SessionClaims.Of(Account("drafter")), "en")
            .Shown;

    private Account Account(string signIn) => Service<AccountShelf>().FindBySignInName(signIn)!;

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();

    private sealed class StandingClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
