using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Together;
using Parley.Tests.Erasing;
using Parley.Tests.Node;
using Parley.Tests.Requests;

namespace Parley.Tests.Together;

/// <summary>Each word of the other side is told of by itself, though the request stands where it stood.</summary>
public sealed class QuestionNoticeTests(OpenNode open) : IClassFixture<OpenNode>, IAsyncDisposable
{
    private static readonly Officer Somebody = new("an-authority", "An Invented Officer", "liaison");

    private readonly MailSink sink = new();
    private readonly LaterClock clock = new();

    [Fact]
    public async Task Two_questions_asked_on_one_request_are_two_mails()
    {
        var number = SubjectId.Parse(await open.AskOther());
        Wish();
        var round = Round();
        await Asks(number);
        await round.Run(CancellationToken.None);
        clock.Ahead += TimeSpan.FromHours(1);
        await round.Run(CancellationToken.None);
        Assert.Single(sink.Mails);
        Assert.Null((await open.Node.Record.State(TwoFolders.US, number, Play.Clarify(), Somebody)).Refusal);
        await open.Quiet();
        await round.Run(CancellationToken.None);
        Assert.Single(sink.Mails);
        await Asks(number);
        await round.Run(CancellationToken.None);
        clock.Ahead += TimeSpan.FromHours(1);
        await Round().Run(CancellationToken.None);
        Assert.Equal(2, sink.Mails.Count);
    }

    public ValueTask DisposeAsync() => sink.DisposeAsync();

    private void Wish()
    {
        var shelf = Service<NoticeShelf>();
        var account = Service<AccountShelf>().FindBySignInName("releaser")!.Id;
        var now = TimeProvider.System.GetUtcNow();
        var secret = shelf.Keep(account, "releaser@ministry.example", [NoticeKind.Arrived], "en", now)!;
        Assert.True(shelf.Confirm(account, secret, now));
    }

    private async Task Asks(SubjectId number)
    {
        var question = new RequestStatement.ClarificationAsked([new Question("1", null, Play.Text())]);
        Assert.Null((await open.Other.Record.State(TwoFolders.CN, number, question, Somebody)).Refusal);
        await open.Quiet();
    }

    private NoticeRound Round() =>
        new(
            Service<NoticeShelf>(),
            Service<NoticeCauses>(),
            Service<StaffBook>(),
            Service<DeskOptions>() with
            {
                Notices = sink.Settings,
            },
            clock,
            Service<IHostApplicationLifetime>(),
            NullLogger<NoticeRound>.Instance
        );

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
