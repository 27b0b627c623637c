using System.Net;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Access;

/// <summary>How long a session lives.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task A_page_left_open_does_not_keep_the_session_alive()
    {
        var clock = new MovingClock();
        await using var desk = new OpenDesk(clock: clock);
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        for (var hour = 0; hour < 8; hour++)
        {
            clock.Ahead += TimeSpan.FromMinutes(61);
            await hale.GetAsync("/links");
        }
        Assert.Equal(HttpStatusCode.Found, (await hale.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Work_keeps_it_alive_but_never_longer_than_twelve_hours()
    {
        var clock = new MovingClock();
        await using var desk = new OpenDesk(clock: clock);
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        for (var hour = 0; hour < 11; hour++)
        {
            clock.Ahead += TimeSpan.FromHours(1);
            Assert.Equal(HttpStatusCode.OK, (await hale.GetAsync("/")).StatusCode);
        }
        clock.Ahead += TimeSpan.FromHours(1);
        Assert.Equal(HttpStatusCode.Found, (await hale.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_copy_of_the_cookie_is_worth_nothing_after_the_sign_out()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        var signedIn = await OpenDesk.SignIn(hale, "hale");
        var cookie = signedIn.Headers.GetValues("Set-Cookie").First(one => one.StartsWith("parley-US=", default));
        await OpenDesk.Post(hale, "/", "/sign-out");
        using var copy = desk.Browser();
        copy.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.Found, (await copy.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData("sign-out")]
    [InlineData("close")]
    public async Task News_end_with_the_session(string how)
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale");
        using var answer = await hale.GetAsync("/live?topics=requests", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await reader.ReadLineAsync();
        if (how is "close")
        {
            desk.Officers.Close(desk.Officers.All().First(one => one.SignInName is "hale").Id, Doer.Command);
        }
        else
        {
            await OpenDesk.Post(hale, "/", "/sign-out");
        }
        await Task.Delay(1_100);
        desk.Changes.Announce("requests");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var rest = await reader.ReadToEndAsync(patience.Token);
        Assert.DoesNotContain("requests", rest, StringComparison.Ordinal);
    }

    private sealed class MovingClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
