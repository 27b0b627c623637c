using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Desk;
using Parley.Node.Requests;
using Parley.Node.Together;
using Parley.Tests.Node;

namespace Parley.Tests.Together;

/// <summary>Whoever may release what waits about an agreement is told by e-mail that something waits, and no more.
/// </summary>
public sealed class AgreementNoticeTests(OpenNode open) : IClassFixture<OpenNode>, IAsyncDisposable
{
    private readonly MailSink sink = new();

    [Fact]
    public async Task Of_what_waits_about_an_agreement_a_mail_says_neither_words_nor_number()
    {
        const string secret = "the planted title";
        var (shelf, now) = (Service<NoticeShelf>(), TimeProvider.System.GetUtcNow());
        var account = Service<AccountShelf>().FindBySignInName("releaser")!.Id;
        var confirming = shelf.Keep(account, "releaser@ministry.example", [NoticeKind.ToRelease], "en", now)!;
        Assert.True(shelf.Confirm(account, confirming, now));
        var sight = Service<AgreementBook>().All().Single();
        var content = Service<AgreementBook>().Content(sight, sight.Agreement.Latest);
        var proposed = new AgreementStatement.Proposed(
            sight.Agreement.Kind,
            sight.Agreement.Latest.Number + 1,
            new Bilingual(secret, "所拟标题"),
            now,
            content,
            StatementFormat.ContentHash(content)
        );
        var round = Round();
        await round.Run(CancellationToken.None);
        Assert.Empty(sink.Mails);
        var by = new PreparedBy("another", "An Invented Officer", now);
        Assert.NotNull(Service<PreparedAgreementShelf>().Add(sight.Place, proposed, once: null, by));
        await round.Run(CancellationToken.None);
        var (_, mail) = Assert.Single(sink.Mails);
        var body = Body(mail);
        Assert.Contains("Something waits for you at the node: 1 matter.", body, StringComparison.Ordinal);
        foreach (var part in (string[])[secret, "所拟标题", sight.Id, "Invented", "/agreements", "guidelines"])
        {
            Assert.DoesNotContain(part, mail + body, StringComparison.OrdinalIgnoreCase);
        }
    }

    public ValueTask DisposeAsync() => sink.DisposeAsync();

    private static string Body(string mail) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(mail[(mail.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]));

    private NoticeRound Round() =>
        new(
            Service<NoticeShelf>(),
            Service<NoticeCauses>(),
            Service<StaffBook>(),
            Service<DeskOptions>() with
            {
                Notices = sink.Settings,
            },
            TimeProvider.System,
            Service<IHostApplicationLifetime>(),
            NullLogger<NoticeRound>.Instance
        );

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
