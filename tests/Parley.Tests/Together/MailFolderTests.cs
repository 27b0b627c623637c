using System.Text;
using Parley.Node.Bridge;
using Parley.Node.Together;
using Parley.Tests.Desk;

namespace Parley.Tests.Together;

/// <summary>A test installation without a mail server lays its mails into a folder.</summary>
public sealed class MailFolderTests : IDisposable
{
    private const string From = "parley@xx.example";
    private const string Desk = "https://desk.xx.example";

    private readonly string folder = Directory.CreateTempSubdirectory("parley-mail-").FullName;
    private readonly MovedClock clock = new();

    private string Mails => Path.Combine(folder, "mail");

    [Fact]
    public async Task A_mail_lies_there_as_it_would_have_travelled()
    {
        var mail = NoticeText.Waiting("officer@xx.example", 3, Desk, "zh");
        var result = await Post().Send(mail, TestContext.Current.CancellationToken);
        Assert.Equal(MailOutcome.Taken, result.Outcome);
        var file = Assert.Single(Directory.GetFiles(Mails));
        Assert.Equal(result.Said, Path.GetFileName(file));
        Assert.EndsWith(".eml", file, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal("From: Parley <parley@xx.example>", lines[0]);
        Assert.Equal("To: <officer@xx.example>", lines[1]);
        var body = string.Concat(lines.SkipWhile(line => line.Length > 0));
        Assert.Equal(mail.Text, Encoding.UTF8.GetString(Convert.FromBase64String(body)));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Mails) & others);
        }
    }

    [Fact]
    public async Task After_a_week_it_goes_and_nothing_else_does()
    {
        var mail = NoticeText.Waiting("officer@xx.example", 1, Desk, "en");
        await Post().Send(mail, TestContext.Current.CancellationToken);
        var own = Path.Combine(Mails, "kept by an officer.eml");
        await File.WriteAllTextAsync(own, "mine", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(own, DateTime.UnixEpoch);
        clock.Now += MailFolder.Keeps;
        new MailFolder(Mails).Tidy(clock.Now);
        Assert.Equal(2, Directory.GetFiles(Mails).Length);
        clock.Now += TimeSpan.FromSeconds(2);
        new MailFolder(Mails).Tidy(clock.Now);
        Assert.Equal([own], Directory.GetFiles(Mails));
    }

    [Fact]
    public async Task Every_round_of_notices_takes_away_what_is_older()
    {
        await using var desk = new OpenDesk(clock: clock, notices: new NoticeSettings(From, Desk, Folder: Mails));
        await Post().Send(NoticeText.Waiting("officer@xx.example", 1, Desk, "en"), CancellationToken.None);
        await desk.Service<NoticeRound>().Run(CancellationToken.None);
        Assert.Single(Directory.GetFiles(Mails));
        clock.Now += MailFolder.Keeps + TimeSpan.FromMinutes(1);
        await desk.Service<NoticeRound>().Run(CancellationToken.None);
        Assert.Empty(Directory.GetFiles(Mails));
    }

    [Fact]
    public async Task Where_it_cannot_be_laid_it_was_refused_for_certain()
    {
        await File.WriteAllTextAsync(Mails, "a file, no folder", TestContext.Current.CancellationToken);
        var result = await Post()
            .Send(NoticeText.Waiting("officer@xx.example", 1, Desk, "en"), TestContext.Current.CancellationToken);
        Assert.Equal(MailOutcome.Refused, result.Outcome);
        Assert.NotEmpty(result.Said);
    }

    [Fact]
    public void Settings_name_a_mail_server_or_the_whole_path_of_a_folder()
    {
        Assert.Null(new NoticeSettings(From, Desk, Folder: Mails).Problem());
        Assert.NotNull(new NoticeSettings(From, Desk).Problem());
        Assert.NotNull(new NoticeSettings(From, Desk, "mail.xx.example", Folder: Mails).Problem());
        Assert.NotNull(new NoticeSettings(From, Desk, Folder: "mail").Problem());
        Assert.NotNull(new NoticeSettings(From, Desk, Folder: Mails, CaFile: "/etc/ca.pem").Problem());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private MailPost Post() => new(new NoticeSettings(From, Desk, Folder: Mails), clock);

    private sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 6, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
