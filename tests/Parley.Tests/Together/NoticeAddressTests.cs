using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Parley.Node.Together;
using Parley.Tests.Desk;

namespace Parley.Tests.Together;

/// <summary>Notices go to an address once its officer has confirmed it.</summary>
public sealed partial class NoticeAddressTests
{
    private const string Page = "/account/notices";

    [Fact]
    public async Task An_address_is_confirmed_by_the_link_sent_to_it_by_its_officer_with_a_form()
    {
        await using var sink = new MailSink();
        await using var desk = new OpenDesk(notices: sink.Settings);
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        var account = desk.Officers.All().First(one => one.SignInName is "hale").Id;
        var sent = await Save(hale, "hale@ministry.example");
        Assert.Equal($"{Page}?said=Sent", sent.Headers.Location!.ToString());
        var (to, text) = Assert.Single(sink.Mails);
        Assert.Equal("hale@ministry.example", to);
        var body = Encoding.UTF8.GetString(
            Convert.FromBase64String(text[text.IndexOf("\n\n", StringComparison.Ordinal)..])
        );
        var link = new Uri(Link().Match(body).Value).AbsolutePath;
        Assert.Null(desk.Service<NoticeShelf>().Of(account)!.Confirmed);

        using var reed = desk.Browser();
        await OpenDesk.SignIn(reed, "reed");
        var foreign = await OpenDesk.Post(reed, link, link);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.StatusCode);
        await hale.GetStringAsync(link);
        Assert.Null(desk.Service<NoticeShelf>().Of(account)!.Confirmed);
        await OpenDesk.Post(hale, link, link);
        Assert.NotNull(desk.Service<NoticeShelf>().Of(account)!.Confirmed);
        var again = await OpenDesk.Post(hale, link, link);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        await Save(hale, "hale@ministry.example");
        Assert.NotNull(desk.Service<NoticeShelf>().Of(account)!.Confirmed);
        Assert.Single(sink.Mails);
    }

    [Fact]
    public async Task Another_address_has_to_be_confirmed_anew_and_links_are_not_sent_often()
    {
        await using var sink = new MailSink();
        await using var desk = new OpenDesk(notices: sink.Settings);
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        await Save(hale, "hale@ministry.example");
        var soon = await Save(hale, "other@ministry.example");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, soon.StatusCode);
        Assert.Single(sink.Mails);
        var none = await Save(hale, "not an address");
        Assert.Contains("id=\"address-error\"", await none.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await OpenDesk.Post(hale, Page, $"{Page}/off");
        var account = desk.Officers.All().First(one => one.SignInName is "hale").Id;
        Assert.Null(desk.Service<NoticeShelf>().Of(account));
    }

    [Fact]
    public async Task Who_turns_notices_off_and_on_again_is_sent_no_more_links()
    {
        await using var sink = new MailSink();
        await using var desk = new OpenDesk(notices: sink.Settings);
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        await Save(hale, "hale@ministry.example");
        await OpenDesk.Post(hale, Page, $"{Page}/off");
        var again = await Save(hale, "other@ministry.example");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Single(sink.Mails);
    }

    [Fact]
    public async Task Of_many_that_ask_for_a_link_at_once_one_is_sent_it()
    {
        await using var desk = new OpenDesk();
        var shelf = desk.Service<NoticeShelf>();
        var (now, span) = (TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        var claims = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => shelf.ClaimLink("account", span, now)))
        );
        Assert.Single(claims, claimed => claimed);
        Assert.True(shelf.ClaimLink("another", span, now));
        Assert.False(shelf.ClaimLink("account", span, now + span - TimeSpan.FromSeconds(1)));
        Assert.True(shelf.ClaimLink("account", span, now + span));
    }

    [Fact]
    public async Task Without_a_mail_server_the_page_says_what_to_do()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        Assert.Contains("This node sends no e-mail", await hale.GetStringAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_addresses_that_can_be_written_as_they_stand_are_taken()
    {
        Assert.All(
            ["a@b.example", "first.last+x@mail.ministry.example"],
            good => Assert.True(NoticeSettings.IsAddress(good), good)
        );
        Assert.All(
            [
                "",
                "a",
                "a@",
                "@b.example",
                "a b@c.example",
                "a@b.example\r\nRCPT TO:<x@y.example>",
                "<a@b.example>",
                "a@b@c.example",
                "\"a\"@b.example",
                "é@b.example",
            ],
            bad => Assert.False(NoticeSettings.IsAddress(bad), bad)
        );
    }

    [Theory]
    [InlineData("localhost", 25, MailSecurity.None, null, null)]
    [InlineData("mail.xx.example", 587, MailSecurity.StartTls, "a", "b")]
    public void Settings_that_work_are_taken(
        string host,
        int port,
        MailSecurity security,
        string? user,
        string? file
    ) => Assert.Null(Settings(host, port, security, user, file).Problem());

    [Theory]
    [InlineData("mail.xx.example", 25, MailSecurity.None, null, null)]
    [InlineData("mail xx", 587, MailSecurity.Tls, null, null)]
    [InlineData("mail.xx.example", 0, MailSecurity.Tls, null, null)]
    [InlineData("mail.xx.example", 465, MailSecurity.Tls, "a", null)]
    [InlineData("localhost", 25, MailSecurity.None, "a", "b")]
    public void Settings_that_would_send_in_the_clear_or_nowhere_are_refused(
        string host,
        int port,
        MailSecurity security,
        string? user,
        string? file
    ) => Assert.NotNull(Settings(host, port, security, user, file).Problem());

    private static NoticeSettings Settings(string host, int port, MailSecurity security, string? user, string? file) =>
        new("parley@xx.example", "https://desk.xx.example", host, port, security, user, file);

    private static Task<HttpResponseMessage> Save(HttpClient browser, string address) =>
        OpenDesk.Post(browser, Page, Page, ("address", address), ("kind", "Mentioned"));

    [GeneratedRegex("https://desk[.]xx[.]example/account/notices/confirm/[0-9a-f]{64}")]
    private static partial Regex Link();
}
