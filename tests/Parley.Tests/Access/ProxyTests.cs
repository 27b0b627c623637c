using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Access;

/// <summary>A desk behind a web server: whose word on the caller is believed, and what follows from it.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("https", true)]
    [InlineData(null, false)]
    public async Task Cookies_are_secure_where_the_browser_speaks_https_to_the_proxy(string? scheme, bool secure)
    {
        await using var desk = new OpenDesk();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var browser = new HttpClient(handler) { BaseAddress = desk.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        if (scheme is not null)
        {
            request.Headers.Add("X-Forwarded-Proto", scheme);
        }
        using var answer = await browser.SendAsync(request);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(
            cookies,
            cookie => Assert.Equal(secure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase))
        );
    }

    [Fact]
    public async Task Sign_ins_are_counted_by_the_address_the_proxy_saw()
    {
        await using var desk = new OpenDesk(signInsPerMinute: 2);
        using var one = desk.Browser();
        one.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.1");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await OpenDesk.SignIn(one, "hale", "wrong")).StatusCode);
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, (await OpenDesk.SignIn(one, "hale", "wrong")).StatusCode);
        using var other = desk.Browser();
        other.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.2");
        Assert.Equal(HttpStatusCode.Found, (await OpenDesk.SignIn(other, "marsh")).StatusCode);
    }

    [Theory]
    [InlineData("198.51.100.9", "198.51.100.9", "http")]
    [InlineData("192.0.2.1", "203.0.113.1", "https")]
    [InlineData("127.0.0.1", "203.0.113.1", "https")]
    public async Task Only_this_machine_and_the_proxies_named_are_believed(string from, string seen, string scheme)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(from);
        http.Request.Scheme = "http";
        http.Request.Headers["X-Forwarded-For"] = "10.0.0.1, 203.0.113.1";
        http.Request.Headers["X-Forwarded-Proto"] = "https";
        var believed = Options.Create(Proxies.Believed(["192.0.2.1"]));
        await new ForwardedHeadersMiddleware(_ => Task.CompletedTask, NullLoggerFactory.Instance, believed).Invoke(
            http
        );
        Assert.Equal((seen, scheme), (http.Connection.RemoteIpAddress.ToString(), http.Request.Scheme));
    }
}
