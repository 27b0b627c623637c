using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Bridge;
using Parley.Node.Desk;
using Parley.Node.Together;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Together;

/// <summary>Officers are told by e-mail that something waits: over a real line to a small real mail server.</summary>
public sealed class NoticeTests : IClassFixture<OpenNode>, IAsyncDisposable
{
    private const string Address = "releaser@ministry.example";

    private static readonly LateClock Clock = new();

    private readonly OpenNode open;
    private readonly NoticeShelf shelf;
    private readonly string account;
    private MailSink sink = new();

    public NoticeTests(OpenNode open)
    {
        this.open = open;
        shelf = Service<NoticeShelf>();
        account = Service<AccountShelf>().FindBySignInName("releaser")!.Id;
        // Each test is another day, and knows nothing of mails that others had refused.
        Clock.Ahead += TimeSpan.FromDays(1);
        using var db = Service<DeskDatabase>().Open();
        db.Execute("DELETE FROM notice_mail");
    }

    [Fact]
    public async Task A_notice_says_that_something_waits_and_where_and_nothing_else()
    {
        const string secret = "the account of the courier";
        Wish(NoticeKind.Mentioned);
        await Name($"@releaser look at {secret}");
        await Run();
        var (to, text) = Assert.Single(sink.Mails);
        Assert.Equal(Address, to);
        Assert.Equal(
            """
            Something waits for you at the node: 1 matter.
            https://desk.xx.example

            节点上有事项待您处理，共 1 项。
            https://desk.xx.example

            """,
            Body(text)
        );
        foreach (var part in (string[])[open.Request, secret, "Invented", "drafter"])
        {
            Assert.DoesNotContain(part, text + Body(text), StringComparison.OrdinalIgnoreCase);
        }
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 78, line));
    }

    [Fact]
    public async Task Nobody_is_told_twice_of_one_thing_nor_more_often_than_agreed()
    {
        Wish(NoticeKind.Mentioned);
        await Name("@releaser one");
        await Run();
        await Run();
        await Run(anew: true);
        Assert.Single(sink.Mails);
        await Name("@releaser two");
        await Run();
        Assert.Single(sink.Mails);
        Clock.Ahead += TimeSpan.FromMinutes(15);
        await Run();
        Assert.Equal(2, sink.Mails.Count);
        Clock.Ahead += TimeSpan.FromHours(5);
        await Run(anew: true);
        Assert.Equal(2, sink.Mails.Count);
    }

    [Fact]
    public async Task What_was_read_before_the_mail_went_is_not_told()
    {
        Wish(NoticeKind.Mentioned);
        await Name("@releaser read at once");
        using var releaser = await open.SignedIn(Role.Releaser);
        await releaser.GetStringAsync($"/requests/{open.Request}");
        await Run();
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task What_the_mail_server_refuses_is_sent_later()
    {
        Wish(NoticeKind.Mentioned);
        await Name("@releaser refused at first");
        sink.Manner = SinkManner.RefusesMail;
        await Run();
        await Run();
        Assert.Equal([MailOutcome.Refused], Outcomes(1));
        Clock.Ahead += TimeSpan.FromMinutes(1);
        await Run();
        Assert.Equal([MailOutcome.Refused, MailOutcome.Refused], Outcomes(2));
        sink.Manner = SinkManner.Takes;
        Clock.Ahead += TimeSpan.FromMinutes(1);
        await Run();
        Assert.Empty(sink.Mails);
        Clock.Ahead += TimeSpan.FromMinutes(1);
        await Run();
        Assert.Single(sink.Mails);
        Assert.Contains("451 not now", shelf.LastMails(3)[1].Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_knows_whether_a_mail_was_taken_it_is_not_sent_again()
    {
        Wish(NoticeKind.Mentioned);
        await Name("@releaser the line breaks");
        sink.Manner = SinkManner.BreaksAfterMail;
        await Run();
        sink.Manner = SinkManner.Takes;
        Clock.Ahead += TimeSpan.FromHours(5);
        await Run(anew: true);
        Assert.Single(sink.Mails);
        Assert.Equal([MailOutcome.Unknown], Outcomes(1));
    }

    [Fact]
    public async Task A_mail_under_way_when_the_node_stopped_is_not_sent_again()
    {
        Wish(NoticeKind.Mentioned);
        await Name("@releaser the node stops");
        var named = Service<NoteShelf>().Unseen(account)[^1].Note;
        shelf.Note(account, [new NoticeCause($"mention {named}", open.Request)], Clock.GetUtcNow());
        shelf.Begin(account, 1, Clock.GetUtcNow());
        Clock.Ahead += TimeSpan.FromHours(5);
        await Run(anew: true);
        Assert.Empty(sink.Mails);
        Assert.Equal([MailOutcome.Unknown], Outcomes(1));
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task It_goes_over_TLS_with_the_nodes_own_sign_in(MailSecurity security)
    {
        await sink.DisposeAsync();
        sink = new MailSink(security);
        Wish(NoticeKind.Mentioned);
        await Name("@releaser over TLS");
        await Run();
        Assert.Single(sink.Mails);
        Assert.Equal(["\0parley\0a mail password"], sink.SignedIn);
    }

    [Theory]
    [InlineData(MailSecurity.StartTls, true)]
    [InlineData(MailSecurity.Tls, true)]
    [InlineData(MailSecurity.StartTls, false)]
    public async Task A_mail_server_that_cannot_prove_itself_gets_nothing(MailSecurity security, bool offers)
    {
        await sink.DisposeAsync();
        sink = new MailSink(security) { Manner = offers ? SinkManner.Takes : SinkManner.OffersNoTls };
        Wish(NoticeKind.Mentioned);
        await Name("@releaser to nobody");
        await Run(settings: offers ? sink.Settings with { CaFile = null } : sink.Settings);
        Assert.Empty(sink.Mails);
        Assert.Empty(sink.SignedIn);
        Assert.Equal([MailOutcome.Refused], Outcomes(1));
    }

    [Fact]
    public async Task What_is_slipped_in_before_TLS_begins_is_not_believed()
    {
        await sink.DisposeAsync();
        sink = new MailSink(MailSecurity.StartTls) { Manner = SinkManner.SpeaksOutOfTurn };
        Wish(NoticeKind.Mentioned);
        await Name("@releaser slipped in");
        await Run();
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Whoever_may_no_longer_take_part_is_told_nothing()
    {
        var both = new Bilingual("Gone", "离任");
        var officers = Service<Officers>();
        officers.Add(
            "gone",
            OpenDesk.Password,
            new NewOfficer(both, "cn-cyber-police", both, both, [Role.Drafter]),
            Doer.Command
        );
        var gone = Service<AccountShelf>().FindBySignInName("gone")!.Id;
        Confirmed(gone, NoticeKind.Mentioned);
        await Name("@gone still there?");
        officers.Close(gone, Doer.Command);
        await Run();
        shelf.Forget(gone);
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task What_is_given_to_an_officer_is_told_and_what_they_took_themselves_is_not()
    {
        Wish(NoticeKind.Assigned);
        var (given, taken) = (await open.Ask(), await open.Ask());
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        await OpenDesk.Post(
            drafter,
            $"/requests/{given}",
            $"/matters/{given}/assign",
            ("to", $"o:{account}"),
            ("seen", "0")
        );
        await OpenDesk.Post(releaser, $"/requests/{taken}", $"/matters/{taken}/take", ("seen", "0"));
        await Run();
        Assert.Contains("1 matter.", Body(Assert.Single(sink.Mails).Text), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        shelf.Forget(account);
        await sink.DisposeAsync();
    }

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();

    private void Wish(params NoticeKind[] kinds)
    {
        // What other tests left unread is not this one's.
        Service<NoteShelf>().See(MatterKey.Read(open.Request)!, account, Clock.GetUtcNow());
        Confirmed(account, kinds);
    }

    private void Confirmed(string who, params NoticeKind[] kinds)
    {
        var secret = shelf.Keep(who, Address, kinds, "en", Clock.GetUtcNow())!;
        Assert.True(shelf.Confirm(who, secret, Clock.GetUtcNow()));
    }

    private async Task Name(string text)
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var once = Guid.NewGuid().ToString("N");
        var page = $"/requests/{open.Request}";
        await OpenDesk.Post(drafter, page, $"/matters/{open.Request}/notes", ("note", text), ("once", once));
    }

    private NoticeRound? round;

    /// <summary>One round by the same node, or by one that was started anew.</summary>
    private Task Run(bool anew = false, NoticeSettings? settings = null)
    {
        round = anew ? null : round;
        round ??= new NoticeRound(
            shelf,
            Service<NoticeCauses>(),
            Service<StaffBook>(),
            Service<DeskOptions>() with
            {
                Notices = settings ?? sink.Settings,
            },
            Clock,
            Service<IHostApplicationLifetime>(),
            NullLogger<NoticeRound>.Instance
        );
        return round.Run(CancellationToken.None);
    }

    private IEnumerable<MailOutcome?> Outcomes(int last) => shelf.MailsTo(account, last).Select(mail => mail.Outcome);

    private static string Body(string mail) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(mail[(mail.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]));

    /// <summary>The world's clock, some way ahead.</summary>
    private sealed class LateClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
