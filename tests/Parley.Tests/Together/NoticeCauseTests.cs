using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
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
        Assert.Contains($"arrived {number} Made", Told("drafter", NoticeKind.Arrived, now));
        Assert.DoesNotContain(number, Told("auditor", NoticeKind.Mentioned, now));
        var sight = Service<RequestBook>().Find(number)!;
        var officer = new Cooperation.Officer("cn-cyber-police", "An Invented Officer", "liaison");
        var said = new RequestStatement.Acknowledged(Note: null);
        Assert.Null((await open.Node.Record.State(sight.Peer, sight.Request.Id, said, officer)).Refusal);
        Assert.DoesNotContain(number, Told("drafter", NoticeKind.Arrived, now));
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

    private string Told(string officer, NoticeKind kind, DateTimeOffset at)
    {
        var causes = ActivatorUtilities.CreateInstance<NoticeCauses>(open.Node.Services, new StandingClock(at));
        var account = Account(officer);
        var wish = new NoticeWish(account.Id, "a@b.example", [kind], "en", at, at);
        var told = causes.Of(wish, account, causes.Begin(Service<StaffBook>().Now()));
        return string.Join('\n', told.Select(cause => cause.Id));
    }

    private Account Account(string signIn) => Service<AccountShelf>().FindBySignInName(signIn)!;

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();

    private sealed class StandingClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
