using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Node;

/// <summary>Bodies, methods and words sent to the pages of a running node and to the port of its command.</summary>
public sealed class HostilePageTests(OpenNode open) : IClassFixture<OpenNode>
{
    private const string Urlencoded = "application/x-www-form-urlencoded";

    private static readonly Dictionary<string, (string Type, string Body)> Bodies = new(StringComparer.Ordinal)
    {
        ["3 MiB"] = (Urlencoded, "text=" + new string('x', 3 * 1024 * 1024)),
        ["5,000 fields"] = (Urlencoded, string.Join('&', Enumerable.Range(0, 5_000).Select(n => $"f{n}={n}"))),
        ["a field's name of 10,000 letters"] = (Urlencoded, new string('k', 10_000) + "=1"),
        ["signs that are no form"] = (Urlencoded, "%zz=%zz&&&==&%"),
        ["a null"] = (Urlencoded, "text=%00"),
        ["half a character"] = (Urlencoded, "text=%ed%a0%bd"),
        ["parts without an end"] = (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end"
        ),
        ["a boundary of 500 letters"] = ("multipart/form-data; boundary=" + new string('b', 500), "x"),
        ["parts without a boundary"] = ("multipart/form-data", "no boundary"),
        ["JSON"] = ("application/json", "{\"text\":1}"),
        ["plain text"] = ("text/plain", "x"),
        ["UTF-7"] = (Urlencoded + "; charset=utf-7", "a=+ADw-script+AD4-"),
        ["UTF-16"] = (Urlencoded + "; charset=utf-16", "a=b"),
        ["an encoding nobody knows"] = (Urlencoded + "; charset=nonsense", "a=b"),
    };

    private static readonly Dictionary<string, string> HandedIn = new(StringComparer.Ordinal)
    {
        ["nothing"] = "",
        ["null"] = "null",
        ["a list"] = "[]",
        ["half an object"] = "{",
        ["an empty object"] = "{}",
        ["an account null"] = "{\"account\":null}",
        ["an account alone"] = "{\"account\":\"drafter\"}",
        ["no draft"] = By("drafter", OpenDesk.Password, ""),
        ["a draft null"] = By("drafter", OpenDesk.Password, ",\"draft\":null"),
        ["a draft that is a list"] = By("drafter", OpenDesk.Password, ",\"draft\":[]"),
        ["half a character"] = By("drafter", OpenDesk.Password, ",\"draft\":{\"x\":\"\\ud83d\"}"),
        ["a party nobody knows"] = By("drafter", OpenDesk.Password, ",\"draft\":{},\"with\":\"XX\""),
        ["a wrong password"] = By("reader", "wrong", ",\"draft\":{}"),
        ["the wrong role"] = By("reader", OpenDesk.Password, ",\"draft\":{}"),
        ["deep without end"] = new string('[', 5_000),
    };

    public static TheoryData<string> NamesOfBodies => [.. Bodies.Keys];

    public static TheoryData<string> NamesOfHandedIn => [.. HandedIn.Keys];

    [Theory]
    [MemberData(nameof(NamesOfBodies))]
    public async Task A_form_that_is_too_large_or_none_is_refused_and_changes_nothing(string name)
    {
        var (type, body) = Bodies[name];
        var before = open.Everything();
        using var browser = await open.SignedIn(Role.Drafter);
        using var anyone = open.Browser();
        (HttpClient From, string Path)[] places =
        [
            (browser, "/drafts"),
            (browser, $"/requests/{open.Request}/do/Acknowledge"),
            (anyone, "/drafts"),
        ];
        foreach (var (from, path) in places)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var asked = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            // Whoever asks first is told that it is too large; whoever does not is cut off.
            asked.Headers.ExpectContinue = body.Length > 1024 * 1024;
            using var answer = await from.SendAsync(asked);
            // What can be read and comes without a session is held until its writer has signed in.
            Assert.True(
                (int)answer.StatusCode is 400 or 413 or 415 || (from == anyone && (int)answer.StatusCode == 200),
                $"{path} {name}: {answer.StatusCode}"
            );
        }
        Assert.Equal(before, open.Everything());
        using var page = await browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Other_methods_and_the_paths_of_other_ports_lead_nowhere()
    {
        using var browser = await open.SignedIn(Role.Operator);
        foreach (var method in (string[])["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"])
        {
            using var asked = new HttpRequestMessage(new HttpMethod(method), "/requests");
            using var answer = await browser.SendAsync(asked);
            Assert.True((int)answer.StatusCode is 400 or 404 or 405, $"{method}: {answer.StatusCode}");
        }
        using var delivery = await browser.PostAsync("/exchange/v1/deliveries", new ByteArrayContent([1]));
        Assert.Equal(HttpStatusCode.NotFound, delivery.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer x")]
    [InlineData("Basic eDp4")]
    [InlineData("Bearer 0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task The_port_of_the_command_asks_for_its_token(string? token)
    {
        using var anyone = open.Browser();
        foreach (var path in (string[])["/local/status", "/local/resume/US", "/local/requests", "/local/x"])
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, path);
            asked.Headers.TryAddWithoutValidation("Authorization", token);
            using var answer = await anyone.SendAsync(asked);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{path}: {answer.StatusCode}");
        }
    }

    [Theory]
    [MemberData(nameof(NamesOfHandedIn))]
    public async Task What_is_handed_in_by_the_command_and_is_nonsense_is_refused(string name)
    {
        using var command = open.Browser();
        command.DefaultRequestHeaders.Authorization = new("Bearer", open.Folder.LocalToken());
        using var status = await command.GetAsync("/local/status");
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
        var before = open.Everything();
        foreach (var path in (string[])["/local/requests", "/local/requests/1/release", "/local/resume/XX"])
        {
            using var content = new StringContent(HandedIn[name], Encoding.UTF8, "application/json");
            using var answer = await command.PostAsync(path, content);
            Assert.True((int)answer.StatusCode is 400 or 403 or 404 or 422, $"{path}: {answer.StatusCode}");
        }
        Assert.Equal(before, open.Everything());
    }

    [Fact]
    public async Task What_anyone_wrote_is_shown_as_text_and_never_run()
    {
        using var anyone = open.Browser();
        const string script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        using var sign = await OpenDesk.SignIn(anyone, script, "a wrong password");
        var text = await sign.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", text, StringComparison.Ordinal);
        using var browser = await open.SignedIn(Role.Operator);
        foreach (
            var page in (string[])
                ["/requests?search=", "/sign-in?to=", "/requests?kind=", "/review?from=", "/record/US/CN?from="]
        )
        {
            using var answer = await browser.GetAsync(page + Uri.EscapeDataString(script));
            Assert.True((int)answer.StatusCode < 500, $"{page}: {answer.StatusCode}");
            var shown = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script>alert", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", shown, StringComparison.Ordinal);
        }
    }

    private static string By(string account, string password, string more) =>
        $"{{\"account\":\"{account}\",\"password\":\"{password}\"{more}}}";
}
